//! Messages that a business phone number sends: text and templates.

use axum::http::StatusCode;
use serde_json::{Value, json};

use super::access::Visit;
use super::error::GraphError;
use super::model::Graph;
use super::{SERVICE_WINDOW, phone_number, webhook};
use crate::{Fault, World};

const LONGEST_TEXT: usize = 4096;

/// `POST /{phone number}/messages`
pub(crate) fn send(world: &mut World, visit: &Visit, place: usize) -> Result<Value, GraphError> {
    visit.needs("whatsapp_business_messaging")?;
    phone_number::check_product(visit)?;
    if visit.call.text("status").as_deref() == Some("read") {
        return Ok(json!({ "success": true }));
    }
    let number = &world.graph.phone_numbers[place];
    if visit.has(Fault::DisabledAccount) {
        let message = "(#131031) Business Account locked";
        return Err(GraphError::new(StatusCode::FORBIDDEN, 131_031, message)
            .with_details("The account was restricted or disabled for a violation of policy."));
    }
    if !number.is_registered() {
        return Err(phone_number::not_registered());
    }
    let to = visit.call.text("to").unwrap_or_default();
    let digits: String = to.chars().filter(char::is_ascii_digit).collect();
    if !(7..=15).contains(&digits.len()) {
        return Err(refused(131_009, "Parameter value is not valid", "to is no phone number."));
    }
    if digits == number.digits() {
        let details = "The number sends to itself.";
        return Err(refused(131_021, "Recipient cannot be the sender", details));
    }
    let is_template = check_content(&world.graph, visit, place)?;

    let key = (number.id.clone(), digits.clone());
    let last_inbound = world.graph.conversations.get(&key);
    let is_open = last_inbound.is_some_and(|at| visit.now.saturating_sub(*at) < SERVICE_WINDOW);
    let id = world.random.hex();
    let id = format!("wamid.{}", data_encoding::BASE64.encode(id.as_bytes()));
    let label = visit.call.text("biz_opaque_callback_data");
    let message = webhook::WhatsAppMessage {
        place,
        recipient: &digits,
        id: &id,
        label: label.as_deref(),
        arrives: is_template || is_open,
    };
    webhook::tell_of_whatsapp_message(world, visit.now, &message);
    let names: &[&str] = if is_template { &["template", "name"] } else { &["text", "body"] };
    let text = visit.call.inner_text(names).unwrap_or_default();
    world.sent.add(&key.0, &digits, &text, visit.now);
    let mut sent = json!({ "id": id });
    if is_template {
        sent["message_status"] = json!("accepted");
    }
    let contact = json!({ "input": to, "wa_id": digits });
    Ok(json!({ "messaging_product": "whatsapp", "contacts": [contact], "messages": [sent] }))
}

/// Whether the message is a template; otherwise it is a text.
fn check_content(graph: &Graph, visit: &Visit, place: usize) -> Result<bool, GraphError> {
    match visit.call.text("type").as_deref() {
        None | Some("text") => {
            let body = visit.call.inner_text(&["text", "body"]).unwrap_or_default();
            match body.chars().count() {
                0 => Err(GraphError::parameter("The parameter text['body'] is required.")),
                length if length > LONGEST_TEXT => Err(GraphError::parameter(
                    "Param text['body'] must be at most 4096 characters long.",
                )),
                _ => Ok(false),
            }
        }
        Some("template") => check_template(graph, visit, place).map(|()| true),
        Some(_) => {
            let details = "Only texts and templates are sent here.";
            Err(refused(131_051, "Unsupported message type", details))
        }
    }
}

fn check_template(graph: &Graph, visit: &Visit, place: usize) -> Result<(), GraphError> {
    let waba = &graph.phone_numbers[place].waba_id;
    let name = visit.call.inner_text(&["template", "name"]).unwrap_or_default();
    let language = visit.call.inner_text(&["template", "language", "code"]).unwrap_or_default();
    let template = graph
        .wabas
        .iter()
        .filter(|candidate| candidate.id == *waba)
        .flat_map(|waba| &waba.templates)
        .find(|template| template.name == name && template.language == language);
    let Some(template) = template else {
        let details = "There is no template of this name in this language.";
        return Err(refused(132_001, "Template name does not exist in the translation", details));
    };
    match template.status.as_str() {
        "APPROVED" => {}
        "PAUSED" => {
            let details = "The template is paused because of low quality.";
            return Err(refused(132_015, "Template is Paused", details));
        }
        _ => {
            let details = "The template is not approved.";
            return Err(refused(132_001, "Template does not exist", details));
        }
    }
    if filled_in(visit) != template.parameters {
        let details = "The number of parameters does not fit the template.";
        return Err(refused(132_000, "Number of parameters does not match", details));
    }
    Ok(())
}

/// How many blanks of the body are filled in.
fn filled_in(visit: &Visit) -> usize {
    let components = visit.call.inner(&["template", "components"]).and_then(Value::as_array);
    let body = components.into_iter().flatten().find(|component| component["type"] == "body");
    body.and_then(|body| body["parameters"].as_array()).map_or(0, Vec::len)
}

fn refused(code: i64, message: &str, details: &'static str) -> GraphError {
    GraphError::new(StatusCode::BAD_REQUEST, code, format!("(#{code}) {message}"))
        .with_details(details)
}
