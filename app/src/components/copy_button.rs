use leptos::prelude::*;

use super::{Icon, IconView};

/// Copies the text of the element before it. Shown only where the browser runs our code, which
/// listens for the whole page.
#[component]
pub(crate) fn CopyButton(label: &'static str) -> impl IntoView {
    view! {
        <button type="button" class="copy" aria-label=label>
            <IconView icon=Icon::Copy />
        </button>
    }
}
