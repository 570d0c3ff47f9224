use std::fmt;

use crate::error_code::ErrorCode;
use crate::text::{is_direction_override, with_plain_line_breaks};

/// Why somebody did or wants something, for whoever reads it later: 1 to 500 characters, on any
/// number of lines, counted like [`crate::channel::Remarks`].
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Reason(String);

impl Reason {
    /// The longest reason, in code points.
    pub const MAX_LENGTH: usize = 500;

    /// Reads what somebody typed. The error is the code of the first broken rule.
    pub fn parse(typed: &str) -> Result<Self, ErrorCode> {
        let text = with_plain_line_breaks(typed);
        let reason = text.trim();
        if reason.is_empty() {
            return Err(ErrorCode::ReasonEmpty);
        }
        let wrong = |one: char| (one.is_control() && one != '\n') || is_direction_override(one);
        if reason.chars().any(wrong) {
            return Err(ErrorCode::ReasonInvalid);
        }
        if reason.chars().count() > Self::MAX_LENGTH {
            return Err(ErrorCode::ReasonTooLong);
        }
        Ok(Self(reason.to_owned()))
    }

    /// The reason.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Reason {
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
            (" \r\n", ErrorCode::ReasonEmpty),
            ("a\tb", ErrorCode::ReasonInvalid),
            ("a\u{202e}b", ErrorCode::ReasonInvalid),
            (&"水".repeat(501), ErrorCode::ReasonTooLong),
        ] {
            assert_eq!(Reason::parse(typed), Err(code), "{typed:?}");
        }
        assert!(Reason::parse(&"水".repeat(500)).is_ok());
        assert_eq!(Reason::parse(" a\r\nb ").expect("a reason").as_str(), "a\nb");
    }

    proptest! {
        #[test]
        fn a_reason_stays_as_it_is(typed in any::<String>()) {
            if let Ok(reason) = Reason::parse(&typed) {
                prop_assert!((1..=Reason::MAX_LENGTH).contains(&reason.as_str().chars().count()));
                prop_assert_eq!(Reason::parse(reason.as_str()), Ok(reason));
            }
        }
    }
}
