//! What WhatsApp reports.
#![expect(clippy::struct_field_names, reason = "the names are the platform's")]

use domain::platform::{
    Callback, CallbackRefused, Event, EventKind, Fact, MessageState, Problem, Reading, Reason,
    Reply,
};
use domain::time::Timestamp;
use serde::Deserialize;
use serde_json::Value;

use super::OBJECT;
use crate::graph::callback::Verified;
use crate::graph::{Graph, reason};
use crate::json::or_default;

#[derive(Debug, Deserialize)]
struct Body {
    object: String,
    #[serde(default, deserialize_with = "or_default")]
    entry: Vec<Entry>,
}

#[derive(Debug, Deserialize)]
struct Entry {
    id: String,
    time: Option<i64>,
    #[serde(default, deserialize_with = "or_default")]
    changes: Vec<Change>,
}

#[derive(Debug, Deserialize)]
struct Change {
    field: String,
    value: Value,
}

#[derive(Debug, Deserialize)]
struct Messages {
    metadata: Metadata,
    #[serde(default, deserialize_with = "or_default")]
    messages: Vec<Message>,
    #[serde(default, deserialize_with = "or_default")]
    statuses: Vec<Status>,
}

#[derive(Debug, Deserialize)]
struct Metadata {
    phone_number_id: String,
}

#[derive(Debug, Deserialize)]
struct Message {
    id: String,
    /// Absent for people who hide their number behind a name.
    from: Option<String>,
    from_user_id: Option<String>,
    timestamp: Option<String>,
    #[serde(rename = "type", default, deserialize_with = "or_default")]
    what: String,
    text: Option<Text>,
}

#[derive(Debug, Deserialize)]
struct Text {
    body: String,
}

#[derive(Debug, Deserialize)]
struct Status {
    id: String,
    status: String,
    timestamp: Option<String>,
    #[serde(default, deserialize_with = "or_default")]
    errors: Vec<StatusError>,
}

#[derive(Debug, Deserialize)]
struct StatusError {
    code: i64,
    title: Option<String>,
}

pub(super) fn read(graph: &Graph, callback: &Callback<'_>) -> Result<Reading, CallbackRefused> {
    let body = match graph.verified(callback)? {
        Verified::Handshake(reading) => return Ok(reading),
        Verified::Body(body) => body,
    };
    let body: Body = serde_json::from_slice(body).map_err(|_| CallbackRefused::Unreadable)?;
    let mut events = Vec::new();
    if body.object == OBJECT {
        for entry in body.entry {
            for change in entry.changes {
                read_change(&mut events, &entry.id, entry.time, change);
            }
        }
    }
    Ok(Reading { events, reply: Reply::empty() })
}

fn read_change(events: &mut Vec<Event>, waba_id: &str, time: Option<i64>, change: Change) {
    let is_messages = change.field == "messages";
    match Messages::deserialize(&change.value) {
        Ok(messages) if is_messages => {
            let account = messages.metadata.phone_number_id;
            events.extend(messages.messages.into_iter().map(|one| received(&account, one)));
            events.extend(messages.statuses.into_iter().map(|one| state(&account, one)));
        }
        // Something about the account, or messages in a form that is new.
        _ => {
            let value = change.value.to_string();
            let (key, facts) = (
                format!("{}:{}:{value}", change.field, time.unwrap_or_default()),
                facts(&change.value),
            );
            let kind = match change.field {
                what if is_messages => EventKind::Notice { what, facts },
                what => EventKind::AccountChanged { what, facts },
            };
            let account = Some(waba_id.to_owned());
            events.push(Event { key, account, at: time.and_then(seconds), kind });
        }
    }
}

fn received(account: &str, message: Message) -> Event {
    Event {
        key: format!("message:{}", message.id),
        account: Some(account.to_owned()),
        at: message.timestamp.and_then(|time| seconds(time.parse().ok()?)),
        kind: EventKind::Received {
            from: message.from.or(message.from_user_id).unwrap_or_default(),
            what: message.what,
            text: message.text.map(|text| text.body),
        },
    }
}

fn state(account: &str, status: Status) -> Event {
    let state = match status.status.as_str() {
        "sent" => MessageState::Sent,
        "delivered" => MessageState::Delivered,
        "read" | "played" => MessageState::Read,
        "failed" => MessageState::Failed(failure(&status.errors)),
        other => MessageState::Other(other.to_owned()),
    };
    Event {
        key: format!("{}:{}", status.status, status.id),
        account: Some(account.to_owned()),
        at: status.timestamp.and_then(|time| seconds(time.parse().ok()?)),
        kind: EventKind::State { message: status.id, state },
    }
}

