//! What a bot knows of itself.

use serde_json::{Value, json};

use super::{Visit, success};
use crate::{World, picture};

/// `get_account_info`
pub(crate) fn read(world: &World, visit: &Visit) -> Value {
    let bot = &world.viber.bots[visit.place];
    let mut answer = success();
    let facts = json!({
        "id": bot.id,
        "name": bot.name,
        "uri": bot.uri,
        "icon": picture::address(visit.call),
        "background": "",
        "category": bot.category,
        "subcategory": bot.subcategory,
        "country": bot.country,
        "location": { "lon": 139.7, "lat": 35.6 },
        "webhook": bot.webhook.as_ref().map_or("", |webhook| &webhook.url),
        "event_types": bot.webhook.as_ref().map(|webhook| &webhook.event_types),
        "subscribers_count": bot.subscribers.iter().filter(|person| !person.has_left).count(),
        "members": [{ "id": "AdminOfTheBot0000000000=", "name": "Mika Hoshino", "avatar": "", "role": "admin" }],
    });
    if let (Value::Object(answer), Value::Object(facts)) = (&mut answer, facts) {
        answer.extend(facts);
    }
    answer
}
