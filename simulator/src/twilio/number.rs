//! The numbers of an account.

use serde_json::{Value, json};

use super::Visit;
use super::error::TwilioError;
use super::model::Number;
use crate::World;

/// `GET /IncomingPhoneNumbers.json`
pub(crate) fn list(world: &World, visit: &Visit) -> Value {
    let account = &world.twilio.accounts[visit.place].sid;
    let wanted = visit.call.text("PhoneNumber");
    let numbers = world.twilio.numbers.iter().filter(|number| {
        number.account_sid == *account
            && wanted.as_ref().is_none_or(|wanted| number.phone_number == *wanted)
    });
    let numbers: Vec<Value> = numbers.map(show).collect();
    let uri =
        format!("/2010-04-01/Accounts/{account}/IncomingPhoneNumbers.json?Page=0&PageSize=50");
    json!({
        "incoming_phone_numbers": numbers,
        "page": 0,
        "page_size": 50,
        "start": 0,
        "end": numbers.len().saturating_sub(1),
        "first_page_uri": uri,
        "next_page_uri": Value::Null,
        "previous_page_uri": Value::Null,
        "uri": uri,
    })
}

/// `GET /IncomingPhoneNumbers/{sid}.json`
pub(crate) fn read(world: &World, visit: &Visit, sid: &str) -> Result<Value, TwilioError> {
    let place = find(world, visit, sid)?;
    Ok(show(&world.twilio.numbers[place]))
}

/// `POST /IncomingPhoneNumbers/{sid}.json`: what is not named stays.
pub(crate) fn write(world: &mut World, visit: &Visit, sid: &str) -> Result<Value, TwilioError> {
    let place = find(world, visit, sid)?;
    let number = &mut world.twilio.numbers[place];
    if let Some(url) = visit.call.text("SmsUrl") {
        if !url.is_empty() && crate::page::origin(&url).is_none() {
            return Err(TwilioError::refused(21502, "SmsUrl is not a valid URL"));
        }
        number.sms_url = url.into_owned();
    }
    if let Some(name) = visit.call.text("FriendlyName") {
        number.friendly_name = name.into_owned();
    }
    Ok(show(number))
}

fn find(world: &World, visit: &Visit, sid: &str) -> Result<usize, TwilioError> {
    let account = &world.twilio.accounts[visit.place].sid;
    let sid = sid.strip_suffix(".json").unwrap_or(sid);
    let mut numbers = world.twilio.numbers.iter();
    let place = numbers.position(|number| number.account_sid == *account && number.sid == sid);
    place.ok_or_else(|| TwilioError::not_found(&visit.call.path.join("/")))
}

fn show(number: &Number) -> Value {
    let address = format!("/2010-04-01/Accounts/{}", number.account_sid);
    json!({
        "sid": number.sid,
        "account_sid": number.account_sid,
        "phone_number": number.phone_number,
        "friendly_name": number.friendly_name,
        "capabilities": { "voice": true, "sms": number.sms, "mms": number.sms, "fax": false },
        "sms_url": number.sms_url,
        "sms_method": "POST",
        "sms_fallback_url": "",
        "sms_fallback_method": "POST",
        "sms_application_sid": "",
        "status_callback": "",
        "status_callback_method": "POST",
        "status": "in-use",
        "api_version": "2010-04-01",
        "uri": format!("{address}/IncomingPhoneNumbers/{}.json", number.sid),
    })
}
