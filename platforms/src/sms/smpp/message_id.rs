//! Ids of messages. Carriers name a message in their answer, and again in its receipt, and some
//! write it in hexadecimal digits here and in decimal ones there, or with zeros in front. How a
//! carrier does it is agreed on, and both are brought into one form before they are compared.

use domain::platform::{CredentialField, Credentials};

const SAME: &str = "same";
const ZEROS: &str = "zeros";
const HEX_ANSWERS: &str = "hex_answers";
const HEX_RECEIPTS: &str = "hex_receipts";

/// How the carrier writes ids.
pub(in crate::sms) const FIELD: CredentialField =
    CredentialField::choice("message_ids", &[SAME, ZEROS, HEX_ANSWERS, HEX_RECEIPTS]).optional();

fn rule(credentials: &Credentials) -> &str {
    credentials.get(FIELD.name).unwrap_or(SAME)
}

/// The id of an answer, as it is compared.
pub(super) fn of_answer(credentials: &Credentials, id: &str) -> String {
    match rule(credentials) {
        HEX_ANSWERS => decimal(id),
        ZEROS | HEX_RECEIPTS => without_zeros(id),
        _ => id.to_owned(),
    }
}

/// The id of a receipt, as it is compared.
pub(super) fn of_receipt(credentials: &Credentials, id: &str) -> String {
    match rule(credentials) {
        HEX_RECEIPTS => decimal(id),
        ZEROS | HEX_ANSWERS => without_zeros(id),
        _ => id.to_owned(),
    }
}

/// Hexadecimal digits as decimal ones. What is no such number stays as it is.
fn decimal(id: &str) -> String {
    u128::from_str_radix(id.trim(), 16).map_or_else(|_| id.to_owned(), |id| id.to_string())
}

/// In small letters, as hexadecimal ids are written with both.
fn without_zeros(id: &str) -> String {
    let shorter = id.trim().trim_start_matches('0');
    let is_zero = shorter.is_empty() && !id.trim().is_empty();
    if is_zero { "0".to_owned() } else { shorter.to_ascii_lowercase() }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn is_same(rule: &str, answer: &str, receipt: &str) -> bool {
        let credentials = Credentials::default().with(FIELD.name, rule);
        of_answer(&credentials, answer) == of_receipt(&credentials, receipt)
    }

    #[test]
    fn each_rule_matches_what_it_is_for() {
        assert!(is_same("same", "1A2b-x", "1A2b-x"));
        assert!(!is_same("same", "0426", "426"));
        assert!(is_same("zeros", "0000000426", "426"));
        assert!(is_same("zeros", "00AF", "af"));
        assert!(is_same("zeros", "000", "0"));
        assert!(is_same("hex_answers", "1AA", "0000000426"));
        assert!(is_same("hex_answers", "000001aa", "426"));
        assert!(is_same("hex_receipts", "426", "1aa"));
        assert!(!is_same("hex_receipts", "426", "426"));
        // Without a rule they are taken as they are.
        assert_eq!(of_answer(&Credentials::default(), "00aA"), "00aA");
        // What is no number stays.
        assert!(is_same("hex_answers", "msg-1", "msg-1"));
    }

    proptest! {
        #[test]
        fn numbers_are_found_again_in_the_other_base(id: u64) {
            let (hex, decimal) = (format!("{id:X}"), format!("{id:010}"));
            prop_assert!(is_same("hex_answers", &hex, &decimal));
            prop_assert!(is_same("hex_receipts", &decimal, &hex.to_lowercase()));
        }

        #[test]
        fn whatever_is_an_id_is_read(rule in "same|zeros|hex_answers|hex_receipts", id in ".{0,64}") {
            is_same(&rule, &id, &id);
        }
    }
}
