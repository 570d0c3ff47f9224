//! The addresses of how a channel gets its account, keeps it and changes it.

use domain::ids::{BindingId, ChannelId};

use super::channel;

/// What leads from the address of a channel to the guided flow that binds it.
pub const BIND: &str = "/bind";

/// Pattern of [`bind_channel`].
pub const BIND_CHANNEL_PATTERN: &str = "/channels/{id}/bind";

/// Pattern of [`binding_step`] `authorise`.
pub const AUTHORISE_CHANNEL_PATTERN: &str = "/channels/{id}/bind/authorise";

/// Pattern of [`binding_step`] `account`.
pub const CHOOSE_ACCOUNT_PATTERN: &str = "/channels/{id}/bind/account";

/// Pattern of [`binding_step`] `check`.
pub const CHECK_ACCOUNT_PATTERN: &str = "/channels/{id}/bind/check";

/// Pattern of [`binding_step`] `confirm`.
pub const CONFIRM_BINDING_PATTERN: &str = "/channels/{id}/bind/confirm";

/// Pattern of [`binding_step`] `cancel`.
pub const CANCEL_BINDING_PATTERN: &str = "/channels/{id}/bind/cancel";

/// Pattern of [`roll_back`].
pub const ROLL_BACK_PATTERN: &str = "/channels/{id}/roll-back";

/// Pattern of [`repair_callback`].
pub const REPAIR_CALLBACK_PATTERN: &str = "/channels/{id}/repair";

/// Pattern of [`send_test`].
pub const SEND_TEST_PATTERN: &str = "/channels/{id}/test";

/// Pattern of [`account_picture`].
pub const ACCOUNT_PICTURE_PATTERN: &str = "/channels/{id}/pictures/{binding}";

/// Where platforms send a browser back to after somebody has agreed there.
pub const AUTHORISED: &str = "/channels/authorised";

/// The guided flow that binds a channel. The form that begins it is sent here, too.
pub fn bind_channel(id: ChannelId) -> String {
    channel(id) + BIND
}

/// The flow with the ways to authorise, although an account is found already.
pub fn other_account(id: ChannelId) -> String {
    bind_channel(id) + "?other=yes"
}

/// Takes a form of the flow.
pub fn binding_step(id: ChannelId, step: &str) -> String {
    format!("{}/{step}", bind_channel(id))
}

/// The picture of the account that a binding of the channel holds.
pub fn account_picture(id: ChannelId, binding: BindingId) -> String {
    format!("{}/pictures/{binding}", channel(id))
}

/// Gives a channel the account of before.
pub fn roll_back(id: ChannelId) -> String {
    channel(id) + "/roll-back"
}

/// Sets the callback of a channel at its platform once more.
pub fn repair_callback(id: ChannelId) -> String {
    channel(id) + "/repair"
}

/// Sends a test message.
pub fn send_test(id: ChannelId) -> String {
    channel(id) + "/test"
}

/// A channel's page with its test messages, saying that one was sent.
pub fn test_sent(id: ChannelId) -> String {
    format!("{}?notice=sent#test", channel(id))
}

/// The guided flow with the test messages of the account that is being tried.
pub fn candidate_tested(id: ChannelId) -> String {
    bind_channel(id) + "#test"
}

/// A channel's page, saying what was done: one of the words that it knows.
pub fn channel_changed(id: ChannelId, notice: &str) -> String {
    format!("{}?notice={notice}", channel(id))
}
