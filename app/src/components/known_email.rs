use domain::field_errors::Field;
use leptos::prelude::*;

use crate::locale::Texts;

/// Whose password a form is about. In a field that is read-only and not sent, so that password
/// managers know it, too.
#[component]
pub(crate) fn KnownEmail(email: String, texts: &'static Texts) -> impl IntoView {
    view! {
        <div class="field">
            <label for="known-email">{(texts.field)(Field::Email)}</label>
            <input type="email" id="known-email" value=email autocomplete="username" readonly />
        </div>
    }
}
