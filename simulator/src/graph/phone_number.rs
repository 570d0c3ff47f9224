//! A business phone number: its health, and whether it is registered.

use axum::http::StatusCode;
use serde_json::{Value, json};

use super::access::Visit;
use super::error::GraphError;
use super::fields;
use super::model::{PhoneNumber, Waba};
use crate::{Fault, World};

const MANAGEMENT: &str = "whatsapp_business_management";

/// What comes when nothing is asked for.
const USUAL_FIELDS: &str = "display_phone_number,verified_name,quality_rating";

/// The same in a list.
pub(crate) const USUAL_FIELDS_IN_LIST: &str =
    "display_phone_number,verified_name,quality_rating,status";

/// `GET /{phone number}`
pub(crate) fn read(world: &World, visit: &Visit, place: usize) -> Result<Value, GraphError> {
    visit.needs(MANAGEMENT)?;
    let asked = visit.call.text("fields");
    fields::select(&node(world, visit, place), asked.as_deref().unwrap_or(USUAL_FIELDS))
}

pub(crate) fn node(world: &World, visit: &Visit, place: usize) -> Value {
    let number = &world.graph.phone_numbers[place];
    let waba = world.graph.wabas.iter().find(|waba| waba.id == number.waba_id);
    let application = world.graph.app.subscriptions.get("whatsapp_business_account");
    let application = application.map(|subscription| &subscription.callback_url);
    let own = waba.and_then(|waba| waba.callback_url.as_ref());
    let is_banned =
        world.faults.get(&number.id).is_some_and(|faults| faults.contains(&Fault::DisabledAccount));
    json!({
        "id": number.id,
        "display_phone_number": number.display_phone_number,
        "verified_name": number.verified_name,
        "name_status": number.name_status,
        "quality_rating": number.quality_rating,
        "status": if is_banned { "BANNED" } else { &number.status },
        "code_verification_status": number.code_verification_status,
        "platform_type": if number.is_registered() { "CLOUD_API" } else { "NOT_APPLICABLE" },
        "account_mode": "LIVE",
        "throughput": { "level": "STANDARD" },
        "whatsapp_business_manager_messaging_limit": number.messaging_limit,
        "webhook_configuration": { "application": application, "whatsapp_business_account": own },
        "is_on_biz_app": false,
        "is_official_business_account": false,
        "last_onboarded_time": Value::Null,
        "health_status": waba.map(|waba| health(world, visit, Some(number), waba)),
    })
}

/// Whether messages can be sent, and where it fails. Without a number it is the account's health.
pub(crate) fn health(
    world: &World,
    visit: &Visit,
    number: Option<&PhoneNumber>,
    waba: &Waba,
) -> Value {
    let state = |id: &str, kind: &str, is_fine: bool| {
        let state = if is_fine { "AVAILABLE" } else { "BLOCKED" };
        json!({ "entity_type": kind, "id": id, "can_send_message": state })
    };
    let mut entities = Vec::new();
    if let Some(number) = number {
        let is_fine = number.is_registered() && !visit.has(Fault::DisabledAccount);
        let mut entity = state(&number.id, "PHONE_NUMBER", is_fine);
        if !number.is_registered() {
            entity["errors"] = json!([{
                "error_code": 141_000,
                "error_description": "The phone number is not registered.",
                "possible_solution": "Register the phone number.",
            }]);
        }
        entities.push(entity);
    }
    entities.push(state(&waba.id, "WABA", waba.account_review_status == "APPROVED"));
    entities.push(state(&waba.business_id, "BUSINESS", true));
    entities.push(state(&world.graph.app.id, "APP", true));
    let is_blocked = entities.iter().any(|entity| entity["can_send_message"] == "BLOCKED");
    let whole = if is_blocked { "BLOCKED" } else { "AVAILABLE" };
    json!({ "can_send_message": whole, "entities": entities })
}

/// `POST /{phone number}/register`. Registering again with the same PIN changes nothing.
pub(crate) fn register(
    world: &mut World,
    visit: &Visit,
    place: usize,
) -> Result<Value, GraphError> {
    visit.needs(MANAGEMENT)?;
    check_product(visit)?;
    let pin = visit.call.text("pin").unwrap_or_default();
    if pin.len() != 6 || !pin.bytes().all(|byte| byte.is_ascii_digit()) {
        return Err(GraphError::parameter("Param pin must be 6 digits"));
    }
    let number = &mut world.graph.phone_numbers[place];
    if number.code_verification_status == "NOT_VERIFIED" {
        let message = "(#133006) Phone number needs to be verified before registering";
        return Err(GraphError::new(StatusCode::BAD_REQUEST, 133_006, message)
            .with_details("Verify the phone number with a code first."));
    }
    if number.pin.as_ref().is_some_and(|known| *known != pin) {
        let message = "(#133005) Two step verification PIN Mismatch";
        return Err(GraphError::new(StatusCode::BAD_REQUEST, 133_005, message)
            .with_details("The PIN does not match the one that was set before."));
    }
    number.pin = Some(pin.into_owned());
    if !number.is_registered() {
        "CONNECTED".clone_into(&mut number.status);
    }
    Ok(json!({ "success": true }))
}

/// `POST /{phone number}/deregister`
pub(crate) fn deregister(
    world: &mut World,
    visit: &Visit,
    place: usize,
) -> Result<Value, GraphError> {
    visit.needs(MANAGEMENT)?;
    let number = &mut world.graph.phone_numbers[place];
    if !number.is_registered() {
        return Err(not_registered());
    }
    "PENDING".clone_into(&mut number.status);
    Ok(json!({ "success": true }))
}

pub(crate) fn not_registered() -> GraphError {
    GraphError::new(StatusCode::BAD_REQUEST, 133_010, "(#133010) Account not registered")
        .with_details("The phone number is not registered on the Cloud API.")
}

/// Every request that changes something names the product.
pub(crate) fn check_product(visit: &Visit) -> Result<(), GraphError> {
    match visit.call.text("messaging_product").as_deref() {
        Some("whatsapp") => Ok(()),
        _ => Err(GraphError::parameter("The parameter messaging_product is required.")),
    }
}
