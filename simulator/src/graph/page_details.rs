//! What a Page tells about its business, and how it greets those who write for the first time.

use serde_json::{Map, Value, json};

use super::access::Visit;
use super::error::GraphError;
use super::page::names;
use crate::World;

/// What can be written at the Page itself.
pub(crate) const NAMES: [&str; 6] = ["about", "description", "phone", "website", "emails", "hours"];

const LONGEST_GREETING: usize = 160;

/// `POST /{page}`: what is not named stays.
pub(crate) fn write(world: &mut World, visit: &Visit, place: usize) -> Result<Value, GraphError> {
    visit.needs("pages_manage_metadata")?;
    let mut changes = Map::new();
    for name in NAMES {
        let Some(value) = visit.call.parameters.get(name) else { continue };
        if !is_valid(name, value) {
            return Err(GraphError::parameter(format!("Param {name} is not valid")));
        }
        changes.insert(name.to_owned(), value.clone());
    }
    if changes.is_empty() {
        return Err(GraphError::parameter("You must provide a field to update"));
    }
    world.graph.pages[place].details.extend(changes);
    Ok(json!({ "success": true }))
}

fn is_valid(name: &str, value: &Value) -> bool {
    match name {
        "emails" => value.as_array().is_some_and(|list| list.iter().all(Value::is_string)),
        "hours" => value.as_object().is_some_and(are_hours),
        _ => value.is_string(),
    }
}

/// `mon_1_open` and `mon_1_close`, at most two for each day, each with its other half.
fn are_hours(hours: &Map<String, Value>) -> bool {
    hours.iter().all(|(name, value)| {
        let mut parts = name.split('_');
        let day = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];
        let is_known = parts.next().is_some_and(|part| day.contains(&part))
            && parts.next().is_some_and(|part| part == "1" || part == "2");
        let other = match parts.next() {
            Some("open") => name.replace("open", "close"),
            Some("close") => name.replace("close", "open"),
            _ => return false,
        };
        is_known
            && parts.next().is_none()
            && hours.contains_key(&other)
            && value.as_str().is_some_and(is_time)
    })
}

fn is_time(text: &str) -> bool {
    let number = |text: &str| (text.len() == 2).then(|| text.parse::<u32>().ok())?;
    text.split_once(':').is_some_and(|(hours, minutes)| {
        number(hours).is_some_and(|hours| hours <= 24)
            && number(minutes).is_some_and(|minutes| minutes <= 59)
    })
}

/// `GET /{page}/messenger_profile`
pub(crate) fn read_greeting(
    world: &World,
    visit: &Visit,
    place: usize,
) -> Result<Value, GraphError> {
    visit.needs("pages_messaging")?;
    let greeting = &world.graph.pages[place].greeting;
    let asked = visit.call.text("fields").unwrap_or_default();
    if greeting.is_empty() || !asked.split(',').any(|field| field == "greeting") {
        return Ok(json!({ "data": [] }));
    }
    Ok(json!({ "data": [{ "greeting": greeting }] }))
}

/// `POST /{page}/messenger_profile`
pub(crate) fn write_greeting(
    world: &mut World,
    visit: &Visit,
    place: usize,
) -> Result<Value, GraphError> {
    visit.needs("pages_messaging")?;
    let is_greeting = |value: &Value| {
        let text = value["text"].as_str();
        value["locale"].is_string()
            && text.is_some_and(|text| (1..=LONGEST_GREETING).contains(&text.chars().count()))
    };
    let greeting = visit.call.parameters.get("greeting").and_then(Value::as_array);
    let greeting = greeting.filter(|list| list.iter().all(is_greeting));
    let has_default =
        |list: &&Vec<Value>| list.iter().any(|value| value["locale"].as_str() == Some("default"));
    let Some(greeting) = greeting.filter(has_default) else {
        return Err(GraphError::parameter("Param greeting is not valid"));
    };
    world.graph.pages[place].greeting.clone_from(greeting);
    Ok(json!({ "result": "success" }))
}

/// `DELETE /{page}/messenger_profile`
pub(crate) fn delete_greeting(
    world: &mut World,
    visit: &Visit,
    place: usize,
) -> Result<Value, GraphError> {
    visit.needs("pages_messaging")?;
    if !names(visit.call.parameters.get("fields")).contains("greeting") {
        return Err(GraphError::parameter("Param fields is not valid"));
    }
    world.graph.pages[place].greeting.clear();
    Ok(json!({ "result": "success" }))
}
