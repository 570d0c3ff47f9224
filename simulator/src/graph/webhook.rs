//! Events as Meta tells them.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use hmac::Hmac;
use serde_json::{Value, json};
use sha2::Sha256;

use super::model::Graph;
use crate::World;
use crate::outbox::{Content, Event};
use crate::sender::Webhook;
use crate::sources;

/// Milliseconds after sending.
const SENT: u64 = 200;
const DELIVERED: u64 = 600;
const READ: u64 = 2000;

/// A request with these entries, signed with the app's secret over its very bytes.
pub(crate) fn sign(url: &str, secret: &str, object: &str, entries: Vec<Value>) -> Webhook {
    let body = ascii(&json!({ "object": object, "entry": entries }).to_string()).into_bytes();
    let code = sources::sign::<Hmac<Sha256>>(secret.as_bytes(), &body);
    let value = format!("sha256={}", data_encoding::HEXLOWER.encode(&code));
    let signature = ("x-hub-signature-256", value);
    Webhook { url: url.to_owned(), content_type: "application/json", signature, body }
}

/// Meta escapes everything beyond ASCII, so that a signature over a text that was read and
/// written again is wrong.
fn ascii(json: &str) -> String {
    let mut escaped = String::with_capacity(json.len());
    for letter in json.chars() {
        if letter.is_ascii() {
            escaped.push(letter);
        } else {
            for unit in letter.encode_utf16(&mut [0; 2]) {
                // Writing into a text never fails.
                let _ = write!(escaped, "\\u{unit:04x}");
            }
        }
    }
    escaped
}

/// Where events of this kind go, and with which secret they are signed, if app and account have
/// both asked for the field.
fn callbacks(world: &World, object: &str, field: &str, account: &str) -> Vec<(String, String)> {
    let graph = &world.graph;
    let app = graph.app.subscriptions.get(object);
    let app = app.filter(|app| app.is_active && app.fields.contains(field));
    let url = app.map(|app| app.callback_url.clone());
    let secret = &graph.app.secret;
    if object == "whatsapp_business_account" {
        let url = url_of_number(graph, account, url);
        return url.map(|url| (url, secret.clone())).into_iter().collect();
    }
    let wants = |fields: &BTreeSet<String>| fields.contains(field);
    let pages = graph
        .pages
        .iter()
        .filter(|page| page.id == account || page.instagram.as_deref() == Some(account));
    let pages = pages.filter(|page| wants(&page.subscribed_fields)).map(|_| secret);
    let accounts = graph.instagram_accounts.iter().filter(|known| known.id == account);
    let accounts = accounts.filter(|known| wants(&known.subscribed_fields));
    // An account that was bound in both ways is told of twice.
    let secrets = pages.chain(accounts.map(|_| &world.instagram.app.secret));
    secrets.filter_map(|secret| Some((url.clone()?, secret.clone()))).collect()
}

/// An address of its own comes before that of the app.
fn url_of_number(graph: &Graph, account: &str, of_app: Option<String>) -> Option<String> {
    let number = graph.phone_numbers.iter().find(|number| number.id == account)?;
    let waba = graph.wabas.iter().find(|waba| waba.id == number.waba_id)?;
    waba.callback_url.clone().or(of_app).filter(|_| waba.is_subscribed)
}

/// Something that happened: after how many milliseconds, which field tells of it, and its entry.
pub(crate) type Happening = (u64, &'static str, Value);

/// Tells the app of what happened to one account, as far as it wants to know.
pub(crate) fn tell(
    world: &mut World,
    now: u64,
    object: &'static str,
    account: &str,
    happenings: Vec<Happening>,
) {
    let events = happenings.into_iter().flat_map(|(delay, field, entry)| {
        let callbacks = callbacks(world, object, field, account);
        callbacks.into_iter().map(move |(url, secret)| {
            let content = Content::Graph { object, entry: entry.clone() };
            (delay, Event { account: account.to_owned(), url, secret, content })
        })
    });
    let events = events.collect();
    let faults = world.faults_of([account]);
    world.outbox.put(now, &faults, events);
}

/// A message that a phone number has sent.
pub(crate) struct WhatsAppMessage<'a> {
    pub(crate) place: usize,
    pub(crate) recipient: &'a str,
    pub(crate) id: &'a str,
    /// What the sender wants to read again.
    pub(crate) label: Option<&'a str>,
    /// Outside of the window a text is accepted, and fails later.
    pub(crate) arrives: bool,
}

