use domain::channel::ChannelType;
use leptos::prelude::*;

use super::{IconView, type_icon};

/// A channel type: its icon and its name.
#[component]
pub(crate) fn ChannelTypeLabel(channel_type: ChannelType) -> impl IntoView {
    view! {
        <span class=format!("type-label type-{}", channel_type.slug())>
            <IconView icon=type_icon(channel_type) />
            {channel_type.product_name()}
        </span>
    }
}
