//! Tokens for codes, and long-lived tokens for short-lived ones.

use std::collections::BTreeSet;

use axum::http::StatusCode;
use serde_json::{Value, json};

use super::access;
use super::error::GraphError;
use super::model::{Code, Token, TokenKind};
use crate::call::Call;
use crate::{Faults, World};

/// Seconds, as in Meta's sample: about 60 days.
const LIFE_OF_A_LOGIN: u64 = 5_183_944;

/// `GET /oauth/access_token`
pub(crate) fn exchange(world: &mut World, call: &Call, now: u64) -> Result<Value, GraphError> {
    let app = &world.graph.app;
    if call.text("client_id").as_deref() != Some(app.id.as_str()) {
        let message = "Error validating application. Cannot get application info.";
        return Err(GraphError::new(StatusCode::BAD_REQUEST, 101, message));
    }
    if call.text("client_secret").as_deref() != Some(app.secret.as_str()) {
        let message = "Error validating client secret.";
        return Err(GraphError::new(StatusCode::BAD_REQUEST, 1, message));
    }
    let grant = match call.text("grant_type").as_deref() {
        Some("client_credentials") => {
            let token = format!("{}|{}", app.id, app.secret);
            return Ok(json!({ "access_token": token, "token_type": "bearer" }));
        }
        Some("fb_exchange_token") => {
            let old = call.text("fb_exchange_token").unwrap_or_default();
            let usable = world.graph.tokens.get(old.as_ref());
            usable
                .filter(|token| access::broken(token, &Faults::new(), now).is_none())
                .map(|token| (token.scopes.clone(), token.targets.clone()))
                .ok_or_else(|| GraphError::token(463, "Session has expired."))?
        }
        _ => {
            let code = call.text("code").unwrap_or_default();
            let code = world.graph.codes.get_mut(code.as_ref());
            redeem(code, call.text("redirect_uri").as_deref(), now)?
        }
    };
    Ok(issue(world, grant, now))
}

/// Permissions, and the accounts they are about.
type Grant = (BTreeSet<String>, BTreeSet<String>);

/// A code works once, for ten minutes, and with the address it was sent to. The browser's SDK for
/// Embedded Signup has no such address, so that it may be left out for WhatsApp.
fn redeem(
    code: Option<&mut Code>,
    redirect_uri: Option<&str>,
    now: u64,
) -> Result<Grant, GraphError> {
    let refused = |subcode, message: &str| {
        Err(GraphError::new(StatusCode::BAD_REQUEST, 100, message).with_subcode(subcode))
    };
    let Some(code) = code else {
        return refused(36_009, "Invalid verification code format.");
    };
    if code.is_used {
        return refused(36_009, "This authorization code has been used.");
    }
    if code.expires_at <= now {
        return refused(36_007, "This authorization code has expired.");
    }
    let may_be_left_out = is_for_whatsapp(&code.scopes) && redirect_uri.is_none();
    if !may_be_left_out && redirect_uri != Some(code.redirect_uri.as_str()) {
        return refused(
            36_008,
            "Error validating verification code. Please make sure your redirect_uri is identical \
             to the one you used in the OAuth dialog request",
        );
    }
    code.is_used = true;
    Ok((code.scopes.clone(), code.targets.clone()))
}

fn is_for_whatsapp(scopes: &BTreeSet<String>) -> bool {
    scopes.iter().any(|scope| scope.starts_with("whatsapp_"))
}

/// A login for WhatsApp gives a token of the business, which never expires; every other one gives
/// a token of the person.
fn issue(world: &mut World, (scopes, targets): Grant, now: u64) -> Value {
    let is_business = is_for_whatsapp(&scopes);
    let kind = if is_business { TokenKind::SystemUser } else { TokenKind::User };
    let expires_at = (!is_business).then_some(now + LIFE_OF_A_LOGIN * 1000);
    let value = format!("EAA{}", world.random.hex());
    let token = Token {
        value: value.clone(),
        kind,
        scopes,
        targets,
        issued_at: now,
        expires_at,
        is_revoked: false,
    };
    world.graph.tokens.insert(value.clone(), token);
    let mut answer = json!({ "access_token": value, "token_type": "bearer" });
    if !is_business {
        answer["expires_in"] = json!(LIFE_OF_A_LOGIN);
    }
    answer
}