pub(crate) fn tell_of_whatsapp_message(world: &mut World, now: u64, message: &WhatsAppMessage) {
    let account = world.graph.phone_numbers[message.place].id.clone();
    let states: &[(&str, u64)] = if message.arrives {
        &[("sent", SENT), ("delivered", DELIVERED), ("read", READ)]
    } else {
        &[("failed", SENT)]
    };
    let happenings = states.iter().map(|(state, delay)| {
        let mut status = json!({
            "id": message.id,
            "status": state,
            "timestamp": ((now + delay) / 1000).to_string(),
            "recipient_id": message.recipient,
        });
        if let Some(label) = message.label {
            status["biz_opaque_callback_data"] = json!(label);
        }
        if *state == "failed" {
            status["errors"] = json!([{
                "code": 131_047,
                "title": "Re-engagement message",
                "message": "Re-engagement message",
                "error_data": { "details": "More than 24 hours have passed since the customer last \
                                            wrote to this number." },
            }]);
        }
        let entry = whatsapp_entry(&world.graph, message.place, "statuses", vec![status], None);
        (*delay, "messages", entry)
    });
    let happenings = happenings.collect();
    tell(world, now, "whatsapp_business_account", &account, happenings);
}

/// An entry about one phone number, with `messages` or `statuses`.
pub(crate) fn whatsapp_entry(
    graph: &Graph,
    place: usize,
    kind: &str,
    items: Vec<Value>,
    contact: Option<Value>,
) -> Value {
    let number = &graph.phone_numbers[place];
    let mut value = json!({
        "messaging_product": "whatsapp",
        "metadata": {
            "display_phone_number": number.digits(),
            "phone_number_id": number.id,
        },
    });
    value[kind] = Value::Array(items);
    if let Some(contact) = contact {
        value["contacts"] = json!([contact]);
    }
    json!({ "id": number.waba_id, "changes": [{ "field": "messages", "value": value }] })
}

/// A message that a Page has sent.
pub(crate) struct Sent<'a> {
    /// The Page, or its Instagram account.
    pub(crate) account: &'a str,
    pub(crate) is_instagram: bool,
    pub(crate) recipient: &'a str,
    pub(crate) mid: &'a str,
    pub(crate) text: &'a str,
}

/// Messenger tells of the echo, of delivery, and of everything read up to a moment; Instagram of
/// the echo and of each message that was seen.
pub(crate) fn tell_of_page_message(world: &mut World, now: u64, sent: &Sent) {
    let app_id = world.graph.app.id.clone();
    let (ours, theirs) = (json!({ "id": sent.account }), json!({ "id": sent.recipient }));
    let entry = |delay: u64, from: &Value, to: &Value, what: &str, content: Value| {
        let at = now + delay;
        let mut event = json!({ "sender": from, "recipient": to, "timestamp": at });
        event[what] = content;
        json!({ "id": sent.account, "time": at, "messaging": [event] })
    };
    let echo = json!({ "mid": sent.mid, "is_echo": true, "app_id": app_id, "text": sent.text });
    let mut happenings: Vec<Happening> =
        vec![(SENT, "message_echoes", entry(SENT, &ours, &theirs, "message", echo))];
    if sent.is_instagram {
        let seen = entry(READ, &theirs, &ours, "read", json!({ "mid": sent.mid }));
        happenings.push((READ, "messaging_seen", seen));
    } else {
        let delivered = json!({ "mids": [sent.mid], "watermark": now });
        let delivered = entry(DELIVERED, &theirs, &ours, "delivery", delivered);
        happenings.push((DELIVERED, "message_deliveries", delivered));
        let read = entry(READ, &theirs, &ours, "read", json!({ "watermark": now }));
        happenings.push((READ, "message_reads", read));
    }
    let object = if sent.is_instagram { "instagram" } else { "page" };
    tell(world, now, object, sent.account, happenings);
}
