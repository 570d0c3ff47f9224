use domain::channel::ChannelHealth;
use leptos::prelude::*;

use crate::locale::Texts;

/// How a channel is doing, as a word with a coloured dot.
#[component]
pub(crate) fn HealthBadge(health: ChannelHealth, texts: &'static Texts) -> impl IntoView {
    view! {
        <span class=format!("badge badge-{}", health.slug())>{(texts.health.level)(health)}</span>
    }
}
