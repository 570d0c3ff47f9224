//! What Messenger and Instagram report, in the form they share.

use domain::platform::{
    Callback, CallbackRefused, Event, EventKind, Fact, MessageState, Reading, Reply,
};
use domain::time::Timestamp;
use serde::Deserialize;
use serde_json::Value;

use super::Graph;
use super::callback::Verified;
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
    messaging: Vec<Value>,
    /// What another app answers.
    #[serde(default, deserialize_with = "or_default")]
    standby: Vec<Value>,
    #[serde(default, deserialize_with = "or_default")]
    changes: Vec<Change>,
}

#[derive(Debug, Deserialize)]
struct Change {
    field: String,
    value: Value,
}

#[derive(Debug, Deserialize)]
struct Messaging {
    sender: Option<Person>,
    timestamp: Option<i64>,
    message: Option<Message>,
    delivery: Option<Delivery>,
    read: Option<Read>,
    postback: Option<Postback>,
}

#[derive(Debug, Deserialize)]
struct Person {
    id: String,
}

#[derive(Debug, Deserialize)]
struct Message {
    mid: String,
    text: Option<String>,
    #[serde(default, deserialize_with = "or_default")]
    is_echo: bool,
    #[serde(default, deserialize_with = "or_default")]
    is_deleted: bool,
    #[serde(default, deserialize_with = "or_default")]
    is_unsupported: bool,
    #[serde(default, deserialize_with = "or_default")]
    attachments: Vec<Attachment>,
}

#[derive(Debug, Deserialize)]
struct Attachment {
    #[serde(rename = "type", default, deserialize_with = "or_default")]
    what: String,
}

#[derive(Debug, Deserialize)]
struct Delivery {
    #[serde(default, deserialize_with = "or_default")]
    mids: Vec<String>,
    watermark: Option<i64>,
}

#[derive(Debug, Deserialize)]
struct Read {
    mid: Option<String>,
    watermark: Option<i64>,
}

#[derive(Debug, Deserialize)]
struct Postback {
    mid: Option<String>,
    title: Option<String>,
}

/// Reads a callback of these apps about accounts of this kind.
pub(crate) fn read(
    graphs: &[&Graph],
    object: &str,
    callback: &Callback<'_>,
) -> Result<Reading, CallbackRefused> {
    let mut refused = CallbackRefused::Signature;
    let verified = graphs
        .iter()
        .find_map(|graph| graph.verified(callback).map_err(|reason| refused = reason).ok());
    let body = match verified.ok_or(refused)? {
        Verified::Handshake(reading) => return Ok(reading),
        Verified::Body(body) => body,
    };
    let body: Body = serde_json::from_slice(body).map_err(|_| CallbackRefused::Unreadable)?;
    let entries = if body.object == object { body.entry } else { Vec::new() };
    let events = entries.into_iter().flat_map(entry_events).collect();
    Ok(Reading { events, reply: Reply::empty() })
}

fn entry_events(entry: Entry) -> Vec<Event> {
    let account = entry.id;
    let mut events = Vec::new();
    for value in entry.messaging {
        messaging_events(&mut events, &account, value);
    }
    for value in entry.standby {
        events.push(notice(&account, "standby", entry.time, &value));
    }
    for change in entry.changes {
        events.push(notice(&account, &change.field, entry.time, &change.value));
    }
    events
}

fn messaging_events(events: &mut Vec<Event>, account: &str, value: Value) {
    let Ok(messaging) = Messaging::deserialize(&value) else {
        events.push(notice(account, "messaging", None, &value));
        return;
    };
    let person = messaging.sender.map(|person| person.id).unwrap_or_default();
    let at = messaging.timestamp.and_then(millis);
    let mut add = |key: String, kind| {
        events.push(Event { key, account: Some(account.to_owned()), at, kind });
    };
    let state = |message: &str, state| EventKind::State { message: message.to_owned(), state };
    if let Some(message) = messaging.message {
        let mid = &message.mid;
        if message.is_deleted {
            let facts = vec![Fact::new("mid", mid)];
            add(format!("deleted:{mid}"), EventKind::Notice { what: "deleted".to_owned(), facts });
        } else if message.is_echo {
            // A message of ours, or one that was written in the platform's own program.
            add(format!("sent:{mid}"), state(mid, MessageState::Sent));
        } else {
            let attachment = message.attachments.into_iter().next().map(|one| one.what);
            let what = match (&message.text, attachment) {
                (_, Some(what)) => what,
                (None, None) if message.is_unsupported => "unsupported".to_owned(),
                _ => "text".to_owned(),
            };
            let kind = EventKind::Received { from: person, what, text: message.text };
            add(format!("message:{mid}"), kind);
        }
    } else if let Some(delivery) = messaging.delivery {
        for mid in &delivery.mids {
            add(format!("delivered:{mid}"), state(mid, MessageState::Delivered));
        }
        if let Some((key, kind)) =
            up_to("delivered", person, delivery.watermark, MessageState::Delivered)
        {
            add(key, kind);
        }
    } else if let Some(read) = messaging.read {
        if let Some(mid) = &read.mid {
            add(format!("read:{mid}"), state(mid, MessageState::Read));
        }
        if let Some((key, kind)) = up_to("read", person, read.watermark, MessageState::Read) {
            add(key, kind);
        }
    } else if let Some(postback) = messaging.postback {
        let id = postback.mid.unwrap_or_else(|| format!("{person}:{:?}", messaging.timestamp));
        let what = "postback".to_owned();
        let kind = EventKind::Received { from: person, what, text: postback.title };
        add(format!("postback:{id}"), kind);
    } else {
        events.push(notice(account, "messaging", messaging.timestamp, &value));
    }
}

