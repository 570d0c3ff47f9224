//! The address at which a bot is told of events.

use std::collections::BTreeSet;

use axum::http::StatusCode;
use serde_json::{Value, json};

use super::model::{MANDATORY, OPTIONAL, Webhook};
use super::{BAD_DATA, INVALID_URL, MISSING_DATA, Refusal, Visit, callback, success};
use crate::{Fault, Simulator};

/// `set_webhook`: the address is called, and has to answer, before this is answered. An empty one
/// takes the webhook away.
pub(crate) async fn set(simulator: &Simulator, visit: &Visit<'_>) -> Result<Value, Refusal> {
    let url = visit.call.text("url").ok_or(MISSING_DATA)?.into_owned();
    if url.is_empty() {
        simulator.world().viber.bots[visit.place].webhook = None;
        return Ok(success());
    }
    let event_types = event_types(visit)?;
    let request = {
        let mut world = simulator.world();
        let token = world.viber.bots[visit.place].token.clone();
        let event = json!({
            "event": "webhook",
            "timestamp": visit.now,
            "chat_hostname": "SN-CHAT-01_",
            "message_token": world.random.long_number(),
        });
        let is_wrong = visit.faults.contains(&Fault::WrongSignature);
        callback::sign(&url, if is_wrong { "another secret" } else { &token }, &event)
    };
    let status = simulator.sender.post(&request).await;
    if status != Some(StatusCode::OK) || visit.faults.contains(&Fault::WebhookRefused) {
        return Err(INVALID_URL);
    }
    let mut answer = success();
    answer["event_types"] = json!(event_types);
    simulator.world().viber.bots[visit.place].webhook = Some(Webhook { url, event_types });
    Ok(answer)
}

/// Without `event_types` everything is told, with an empty list only what is mandatory.
fn event_types(visit: &Visit) -> Result<BTreeSet<String>, Refusal> {
    let optional = match visit.call.parameters.get("event_types") {
        None => OPTIONAL.map(str::to_owned).to_vec(),
        Some(Value::Array(types)) => {
            let known = |value: &Value| {
                let name = value.as_str()?;
                OPTIONAL
                    .iter()
                    .chain(&MANDATORY)
                    .any(|known| *known == name)
                    .then(|| name.to_owned())
            };
            types.iter().map(known).collect::<Option<_>>().ok_or(BAD_DATA)?
        }
        Some(_) => return Err(BAD_DATA),
    };
    Ok(optional.into_iter().chain(MANDATORY.map(str::to_owned)).collect())
}
