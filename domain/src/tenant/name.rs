use std::fmt;

use crate::error_code::ErrorCode;
use crate::text::is_direction_override;

/// The name of a company: 1 to 200 characters on one line, counted like
/// [`crate::channel::ChannelName`].
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct TenantName(String);

impl TenantName {
    /// The longest name, in code points.
    pub const MAX_LENGTH: usize = 200;

    /// Reads what somebody typed. The error is the code of the first broken rule.
    pub fn parse(typed: &str) -> Result<Self, ErrorCode> {
        let name = typed.trim();
        if name.is_empty() {
            return Err(ErrorCode::TenantNameEmpty);
        }
        if name.chars().any(|one| one.is_control() || is_direction_override(one)) {
            return Err(ErrorCode::TenantNameInvalid);
        }
        if name.chars().count() > Self::MAX_LENGTH {
            return Err(ErrorCode::TenantNameTooLong);
        }
        Ok(Self(name.to_owned()))
    }

    /// The name.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for TenantName {
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
            (" \u{3000}\n", ErrorCode::TenantNameEmpty),
            ("Suiro\nKK", ErrorCode::TenantNameInvalid),
            ("Suiro\u{202e}KK", ErrorCode::TenantNameInvalid),
            (&"水".repeat(201), ErrorCode::TenantNameTooLong),
        ] {
            assert_eq!(TenantName::parse(typed), Err(code), "{typed:?}");
        }
        assert!(TenantName::parse(&"水".repeat(200)).is_ok());
    }

    proptest! {
        #[test]
        fn a_name_keeps_its_promises(typed in any::<String>()) {
            if let Ok(name) = TenantName::parse(&typed) {
                let count = name.as_str().chars().count();
                prop_assert!((1..=TenantName::MAX_LENGTH).contains(&count));
                prop_assert_eq!(name.as_str(), typed.trim());
                prop_assert!(!name.as_str().chars().any(char::is_control));
                prop_assert_eq!(TenantName::parse(name.as_str()), Ok(name));
            }
        }

        #[test]
        fn one_more_than_the_limit_is_refused(typed in "[\\p{L}\\p{N}]{201,230}") {
            prop_assert_eq!(TenantName::parse(&typed), Err(ErrorCode::TenantNameTooLong));
        }
    }
}
