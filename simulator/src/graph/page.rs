//! A Facebook Page, and the Instagram professional account that is linked to it.

use std::collections::BTreeSet;

use serde_json::{Value, json};

use super::access::Visit;
use super::error::GraphError;
use super::model::Graph;
use super::{fields, page_details};
use crate::{World, picture};

/// `GET /{page}`
pub(crate) fn read(world: &World, visit: &Visit, place: usize) -> Result<Value, GraphError> {
    let asked = visit.call.text("fields");
    fields::select(&node(world, visit, place), asked.as_deref().unwrap_or("name"))
}

pub(crate) fn node(world: &World, visit: &Visit, place: usize) -> Value {
    let page = &world.graph.pages[place];
    let instagram = page.instagram.as_deref();
    let instagram = instagram.and_then(|id| instagram_node(&world.graph, visit, id));
    let mut node = json!({
        "id": page.id,
        "name": page.name,
        "category": page.category,
        "tasks": page.tasks,
        "is_published": page.is_published,
        "link": format!("https://www.facebook.com/{}", page.id),
        "picture": { "data": { "url": picture::address(visit.call), "is_silhouette": false } },
        "instagram_business_account": instagram,
        "access_token": Value::Null,
    });
    for name in page_details::NAMES {
        node[name] = page.details.get(name).cloned().unwrap_or_default();
    }
    node
}

fn instagram_node(graph: &Graph, visit: &Visit, id: &str) -> Option<Value> {
    let account = graph.instagram_accounts.iter().find(|account| account.id == id)?;
    Some(json!({
        "id": account.id,
        "username": account.username,
        "name": account.name,
        "profile_picture_url": picture::address(visit.call),
    }))
}

/// `GET /{instagram account}`
pub(crate) fn read_instagram(
    world: &World,
    visit: &Visit,
    place: usize,
) -> Result<Value, GraphError> {
    visit.needs("instagram_basic")?;
    let id = &world.graph.instagram_accounts[place].id;
    let node =
        instagram_node(&world.graph, visit, id).ok_or_else(|| GraphError::not_visible(id))?;
    let asked = visit.call.text("fields");
    // Reached by itself a node names only its id, unless something is asked for. Inside of a Page
    // it is the same.
    fields::select(&node, asked.as_deref().unwrap_or_default())
}

/// `GET /{page}/subscribed_apps`
pub(crate) fn subscribed(world: &World, visit: &Visit, place: usize) -> Result<Value, GraphError> {
    visit.needs("pages_manage_metadata")?;
    let (page, app) = (&world.graph.pages[place], &world.graph.app);
    if page.subscribed_fields.is_empty() {
        return Ok(json!({ "data": [] }));
    }
    let entry =
        json!({ "id": app.id, "name": app.name, "subscribed_fields": page.subscribed_fields });
    Ok(json!({ "data": [entry] }))
}

/// `POST /{page}/subscribed_apps`
pub(crate) fn subscribe(
    world: &mut World,
    visit: &Visit,
    place: usize,
) -> Result<Value, GraphError> {
    visit.needs("pages_manage_metadata")?;
    let asked = names(visit.call.parameters.get("subscribed_fields"));
    if asked.is_empty() {
        return Err(GraphError::parameter("The parameter subscribed_fields is required"));
    }
    world.graph.pages[place].subscribed_fields = asked;
    Ok(json!({ "success": true }))
}

/// `DELETE /{page}/subscribed_apps`
pub(crate) fn unsubscribe(
    world: &mut World,
    visit: &Visit,
    place: usize,
) -> Result<Value, GraphError> {
    visit.needs("pages_manage_metadata")?;
    world.graph.pages[place].subscribed_fields.clear();
    Ok(json!({ "success": true }))
}

/// Names with commas between them, or a list.
pub(crate) fn names(value: Option<&Value>) -> BTreeSet<String> {
    let names: Vec<&str> = match value {
        Some(Value::String(text)) => text.split(',').collect(),
        Some(Value::Array(list)) => list.iter().filter_map(Value::as_str).collect(),
        _ => Vec::new(),
    };
    names.into_iter().map(str::trim).filter(|name| !name.is_empty()).map(str::to_owned).collect()
}
