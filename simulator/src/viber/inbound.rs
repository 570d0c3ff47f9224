//! People who write to a bot.

use serde_json::{Value, json};

use super::callback;
use super::model::Subscriber;
use crate::World;

/// Milliseconds between two messages of one person.
const BETWEEN: u64 = 10;

/// Lets a person write, which also subscribes them. `false` if there is no such bot.
pub(crate) fn write(
    world: &mut World,
    now: u64,
    account: &str,
    from: &str,
    texts: &[String],
) -> bool {
    let Some(place) = world.viber.bots.iter().position(|bot| bot.id == account) else {
        return false;
    };
    let subscribers = &mut world.viber.bots[place].subscribers;
    let known = match subscribers.iter().position(|person| person.id == from) {
        Some(known) => known,
        None => {
            subscribers.push(stranger(from));
            subscribers.len() - 1
        }
    };
    let person = &mut subscribers[known];
    person.has_left = false;
    person.unanswered.clear();
    let sender = json!({
        "id": person.id,
        "name": person.name,
        "avatar": "",
        "country": person.country,
        "language": person.language,
        "api_version": 8,
    });
    let times = (0_u64..).map(|place| place * BETWEEN);
    let events: Vec<(u64, Value)> = texts
        .iter()
        .zip(times)
        .map(|(text, delay)| {
            let event = json!({
                "event": "message",
                "timestamp": now + delay,
                "chat_hostname": "SN-CHAT-01_",
                "message_token": world.random.long_number(),
                "sender": sender,
                "message": { "type": "text", "text": text },
                "silent": false,
            });
            (delay, event)
        })
        .collect();
    callback::tell(world, now, place, events);
    true
}

fn stranger(id: &str) -> Subscriber {
    Subscriber {
        id: id.to_owned(),
        name: "Subscriber".to_owned(),
        country: "JP".to_owned(),
        language: "ja".to_owned(),
        has_left: false,
        unanswered: Vec::new(),
    }
}
