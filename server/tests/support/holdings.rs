//! What a channel holds, whatever was cut off before.

use domain::binding::{Binding, BindingState, Purpose};
use domain::channel::Lifecycle;
use domain::ids::ChannelId;
use domain::ports::Ports;
use server::start::BUILT_IN_TENANT;

/// Everything that a channel of the first tenant holds.
pub(crate) async fn held(ports: &Ports, id: ChannelId) -> Vec<Binding> {
    ports.store.bindings_of_channel(BUILT_IN_TENANT, id).await.expect("bindings")
}

/// The life cycle says what the channel holds.
pub(crate) async fn assert_legal(ports: &Ports, id: ChannelId, what: &str) {
    let held = held(ports, id).await;
    let has = |state: BindingState| held.iter().any(|binding| binding.state == state);
    let open = held.iter().find_map(Binding::purpose);
    let channel = ports.store.channel_by_id(BUILT_IN_TENANT, id).await.expect("an answer");
    let Some(channel) = channel else {
        assert!(!has(BindingState::Current) && open.is_none(), "{what}");
        return;
    };
    let is_legal = match channel.lifecycle {
        Lifecycle::Unbound => !has(BindingState::Current) && open.is_none(),
        Lifecycle::Binding => !has(BindingState::Current) && open == Some(Purpose::Bind),
        Lifecycle::Bound => has(BindingState::Current) && open != Some(Purpose::Bind),
        Lifecycle::Unbinding => !has(BindingState::Current) && has(BindingState::Releasing),
    };
    assert!(is_legal, "{what}: {:?} {held:?}", channel.lifecycle);
    let has_name = matches!(channel.lifecycle, Lifecycle::Bound | Lifecycle::Unbinding);
    assert_eq!(channel.bound_account.is_some(), has_name, "{what}");
}
