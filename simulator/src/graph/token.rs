//! What a token is worth.

use axum::http::StatusCode;
use serde_json::{Value, json};

use super::access;
use super::error::GraphError;
use super::model::{Graph, Token, TokenKind};
use crate::call::Call;
use crate::{Faults, World};

/// The app may read data for 90 days after the person has last agreed.
const DATA_ACCESS: u64 = 90 * 24 * 60 * 60;

/// `GET /debug_token`, asked for by the app itself.
pub(crate) fn debug(
    world: &World,
    call: &Call,
    faults: &Faults,
    now: u64,
) -> Result<Value, GraphError> {
    check_app(&world.graph, call)?;
    let value = call.text("input_token").unwrap_or_default();
    let Some(token) = world.graph.tokens.get(value.as_ref()) else {
        let error = json!({ "code": 190, "message": "Invalid OAuth access token." });
        return Ok(json!({ "data": { "error": error, "is_valid": false, "scopes": [] } }));
    };
    let scopes: Vec<&String> =
        token.scopes.iter().filter(|scope| access::has_scope(token, scope, faults)).collect();
    let granular: Vec<Value> =
        scopes.iter().map(|scope| granular(&world.graph, token, scope)).collect();
    let broken = access::broken(token, faults, now);
    let mut data = json!({
        "app_id": world.graph.app.id,
        "application": world.graph.app.name,
        "type": match token.kind {
            TokenKind::User => "USER",
            TokenKind::SystemUser => "SYSTEM_USER",
            TokenKind::Page => "PAGE",
        },
        "is_valid": broken.is_none(),
        "issued_at": token.issued_at / 1000,
        "expires_at": token.expires_at.map_or(0, |end| end / 1000),
        "data_access_expires_at": match token.kind {
            TokenKind::SystemUser => 0,
            _ => token.issued_at / 1000 + DATA_ACCESS,
        },
        "scopes": scopes,
        "granular_scopes": granular,
        "user_id": world.graph.person.id,
    });
    if token.kind == TokenKind::Page {
        data["profile_id"] = json!(token.targets.first());
    }
    if let Some((subcode, message)) = broken {
        data["error"] = json!({ "code": 190, "subcode": subcode,
            "message": format!("Error validating access token: {message}") });
    }
    Ok(json!({ "data": data }))
}

/// Which of the ticked accounts a permission is about.
fn granular(graph: &Graph, token: &Token, scope: &str) -> Value {
    let is_for_whatsapp = scope.starts_with("whatsapp_");
    let is_for_instagram = scope.starts_with("instagram_");
    let targets = token.targets.iter().filter_map(|id| {
        let is_waba = graph.wabas.iter().any(|waba| waba.id == *id);
        if is_for_whatsapp || is_waba {
            return (is_for_whatsapp && is_waba).then_some(id);
        }
        let page = graph.pages.iter().find(|page| page.id == *id)?;
        if is_for_instagram { page.instagram.as_ref() } else { Some(id) }
    });
    let targets: Vec<&String> = targets.collect();
    json!({ "scope": scope, "target_ids": targets })
}

/// Some edges take the app's own token, `id|secret`.
pub(crate) fn check_app(graph: &Graph, call: &Call) -> Result<(), GraphError> {
    let own = format!("{}|{}", graph.app.id, graph.app.secret);
    match access::token_of(call) {
        Some(token) if token == own => Ok(()),
        Some(_) => {
            let message = "(#100) You must provide an app access token, or a user access token \
                           that is an owner or developer of the app";
            Err(GraphError::new(StatusCode::BAD_REQUEST, 100, message))
        }
        None => {
            let message = "An access token is required to request this resource.";
            Err(GraphError::new(StatusCode::UNAUTHORIZED, 104, message))
        }
    }
}
