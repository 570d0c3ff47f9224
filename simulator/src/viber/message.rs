//! Messages that a bot sends.

use serde_json::{Value, json};

use super::{
    BAD_DATA, MISSING_DATA, NOT_AUTHORIZED, NOT_REGISTERED, NOT_SUBSCRIBED, Refusal, TOO_MANY,
    VERSION, Visit, WEBHOOK_NOT_SET, callback, success,
};
use crate::{Fault, World};

const LONGEST_NAME: usize = 28;
const LONGEST_TEXT: usize = 7000;
const LONGEST_TRACKING_DATA: usize = 4000;

/// The newest version of the API that the people's programs know here.
const NEWEST_VERSION: u64 = 8;

/// To one person, in an hour, without an answer.
const UNANSWERED: usize = 100;

/// Milliseconds.
const HOUR: u64 = 60 * 60 * 1000;

/// After sending, in milliseconds, on two devices.
const DELIVERED: [u64; 2] = [300, 900];
const SEEN: u64 = 2000;

/// `send_message`
pub(crate) fn send(world: &mut World, visit: &Visit) -> Result<Value, Refusal> {
    if visit.faults.contains(&Fault::RevokedScope) {
        return Err(NOT_AUTHORIZED);
    }
    let bot = &mut world.viber.bots[visit.place];
    if bot.webhook.is_none() {
        return Err(WEBHOOK_NOT_SET);
    }
    let receiver = visit.call.text("receiver").ok_or(MISSING_DATA)?.into_owned();
    check_content(visit)?;
    let person = bot.subscribers.iter_mut().find(|person| person.id == receiver);
    let person = person.ok_or(NOT_REGISTERED)?;
    if person.has_left {
        return Err(NOT_SUBSCRIBED);
    }
    person.unanswered.retain(|at| visit.now.saturating_sub(*at) < HOUR);
    if person.unanswered.len() >= UNANSWERED {
        return Err(TOO_MANY);
    }
    person.unanswered.push(visit.now);

    let token = world.random.long_number();
    let event = |name: &str, delay: u64| {
        json!({
            "event": name,
            "timestamp": visit.now + delay,
            "chat_hostname": "SN-CHAT-01_",
            "message_token": token,
            "user_id": receiver,
        })
    };
    let mut events: Vec<(u64, Value)> =
        DELIVERED.iter().map(|delay| (*delay, event("delivered", *delay))).collect();
    events.push((SEEN, event("seen", SEEN)));
    callback::tell(world, visit.now, visit.place, events);
    let text = visit.call.text("text").unwrap_or_default();
    world.sent.add(&world.viber.bots[visit.place].id, &receiver, &text, visit.now);
    let mut answer = success();
    answer["message_token"] = json!(token);
    answer["billing_status"] = json!(1);
    Ok(answer)
}

fn check_content(visit: &Visit) -> Result<(), Refusal> {
    let call = visit.call;
    let name = call.inner_text(&["sender", "name"]).ok_or(MISSING_DATA)?;
    if name.is_empty() || name.chars().count() > LONGEST_NAME {
        return Err(BAD_DATA);
    }
    match call.text("type").ok_or(MISSING_DATA)?.as_ref() {
        "text" => {
            let text = call.text("text").ok_or(MISSING_DATA)?;
            if text.is_empty() || text.chars().count() > LONGEST_TEXT {
                return Err(BAD_DATA);
            }
        }
        _ => return Err(BAD_DATA),
    }
    if call.text("tracking_data").is_some_and(|data| data.chars().count() > LONGEST_TRACKING_DATA) {
        return Err(BAD_DATA);
    }
    match call.parameters.get("min_api_version").map(Value::as_u64) {
        None => Ok(()),
        Some(Some(version)) if version <= NEWEST_VERSION => Ok(()),
        Some(_) => Err(VERSION),
    }
}
