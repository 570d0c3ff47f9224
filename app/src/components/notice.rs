use leptos::prelude::*;

use super::{Icon, IconView};

/// How urgent a notice is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Tone {
    Success,
    Warning,
}

/// A message above the content of a page.
#[component]
pub(crate) fn Notice(tone: Tone, children: Children) -> impl IntoView {
    let (class, icon) = match tone {
        Tone::Success => ("notice notice-success", Icon::Check),
        Tone::Warning => ("notice notice-warning", Icon::Warning),
    };
    view! {
        <div class=class role="status">
            <IconView icon=icon />
            <div class="notice-text">{children()}</div>
        </div>
    }
}
