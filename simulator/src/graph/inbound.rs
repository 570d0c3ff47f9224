//! Customers who write to a phone number, a Page or an Instagram account.

use serde_json::{Value, json};

use super::model::Node;
use super::webhook::{self, Happening};
use crate::World;

/// Milliseconds between two messages of one customer.
const BETWEEN: u64 = 10;

/// Lets a customer write, which opens the window in which the account may answer. `false` if
/// there is no such account.
pub(crate) fn write(
    world: &mut World,
    now: u64,
    account: &str,
    from: &str,
    texts: &[String],
) -> bool {
    let object = match world.graph.node(account) {
        Some(Node::PhoneNumber(_)) => "whatsapp_business_account",
        Some(Node::Page(_)) => "page",
        Some(Node::Instagram(_)) => "instagram",
        _ => return false,
    };
    world.graph.conversations.insert((account.to_owned(), from.to_owned()), now);
    let mut happenings: Vec<Happening> = Vec::new();
    for (text, delay) in texts.iter().zip((0_u64..).map(|place| place * BETWEEN)) {
        let id = world.random.hex();
        let entry = match world.graph.node(account) {
            Some(Node::PhoneNumber(place)) => whatsapp(world, place, from, text, &id, now + delay),
            _ => page(account, from, text, &id, now + delay, object == "instagram"),
        };
        happenings.push((delay, "messages", entry));
    }
    webhook::tell(world, now, object, account, happenings);
    true
}

fn whatsapp(world: &World, place: usize, from: &str, text: &str, id: &str, at: u64) -> Value {
    let message = json!({
        "from": from,
        "id": format!("wamid.{}", data_encoding::BASE64.encode(id.as_bytes())),
        "timestamp": (at / 1000).to_string(),
        "type": "text",
        "text": { "body": text },
    });
    let contact = json!({ "profile": { "name": "Customer" }, "wa_id": from });
    webhook::whatsapp_entry(&world.graph, place, "messages", vec![message], Some(contact))
}

fn page(account: &str, from: &str, text: &str, id: &str, at: u64, is_instagram: bool) -> Value {
    let prefix = if is_instagram { "aWdf" } else { "m_" };
    let event = json!({
        "sender": { "id": from },
        "recipient": { "id": account },
        "timestamp": at,
        "message": { "mid": format!("{prefix}{id}"), "text": text },
    });
    json!({ "id": account, "time": at, "messaging": [event] })
}
