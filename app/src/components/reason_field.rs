use domain::field_errors::{Field, FieldErrors};
use leptos::prelude::*;

use super::FieldError;
use super::channel_form::textarea_content;
use crate::locale::Texts;

/// A field of several lines for why somebody does something.
#[component]
pub(crate) fn ReasonField(
    field: Field,
    text: String,
    errors: FieldErrors,
    hint: &'static str,
    texts: &'static Texts,
) -> impl IntoView {
    let name = field.name();
    let error = errors.of(field);
    view! {
        <div class="field">
            <label for=name>{(texts.field)(field)}</label>
            <textarea
                id=name
                name=name
                rows="3"
                required
                aria-describedby=format!("{name}-hint {name}-error")
                aria-invalid=error.map(|_| "true")
                inner_html=textarea_content(&text)
            ></textarea>
            <p class="hint" id=format!("{name}-hint")>{hint}</p>
            <FieldError field=field error=error texts=texts />
        </div>
    }
    .into_any()
}
