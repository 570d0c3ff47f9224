use domain::channel::Lifecycle;
use domain::tenant::TenantState;
use leptos::prelude::*;

use crate::locale::Texts;

/// The state of a channel, as a word with a coloured dot.
#[component]
pub(crate) fn StatusBadge(lifecycle: Lifecycle, texts: &'static Texts) -> impl IntoView {
    view! {
        <span class=format!("badge badge-{}", lifecycle.slug())>{(texts.lifecycle)(lifecycle)}</span>
    }
}

/// The state of an organisation, likewise.
#[component]
pub(crate) fn TenantBadge(state: TenantState, texts: &'static Texts) -> impl IntoView {
    view! {
        <span class=format!("badge badge-{}", state.slug())>{(texts.tenant_state)(state)}</span>
    }
}
