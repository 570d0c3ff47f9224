//! What channels tell their customers.

use domain::ids::ChannelId;

/// Pattern of [`channel_settings`].
pub const CHANNEL_SETTINGS_PATTERN: &str = "/channels/{id}/configuration";

/// Pattern of [`pass_on_settings`].
pub const PASS_ON_SETTINGS_PATTERN: &str = "/channels/{id}/configuration/pass-on";

/// The form with what a channel tells its customers. It is sent here, too.
pub fn channel_settings(id: ChannelId) -> String {
    format!("/channels/{id}/configuration")
}

/// Tells the account of a channel now.
pub fn pass_on_settings(id: ChannelId) -> String {
    format!("/channels/{id}/configuration/pass-on")
}
