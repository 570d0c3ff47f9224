use std::fmt;

use crate::error_code::ErrorCode;

/// An e-mail address, 3 to 254 characters. Upper and lower case name the same mailbox here, so it
/// is kept in lower case.
///
/// Checked for what would break a mail header or a delivery for certain, and no further: whether
/// an address exists is known only to its server. Only ASCII, because few servers take more.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct EmailAddress(String);

impl EmailAddress {
    /// The longest address, in characters. Source: RFC 5321, 4.5.3.1.3 (a path of 256 with its
    /// angle brackets).
    pub const MAX_LENGTH: usize = 254;

    /// The longest part before the `@`. Source: RFC 5321, 4.5.3.1.1.
    pub const MAX_LOCAL_LENGTH: usize = 64;

    /// Reads what somebody typed. The error is the code of the first broken rule.
    pub fn parse(typed: &str) -> Result<Self, ErrorCode> {
        let address = typed.trim();
        if address.is_empty() {
            return Err(ErrorCode::EmailEmpty);
        }
        let (local, domain) = address.rsplit_once('@').ok_or(ErrorCode::EmailInvalid)?;
        let fits = address.len() <= Self::MAX_LENGTH
            && (1..=Self::MAX_LOCAL_LENGTH).contains(&local.len())
            && local.chars().all(is_local_character)
            && is_domain(domain);
        if fits { Ok(Self(address.to_ascii_lowercase())) } else { Err(ErrorCode::EmailInvalid) }
    }

    /// The address, in lower case.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// The characters that need no quotation marks (RFC 5322 `atext`), and the dot between them.
fn is_local_character(one: char) -> bool {
    one.is_ascii_alphanumeric() || "!#$%&'*+-/=?^_`{|}~.".contains(one)
}

/// Names of 1 to 63 letters, digits and inner hyphens, with dots between them. One name without a
/// dot is enough: `localhost` and the mail servers of closed networks have no more.
fn is_domain(domain: &str) -> bool {
    !domain.is_empty()
        && domain.split('.').all(|name| {
            (1..=63).contains(&name.len())
                && !name.starts_with('-')
                && !name.ends_with('-')
                && name.chars().all(|one| one.is_ascii_alphanumeric() || one == '-')
        })
}

impl fmt::Display for EmailAddress {
    fn fmt(&self, text: &mut fmt::Formatter<'_>) -> fmt::Result {
        text.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn is_kept_in_lower_case_without_white_space_around_it() {
        let address = EmailAddress::parse(" Ada.Lovelace+Suiro@Mail.Example.COM\n");
        assert_eq!(address.expect("an address").as_str(), "ada.lovelace+suiro@mail.example.com");
    }

    #[test]
    fn takes_what_mail_servers_take() {
        for typed in ["a@b", "ada@localhost", "o'hara@example.com", "a_b-c@1-2.example", "a=b@x.y"]
        {
            assert!(EmailAddress::parse(typed).is_ok(), "{typed}");
        }
    }

    #[test]
    fn refuses_what_is_no_address() {
        assert_eq!(EmailAddress::parse(" \t"), Err(ErrorCode::EmailEmpty));
        for typed in [
            "ada",
            "@example.com",
            "ada@",
            "ada@.com",
            "ada@example.",
            "ada@example..com",
            "ada@-example.com",
            "ada@example-.com",
            "ada@exam_ple.com",
            "ada@bob@example.com",
            "ada lovelace@example.com",
            "ada@example.com\nBcc: bob@example.com",
            "ada@example.com,bob@example.com",
            "Ada <ada@example.com>",
            "\"ada\"@example.com",
            "水@example.com",
            "ada@例え.jp",
            // The sign for kelvin, which is a k in lower case.
            "\u{212a}ate@example.com",
        ] {
            assert_eq!(EmailAddress::parse(typed), Err(ErrorCode::EmailInvalid), "{typed}");
        }
    }

    #[test]
    fn has_the_limits_of_the_protocol() {
        let local = "a".repeat(EmailAddress::MAX_LOCAL_LENGTH);
        assert!(EmailAddress::parse(&format!("{local}@example.com")).is_ok());
        assert!(EmailAddress::parse(&format!("{local}a@example.com")).is_err());
        let name = "b".repeat(63);
        assert!(EmailAddress::parse(&format!("a@{name}.com")).is_ok());
        assert!(EmailAddress::parse(&format!("a@{name}b.com")).is_err());
        let longest = format!("{local}@{name}.{name}.{}", "c".repeat(61));
        assert_eq!(longest.len(), EmailAddress::MAX_LENGTH);
        assert!(EmailAddress::parse(&longest).is_ok());
        assert!(EmailAddress::parse(&format!("{longest}c")).is_err());
    }

    proptest! {
        #[test]
        fn an_address_keeps_its_promises(typed in any::<String>()) {
            if let Ok(address) = EmailAddress::parse(&typed) {
                check(&address)?;
            }
        }

        #[test]
        fn what_looks_like_an_address_keeps_the_promises_too(
            typed in "[a-zA-Z0-9.+@ -]{0,80}@[a-zA-Z0-9.-]{0,80}",
        ) {
            if let Ok(address) = EmailAddress::parse(&typed) {
                check(&address)?;
            }
        }

        #[test]
        fn usual_addresses_are_read(
            typed in "[a-zA-Z0-9][a-zA-Z0-9._+-]{0,40}@([a-zA-Z0-9]{1,20}\\.){1,3}[a-z]{2,10}",
        ) {
            let address = EmailAddress::parse(&typed);
            prop_assert_eq!(address, Ok(EmailAddress(typed.to_lowercase())));
        }
    }

    fn check(address: &EmailAddress) -> Result<(), TestCaseError> {
        let text = address.as_str();
        prop_assert!((3..=EmailAddress::MAX_LENGTH).contains(&text.len()));
        prop_assert_eq!(text.matches('@').count(), 1);
        prop_assert!(text.chars().all(|one| one.is_ascii_graphic() && !one.is_ascii_uppercase()));
        prop_assert_eq!(&EmailAddress::parse(text), &Ok(address.clone()));
        Ok(())
    }
}
