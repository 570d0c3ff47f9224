//! A professional account: itself, who is told of its events, and its messages.

use axum::http::StatusCode;
use serde_json::{Value, json};

use super::{MESSAGES, Visit};
use crate::graph::error::GraphError;
use crate::graph::page_messages::{self, Conversation};
use crate::graph::{fields, page};
use crate::{Fault, World, picture};

const BASIC: &str = "instagram_business_basic";

/// `GET /me`: with two ids, of which `user_id` is the one that webhooks name.
pub(crate) fn read(world: &World, visit: &Visit) -> Result<Value, GraphError> {
    visit.needs(BASIC)?;
    let account = &world.graph.instagram_accounts[visit.token.account];
    let node = json!({
        "id": account.app_scoped_id,
        "user_id": account.id,
        "username": account.username,
        "name": account.name,
        "account_type": account.account_type,
        "profile_picture_url": picture::address(visit.call),
    });
    fields::select(&node, visit.call.text("fields").as_deref().unwrap_or_default())
}

/// `GET /me/subscribed_apps`
pub(crate) fn subscribed(world: &World, visit: &Visit) -> Result<Value, GraphError> {
    visit.needs(BASIC)?;
    let wanted = &world.graph.instagram_accounts[visit.token.account].subscribed_fields;
    let app = &world.instagram.app;
    let entry = json!({ "id": app.id, "name": app.name, "subscribed_fields": wanted });
    let data = if wanted.is_empty() { Vec::new() } else { vec![entry] };
    Ok(json!({ "data": data }))
}

/// `POST /me/subscribed_apps`
pub(crate) fn subscribe(world: &mut World, visit: &Visit) -> Result<Value, GraphError> {
    visit.needs(BASIC)?;
    let asked = page::names(visit.call.parameters.get("subscribed_fields"));
    if asked.is_empty() {
        return Err(GraphError::parameter("The parameter subscribed_fields is required"));
    }
    world.graph.instagram_accounts[visit.token.account].subscribed_fields = asked;
    Ok(json!({ "success": true }))
}

/// `DELETE /me/subscribed_apps`
pub(crate) fn unsubscribe(world: &mut World, visit: &Visit) -> Result<Value, GraphError> {
    visit.needs(BASIC)?;
    world.graph.instagram_accounts[visit.token.account].subscribed_fields.clear();
    Ok(json!({ "success": true }))
}

/// `GET /me/conversations`: there are none to read, but whoever may not read them is told.
pub(crate) fn conversations(visit: &Visit) -> Result<Value, GraphError> {
    visit.needs(MESSAGES)?;
    Ok(json!({ "data": [] }))
}

/// `POST /me/messages`
pub(crate) fn send(world: &mut World, visit: &Visit) -> Result<Value, GraphError> {
    visit.needs(MESSAGES)?;
    if visit.faults.contains(&Fault::DisabledAccount) {
        let message = "The action attempted has been deemed abusive or is otherwise disallowed";
        return Err(GraphError::new(StatusCode::BAD_REQUEST, 368, message));
    }
    let account = &world.graph.instagram_accounts[visit.token.account].id;
    let recipient = visit.call.inner_text(&["recipient", "id"]).unwrap_or_default();
    let Some(conversation) = Conversation::find(world, account, true, &recipient) else {
        let subcode = 2_534_014;
        return Err(GraphError::parameter("No matching user found").with_subcode(subcode));
    };
    page_messages::post(world, visit.call, visit.now, &conversation)
}
