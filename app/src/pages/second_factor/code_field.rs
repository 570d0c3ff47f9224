use domain::field_errors::{Field, FieldErrors};
use leptos::prelude::*;

use crate::components::FieldError;
use crate::locale::Texts;

/// Asks for a code. Not a number: a recovery code has letters, and what was typed is never put
/// back into a page.
#[component]
pub(super) fn CodeField(
    label: &'static str,
    hint: &'static str,
    errors: FieldErrors,
    texts: &'static Texts,
) -> impl IntoView {
    let name = Field::Code.name();
    let error = errors.of(Field::Code);
    view! {
        <div class="field">
            <label for=name>{label}</label>
            <input
                type="text"
                id=name
                name=name
                required
                autocomplete="one-time-code"
                autocapitalize="none"
                spellcheck="false"
                aria-describedby=format!("{name}-hint {name}-error")
                aria-invalid=error.map(|_| "true")
            />
            <p class="hint" id=format!("{name}-hint")>{hint}</p>
            <FieldError field=Field::Code error=error texts=texts />
        </div>
    }
}
