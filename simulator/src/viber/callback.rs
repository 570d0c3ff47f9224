//! Events as Viber tells them.

use hmac::Hmac;
use serde_json::Value;
use sha2::Sha256;

use crate::outbox::{Content, Event};
use crate::sender::Webhook;
use crate::{World, sources};

/// A request with this event, signed with the bot's token; the signature stands in a header and in
/// the query.
pub(crate) fn sign(url: &str, token: &str, event: &Value) -> Webhook {
    let body = event.to_string().into_bytes();
    let code = sources::sign::<Hmac<Sha256>>(token.as_bytes(), &body);
    let value = data_encoding::HEXLOWER.encode(&code);
    let separator = if url.contains('?') { '&' } else { '?' };
    let url = format!("{url}{separator}sig={value}");
    let signature = ("x-viber-content-signature", value);
    Webhook { url, content_type: "application/json", signature, body }
}

/// Tells a bot of what happened, each after some milliseconds, as far as it wants to know.
pub(crate) fn tell(world: &mut World, now: u64, place: usize, happenings: Vec<(u64, Value)>) {
    let bot = &world.viber.bots[place];
    let Some(webhook) = &bot.webhook else { return };
    let is_wanted = |event: &Value| {
        event["event"].as_str().is_some_and(|name| webhook.event_types.contains(name))
    };
    let events = happenings.into_iter().filter(|(_, event)| is_wanted(event));
    let events = events.map(|(delay, event)| {
        let (account, url, secret) = (bot.id.clone(), webhook.url.clone(), bot.token.clone());
        (delay, Event { account, url, secret, content: Content::Viber(event) })
    });
    let events = events.collect();
    let faults = world.faults_of([bot.id.as_str()]);
    world.outbox.put(now, &faults, events);
}
