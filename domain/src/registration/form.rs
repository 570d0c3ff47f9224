use std::fmt;

use crate::field_errors::{Field, FieldErrors};
use crate::tenant::{Company, Contact, Country, RegistrationNumber, TenantName};
use crate::user::{EmailAddress, Password, PersonName};

/// The form in which a company says who it is, as it was typed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct CompanyForm {
    /// Its name.
    pub organisation: String,
    /// The code of the chosen country; empty when none was chosen.
    pub country: String,
    /// Its number in that country's register.
    pub registration_number: String,
    /// How an account manager reaches it.
    pub contact: String,
}

/// A form about a company without a mistake.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CompanyDraft {
    /// Its name.
    pub name: TenantName,
    /// The rest, of which nothing is absent.
    pub company: Company,
}

impl CompanyForm {
    /// Reads the form, or says everything that is wrong with it.
    pub fn parse(&self) -> Result<CompanyDraft, FieldErrors> {
        let mut errors = FieldErrors::default();
        self.take(&mut errors).ok_or(errors)
    }

    fn take(&self, errors: &mut FieldErrors) -> Option<CompanyDraft> {
        let name = errors.take(Field::Organisation, TenantName::parse(&self.organisation));
        let country = errors.take(Field::Country, Country::parse(&self.country));
        let number = RegistrationNumber::parse(&self.registration_number);
        let registration_number = errors.take(Field::RegistrationNumber, number);
        let contact = errors.take(Field::Contact, Contact::parse(&self.contact));
        let company = Company {
            country: Some(country?),
            registration_number: Some(registration_number?),
            contact: Some(contact?),
        };
        Some(CompanyDraft { name: name?, company })
    }
}

/// The form with which somebody new registers a company, as it was typed.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct RegistrationForm {
    /// The company.
    pub company: CompanyForm,
    /// The name of its first admin.
    pub person_name: String,
    /// Their e-mail address.
    pub email: String,
    /// The password that they choose.
    pub password: String,
}

/// A registration without a mistake.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RegistrationDraft {
    /// The company.
    pub company: CompanyDraft,
    /// The name of its first admin.
    pub person_name: PersonName,
    /// Their e-mail address.
    pub email: EmailAddress,
    /// The password that they choose.
    pub password: Password,
}

impl RegistrationForm {
    /// Reads the form, or says everything that is wrong with it.
    pub fn parse(&self) -> Result<RegistrationDraft, FieldErrors> {
        let mut errors = FieldErrors::default();
        let company = self.company.take(&mut errors);
        let name = errors.take(Field::PersonName, PersonName::parse(&self.person_name));
        let email = errors.take(Field::Email, EmailAddress::parse(&self.email));
        let password = errors.take(Field::NewPassword, Password::parse(&self.password));
        match (company, name, email, password) {
            (Some(company), Some(person_name), Some(email), Some(password)) => {
                Ok(RegistrationDraft { company, person_name, email, password })
            }
            _ => Err(errors),
        }
    }
}

impl fmt::Debug for RegistrationForm {
    fn fmt(&self, text: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut shown = text.debug_struct("RegistrationForm");
        shown.field("company", &self.company).field("email", &self.email).finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::error_code::ErrorCode;

    #[test]
    fn an_empty_form_tells_everything_at_once() {
        let errors: Vec<_> =
            RegistrationForm::default().parse().expect_err("seven mistakes").iter().collect();
        assert_eq!(
            errors,
            [
                (Field::Organisation, ErrorCode::TenantNameEmpty),
                (Field::Country, ErrorCode::CountryMissing),
                (Field::RegistrationNumber, ErrorCode::RegistrationNumberEmpty),
                (Field::Contact, ErrorCode::ContactEmpty),
                (Field::PersonName, ErrorCode::PersonNameEmpty),
                (Field::Email, ErrorCode::EmailEmpty),
                (Field::NewPassword, ErrorCode::PasswordEmpty),
            ]
        );
        let company = CompanyForm::default().parse().expect_err("four mistakes");
        assert!(company.iter().eq(errors.into_iter().take(4)));
    }

    #[test]
    fn a_company_says_all_of_it() {
        let form = CompanyForm {
            organisation: " 水路株式会社 ".into(),
            country: "JP".into(),
            registration_number: "0100-01-234567".into(),
            contact: "+81 3 0000 0000".into(),
        };
        let CompanyDraft { name, company } = form.parse().expect("a form");
        assert_eq!(name.as_str(), "水路株式会社");
        assert_eq!(company.country.map(Country::code), Some("JP"));
        assert!(company.registration_number.is_some() && company.contact.is_some());
    }

    #[test]
    fn a_password_is_not_printed() {
        let form = RegistrationForm { password: "correct horse".into(), ..Default::default() };
        assert!(!format!("{form:?}").contains("correct horse"));
    }

    proptest! {
        #[test]
        fn any_text_is_read_without_a_panic(text: String, other: String) {
            let company = CompanyForm {
                organisation: text.clone(),
                country: other.clone(),
                registration_number: text.clone(),
                contact: other.clone(),
            };
            let form = RegistrationForm {
                company, person_name: text.clone(), email: other, password: text,
            };
            let _ = form.parse();
        }
    }
}