fn failure(errors: &[StatusError]) -> Problem {
    let Some(error) = errors.first() else { return Reason::Unrecognised.into() };
    let problem = Problem::new(reason(error.code, None)).with_code(error.code);
    match &error.title {
        Some(title) => problem.with_answer(title),
        None => problem,
    }
}

fn seconds(seconds: i64) -> Option<Timestamp> {
    seconds.checked_mul(1_000_000).map(Timestamp::from_micros)
}

/// The simple values of an object.
fn facts(value: &Value) -> Vec<Fact> {
    let fields = value.as_object().into_iter().flatten();
    fields
        .filter_map(|(name, value)| match value {
            Value::String(text) => Some(Fact::new(name, text)),
            Value::Number(_) | Value::Bool(_) => Some(Fact::new(name, value.to_string())),
            _ => None,
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::graph::callback::tests::{graph, sign};

    fn read_signed(graph: &Graph, body: &[u8]) -> Result<Reading, CallbackRefused> {
        let signature = sign("s3cret", body);
        let headers = [("X-Hub-Signature-256", signature.as_str())];
        read(
            graph,
            &Callback { method: "POST", url: "https://c.example/w", headers: &headers, body },
        )
    }

    const BODY: &str = r#"{"object":"whatsapp_business_account","entry":[{"id":"5","changes":[
        {"field":"messages","value":{"messaging_product":"whatsapp",
          "metadata":{"display_phone_number":"15550100000","phone_number_id":"106"},
          "messages":[{"from":"15550101234","id":"wamid.A","timestamp":"1749416383","type":"text",
            "text":{"body":"caf\u00e9"}},{"id":"wamid.B","from_user_id":"US.1","type":"image"}],
          "statuses":[{"id":"wamid.C","status":"failed","timestamp":"1749416400",
            "errors":[{"code":131026,"title":"Message undeliverable"}]},
            {"id":"wamid.D","status":"teleported"}]}},
        {"field":"account_update","value":{"event":"PARTNER_REMOVED","phone_number":"1"}}]}]}"#;

    #[test]
    fn every_part_of_a_batch_is_read() {
        let events = read_signed(&graph("s3cret"), BODY.as_bytes()).expect("a reading").events;
        let keys: Vec<_> = events.iter().map(|event| event.key.as_str()).collect();
        assert_eq!(
            keys[..4],
            ["message:wamid.A", "message:wamid.B", "failed:wamid.C", "teleported:wamid.D"]
        );
        assert_eq!(events[0].account.as_deref(), Some("106"));
        assert_eq!(events[0].at, Some(Timestamp::from_micros(1_749_416_383_000_000)));
        let EventKind::Received { text, .. } = &events[0].kind else { panic!() };
        assert_eq!(text.as_deref(), Some("café"));
        let EventKind::State { state: MessageState::Failed(problem), .. } = &events[2].kind else {
            panic!()
        };
        assert_eq!(problem.reason, Reason::RecipientUnknown);
        let EventKind::AccountChanged { what, facts } = &events[4].kind else { panic!() };
        assert_eq!(
            (what.as_str(), &facts[0]),
            ("account_update", &Fact::new("event", "PARTNER_REMOVED"))
        );
        assert_eq!(events[4].account.as_deref(), Some("5"));
    }

    #[test]
    fn the_signature_is_over_the_bytes_as_they_came() {
        let graph = graph("s3cret");
        assert!(read_signed(&graph, BODY.as_bytes()).is_ok());
        let signature = sign("s3cret", BODY.as_bytes());
        let again = BODY.replace("\\u00e9", "é");
        let headers = [("x-hub-signature-256", signature.as_str())];
        let callback =
            Callback { method: "POST", url: "", headers: &headers, body: again.as_bytes() };
        assert_eq!(read(&graph, &callback), Err(CallbackRefused::Signature));
        let callback = Callback { headers: &[], body: BODY.as_bytes(), ..callback };
        assert_eq!(read(&graph, &callback), Err(CallbackRefused::Signature));
    }

    proptest! {
        #[test]
        fn any_bytes_are_read_without_a_panic(body: Vec<u8>, text: String, number: i64) {
            let graph = graph("s3cret");
            let _ = read_signed(&graph, &body);
            let body = serde_json::json!({ "object": OBJECT, "entry": [{ "id": text, "time": number,
                "changes": [{ "field": text, "value": text }, { "field": "messages", "value": {
                    "metadata": { "phone_number_id": text }, "messages": [{ "id": text,
                    "timestamp": number.to_string(), "type": text }], "statuses": [{ "id": text,
                    "status": text, "timestamp": text, "errors": [{ "code": number }] }] } }] }] });
            let reading = read_signed(&graph, body.to_string().as_bytes());
            prop_assert_eq!(reading.expect("a reading").events.len(), 3);
        }
    }
}
