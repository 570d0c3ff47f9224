use domain::field_errors::Field;
use domain::ids::CreationKey;
use domain::registration::CompanyForm;
use leptos::prelude::*;

use crate::api::{RequestContext, remembering};
use crate::components::{CompanyFields, FormSummary, Input, InputField, Problems, card};
use crate::locale::Texts;
use crate::routes;

/// Where an organisation is registered: by somebody new, or by whoever is signed in.
#[derive(Debug)]
pub(crate) struct RegisterPage {
    /// Who the organisation is: what was typed.
    pub(crate) company: CompanyForm,
    /// The name that was typed.
    pub(crate) person_name: String,
    /// The e-mail address that was typed.
    pub(crate) email: String,
    /// Makes a form that is sent twice register one organisation.
    pub(crate) key: CreationKey,
    /// Why the form is here again.
    pub(crate) problems: Problems,
}

impl RegisterPage {
    /// An empty form.
    pub(crate) fn empty(key: CreationKey) -> Self {
        Self {
            company: CompanyForm::default(),
            person_name: String::new(),
            email: String::new(),
            key,
            problems: Problems::default(),
        }
    }
}

/// Renders the page.
pub(crate) fn page(context: &RequestContext, page: &RegisterPage) -> String {
    let texts = context.texts();
    let words = &texts.registration;
    card(context, words.heading, || {
        let errors = &page.problems.errors;
        let viewer = context.viewer();
        let introduction = match viewer {
            Some(viewer) => (words.another_introduction)(viewer.user.email.as_str()),
            None => words.introduction.to_owned(),
        };
        let person = viewer.is_none().then(|| person_fields(page, texts));
        let sign_in = viewer.is_none().then(|| {
            let address = remembering(routes::SIGN_IN, routes::REGISTER);
            view! {
                <p class="quiet">{words.has_account}</p>
                <p class="page-actions"><a class="button" href=address>{texts.sign_in.sign_in}</a></p>
            }
        });
        view! {
            <p>{introduction}</p>
            <form class="small-form" method="post" action=routes::REGISTER novalidate>
                <FormSummary problems=page.problems.clone() texts=texts />
                <input type="hidden" name="creation_key" value=page.key.to_string() />
                <h2>{words.company_heading}</h2>
                <CompanyFields form=page.company.clone() errors=errors.clone() texts=texts />
                {person}
                <div class="form-actions">
                    <button type="submit" class="button primary">{words.register}</button>
                </div>
            </form>
            {sign_in}
        }
    })
}

fn person_fields(page: &RegisterPage, texts: &'static Texts) -> AnyView {
    let errors = &page.problems.errors;
    view! {
        <h2>{texts.registration.person_heading}</h2>
        <InputField
            field=Field::PersonName
            input=Input::OwnName(page.person_name.clone())
            errors=errors.clone()
            texts=texts
        />
        <InputField
            field=Field::Email
            input=Input::OwnEmail(page.email.clone())
            errors=errors.clone()
            hint=texts.set_up.email_hint
            texts=texts
        />
        <InputField
            field=Field::NewPassword
            input=Input::NewPassword
            errors=errors.clone()
            hint=texts.account.new_password_hint
            texts=texts
        />
    }
    .into_any()
}
