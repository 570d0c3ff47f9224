//! A WhatsApp Business Account: its numbers, its templates, and who is told of its events.

use serde_json::{Value, json};

use super::access::Visit;
use super::error::GraphError;
use super::model::Node;
use super::{fields, paging, phone_number, subscriptions};
use crate::{Simulator, World};

const MANAGEMENT: &str = "whatsapp_business_management";

/// `GET /{waba}`
pub(crate) fn read(world: &World, visit: &Visit, place: usize) -> Result<Value, GraphError> {
    visit.needs(MANAGEMENT)?;
    let waba = &world.graph.wabas[place];
    let node = json!({
        "id": waba.id,
        "name": waba.name,
        "account_review_status": waba.account_review_status,
        "business_verification_status": waba.business_verification_status,
        "ownership_type": "CLIENT_OWNED",
        "country": waba.country,
        "currency": waba.currency,
        "timezone_id": waba.timezone_id,
        "owner_business_info": { "id": waba.business_id, "name": waba.name },
        "health_status": phone_number::health(world, visit, None, waba),
    });
    fields::select(
        &node,
        visit.call.text("fields").as_deref().unwrap_or("name,timezone_id,currency"),
    )
}

/// `GET /{waba}/phone_numbers`
pub(crate) fn phone_numbers(
    world: &World,
    visit: &Visit,
    place: usize,
) -> Result<Value, GraphError> {
    visit.needs(MANAGEMENT)?;
    let waba = &world.graph.wabas[place].id;
    let numbers = world.graph.phone_numbers.iter().enumerate();
    let numbers = numbers.filter(|(_, number)| number.waba_id == *waba);
    let nodes: Vec<Value> =
        numbers.map(|(place, _)| phone_number::node(world, visit, place)).collect();
    paging::page(visit.call, &nodes, phone_number::USUAL_FIELDS_IN_LIST)
}

/// `GET /{waba}/message_templates`
pub(crate) fn templates(world: &World, visit: &Visit, place: usize) -> Result<Value, GraphError> {
    visit.needs(MANAGEMENT)?;
    let nodes: Vec<Value> = world.graph.wabas[place]
        .templates
        .iter()
        .map(|template| {
            json!({
                "id": template.id,
                "name": template.name,
                "language": template.language,
                "status": template.status,
                "category": template.category,
                "components": [{ "type": "BODY", "text": template.body }],
            })
        })
        .collect();
    paging::page(visit.call, &nodes, "name,language,status,category,components")
}

/// `GET /{waba}/subscribed_apps`
pub(crate) fn subscribed(world: &World, visit: &Visit, place: usize) -> Result<Value, GraphError> {
    visit.needs(MANAGEMENT)?;
    let (waba, app) = (&world.graph.wabas[place], &world.graph.app);
    if !waba.is_subscribed {
        return Ok(json!({ "data": [] }));
    }
    let link = format!("https://www.facebook.com/games/?app_id={}", app.id);
    let mut entry =
        json!({ "whatsapp_business_api_data": { "id": app.id, "name": app.name, "link": link } });
    if let Some(url) = &waba.callback_url {
        entry["override_callback_uri"] = json!(url);
    }
    Ok(json!({ "data": [entry] }))
}

/// `POST /{waba}/subscribed_apps`; an address of its own is tried before the answer.
pub(crate) async fn subscribe(
    simulator: &Simulator,
    visit: &Visit<'_>,
) -> Result<Value, GraphError> {
    visit.needs(MANAGEMENT)?;
    let callback_url = visit.call.text("override_callback_uri");
    if let Some(url) = &callback_url {
        let verify_token = visit.call.text("verify_token").unwrap_or_default();
        subscriptions::verify(simulator, url, &verify_token, visit.faults).await?;
    }
    if let Node::Waba(place) = visit.node {
        let waba = &mut simulator.world().graph.wabas[place];
        waba.is_subscribed = true;
        waba.callback_url = callback_url.map(std::borrow::Cow::into_owned);
    }
    Ok(json!({ "success": true }))
}

/// `DELETE /{waba}/subscribed_apps`
pub(crate) fn unsubscribe(
    world: &mut World,
    visit: &Visit,
    place: usize,
) -> Result<Value, GraphError> {
    visit.needs(MANAGEMENT)?;
    let waba = &mut world.graph.wabas[place];
    waba.is_subscribed = false;
    waba.callback_url = None;
    Ok(json!({ "success": true }))
}
