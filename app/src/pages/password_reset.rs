use domain::field_errors::Field;
use leptos::prelude::*;

use crate::api::RequestContext;
use crate::components::{FormSummary, Input, InputField, KnownEmail, Problems, card};

/// Lets somebody choose a password without the old one.
#[derive(Debug)]
pub(crate) struct PasswordResetPage {
    /// Whose password it is.
    pub(crate) email: String,
    /// Why the form is here again.
    pub(crate) problems: Problems,
}

/// Renders the page. Its form is sent to the address of the page, which holds the token.
pub(crate) fn page(context: &RequestContext, page: &PasswordResetPage) -> String {
    let texts = context.texts();
    let words = &texts.password_reset;
    card(context, words.heading, || {
        view! {
            <p>{words.introduction}</p>
            <form class="small-form" method="post" action=context.address.to_string() novalidate>
                <FormSummary problems=page.problems.clone() texts=texts />
                <KnownEmail email=page.email.clone() texts=texts />
                <InputField
                    field=Field::NewPassword
                    input=Input::NewPassword
                    errors=page.problems.errors.clone()
                    hint=texts.account.new_password_hint
                    texts=texts
                />
                <div class="form-actions">
                    <button type="submit" class="button primary">{words.set_password}</button>
                </div>
            </form>
        }
    })
}
