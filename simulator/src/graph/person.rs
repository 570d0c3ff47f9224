//! The person who has authorised the app.

use serde_json::{Value, json};

use super::access::Visit;
use super::error::GraphError;
use super::fields;
use super::model::{Token, TokenKind};
use super::{page, paging};
use crate::World;

/// `GET /me`
pub(crate) fn read(world: &World, visit: &Visit) -> Result<Value, GraphError> {
    let person = &world.graph.person;
    let node = json!({ "id": person.id, "name": person.name });
    fields::select(&node, visit.call.text("fields").as_deref().unwrap_or("name"))
}

/// `GET /me/accounts`: the Pages that were ticked, each with a token of its own.
pub(crate) fn pages(world: &mut World, visit: &Visit) -> Result<Value, GraphError> {
    visit.needs("pages_show_list")?;
    let mut nodes = Vec::new();
    for place in 0..world.graph.pages.len() {
        let id = world.graph.pages[place].id.clone();
        if !visit.token.targets.contains(&id) {
            continue;
        }
        let mut node = page::node(world, visit, place);
        node["access_token"] = json!(page_token(world, visit, id));
        nodes.push(node);
    }
    paging::page(visit.call, &nodes, "access_token,category,name,tasks")
}

/// The token of a Page, always the same for the same token of the person. It never expires, since
/// that of the person is a long-lived one.
fn page_token(world: &mut World, visit: &Visit, page: String) -> String {
    let digest = crate::sources::sign::<hmac::Hmac<sha2::Sha256>>(
        visit.token.value.as_bytes(),
        page.as_bytes(),
    );
    let value = format!("EAA{}", data_encoding::HEXLOWER.encode(&digest));
    world.graph.tokens.entry(value.clone()).or_insert_with(|| Token {
        value: value.clone(),
        kind: TokenKind::Page,
        scopes: visit.token.scopes.clone(),
        targets: [page].into(),
        issued_at: visit.token.issued_at,
        expires_at: None,
        is_revoked: false,
    });
    value
}

/// `GET /me/permissions`
pub(crate) fn permissions(visit: &Visit) -> Value {
    let granted = visit.token.scopes.iter();
    let granted: Vec<Value> =
        granted.map(|scope| json!({ "permission": scope, "status": "granted" })).collect();
    json!({ "data": granted })
}

/// `DELETE /me/permissions`: the person takes everything back, or one permission. It holds for
/// every token that came from a login, not for the one that the business has made by hand.
pub(crate) fn revoke(world: &mut World, scope: Option<&str>) -> Value {
    let by_hand = &world.graph.system_user_token;
    for token in world.graph.tokens.values_mut().filter(|token| token.value != *by_hand) {
        match scope {
            Some(scope) => {
                token.scopes.remove(scope);
            }
            None => token.is_revoked = true,
        }
    }
    json!({ "success": true })
}
