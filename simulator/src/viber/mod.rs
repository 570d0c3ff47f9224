//! Viber's REST API: every answer is a success by its HTTP status and tells by its own `status`
//! what became of the request.

mod account;
pub(crate) mod callback;
pub(crate) mod inbound;
mod message;
mod model;
mod webhook;

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use serde_json::{Value, json};

pub(crate) use model::Viber;

use crate::call::Call;
use crate::disturbance::Met;
use crate::{Fault, Faults, Simulator};

const LONGEST_BODY: usize = 30 * 1024;

/// What Viber answers instead of a success.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Refusal(i64, &'static str);

const INVALID_URL: Refusal = Refusal(1, "invalidUrl");
const INVALID_TOKEN: Refusal = Refusal(2, "invalidAuthToken");
const MISSING_TOKEN: Refusal = Refusal(2, "missing_auth_token");
const BAD_DATA: Refusal = Refusal(3, "badData");
const MISSING_DATA: Refusal = Refusal(4, "missingData");
const NOT_REGISTERED: Refusal = Refusal(5, "receiverNotRegistered");
const NOT_SUBSCRIBED: Refusal = Refusal(6, "receiverNotSubscribed");
const BLOCKED: Refusal = Refusal(7, "publicAccountBlocked");
const SUSPENDED: Refusal = Refusal(9, "publicAccountSuspended");
const WEBHOOK_NOT_SET: Refusal = Refusal(10, "webhookNotSet");
const TOO_MANY: Refusal = Refusal(12, "tooManyRequests");
const VERSION: Refusal = Refusal(13, "apiVersionNotSupported");
const NOT_AUTHORIZED: Refusal = Refusal(15, "publicAccountNotAuthorized");
/// Viber's list ends with "other: general error".
const GENERAL: Refusal = Refusal(999, "generalError");

/// A request of one bot.
pub(crate) struct Visit<'a> {
    pub(crate) call: &'a Call,
    pub(crate) faults: &'a Faults,
    /// Place in the list of bots.
    pub(crate) place: usize,
    pub(crate) now: u64,
}

pub(crate) async fn answer(State(simulator): State<Simulator>, call: Call) -> Response {
    let token = call.header("x-viber-auth-token").map(str::to_owned);
    let token = token.or_else(|| call.text("auth_token").map(std::borrow::Cow::into_owned));
    let (place, faults) = {
        let world = simulator.world();
        let place = world.viber.bots.iter().position(|bot| Some(&bot.token) == token.as_ref());
        (place, world.faults_of(place.map(|place| world.viber.bots[place].id.as_str())))
    };
    let parts = call.parts();
    let ["pa", method] = parts.as_slice() else {
        return StatusCode::NOT_FOUND.into_response();
    };
    let result = match (token, place) {
        (None, _) => Err(MISSING_TOKEN),
        (Some(_), None) => Err(INVALID_TOKEN),
        (Some(_), Some(place)) => {
            let visit = Visit { call: &call, faults: &faults, place, now: simulator.now() };
            respond(&simulator, &visit, method).await
        }
    };
    let value = result.unwrap_or_else(
        |Refusal(status, message)| json!({ "status": status, "status_message": message }),
    );
    let mut response = Json(value).into_response();
    response.extensions_mut().insert(Met(faults));
    response
}

async fn respond(simulator: &Simulator, visit: &Visit<'_>, method: &str) -> Result<Value, Refusal> {
    check(simulator, visit)?;
    let world = || simulator.world();
    match (visit.call.method.as_str(), method) {
        ("GET" | "POST", "get_account_info") => Ok(account::read(&world(), visit)),
        ("POST", "set_webhook") => webhook::set(simulator, visit).await,
        ("POST", "send_message") => message::send(&mut world(), visit),
        _ => Err(BAD_DATA),
    }
}

/// Faults and what is wrong before a method is looked at.
fn check(simulator: &Simulator, visit: &Visit) -> Result<(), Refusal> {
    let has = |fault| visit.faults.contains(&fault);
    if has(Fault::ExpiredToken) {
        return Err(INVALID_TOKEN);
    }
    if has(Fault::ErrorInSuccess) {
        return Err(GENERAL);
    }
    if has(Fault::RateLimit) {
        return Err(TOO_MANY);
    }
    if has(Fault::DisabledAccount) {
        return Err(BLOCKED);
    }
    if simulator.world().viber.bots[visit.place].is_suspended {
        return Err(SUSPENDED);
    }
    if visit.call.is_malformed || visit.call.length > LONGEST_BODY {
        return Err(BAD_DATA);
    }
    Ok(())
}

/// The members that every success has.
fn success() -> Value {
    json!({ "status": 0, "status_message": "ok", "chat_hostname": "SN-CHAT-01_" })
}
