//! Where the app is told of events, for each kind of object, and the check of such an address.

use axum::http::StatusCode;
use serde_json::{Value, json};

use super::error::GraphError;
use super::model::Subscription;
use super::{page, token};
use crate::call::Call;
use crate::{Fault, Faults, Simulator};

const OBJECTS: [&str; 3] = ["whatsapp_business_account", "page", "instagram"];

/// `/{app}/subscriptions`. It belongs to no account, so faults of accounts are met only if they
/// are about webhooks.
pub(crate) async fn answer(simulator: &Simulator, call: &Call) -> Result<Value, GraphError> {
    token::check_app(&simulator.world().graph, call)?;
    match call.method.as_str() {
        "GET" => Ok(list(simulator)),
        "POST" => subscribe(simulator, call).await,
        "DELETE" => {
            let object = object(call)?;
            simulator.world().graph.app.subscriptions.remove(object);
            Ok(json!({ "success": true }))
        }
        _ => Err(GraphError::not_visible("subscriptions")),
    }
}

fn list(simulator: &Simulator) -> Value {
    let world = simulator.world();
    let subscriptions = world.graph.app.subscriptions.iter();
    let data: Vec<Value> = subscriptions
        .map(|(object, subscription)| {
            let fields = subscription.fields.iter();
            let fields: Vec<Value> =
                fields.map(|name| json!({ "name": name, "version": "v25.0" })).collect();
            json!({
                "object": object,
                "callback_url": subscription.callback_url,
                "active": subscription.is_active,
                "fields": fields,
            })
        })
        .collect();
    json!({ "data": data })
}

fn object(call: &Call) -> Result<&'static str, GraphError> {
    let asked = call.text("object").unwrap_or_default();
    OBJECTS
        .into_iter()
        .find(|object| *object == asked)
        .ok_or_else(|| GraphError::parameter("Param object must be one of the known objects"))
}

async fn subscribe(simulator: &Simulator, call: &Call) -> Result<Value, GraphError> {
    let object = object(call)?;
    let fields = page::names(call.parameters.get("fields"));
    let url = call.text("callback_url").unwrap_or_default();
    let verify_token = call.text("verify_token").unwrap_or_default();
    let faults = simulator.world().faults.values().flatten().copied().collect();
    verify(simulator, &url, &verify_token, &faults).await?;
    let subscription = Subscription { callback_url: url.into_owned(), fields, is_active: true };
    simulator.world().graph.app.subscriptions.insert(object.to_owned(), subscription);
    Ok(json!({ "success": true }))
}

/// Asks an address whether it wants to be told: it has to know the token and to send the
/// challenge back.
pub(crate) async fn verify(
    simulator: &Simulator,
    url: &str,
    verify_token: &str,
    faults: &Faults,
) -> Result<(), GraphError> {
    let challenge = simulator.world().random.long_number().to_string();
    let query = form_urlencoded::Serializer::new(String::new())
        .append_pair("hub.mode", "subscribe")
        .append_pair("hub.verify_token", verify_token)
        .append_pair("hub.challenge", &challenge)
        .finish();
    let separator = if url.contains('?') { '&' } else { '?' };
    let answer = simulator.sender.get(&format!("{url}{separator}{query}")).await;
    let is_echo = answer.is_some_and(|(status, body)| {
        status == StatusCode::OK && body.trim_ascii() == challenge.as_bytes()
    });
    if is_echo && !faults.contains(&Fault::WebhookRefused) {
        return Ok(());
    }
    let message = "(#2200) Callback verification failed";
    Err(GraphError::new(StatusCode::BAD_REQUEST, 2200, message))
}
