use domain::field_errors::Field;
use leptos::prelude::*;

use super::code_field::CodeField;
use crate::api::remembering;
use crate::components::{FormSummary, Problems};
use crate::locale::Texts;
use crate::routes;

/// Lets somebody who has a second factor prove with it, instead of the password, that it is them.
#[component]
pub(crate) fn ConfirmByCode(
    return_to: String,
    problems: Problems,
    texts: &'static Texts,
) -> impl IntoView {
    let words = &texts.second_factor;
    let action = remembering(routes::CONFIRM_BY_CODE, &return_to);
    view! {
        <form
            class="small-form"
            method="post"
            action=action
            aria-labelledby="code-heading"
            novalidate
        >
            <h2 id="code-heading">{words.confirm_by_code}</h2>
            <FormSummary problems=problems.clone() texts=texts />
            <input type="hidden" name="return_to" value=return_to />
            <CodeField
                label=(texts.field)(Field::Code)
                hint=words.code_hint
                errors=problems.errors
                texts=texts
            />
            <div class="form-actions">
                <button type="submit" class="button">{texts.confirm.confirm}</button>
            </div>
        </form>
    }
}
