use std::fmt;

use super::Country;
use crate::error_code::ErrorCode;
use crate::text::is_direction_override;

/// What a company says about itself. A tenant that did not register has said nothing.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Company {
    /// The country it is registered in.
    pub country: Option<Country>,
    /// Its number in that country's register.
    pub registration_number: Option<RegistrationNumber>,
    /// How an account manager reaches it.
    pub contact: Option<Contact>,
}

/// A company's number in the register of its country: 1 to 50 characters on one line. Each country
/// has its own form, so nothing else is asked.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct RegistrationNumber(String);

impl RegistrationNumber {
    /// The longest number, in code points.
    pub const MAX_LENGTH: usize = 50;

    /// Reads what somebody typed. The error is the code of the first broken rule.
    pub fn parse(typed: &str) -> Result<Self, ErrorCode> {
        use ErrorCode::{
            RegistrationNumberEmpty, RegistrationNumberInvalid, RegistrationNumberTooLong,
        };
        match line(typed, Self::MAX_LENGTH) {
            Ok(line) => Ok(Self(line)),
            Err(Wrong::Empty) => Err(RegistrationNumberEmpty),
            Err(Wrong::Invalid) => Err(RegistrationNumberInvalid),
            Err(Wrong::TooLong) => Err(RegistrationNumberTooLong),
        }
    }

    /// The number.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for RegistrationNumber {
    fn fmt(&self, text: &mut fmt::Formatter<'_>) -> fmt::Result {
        text.write_str(&self.0)
    }
}

/// How an account manager reaches a company: 1 to 200 characters on one line. A telephone number,
/// an address, a name: whatever it takes.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Contact(String);

impl Contact {
    /// The longest contact, in code points.
    pub const MAX_LENGTH: usize = 200;

    /// Reads what somebody typed. The error is the code of the first broken rule.
    pub fn parse(typed: &str) -> Result<Self, ErrorCode> {
        match line(typed, Self::MAX_LENGTH) {
            Ok(line) => Ok(Self(line)),
            Err(Wrong::Empty) => Err(ErrorCode::ContactEmpty),
            Err(Wrong::Invalid) => Err(ErrorCode::ContactInvalid),
            Err(Wrong::TooLong) => Err(ErrorCode::ContactTooLong),
        }
    }

    /// The contact.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Contact {
    fn fmt(&self, text: &mut fmt::Formatter<'_>) -> fmt::Result {
        text.write_str(&self.0)
    }
}

enum Wrong {
    Empty,
    Invalid,
    TooLong,
}

/// A text on one line, counted like [`crate::channel::ChannelName`].
fn line(typed: &str, longest: usize) -> Result<String, Wrong> {
    let line = typed.trim();
    if line.is_empty() {
        return Err(Wrong::Empty);
    }
    if line.chars().any(|one| one.is_control() || is_direction_override(one)) {
        return Err(Wrong::Invalid);
    }
    if line.chars().count() > longest {
        return Err(Wrong::TooLong);
    }
    Ok(line.to_owned())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn says_which_rule_is_broken() {
        for (typed, number, contact) in [
            (" \u{3000}\n", ErrorCode::RegistrationNumberEmpty, ErrorCode::ContactEmpty),
            ("12\n34", ErrorCode::RegistrationNumberInvalid, ErrorCode::ContactInvalid),
            ("12\u{202e}34", ErrorCode::RegistrationNumberInvalid, ErrorCode::ContactInvalid),
            (&"水".repeat(201), ErrorCode::RegistrationNumberTooLong, ErrorCode::ContactTooLong),
        ] {
            assert_eq!(RegistrationNumber::parse(typed), Err(number), "{typed:?}");
            assert_eq!(Contact::parse(typed), Err(contact), "{typed:?}");
        }
        assert!(RegistrationNumber::parse(&"水".repeat(50)).is_ok());
        let longer = RegistrationNumber::parse(&"水".repeat(51));
        assert_eq!(longer, Err(ErrorCode::RegistrationNumberTooLong));
        assert!(Contact::parse(&"水".repeat(200)).is_ok());
    }

    proptest! {
        #[test]
        fn what_is_read_stays_as_it_is(typed in any::<String>()) {
            if let Ok(number) = RegistrationNumber::parse(&typed) {
                prop_assert_eq!(number.as_str(), typed.trim());
                prop_assert_eq!(RegistrationNumber::parse(number.as_str()), Ok(number));
            }
            if let Ok(contact) = Contact::parse(&typed) {
                prop_assert_eq!(contact.as_str(), typed.trim());
                prop_assert_eq!(Contact::parse(contact.as_str()), Ok(contact));
            }
        }
    }
}
