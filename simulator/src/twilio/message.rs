//! Messages that an account sends.

use serde_json::{Value, json};

use super::error::TwilioError;
use super::model::{Account, Message, Twilio};
use super::{Visit, callback, date};
use crate::{Fault, World};

const LONGEST_BODY: usize = 1600;

/// States after some milliseconds. The first one is the answer itself and is not told of.
const ARRIVES: &[(&str, u64)] = &[("sent", 300), ("delivered", 1200)];
const FAILS: &[(&str, u64)] = &[("failed", 300)];

/// The account is suspended.
const SUSPENDED: u32 = 30002;

/// `POST /Messages.json`
pub(crate) fn send(world: &mut World, visit: &Visit) -> Result<Value, TwilioError> {
    let account = &world.twilio.accounts[visit.place];
    let parameter = |name| visit.call.text(name).unwrap_or_default().into_owned();
    let (from, to, body) = (parameter("From"), parameter("To"), parameter("Body"));
    check(&world.twilio, visit, account, &from, &to, &body)?;

    let is_suspended = account.status != "active" || visit.faults.contains(&Fault::DisabledAccount);
    let message = Message {
        account_sid: account.sid.clone(),
        from,
        to,
        body,
        created_at: visit.now,
        states: if is_suspended { FAILS } else { ARRIVES },
        error_code: is_suspended.then_some(SUSPENDED),
    };
    let secret = account.auth_token.clone();
    let sid = format!("SM{}", world.random.hex());
    let shown = show(&sid, &message, visit.now);
    if let Some(url) = visit.call.text("StatusCallback").filter(|url| !url.is_empty()) {
        callback::tell_of_message(world, visit.now, &url, &secret, &sid, &message);
    }
    world.sent.add(&message.account_sid, &message.to, &message.body, visit.now);
    world.twilio.messages.insert(sid, message);
    Ok(shown)
}

/// `GET /Messages/{sid}.json`
pub(crate) fn read(world: &World, visit: &Visit, sid: &str) -> Result<Value, TwilioError> {
    let account = &world.twilio.accounts[visit.place].sid;
    let sid = sid.strip_suffix(".json").unwrap_or(sid);
    match world.twilio.messages.get(sid) {
        Some(message) if message.account_sid == *account => Ok(show(sid, message, visit.now)),
        _ => Err(TwilioError::not_found(&visit.call.path.join("/"))),
    }
}

fn check(
    twilio: &Twilio,
    visit: &Visit,
    account: &Account,
    from: &str,
    to: &str,
    body: &str,
) -> Result<(), TwilioError> {
    let refused = |code, message: String| Err(TwilioError::refused(code, message));
    if to.is_empty() {
        return refused(21604, "A 'To' phone number is required.".to_owned());
    }
    if !is_e164(to) {
        return refused(21211, format!("Invalid 'To' Phone Number: {to}"));
    }
    if from.is_empty() {
        return refused(21603, "A 'From' phone number is required.".to_owned());
    }
    if body.is_empty() {
        return refused(21602, "Message body is required.".to_owned());
    }
    if body.chars().count() > LONGEST_BODY {
        let message = "The concatenated message body exceeds the 1600 character limit.";
        return refused(21617, message.to_owned());
    }
    let number = twilio.numbers.iter().find(|number| number.phone_number == from);
    let is_own = number.is_some_and(|number| number.account_sid == account.sid && number.sms);
    if !is_own && !is_sender_id(from) {
        return refused(21606, format!("The 'From' phone number {from} is not SMS-capable."));
    }
    if visit.faults.contains(&Fault::RevokedScope) {
        let message = "Permission to send an SMS has not been enabled for the region.";
        return refused(21408, message.to_owned());
    }
    if account.kind == "Trial" && !account.verified_recipients.iter().any(|known| known == to) {
        let message = "The number is unverified. Trial accounts cannot send to unverified numbers.";
        return refused(21608, message.to_owned());
    }
    if twilio.opted_out.contains(&(from.to_owned(), to.to_owned())) {
        return refused(21610, "Attempt to send to unsubscribed recipient".to_owned());
    }
    Ok(())
}

fn is_e164(number: &str) -> bool {
    let digits = number.strip_prefix('+').unwrap_or_default();
    (7..=15).contains(&digits.len()) && digits.bytes().all(|byte| byte.is_ascii_digit())
}

/// A name instead of a number: up to 11 letters, digits and spaces with one letter at least.
fn is_sender_id(name: &str) -> bool {
    name.len() <= 11
        && name.bytes().any(|byte| byte.is_ascii_alphabetic())
        && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b' ')
}

fn show(sid: &str, message: &Message, now: u64) -> Value {
    let address = format!("/2010-04-01/Accounts/{}/Messages/{sid}", message.account_sid);
    let status = message.status(now);
    let is_failed = status == "failed";
    json!({
        "sid": sid,
        "account_sid": message.account_sid,
        "api_version": "2010-04-01",
        "body": message.body,
        "status": status,
        "direction": "outbound-api",
        "from": message.from,
        "to": message.to,
        "num_segments": segments(&message.body).to_string(),
        "num_media": "0",
        "error_code": message.error_code.filter(|_| is_failed),
        "error_message": is_failed.then_some("Account suspended"),
        "price": Value::Null,
        "price_unit": Value::Null,
        "messaging_service_sid": Value::Null,
        "date_created": date(message.created_at),
        "date_sent": (status != "queued").then(|| date(message.created_at)).flatten(),
        "date_updated": date(now),
        "subresource_uris": { "media": format!("{address}/Media.json") },
        "uri": format!("{address}.json"),
    })
}

/// Counted as if every sign beyond ASCII needed two octets, which is near enough here.
fn segments(body: &str) -> usize {
    let (single, part) = if body.is_ascii() { (160, 153) } else { (70, 67) };
    let units = body.encode_utf16().count();
    if units <= single { 1 } else { units.div_ceil(part) }
}
