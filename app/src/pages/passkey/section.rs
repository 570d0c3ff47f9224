use leptos::prelude::*;

use crate::locale::Texts;
use crate::routes;

/// Passkeys on the account page: what they are, and the way to them.
#[component]
pub(crate) fn PasskeySection(texts: &'static Texts) -> impl IntoView {
    let words = &texts.passkey;
    view! {
        <section class="panel" aria-labelledby="passkeys-heading">
            <h2 id="passkeys-heading">{words.heading}</h2>
            <p>{words.explanation}</p>
            <p><a class="button" href=routes::PASSKEYS>{words.manage}</a></p>
        </section>
    }
}
