use std::fmt;

use crate::error_code::ErrorCode;
use crate::text::is_direction_override;

/// What somebody calls a passkey: 1 to 50 characters, such as "Phone".
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PasskeyName(String);

impl PasskeyName {
    /// The longest name, in characters.
    pub const MAX_LENGTH: usize = 50;

    /// Reads a name. White space at both ends does not count.
    pub fn parse(typed: &str) -> Result<Self, ErrorCode> {
        let name = typed.trim();
        if name.is_empty() {
            return Err(ErrorCode::PasskeyNameEmpty);
        }
        if name.chars().count() > Self::MAX_LENGTH {
            return Err(ErrorCode::PasskeyNameTooLong);
        }
        if name.chars().any(|one| one.is_control() || is_direction_override(one)) {
            return Err(ErrorCode::PasskeyNameInvalid);
        }
        Ok(Self(name.to_owned()))
    }

    /// The name.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for PasskeyName {
    fn fmt(&self, text: &mut fmt::Formatter<'_>) -> fmt::Result {
        text.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_name_has_1_to_50_characters() {
        assert_eq!(PasskeyName::parse(" 電話 ").expect("a name").as_str(), "電話");
        assert_eq!(PasskeyName::parse(" \t"), Err(ErrorCode::PasskeyNameEmpty));
        assert!(PasskeyName::parse(&"電".repeat(50)).is_ok());
        assert_eq!(PasskeyName::parse(&"a".repeat(51)), Err(ErrorCode::PasskeyNameTooLong));
        for invalid in ["a\0b", "a\nb", "a\u{202e}b"] {
            assert_eq!(PasskeyName::parse(invalid), Err(ErrorCode::PasskeyNameInvalid));
        }
    }

    proptest! {
        #[test]
        fn a_name_that_was_read_is_read_the_same(typed: String) {
            if let Ok(name) = PasskeyName::parse(&typed) {
                prop_assert_eq!(PasskeyName::parse(name.as_str()), Ok(name));
            }
        }
    }
}
