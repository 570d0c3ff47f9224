use std::fmt;

use crate::error_code::ErrorCode;
use crate::field_errors::{Field, FieldErrors};
use crate::permissions::Role;
use crate::tenant::TenantName;
use crate::user::{EmailAddress, Password, PersonName};

/// The form of the first start, as it was typed.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct SetUpForm {
    /// The name of the first person.
    pub person_name: String,
    /// Their e-mail address.
    pub email: String,
    /// The password that they choose.
    pub password: String,
    /// The name of the first tenant.
    pub organisation: String,
}

/// A form of the first start without a mistake.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SetUpDraft {
    /// The name of the first person.
    pub name: PersonName,
    /// Their e-mail address.
    pub email: EmailAddress,
    /// The password that they choose.
    pub password: Password,
    /// The name of the first tenant.
    pub organisation: TenantName,
}

impl SetUpForm {
    /// Reads the form, or says everything that is wrong with it.
    pub fn parse(&self) -> Result<SetUpDraft, FieldErrors> {
        let mut errors = FieldErrors::default();
        let name = errors.take(Field::PersonName, PersonName::parse(&self.person_name));
        let email = errors.take(Field::Email, EmailAddress::parse(&self.email));
        let password = errors.take(Field::NewPassword, Password::parse(&self.password));
        let organisation = errors.take(Field::Organisation, TenantName::parse(&self.organisation));
        match (name, email, password, organisation) {
            (Some(name), Some(email), Some(password), Some(organisation)) => {
                Ok(SetUpDraft { name, email, password, organisation })
            }
            _ => Err(errors),
        }
    }
}

impl fmt::Debug for SetUpForm {
    fn fmt(&self, text: &mut fmt::Formatter<'_>) -> fmt::Result {
        text.debug_struct("SetUpForm").field("email", &self.email).finish_non_exhaustive()
    }
}

/// The form that invites somebody, as it was typed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct InvitationForm {
    /// Their e-mail address.
    pub email: String,
    /// The slug of what they will be.
    pub role: String,
}

impl InvitationForm {
    /// Reads the form, or says everything that is wrong with it.
    pub fn parse(&self) -> Result<(EmailAddress, Role), FieldErrors> {
        let mut errors = FieldErrors::default();
        let email = errors.take(Field::Email, EmailAddress::parse(&self.email));
        let role = errors.take(Field::Role, parse_role(&self.role));
        email.zip(role).ok_or(errors)
    }
}

pub(super) fn parse_role(slug: &str) -> Result<Role, ErrorCode> {
    Role::from_slug(slug).ok_or(ErrorCode::MemberRoleUnknown)
}

/// The form with which somebody new follows an invitation, as it was typed.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct JoinForm {
    /// Their name.
    pub person_name: String,
    /// The password that they choose.
    pub password: String,
}

/// A form of somebody new without a mistake.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct JoinDraft {
    /// Their name.
    pub name: PersonName,
    /// The password that they choose.
    pub password: Password,
}

impl JoinForm {
    /// Reads the form, or says everything that is wrong with it.
    pub fn parse(&self) -> Result<JoinDraft, FieldErrors> {
        let mut errors = FieldErrors::default();
        let name = errors.take(Field::PersonName, PersonName::parse(&self.person_name));
        let password = errors.take(Field::NewPassword, Password::parse(&self.password));
        match (name, password) {
            (Some(name), Some(password)) => Ok(JoinDraft { name, password }),
            _ => Err(errors),
        }
    }
}

impl fmt::Debug for JoinForm {
    fn fmt(&self, text: &mut fmt::Formatter<'_>) -> fmt::Result {
        text.write_str("JoinForm(***)")
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn an_empty_form_of_the_first_start_tells_everything_at_once() {
        let errors: Vec<_> =
            SetUpForm::default().parse().expect_err("four mistakes").iter().collect();
        assert_eq!(
            errors,
            [
                (Field::PersonName, ErrorCode::PersonNameEmpty),
                (Field::Email, ErrorCode::EmailEmpty),
                (Field::NewPassword, ErrorCode::PasswordEmpty),
                (Field::Organisation, ErrorCode::TenantNameEmpty),
            ]
        );
    }

    #[test]
    fn an_invitation_names_an_address_and_a_role() {
        let form = InvitationForm { email: "Ada@example.com".into(), role: "operator".into() };
        let (email, role) = form.parse().expect("a form");
        assert_eq!((email.as_str(), role), ("ada@example.com", Role::Operator));
        let form = InvitationForm { email: "ada".into(), role: "Admin".into() };
        let errors: Vec<_> = form.parse().expect_err("two mistakes").iter().collect();
        assert_eq!(
            errors,
            [(Field::Email, ErrorCode::EmailInvalid), (Field::Role, ErrorCode::MemberRoleUnknown)]
        );
    }

    #[test]
    fn somebody_new_has_a_name_and_a_password() {
        let errors: Vec<_> =
            JoinForm::default().parse().expect_err("two mistakes").iter().collect();
        assert_eq!(
            errors,
            [
                (Field::PersonName, ErrorCode::PersonNameEmpty),
                (Field::NewPassword, ErrorCode::PasswordEmpty),
            ]
        );
    }

    #[test]
    fn a_password_is_not_printed() {
        let password = "correct horse";
        let set_up = SetUpForm { password: password.into(), ..SetUpForm::default() };
        let join = JoinForm { password: password.into(), ..JoinForm::default() };
        assert!(!format!("{set_up:?} {join:?}").contains(password));
    }

    proptest! {
        #[test]
        fn any_text_is_read_without_a_panic(
            person_name: String, email: String, password: String, other: String,
        ) {
            let _ = InvitationForm { email: email.clone(), role: other.clone() }.parse();
            let join = JoinForm { person_name: person_name.clone(), password: password.clone() };
            let _ = join.parse();
            let _ = SetUpForm { person_name, email, password, organisation: other }.parse();
        }
    }
}
