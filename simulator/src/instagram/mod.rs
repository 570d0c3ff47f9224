//! Instagram with Instagram Login: professional accounts without a Page. Messages, windows and
//! webhooks are those of the Graph API; hosts, app, tokens and permissions are others.

mod account;
pub(crate) mod login;
mod model;
mod token;

use std::collections::BTreeSet;

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use serde_json::Value;

pub(crate) use model::Instagram;
use model::Token;

use crate::call::Call;
use crate::disturbance::Met;
use crate::graph::error::GraphError;
use crate::graph::is_version;
use crate::{Fault, Faults, Simulator, World};

const MESSAGES: &str = "instagram_business_manage_messages";
const SCOPES: [&str; 2] = ["instagram_business_basic", MESSAGES];

/// A request with a token that works.
pub(crate) struct Visit<'a> {
    pub(crate) call: &'a Call,
    pub(crate) token: Token,
    pub(crate) faults: &'a Faults,
    pub(crate) now: u64,
}

impl Visit<'_> {
    pub(crate) fn needs(&self, scope: &str) -> Result<(), GraphError> {
        let is_withdrawn = scope == MESSAGES && self.faults.contains(&Fault::RevokedScope);
        if self.token.scopes.contains(scope) && !is_withdrawn {
            return Ok(());
        }
        let (code, message) = if scope == MESSAGES { (230, "(#230)") } else { (10, "(#10)") };
        let message = format!("{message} Requires {scope} permission to manage the object");
        Err(GraphError::new(StatusCode::FORBIDDEN, code, message))
    }
}

/// What there is at `graph.instagram.com`.
pub(crate) async fn answer(State(simulator): State<Simulator>, mut call: Call) -> Response {
    if call.path.first().is_some_and(|part| is_version(part)) {
        call.path.remove(0);
    }
    let mut world = simulator.world();
    let value = call.authorization("bearer").map(str::to_owned);
    let value = value.or_else(|| call.text("access_token").map(std::borrow::Cow::into_owned));
    let token = value.as_ref().and_then(|value| world.instagram.tokens.get(value)).cloned();
    let account =
        token.as_ref().map(|token| world.graph.instagram_accounts[token.account].id.as_str());
    let faults = world.faults_of(account);
    let result = check(&call, value.is_some(), token, &faults, simulator.now())
        .and_then(|visit| respond(&mut world, &visit));
    let mut response = match result {
        Ok(value) => Json(value).into_response(),
        Err(error) => error.with_trace(world.random.hex()).into_response(),
    };
    response.extensions_mut().insert(Met(faults));
    response
}

fn check<'a>(
    call: &'a Call,
    has_token: bool,
    token: Option<Token>,
    faults: &'a Faults,
    now: u64,
) -> Result<Visit<'a>, GraphError> {
    let refused = |status, code, message: &str| Err(GraphError::new(status, code, message));
    if call.is_malformed {
        return Err(GraphError::parameter("Invalid parameter"));
    }
    let Some(token) = token else {
        let code = if has_token { 190 } else { 104 };
        let message = "Invalid OAuth access token - Cannot parse access token";
        return refused(StatusCode::UNAUTHORIZED, code, message);
    };
    if faults.contains(&Fault::ExpiredToken) || token.expires_at <= now {
        return Err(GraphError::token(463, "Session has expired."));
    }
    if faults.contains(&Fault::ErrorInSuccess) {
        let message = "An unexpected error has occurred. Please retry your request later.";
        return refused(StatusCode::OK, 2, message);
    }
    if faults.contains(&Fault::RateLimit) {
        let message = "(#80002) There have been too many calls to this Instagram account.";
        return refused(StatusCode::BAD_REQUEST, 80_002, message);
    }
    Ok(Visit { call, token, faults, now })
}

fn respond(world: &mut World, visit: &Visit) -> Result<Value, GraphError> {
    let id = &world.graph.instagram_accounts[visit.token.account].id;
    let parts = visit.call.parts();
    let is_own = parts.first().is_some_and(|part| *part == "me" || part == id);
    match (visit.call.method.as_str(), parts.as_slice()) {
        ("GET", ["access_token"]) => token::exchange(world, visit),
        ("GET", ["refresh_access_token"]) => token::refresh(world, visit),
        ("GET", [_]) if is_own => account::read(world, visit),
        ("GET", [_, "subscribed_apps"]) if is_own => account::subscribed(world, visit),
        ("POST", [_, "subscribed_apps"]) if is_own => account::subscribe(world, visit),
        ("DELETE", [_, "subscribed_apps"]) if is_own => account::unsubscribe(world, visit),
        ("GET", [_, "conversations"]) if is_own => account::conversations(visit),
        ("POST", [_, "messages"]) if is_own => account::send(world, visit),
        _ => Err(GraphError::not_visible(&visit.call.path.join("/"))),
    }
}

/// Those of the permissions asked for that there are; nothing if one of them is unknown.
fn known_scopes(asked: BTreeSet<String>) -> Option<BTreeSet<String>> {
    let is_known = |scope: &String| SCOPES.iter().any(|known| known == scope);
    (!asked.is_empty() && asked.iter().all(is_known)).then_some(asked)
}
