use domain::field_errors::Field;
use leptos::prelude::*;

use crate::api::RequestContext;
use crate::components::{FormSummary, Input, InputField, Problems, card};

/// The first start: who the first person is, and whose channels there will be.
#[derive(Debug, Default)]
pub(crate) struct SetUpPage {
    /// The name that was typed.
    pub(crate) person_name: String,
    /// The e-mail address that was typed.
    pub(crate) email: String,
    /// The name of the organisation that was typed.
    pub(crate) organisation: String,
    /// Why the form is here again.
    pub(crate) problems: Problems,
}

/// Renders the page. Its form is sent to the address of the page, which holds the token.
pub(crate) fn page(context: &RequestContext, page: &SetUpPage) -> String {
    let texts = context.texts();
    let words = &texts.set_up;
    card(context, words.heading, || {
        let errors = &page.problems.errors;
        view! {
            <p>{words.introduction}</p>
            <form class="small-form" method="post" action=context.address.to_string() novalidate>
                <FormSummary problems=page.problems.clone() texts=texts />
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
                    hint=words.email_hint
                    texts=texts
                />
                <InputField
                    field=Field::NewPassword
                    input=Input::NewPassword
                    errors=errors.clone()
                    hint=texts.account.new_password_hint
                    texts=texts
                />
                <InputField
                    field=Field::Organisation
                    input=Input::Organisation(page.organisation.clone())
                    errors=errors.clone()
                    hint=words.organisation_hint
                    texts=texts
                />
                <div class="form-actions">
                    <button type="submit" class="button primary">{words.set_up}</button>
                </div>
            </form>
        }
    })
}