/// Everything that was sent to somebody up to a moment.
fn up_to(
    word: &str,
    recipient: String,
    watermark: Option<i64>,
    state: MessageState,
) -> Option<(String, EventKind)> {
    let watermark = watermark?;
    let until = millis(watermark)?;
    let key = format!("{word}:{recipient}:{watermark}");
    Some((key, EventKind::StateUpTo { recipient, until, state }))
}

fn notice(account: &str, what: &str, time: Option<i64>, value: &Value) -> Event {
    Event {
        key: format!("{what}:{}:{value}", time.unwrap_or_default()),
        account: Some(account.to_owned()),
        at: time.and_then(millis),
        kind: EventKind::Notice {
            what: what.to_owned(),
            facts: vec![Fact::new("value", value.to_string())],
        },
    }
}

fn millis(millis: i64) -> Option<Timestamp> {
    millis.checked_mul(1_000).map(Timestamp::from_micros)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::callback::tests::{graph, sign};
    use super::*;

    fn read_signed(body: &[u8]) -> Result<Reading, CallbackRefused> {
        let signature = sign("s3cret", body);
        let headers = [("X-Hub-Signature-256", signature.as_str())];
        let callback =
            Callback { method: "POST", url: "https://c.example/m", headers: &headers, body };
        read(&[&graph("other"), &graph("s3cret")], "page", &callback)
    }

    fn events(messaging: &str) -> Vec<(String, EventKind)> {
        let body = format!(
            r#"{{"object":"page","entry":[{{"id":"9","time":1,"messaging":[{messaging}]}}]}}"#
        );
        let events = read_signed(body.as_bytes()).expect("a reading").events;
        assert!(events.iter().all(|event| event.account.as_deref() == Some("9")));
        events.into_iter().map(|event| (event.key, event.kind)).collect()
    }

    fn received(what: &str, text: Option<&str>) -> EventKind {
        let text = text.map(ToOwned::to_owned);
        EventKind::Received { from: "P".to_owned(), what: what.to_owned(), text }
    }

    #[test]
    fn what_comes_in_is_told_from_what_went_out() {
        assert_eq!(
            events(
                r#"{"sender":{"id":"P"},"recipient":{"id":"9"},"timestamp":1458692752478,
                    "message":{"mid":"m_a","text":"hello"}},
                   {"sender":{"id":"P"},"message":{"mid":"m_b","attachments":[{"type":"image"}]}},
                   {"sender":{"id":"9"},"message":{"mid":"m_c","text":"ours","is_echo":true}},
                   {"sender":{"id":"P"},"postback":{"mid":"m_d","title":"Start","payload":"S"}}"#
            ),
            [
                ("message:m_a".to_owned(), received("text", Some("hello"))),
                ("message:m_b".to_owned(), received("image", None)),
                (
                    "sent:m_c".to_owned(),
                    EventKind::State { message: "m_c".to_owned(), state: MessageState::Sent }
                ),
                ("postback:m_d".to_owned(), received("postback", Some("Start"))),
            ]
        );
    }

    #[test]
    fn states_come_for_messages_and_up_to_a_moment() {
        let until = Timestamp::from_micros(5_000);
        let state = |state| EventKind::State { message: "m_a".to_owned(), state };
        assert_eq!(
            events(
                r#"{"sender":{"id":"P"},"delivery":{"mids":["m_a"],"watermark":5}},
                   {"sender":{"id":"P"},"read":{"watermark":5}},
                   {"sender":{"id":"P"},"read":{"mid":"m_a"}}"#
            ),
            [
                ("delivered:m_a".to_owned(), state(MessageState::Delivered)),
                (
                    "delivered:P:5".to_owned(),
                    EventKind::StateUpTo {
                        recipient: "P".to_owned(),
                        until,
                        state: MessageState::Delivered
                    }
                ),
                (
                    "read:P:5".to_owned(),
                    EventKind::StateUpTo {
                        recipient: "P".to_owned(),
                        until,
                        state: MessageState::Read
                    }
                ),
                ("read:m_a".to_owned(), state(MessageState::Read)),
            ]
        );
    }

    #[test]
    fn what_is_new_is_passed_on_and_other_kinds_of_accounts_are_not() {
        let [(_, EventKind::Notice { what, facts })] = &events(r#"{"teleport":{"to":1}}"#)[..]
        else {
            panic!("no notice")
        };
        assert_eq!(
            (what.as_str(), facts[0].value.as_str()),
            ("messaging", r#"{"teleport":{"to":1}}"#)
        );
        let other = br#"{"object":"user","entry":[{"id":"9","messaging":[{}]}]}"#;
        assert_eq!(read_signed(other).expect("a reading").events, []);
    }

    proptest! {
        #[test]
        fn any_bytes_are_read_without_a_panic(body: Vec<u8>, text: String, number: i64) {
            let _ = read_signed(&body);
            let person = serde_json::json!({ "id": text });
            let body = serde_json::json!({ "object": "page", "entry": [{ "id": text, "time": number,
                "standby": [text], "changes": [{ "field": text, "value": number }], "messaging": [
                    text,
                    { "sender": person, "timestamp": number, "message": { "mid": text } },
                    { "sender": person, "delivery": { "mids": [text], "watermark": number } },
                    { "read": { "watermark": number, "mid": text } },
                    { "postback": { "title": text } },
                ] }] });
            prop_assert!(read_signed(body.to_string().as_bytes()).is_ok());
        }
    }
}
