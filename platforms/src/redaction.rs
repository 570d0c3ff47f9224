//! Answers of platforms without what must not be seen.

use serde_json::Value;

/// What stands in place of a secret.
const REMOVED: &str = "***";

/// Parts of names whose values are secret in every answer.
const SECRET_NAMES: [&str; 5] = ["token", "secret", "password", "authorization", "pin"];

/// Shorter texts are not replaced: they would be found in harmless words, too.
const SHORTEST_SECRET: usize = 4;

/// The answer without these secrets, without values that are named as secrets, and without
/// control characters.
pub(crate) fn without_secrets(answer: &str, secrets: &[&str]) -> String {
    let mut text = match serde_json::from_str::<Value>(answer) {
        Ok(mut value) => {
            remove_named(&mut value);
            value.to_string()
        }
        Err(_) => answer.to_owned(),
    };
    for secret in secrets.iter().filter(|secret| secret.len() >= SHORTEST_SECRET) {
        let encoded = form_urlencoded::byte_serialize(secret.as_bytes()).collect::<String>();
        let quoted = Value::from(*secret).to_string();
        for form in [*secret, &encoded, quoted.trim_matches('"')] {
            text = text.replace(form, REMOVED);
        }
    }
    text.chars().filter(|one| !one.is_control() || *one == '\n').collect()
}

fn remove_named(value: &mut Value) {
    match value {
        Value::Object(fields) => {
            for (name, value) in fields {
                let name = name.to_ascii_lowercase();
                let is_secret = SECRET_NAMES.iter().any(|part| name.contains(part));
                // Viber's `message_token` is the id of a message.
                if is_secret && name != "message_token" && value.is_string() {
                    *value = Value::from(REMOVED);
                } else {
                    remove_named(value);
                }
            }
        }
        Value::Array(values) => values.iter_mut().for_each(remove_named),
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn named_and_known_secrets_are_removed_in_every_spelling() {
        let answer = r#"{"error":{"message":"bad EAA+x/y in EAA%2Bx%2Fy"},"access_token":"other"}"#;
        assert_eq!(
            without_secrets(answer, &["EAA+x/y"]),
            r#"{"access_token":"***","error":{"message":"bad *** in ***"}}"#
        );
    }

    #[test]
    fn an_answer_that_is_no_json_keeps_its_words() {
        assert_eq!(
            without_secrets("502 \u{7}<b>Bad s3cret Gateway</b>", &["s3cret"]),
            "502 <b>Bad *** Gateway</b>"
        );
    }

    proptest! {
        #[test]
        fn no_secret_survives(secret in "[A-Za-z0-9+/=|:\"\\\\-]{8,40}", before: String, after: String) {
            prop_assume!(!REMOVED.contains(&secret));
            for answer in [
                format!("{before}{secret}{after}"),
                serde_json::json!({ "message": format!("{before}{secret}{after}") }).to_string(),
            ] {
                let clean = without_secrets(&answer, &[&secret]);
                prop_assert!(!clean.contains(&secret));
            }
        }
    }
}
