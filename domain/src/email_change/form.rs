use crate::error_code::ErrorCode;
use crate::field_errors::{Field, FieldErrors};
use crate::user::EmailAddress;

/// A form that asks for an e-mail address and nothing else, as it was typed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct EmailForm {
    /// The e-mail address.
    pub email: String,
}

impl EmailForm {
    /// Reads the address, or says what is wrong with it.
    pub fn parse(&self) -> Result<EmailAddress, FieldErrors> {
        EmailAddress::parse(&self.email).map_err(|code| FieldErrors::only(Field::Email, code))
    }

    /// The same where the address has to be another one than before.
    pub(super) fn parse_other_than(
        &self,
        before: &EmailAddress,
    ) -> Result<EmailAddress, FieldErrors> {
        let email = self.parse()?;
        if email == *before {
            return Err(FieldErrors::only(Field::Email, ErrorCode::EmailUnchanged));
        }
        Ok(email)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_address_has_to_be_another_one() {
        let before = EmailAddress::parse("ada@example.com").expect("an address");
        let parse = |typed: &str| {
            let errors = EmailForm { email: typed.to_owned() }.parse_other_than(&before);
            errors.map_err(|errors| errors.of(Field::Email))
        };
        assert_eq!(parse(" Ada@Example.com"), Err(Some(ErrorCode::EmailUnchanged)));
        assert_eq!(parse(""), Err(Some(ErrorCode::EmailEmpty)));
        assert_eq!(parse("ada"), Err(Some(ErrorCode::EmailInvalid)));
        assert_eq!(parse("bo@example.com").expect("an address").as_str(), "bo@example.com");
    }
}
