//! What Viber reports.

use domain::platform::{
    Callback, CallbackRefused, Event, EventKind, Fact, MessageState, Problem, Reading, Reason,
    Reply,
};
use domain::time::Timestamp;
use serde::Deserialize;
use serde_json::{Number, Value};

use crate::signature::is_sha256_hex;

/// Every kind of event in one shape.
#[derive(Debug, Deserialize)]
struct Body {
    event: String,
    timestamp: Option<i64>,
    message_token: Option<Number>,
    user_id: Option<String>,
    user: Option<Person>,
    sender: Option<Person>,
    message: Option<Message>,
    desc: Option<String>,
    context: Option<String>,
    status: Option<Value>,
}

#[derive(Debug, Deserialize)]
struct Person {
    id: String,
}

#[derive(Debug, Deserialize)]
struct Message {
    #[serde(rename = "type")]
    what: String,
    text: Option<String>,
}

pub(super) fn read(callback: &Callback<'_>, token: &str) -> Result<Reading, CallbackRefused> {
    let signature = signature(callback).ok_or(CallbackRefused::Signature)?;
    if token.is_empty() || !is_sha256_hex(token.as_bytes(), callback.body, &signature) {
        return Err(CallbackRefused::Signature);
    }
    let body = serde_json::from_slice(callback.body).map_err(|_| CallbackRefused::Unreadable)?;
    Ok(Reading { events: event(body).into_iter().collect(), reply: Reply::empty() })
}

/// In a header, or in the address as Viber's own library for Node reads it.
fn signature(callback: &Callback<'_>) -> Option<String> {
    if let Some(header) = callback.header("X-Viber-Content-Signature") {
        return Some(header.to_owned());
    }
    let (_, query) = callback.url.split_once('?')?;
    let mut pairs = form_urlencoded::parse(query.as_bytes());
    pairs.find(|(name, _)| name == "sig").map(|(_, value)| value.into_owned())
}

fn event(body: Body) -> Option<Event> {
    // Only tests whether the address answers.
    if body.event == "webhook" {
        return None;
    }
    let token = body.message_token.as_ref().map(Number::to_string).unwrap_or_default();
    let person = body.user_id.or_else(|| body.user.or(body.sender).map(|person| person.id));
    let person = person.unwrap_or_default();
    let key = format!("{}:{token}:{person}", body.event);
    let state = |state| EventKind::State { message: token.clone(), state };
    let kind = match (body.event.as_str(), body.message) {
        ("message", Some(message)) => {
            EventKind::Received { from: person, what: message.what, text: message.text }
        }
        ("delivered", _) => state(MessageState::Delivered),
        ("seen", _) => state(MessageState::Read),
        ("failed", _) => {
            // Viber gives a sentence and no code.
            let problem = Problem::new(Reason::Unrecognised);
            let text = body.desc.unwrap_or_default();
            state(MessageState::Failed(problem.with_answer(&text)))
        }
        _ => {
            let status = body.status.map(|status| status.to_string());
            let facts = [("user", Some(person)), ("context", body.context), ("status", status)];
            let facts = facts.into_iter().filter_map(|(name, value)| Some(Fact::new(name, value?)));
            EventKind::Notice { what: body.event, facts: facts.collect() }
        }
    };
    let at = body.timestamp.and_then(|millis| millis.checked_mul(1_000));
    Some(Event { key, account: None, at: at.map(Timestamp::from_micros), kind })
}

#[cfg(test)]
mod tests {
    use data_encoding::HEXLOWER;
    use hmac::{Hmac, KeyInit, Mac};
    use proptest::prelude::*;
    use sha2::Sha256;

    use super::*;

    const TOKEN: &str = "445da6az1s345z78-dazcczb2542zv51a-e0vc5fva17480im9";

    fn sign(body: &[u8]) -> String {
        let mac = Hmac::<Sha256>::new_from_slice(TOKEN.as_bytes()).expect("a key");
        HEXLOWER.encode(&mac.chain_update(body).finalize().into_bytes())
    }

    fn read_signed(body: &[u8]) -> Result<Reading, CallbackRefused> {
        let signature = sign(body);
        let headers = [("x-viber-content-signature", signature.as_str())];
        read(
            &Callback { method: "POST", url: "https://c.example/v", headers: &headers, body },
            TOKEN,
        )
    }

    #[test]
    fn a_message_is_read_with_every_digit_of_its_id() {
        let body = r#"{"event":"message","timestamp":1457764197627,"message_token":4912661846655238145,
            "sender":{"id":"01234567890A=","name":"Ana"},"message":{"type":"text","text":"hi"}}"#;
        let reading = read_signed(body.as_bytes()).expect("a reading");
        assert_eq!(
            reading.events,
            [Event {
                key: "message:4912661846655238145:01234567890A=".to_owned(),
                account: None,
                at: Some(Timestamp::from_micros(1_457_764_197_627_000)),
                kind: EventKind::Received {
                    from: "01234567890A=".to_owned(),
                    what: "text".to_owned(),
                    text: Some("hi".to_owned()),
                },
            }]
        );
    }

    #[test]
    fn deliveries_to_several_devices_are_one_event() {
        let at = |time: u32| {
            let body = format!(
                r#"{{"event":"delivered","timestamp":{time},"message_token":7,"user_id":"u="}}"#
            );
            read_signed(body.as_bytes()).expect("a reading").events[0].key.clone()
        };
        assert_eq!(at(1), at(2));
    }

    #[test]
    fn an_event_that_is_not_known_is_passed_on_with_its_name() {
        let reading =
            read_signed(br#"{"event":"teleported","message_token":1}"#).expect("a reading");
        assert!(
            matches!(&reading.events[0].kind, EventKind::Notice { what, .. } if what == "teleported")
        );
        assert!(read_signed(br#"{"event":"webhook"}"#).expect("a reading").events.is_empty());
    }

    #[test]
    fn only_the_right_signature_is_believed_in_either_place() {
        let body = br#"{"event":"webhook"}"#;
        let url = format!("https://c.example/v?sig={}", sign(body));
        let callback = Callback { method: "POST", url: &url, headers: &[], body };
        assert!(read(&callback, TOKEN).is_ok());
        let refused = Err(CallbackRefused::Signature);
        assert_eq!(read(&callback, "another"), refused);
        assert_eq!(read(&callback, ""), refused);
        assert_eq!(read(&Callback { body: b"{}", ..callback }, TOKEN), refused);
        assert_eq!(read(&Callback { url: "https://c.example/v", ..callback }, TOKEN), refused);
    }

    proptest! {
        #[test]
        fn any_bytes_are_read_without_a_panic(body: Vec<u8>) {
            let _ = read_signed(&body);
        }

        #[test]
        fn any_value_in_any_place_is_read_without_a_panic(
            event in "message|delivered|seen|failed|subscribed|client_status|.*",
            time: i64,
            token: u64,
            text: String,
        ) {
            let body = serde_json::json!({
                "event": event, "timestamp": time, "message_token": token, "user_id": text,
                "desc": text, "status": { "type": text },
                "message": { "type": text, "text": text },
            });
            prop_assert!(read_signed(body.to_string().as_bytes()).is_ok());
        }
    }
}
