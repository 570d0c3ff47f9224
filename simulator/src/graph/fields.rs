//! The parameter `fields`, with which a caller says what it wants of a node.

use serde_json::{Map, Value};

use super::error::GraphError;

/// Keeps of a node what was asked for, and always its id. `fields` names are separated by commas;
/// `name{inner,names}` asks inside of another node.
pub(crate) fn select(node: &Value, fields: &str) -> Result<Value, GraphError> {
    let mut chosen = Map::new();
    if let Some(id) = node.get("id") {
        chosen.insert("id".to_owned(), id.clone());
    }
    for field in split(fields) {
        let (name, inner) = match field.split_once('{') {
            Some((name, rest)) => (name, rest.strip_suffix('}')),
            None => (field, None),
        };
        match (node.get(name), inner) {
            // A field that this node could have, but has not.
            (Some(Value::Null), _) => {}
            (Some(value), Some(inner)) => {
                chosen.insert(name.to_owned(), select(value, inner)?);
            }
            (Some(value), None) => {
                chosen.insert(name.to_owned(), value.clone());
            }
            (None, _) => {
                let message = format!("Tried accessing nonexisting field ({name})");
                return Err(GraphError::parameter(message));
            }
        }
    }
    Ok(Value::Object(chosen))
}

/// Commas inside braces do not separate.
fn split(fields: &str) -> Vec<&str> {
    let mut depth = 0_usize;
    fields
        .split(|letter| {
            match letter {
                '{' => depth += 1,
                '}' => depth = depth.saturating_sub(1),
                _ => {}
            }
            letter == ',' && depth == 0
        })
        .map(str::trim)
        .filter(|field| !field.is_empty())
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn fields_are_chosen_also_inside_of_other_nodes() {
        let node =
            json!({ "id": "1", "name": "a", "link": null, "inner": { "id": "2", "x": 3, "y": 4 } });
        let chosen = select(&node, "name, link ,inner{y}").expect("known fields");
        assert_eq!(chosen, json!({ "id": "1", "name": "a", "inner": { "id": "2", "y": 4 } }));
        assert!(select(&node, "colour").is_err());
        assert!(select(&node, "inner{colour}").is_err());
    }
}
