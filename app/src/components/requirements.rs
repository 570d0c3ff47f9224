use domain::channel::ChannelType;
use leptos::prelude::*;

use crate::locale::Texts;

/// What must be there before a channel of this type can be bound.
#[component]
pub(crate) fn Requirements(channel_type: ChannelType, texts: &'static Texts) -> impl IntoView {
    let prerequisites = channel_type.prerequisites();
    if prerequisites.is_empty() {
        return view! { <p class="quiet">{texts.detail.no_prerequisites}</p> }.into_any();
    }
    let items: Vec<_> = prerequisites
        .iter()
        .map(|prerequisite| view! { <li>{(texts.prerequisite)(*prerequisite)}</li> })
        .collect();
    view! { <ul class="requirements">{items}</ul> }.into_any()
}
