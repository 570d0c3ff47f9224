use std::fmt;

use crate::error_code::ErrorCode;
use crate::field_errors::{Field, FieldErrors};
use crate::user::EmailAddress;

/// The sign-in form as it was typed.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct SignInForm {
    /// The e-mail address.
    pub email: String,
    /// The password.
    pub password: String,
}

impl SignInForm {
    /// Reads the address, or says everything that is wrong with the form. Of the password only
    /// that there is one: older passwords may break today's rules.
    pub fn parse(&self) -> Result<EmailAddress, FieldErrors> {
        let mut errors = FieldErrors::default();
        let email = errors.take(Field::Email, EmailAddress::parse(&self.email));
        let password = errors.take(Field::Password, some_password(&self.password));
        match (email, password) {
            (Some(email), Some(())) => Ok(email),
            _ => Err(errors),
        }
    }
}

impl fmt::Debug for SignInForm {
    fn fmt(&self, text: &mut fmt::Formatter<'_>) -> fmt::Result {
        text.debug_struct("SignInForm").field("email", &self.email).finish_non_exhaustive()
    }
}

/// The form that asks for the password again.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct ConfirmForm {
    /// The password.
    pub password: String,
}

impl ConfirmForm {
    /// Says what is wrong with the form.
    pub fn check(&self) -> Result<(), FieldErrors> {
        some_password(&self.password).map_err(|code| FieldErrors::only(Field::Password, code))
    }
}

impl fmt::Debug for ConfirmForm {
    fn fmt(&self, text: &mut fmt::Formatter<'_>) -> fmt::Result {
        text.write_str("ConfirmForm(***)")
    }
}

fn some_password(typed: &str) -> Result<(), ErrorCode> {
    if typed.is_empty() { Err(ErrorCode::PasswordEmpty) } else { Ok(()) }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn an_empty_form_tells_everything_at_once() {
        let errors: Vec<_> =
            SignInForm::default().parse().expect_err("two mistakes").iter().collect();
        assert_eq!(
            errors,
            [(Field::Email, ErrorCode::EmailEmpty), (Field::Password, ErrorCode::PasswordEmpty)]
        );
        let confirm = ConfirmForm::default().check().expect_err("a mistake");
        assert_eq!(confirm.of(Field::Password), Some(ErrorCode::PasswordEmpty));
    }

    #[test]
    fn any_password_may_be_tried() {
        let form = SignInForm { email: " Ada@Example.com ".into(), password: "x".into() };
        assert_eq!(form.parse().expect("a form").as_str(), "ada@example.com");
        assert_eq!(ConfirmForm { password: " ".into() }.check(), Ok(()));
    }

    #[test]
    fn a_password_is_not_printed() {
        let password = "correct horse";
        let form = SignInForm { email: "ada@example.com".into(), password: password.into() };
        assert!(!format!("{form:?}").contains(password));
        assert!(!format!("{:?}", ConfirmForm { password: password.into() }).contains(password));
    }

    proptest! {
        #[test]
        fn any_text_is_read_without_a_panic(email: String, password: String) {
            let _ = SignInForm { email, password: password.clone() }.parse();
            let _ = ConfirmForm { password }.check();
        }
    }
}
