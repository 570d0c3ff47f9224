//! Examples of answers, written after the platforms' documents.

use serde_json::Value;

/// An answer has the members of its example and no others, each of the same type. Values are
/// invented; a list may have any length, and each of its elements is like the first one of the
/// example. A null in the example stands for any value.
#[track_caller]
pub(crate) fn assert_like(name: &str, answer: &Value) {
    let examples: Value =
        serde_json::from_str(include_str!("golden.json")).expect("golden.json is JSON");
    let example = examples.get(name).unwrap_or_else(|| panic!("golden.json has no {name}"));
    if let Err(difference) = compare(example, answer, name) {
        panic!("{difference}\nanswer: {answer:#}");
    }
}

fn compare(example: &Value, answer: &Value, path: &str) -> Result<(), String> {
    match (example, answer) {
        (Value::Null, _)
        | (Value::Bool(_), Value::Bool(_))
        | (Value::Number(_), Value::Number(_))
        | (Value::String(_), Value::String(_)) => Ok(()),
        (Value::Array(examples), Value::Array(answers)) => {
            let Some(example) = examples.first() else { return Ok(()) };
            for (place, answer) in answers.iter().enumerate() {
                compare(example, answer, &format!("{path}[{place}]"))?;
            }
            if answers.is_empty() { Err(format!("{path} is empty")) } else { Ok(()) }
        }
        (Value::Object(example), Value::Object(answer)) => {
            for (key, value) in example {
                let found = answer.get(key).ok_or_else(|| format!("{path}.{key} is missing"))?;
                compare(value, found, &format!("{path}.{key}"))?;
            }
            match answer.keys().find(|key| !example.contains_key(*key)) {
                Some(extra) => Err(format!("{path}.{extra} is not in the example")),
                None => Ok(()),
            }
        }
        _ => Err(format!("{path} is of another type than its example")),
    }
}

#[test]
fn a_difference_is_found() {
    let example = serde_json::json!({ "id": "1", "list": [{ "a": 1 }], "any": null });
    let like = |answer: Value| compare(&example, &answer, "").is_ok();
    assert!(like(serde_json::json!({ "id": "2", "list": [{ "a": 3 }, { "a": 4 }], "any": {} })));
    assert!(!like(serde_json::json!({ "id": 2, "list": [{ "a": 3 }], "any": 1 })));
    assert!(!like(serde_json::json!({ "id": "2", "list": [], "any": 1 })));
    assert!(!like(serde_json::json!({ "id": "2", "list": [{ "a": 3, "b": 4 }], "any": 1 })));
    assert!(!like(serde_json::json!({ "id": "2", "list": [{ "a": 3 }] })));
}
