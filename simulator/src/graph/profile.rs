//! What customers see of a business phone number.

use serde_json::{Map, Value, json};

use super::access::Visit;
use super::error::GraphError;
use super::{fields, phone_number};
use crate::World;

const MANAGEMENT: &str = "whatsapp_business_management";

/// What can be written; longest lengths as Meta gives them.
const FIELDS: [(&str, usize); 5] =
    [("about", 139), ("address", 256), ("description", 512), ("email", 128), ("vertical", 64)];

const LONGEST_WEBSITE: usize = 256;

/// `GET /{phone number}/whatsapp_business_profile`
pub(crate) fn read(world: &World, visit: &Visit, place: usize) -> Result<Value, GraphError> {
    visit.needs(MANAGEMENT)?;
    let profile = &world.graph.phone_numbers[place].profile;
    let mut node: Map<String, Value> =
        FIELDS.iter().map(|(name, _)| ((*name).to_owned(), Value::Null)).collect();
    node.insert("websites".to_owned(), Value::Null);
    node.insert("profile_picture_url".to_owned(), Value::Null);
    node.extend(profile.clone());
    let asked = visit.call.text("fields");
    let mut node = fields::select(&Value::Object(node), asked.as_deref().unwrap_or_default())?;
    node["messaging_product"] = json!("whatsapp");
    Ok(json!({ "data": [node] }))
}

/// `POST /{phone number}/whatsapp_business_profile`: what is not named stays.
pub(crate) fn write(world: &mut World, visit: &Visit, place: usize) -> Result<Value, GraphError> {
    visit.needs(MANAGEMENT)?;
    phone_number::check_product(visit)?;
    let mut changes = Vec::new();
    for (name, longest) in FIELDS {
        match visit.call.parameters.get(name) {
            None => {}
            Some(Value::String(text)) if is_text(name, text, longest) => {
                changes.push((name.to_owned(), json!(text)));
            }
            Some(_) => return Err(GraphError::parameter(format!("Invalid parameter {name}"))),
        }
    }
    match visit.call.parameters.get("websites") {
        None => {}
        Some(Value::Array(sites)) if sites.len() <= 2 && sites.iter().all(is_website) => {
            changes.push(("websites".to_owned(), json!(sites)));
        }
        Some(_) => return Err(GraphError::parameter("Invalid parameter websites")),
    }
    world.graph.phone_numbers[place].profile.extend(changes);
    Ok(json!({ "success": true }))
}

/// The line about the business cannot be empty.
fn is_text(name: &str, text: &str, longest: usize) -> bool {
    text.chars().count() <= longest && (name != "about" || !text.is_empty())
}

fn is_website(value: &Value) -> bool {
    value.as_str().is_some_and(|site| site.len() <= LONGEST_WEBSITE && site.starts_with("http"))
}
