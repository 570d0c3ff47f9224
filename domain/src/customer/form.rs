use crate::error_code::ErrorCode;
use crate::field_errors::{Field, FieldErrors};
use crate::ids::TenantId;
use crate::tenant::TenantName;
use crate::user::EmailAddress;

/// The form that creates a customer, as it was typed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct CustomerForm {
    /// The name of the customer.
    pub organisation: String,
    /// The e-mail address of its first admin.
    pub email: String,
}

impl CustomerForm {
    /// Reads the form, or says everything that is wrong with it.
    pub fn parse(&self) -> Result<(TenantName, EmailAddress), FieldErrors> {
        let mut errors = FieldErrors::default();
        let name = errors.take(Field::Organisation, TenantName::parse(&self.organisation));
        let email = errors.take(Field::Email, EmailAddress::parse(&self.email));
        name.zip(email).ok_or(errors)
    }
}

/// The form that invites the first admin of a customer once more, as it was typed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct AdminForm {
    /// Their e-mail address.
    pub email: String,
}

impl AdminForm {
    /// Reads the form, or says what is wrong with it.
    pub fn parse(&self) -> Result<EmailAddress, FieldErrors> {
        EmailAddress::parse(&self.email).map_err(|code| FieldErrors::only(Field::Email, code))
    }
}

/// The form that asks a tenant for consent, as it was typed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ConsentForm {
    /// The id of the tenant.
    pub customer: String,
}

impl ConsentForm {
    /// Reads the form, or says what is wrong with it.
    pub fn parse(&self) -> Result<TenantId, FieldErrors> {
        let id = self.customer.trim().parse();
        id.map_err(|_| FieldErrors::only(Field::Customer, ErrorCode::CustomerIdInvalid))
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn an_empty_form_tells_everything_at_once() {
        let errors = CustomerForm::default().parse().expect_err("two mistakes");
        let wanted = [
            (Field::Organisation, ErrorCode::TenantNameEmpty),
            (Field::Email, ErrorCode::EmailEmpty),
        ];
        assert_eq!(errors.iter().collect::<Vec<_>>(), wanted);
        let errors = AdminForm::default().parse().expect_err("a mistake");
        assert_eq!(errors.of(Field::Email), Some(ErrorCode::EmailEmpty));
        let errors = ConsentForm::default().parse().expect_err("a mistake");
        assert_eq!(errors.of(Field::Customer), Some(ErrorCode::CustomerIdInvalid));
    }

    #[test]
    fn an_id_may_be_pasted_with_space_around_it() {
        let id = "tn_01h455vb4pex5vsknk084sn02q";
        let form = ConsentForm { customer: format!(" {id}\n") };
        assert_eq!(form.parse().map(|id| id.to_string()), Ok(id.to_owned()));
    }

    proptest! {
        #[test]
        fn any_text_is_read_without_a_panic(organisation: String, email: String) {
            let _ = ConsentForm { customer: organisation.clone() }.parse();
            let _ = AdminForm { email: email.clone() }.parse();
            let _ = CustomerForm { organisation, email }.parse();
        }
    }
}
