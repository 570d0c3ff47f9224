use std::fmt;

use super::EmailAddress;
use crate::error_code::ErrorCode;
use crate::text::is_direction_override;

/// What colleagues call a person: 1 to 100 characters on one line, counted like
/// [`crate::channel::ChannelName`].
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct PersonName(String);

impl PersonName {
    /// The longest name, in code points.
    pub const MAX_LENGTH: usize = 100;

    /// Reads what somebody typed. The error is the code of the first broken rule.
    pub fn parse(typed: &str) -> Result<Self, ErrorCode> {
        let name = typed.trim();
        if name.is_empty() {
            return Err(ErrorCode::PersonNameEmpty);
        }
        if name.chars().any(|one| one.is_control() || is_direction_override(one)) {
            return Err(ErrorCode::PersonNameInvalid);
        }
        if name.chars().count() > Self::MAX_LENGTH {
            return Err(ErrorCode::PersonNameTooLong);
        }
        Ok(Self(name.to_owned()))
    }

    /// The part of an address before the `@`, for somebody whose name nobody knows. It has 64
    /// visible characters at most.
    pub fn of_address(email: &EmailAddress) -> Self {
        Self(email.as_str().split('@').next().unwrap_or_default().to_owned())
    }

    /// The name.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for PersonName {
    fn fmt(&self, text: &mut fmt::Formatter<'_>) -> fmt::Result {
        text.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn says_which_rule_is_broken() {
        for (typed, code) in [
            (" \u{3000}\n", ErrorCode::PersonNameEmpty),
            ("Ada\nLovelace", ErrorCode::PersonNameInvalid),
            ("Ada\u{2066}Lovelace", ErrorCode::PersonNameInvalid),
            (&"水".repeat(101), ErrorCode::PersonNameTooLong),
        ] {
            assert_eq!(PersonName::parse(typed), Err(code), "{typed:?}");
        }
        assert!(PersonName::parse(&"水".repeat(100)).is_ok());
    }

    proptest! {
        #[test]
        fn a_name_keeps_its_promises(typed in any::<String>()) {
            if let Ok(name) = PersonName::parse(&typed) {
                let count = name.as_str().chars().count();
                prop_assert!((1..=PersonName::MAX_LENGTH).contains(&count));
                prop_assert_eq!(name.as_str(), typed.trim());
                prop_assert!(!name.as_str().chars().any(char::is_control));
                prop_assert_eq!(PersonName::parse(name.as_str()), Ok(name));
            }
        }

        #[test]
        fn an_address_makes_a_name(local in "[a-z0-9.+-]{1,64}") {
            let email = EmailAddress::parse(&format!("{local}@example.com")).expect("an address");
            prop_assert_eq!(PersonName::parse(&local), Ok(PersonName::of_address(&email)));
        }

        #[test]
        fn one_more_than_the_limit_is_refused(typed in "[\\p{L}\\p{N}]{101,130}") {
            prop_assert_eq!(PersonName::parse(&typed), Err(ErrorCode::PersonNameTooLong));
        }
    }
}
