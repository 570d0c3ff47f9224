use domain::field_errors::Field;
use leptos::prelude::*;

use crate::api::{RequestContext, remembering};
use crate::components::{FormSummary, Input, InputField, KnownEmail, Notice, Problems, Tone, card};
use crate::pages::second_factor::ConfirmByCode;
use crate::routes;

/// Asks somebody who is signed in for the password once more.
#[derive(Debug)]
pub(crate) struct ConfirmPage {
    /// Who is asked.
    pub(crate) email: String,
    /// Where to go afterwards.
    pub(crate) return_to: String,
    /// Whether a change was sent without it, and has to be made again.
    pub(crate) again: bool,
    /// Whether a code will do, too, and why the form for it is here again.
    pub(crate) by_code: Option<Problems>,
    /// Why it is here again.
    pub(crate) problems: Problems,
}

/// Renders the page.
pub(crate) fn page(context: &RequestContext, page: &ConfirmPage) -> String {
    let texts = context.texts();
    let words = &texts.confirm;
    card(context, words.heading, || {
        let again = page.again.then(|| {
            view! { <Notice tone=Tone::Warning>{words.again}</Notice> }
        });
        let by_code = page.by_code.clone().map(|problems| {
            let return_to = page.return_to.clone();
            view! { <ConfirmByCode return_to=return_to problems=problems texts=texts /> }
        });
        // In the address as well: a change of language after a mistake leads back to the address.
        let action = remembering(routes::CONFIRM, &page.return_to);
        view! {
            {again}
            <p>{words.explanation}</p>
            <form class="small-form" method="post" action=action novalidate>
                <FormSummary problems=page.problems.clone() texts=texts />
                <input type="hidden" name="return_to" value=page.return_to.clone() />
                <KnownEmail email=page.email.clone() texts=texts />
                <InputField
                    field=Field::Password
                    input=Input::CurrentPassword
                    errors=page.problems.errors.clone()
                    texts=texts
                />
                <div class="form-actions">
                    <button type="submit" class="button primary">{words.confirm}</button>
                    <a class="button" href=routes::HOME>{texts.form.cancel}</a>
                </div>
            </form>
            {by_code}
        }
    })
}
