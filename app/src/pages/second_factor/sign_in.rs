use leptos::prelude::*;

use super::code_field::CodeField;
use crate::api::{RequestContext, remembering};
use crate::components::{FormSummary, Problems, card};
use crate::pages::passkey::PasskeySignIn;
use crate::routes;

/// Asks somebody whose password was right for a code.
#[derive(Debug)]
pub(crate) struct CodePage {
    /// Where to go afterwards.
    pub(crate) return_to: String,
    /// Why it is here again.
    pub(crate) problems: Problems,
}

/// Renders the page. It does not say who signs in: nobody has yet.
pub(crate) fn page(context: &RequestContext, page: &CodePage) -> String {
    let texts = context.texts();
    let words = &texts.second_factor;
    card(context, words.code_heading, || {
        // In the address as well: a change of language after a mistake leads back to the address.
        let action = remembering(routes::SIGN_IN_CODE, &page.return_to);
        let again = remembering(routes::SIGN_IN, &page.return_to);
        view! {
            <p>{words.code_explanation}</p>
            <form class="small-form" method="post" action=action novalidate>
                <FormSummary problems=page.problems.clone() texts=texts />
                <input type="hidden" name="return_to" value=page.return_to.clone() />
                <CodeField
                    label=(texts.field)(domain::field_errors::Field::Code)
                    hint=words.code_hint
                    errors=page.problems.errors.clone()
                    texts=texts
                />
                <div class="form-actions">
                    <button type="submit" class="button primary">{texts.sign_in.sign_in}</button>
                    <a class="button" href=again>{words.start_again}</a>
                </div>
            </form>
            <PasskeySignIn context=context return_to=page.return_to.clone() />
            <p class="quiet">{words.lost}</p>
        }
    })
}
