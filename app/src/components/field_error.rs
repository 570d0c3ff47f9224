use domain::error_code::ErrorCode;
use domain::field_errors::Field;
use leptos::prelude::*;

use crate::locale::Texts;

/// The mistake of one field. Always there, so that the browser can fill it.
#[component]
pub(crate) fn FieldError(
    field: Field,
    error: Option<ErrorCode>,
    texts: &'static Texts,
) -> impl IntoView {
    view! {
        <p class="field-error" id=format!("{}-error", field.name()) hidden=error.is_none()>
            {error.map(texts.error)}
        </p>
    }
    .into_any()
}
