use std::fmt;

use super::Password;
use crate::error_code::ErrorCode;
use crate::field_errors::{Field, FieldErrors};

/// The form that changes one's own password, as it was typed.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct PasswordChangeForm {
    /// The password until now.
    pub password: String,
    /// The password from now on.
    pub new_password: String,
}

impl PasswordChangeForm {
    /// Reads the new password, or says everything that is wrong with the form.
    pub fn parse(&self) -> Result<Password, FieldErrors> {
        let mut errors = FieldErrors::default();
        if self.password.is_empty() {
            errors.add(Field::Password, ErrorCode::PasswordEmpty);
        }
        let password = errors.take(Field::NewPassword, Password::parse(&self.new_password));
        password.filter(|_| errors.is_empty()).ok_or(errors)
    }
}

impl fmt::Debug for PasswordChangeForm {
    fn fmt(&self, text: &mut fmt::Formatter<'_>) -> fmt::Result {
        text.write_str("PasswordChangeForm(***)")
    }
}

/// The form behind a link that resets a password, as it was typed.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct PasswordResetForm {
    /// The password from now on.
    pub new_password: String,
}

impl PasswordResetForm {
    /// Reads the new password, or says what is wrong with it.
    pub fn parse(&self) -> Result<Password, FieldErrors> {
        Password::parse(&self.new_password)
            .map_err(|code| FieldErrors::only(Field::NewPassword, code))
    }
}

impl fmt::Debug for PasswordResetForm {
    fn fmt(&self, text: &mut fmt::Formatter<'_>) -> fmt::Result {
        text.write_str("PasswordResetForm(***)")
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_wrong_form_tells_everything_at_once() {
        let form = PasswordChangeForm { new_password: "short".into(), ..Default::default() };
        let errors: Vec<_> = form.parse().expect_err("two mistakes").iter().collect();
        assert_eq!(
            errors,
            [
                (Field::Password, ErrorCode::PasswordEmpty),
                (Field::NewPassword, ErrorCode::PasswordTooShort),
            ]
        );
    }

    #[test]
    fn a_new_password_without_the_old_one_is_no_change() {
        let mut form = PasswordChangeForm {
            password: String::new(),
            new_password: "correct horse battery".into(),
        };
        let errors = form.parse().expect_err("a mistake");
        assert_eq!(errors, FieldErrors::only(Field::Password, ErrorCode::PasswordEmpty));
        form.password = "x".into();
        assert_eq!(form.parse().expect("a form").reveal(), "correct horse battery");
    }

    #[test]
    fn a_password_is_not_printed() {
        let (password, new_password) = ("correct horse".to_owned(), "battery staple".to_owned());
        let reset = PasswordResetForm { new_password: new_password.clone() };
        let change = PasswordChangeForm { password: password.clone(), new_password };
        for printed in [format!("{change:?}"), format!("{reset:?}")] {
            assert!(!printed.contains(&password) && !printed.contains("battery"), "{printed}");
        }
    }

    proptest! {
        #[test]
        fn any_text_is_read_without_a_panic(password: String, new_password: String) {
            let _ = PasswordResetForm { new_password: new_password.clone() }.parse();
            let _ = PasswordChangeForm { password, new_password }.parse();
        }
    }
}
