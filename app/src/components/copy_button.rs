use leptos::prelude::*;

use super::{Icon, IconView};

/// Copies a text. Shown only where the browser runs our code, which listens for the whole page.
#[component]
pub(crate) fn CopyButton(#[prop(into)] text: String, label: &'static str) -> impl IntoView {
    view! {
        <button type="button" class="copy" data-copy=text title=label aria-label=label>
            <IconView icon=Icon::Copy />
        </button>
    }
}
