//! An SMS provider with Twilio's API: account, numbers, messages.

mod account;
pub(crate) mod callback;
mod error;
pub(crate) mod inbound;
mod message;
mod model;
mod number;

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use serde_json::Value;

use error::TwilioError;
pub(crate) use model::Twilio;

use crate::call::Call;
use crate::disturbance::Met;
use crate::{Fault, Faults, Simulator, World};

/// A request of one account.
pub(crate) struct Visit<'a> {
    pub(crate) call: &'a Call,
    pub(crate) faults: &'a Faults,
    /// Place in the list of accounts.
    pub(crate) place: usize,
    pub(crate) now: u64,
}

pub(crate) async fn answer(State(simulator): State<Simulator>, call: Call) -> Response {
    let mut world = simulator.world();
    let parts = call.parts();
    let (place, faults) = {
        let sid = parts.get(2).map(|part| part.trim_end_matches(".json"));
        let place =
            world.twilio.accounts.iter().position(|account| Some(account.sid.as_str()) == sid);
        (place, world.faults_of(place.map(|place| world.twilio.accounts[place].sid.as_str())))
    };
    let result = match (parts.as_slice(), place) {
        (["2010-04-01", "Accounts", _, ..], Some(place)) => {
            let visit = Visit { call: &call, faults: &faults, place, now: simulator.now() };
            respond(&mut world, &visit, &parts[3..])
        }
        (["2010-04-01", "Accounts", _, ..], None) => Err(TwilioError::authentication()),
        _ => Err(TwilioError::not_found(&call.path.join("/"))),
    };
    let mut response = match result {
        Ok((status, value)) => (status, Json(value)).into_response(),
        Err(error) => error.into_response(),
    };
    response.extensions_mut().insert(Met(faults));
    response
}

fn respond(
    world: &mut World,
    visit: &Visit,
    resource: &[&str],
) -> Result<(StatusCode, Value), TwilioError> {
    check(world, visit)?;
    let ok = |value| Ok((StatusCode::OK, value));
    match (visit.call.method.as_str(), resource) {
        ("GET", []) => ok(account::read(world, visit)),
        ("GET", ["Balance.json"]) => ok(account::balance(world, visit)),
        ("GET", ["IncomingPhoneNumbers.json"]) => ok(number::list(world, visit)),
        ("GET", ["IncomingPhoneNumbers", sid]) => ok(number::read(world, visit, sid)?),
        ("POST", ["IncomingPhoneNumbers", sid]) => ok(number::write(world, visit, sid)?),
        ("POST", ["Messages.json"]) => Ok((StatusCode::CREATED, message::send(world, visit)?)),
        ("GET", ["Messages", sid]) => ok(message::read(world, visit, sid)?),
        _ => Err(TwilioError::not_found(&visit.call.path.join("/"))),
    }
}

/// Who asks, and the faults that every request meets.
fn check(world: &World, visit: &Visit) -> Result<(), TwilioError> {
    let account = &world.twilio.accounts[visit.place];
    let secret = basic(visit.call).ok_or_else(TwilioError::authentication)?;
    let is_known = secret == (account.sid.clone(), account.auth_token.clone())
        || secret == (account.api_key.clone(), account.api_secret.clone());
    if !is_known || visit.faults.contains(&Fault::ExpiredToken) {
        return Err(TwilioError::authentication());
    }
    if visit.faults.contains(&Fault::ErrorInSuccess) {
        return Err(TwilioError::new(StatusCode::OK, 20500, "Internal Server Error"));
    }
    if visit.faults.contains(&Fault::RateLimit) {
        let status = StatusCode::TOO_MANY_REQUESTS;
        return Err(TwilioError::new(status, 20429, "Too Many Requests"));
    }
    if visit.call.is_malformed {
        let status = StatusCode::UNSUPPORTED_MEDIA_TYPE;
        return Err(TwilioError::new(status, 20415, "Unsupported Media Type"));
    }
    Ok(())
}

/// Name and password of HTTP Basic authentication.
fn basic(call: &Call) -> Option<(String, String)> {
    let bytes = data_encoding::BASE64.decode(call.authorization("basic")?.as_bytes()).ok()?;
    let text = String::from_utf8(bytes).ok()?;
    let (name, password) = text.split_once(':')?;
    Some((name.to_owned(), password.to_owned()))
}

/// `Thu, 24 Aug 2023 05:01:45 +0000`, from milliseconds since 1970.
fn date(at: u64) -> Option<String> {
    let at = jiff::Timestamp::from_millisecond(i64::try_from(at).ok()?).ok()?;
    Some(at.strftime("%a, %d %b %Y %H:%M:%S +0000").to_string())
}
