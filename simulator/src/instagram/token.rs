//! Long-lived tokens.

use axum::http::StatusCode;
use serde_json::{Value, json};

use super::Visit;
use super::model::Token;
use crate::World;
use crate::graph::error::GraphError;

/// Seconds, as in Meta's sample: about 60 days.
const LIFE: u64 = 5_183_944;

/// A token has to be this old to be refreshed, in milliseconds.
const DAY: u64 = 24 * 60 * 60 * 1000;

/// `GET /access_token`: a long-lived token for a short-lived one.
pub(crate) fn exchange(world: &mut World, visit: &Visit) -> Result<Value, GraphError> {
    check_grant(visit, "ig_exchange_token")?;
    let secret = visit.call.text("client_secret");
    if secret.as_deref() != Some(world.instagram.app.secret.as_str()) {
        let message = "Error validating client secret.";
        return Err(GraphError::new(StatusCode::BAD_REQUEST, 1, message));
    }
    if visit.token.is_long_lived {
        return Err(GraphError::parameter("The token is a long-lived one already"));
    }
    Ok(issue(world, visit))
}

/// `GET /refresh_access_token`: another 60 days.
pub(crate) fn refresh(world: &mut World, visit: &Visit) -> Result<Value, GraphError> {
    check_grant(visit, "ig_refresh_token")?;
    let is_old_enough = visit.now.saturating_sub(visit.token.issued_at) >= DAY;
    if !visit.token.is_long_lived || !is_old_enough {
        let message = "Only a long-lived token that is 24 hours old can be refreshed";
        return Err(GraphError::parameter(message));
    }
    Ok(issue(world, visit))
}

fn check_grant(visit: &Visit, wanted: &str) -> Result<(), GraphError> {
    match visit.call.text("grant_type") {
        Some(kind) if kind == wanted => Ok(()),
        _ => Err(GraphError::parameter(format!("The parameter grant_type has to be {wanted}"))),
    }
}

fn issue(world: &mut World, visit: &Visit) -> Value {
    let value = format!("IGAA{}", world.random.hex());
    let token = Token {
        issued_at: visit.now,
        expires_at: visit.now + LIFE * 1000,
        is_long_lived: true,
        ..visit.token.clone()
    };
    world.instagram.tokens.insert(value.clone(), token);
    json!({ "access_token": value, "token_type": "bearer", "expires_in": LIFE })
}
