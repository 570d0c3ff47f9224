use std::fmt;

use crate::error_code::ErrorCode;

/// A password that somebody chose: 12 to 128 characters, anything but control characters, taken
/// as typed. No rule about digits or capitals: they make passwords shorter, not better.
///
/// Sources: NIST SP 800-63B-4 section 3.1.1.2; OWASP ASVS 5.0, 6.2. Whether it is a common one is
/// asked of [`crate::secrets::Secrets`], whose list is too long for the browser.
#[derive(Clone, PartialEq, Eq)]
pub struct Password(String);

impl Password {
    /// The shortest password, in code points.
    pub const MIN_LENGTH: usize = 12;

    /// The longest password, in code points.
    pub const MAX_LENGTH: usize = 128;

    /// Reads what somebody typed. The error is the code of the first broken rule.
    pub fn parse(typed: &str) -> Result<Self, ErrorCode> {
        match typed.chars().count() {
            0 => Err(ErrorCode::PasswordEmpty),
            length if length < Self::MIN_LENGTH => Err(ErrorCode::PasswordTooShort),
            length if length > Self::MAX_LENGTH => Err(ErrorCode::PasswordTooLong),
            _ if typed.chars().any(char::is_control) => Err(ErrorCode::PasswordInvalid),
            _ => Ok(Self(typed.to_owned())),
        }
    }

    /// The password, for hashing and for nothing else.
    pub fn reveal(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for Password {
    fn fmt(&self, text: &mut fmt::Formatter<'_>) -> fmt::Result {
        text.write_str("Password(***)")
    }
}

/// What is kept of a password: algorithm, parameters, salt and hash in the PHC format, at most
/// 200 characters.
#[derive(Clone, PartialEq, Eq)]
pub struct PasswordHash(String);

impl PasswordHash {
    /// The hash in this PHC text. The caller vouches for it.
    pub const fn from_phc(text: String) -> Self {
        Self(text)
    }

    /// The PHC text, for the database and for checking.
    pub fn as_phc(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for PasswordHash {
    fn fmt(&self, text: &mut fmt::Formatter<'_>) -> fmt::Result {
        text.write_str("PasswordHash(***)")
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn counts_code_points() {
        assert!(Password::parse(&"水".repeat(12)).is_ok());
        assert!(Password::parse(&"𠮷".repeat(128)).is_ok());
        assert_eq!(Password::parse(&"水".repeat(11)), Err(ErrorCode::PasswordTooShort));
        assert_eq!(Password::parse(&"𠮷".repeat(129)), Err(ErrorCode::PasswordTooLong));
        assert_eq!(Password::parse(""), Err(ErrorCode::PasswordEmpty));
    }

    #[test]
    fn is_taken_as_typed() {
        let typed = "  Correct horse, battery  ";
        assert_eq!(Password::parse(typed).expect("a password").reveal(), typed);
        assert!(Password::parse(&"a".repeat(12)).is_ok());
    }

    #[test]
    fn refuses_control_characters() {
        for control in ['\0', '\n', '\t', '\u{7f}', '\u{85}'] {
            let typed = format!("correct{control}horse");
            assert_eq!(Password::parse(&typed), Err(ErrorCode::PasswordInvalid), "{control:?}");
        }
    }

    #[test]
    fn is_not_printed() {
        let password = Password::parse("correct horse").expect("a password");
        let hash = PasswordHash::from_phc("$argon2id$correct horse".to_owned());
        assert!(!format!("{password:?} {hash:?}").contains("horse"));
    }

    proptest! {
        #[test]
        fn a_password_keeps_its_promises(typed in any::<String>()) {
            if let Ok(password) = Password::parse(&typed) {
                let length = password.reveal().chars().count();
                prop_assert!((Password::MIN_LENGTH..=Password::MAX_LENGTH).contains(&length));
                prop_assert!(!password.reveal().chars().any(char::is_control));
                prop_assert_eq!(password.reveal(), typed);
            }
        }

        #[test]
        fn whatever_can_be_typed_is_a_password(typed in "[\\p{L}\\p{N}\\p{P}\\p{S} ]{12,128}") {
            prop_assert!(Password::parse(&typed).is_ok());
        }
    }
}
