//! How channels are doing, and what people are told about it.

use domain::ids::{ChannelId, NotificationId};

/// Pattern of [`check_channel`].
pub const CHECK_CHANNEL_PATTERN: &str = "/channels/{id}/check";

/// What people were told.
pub const NOTIFICATIONS: &str = "/notifications";

/// Notes that somebody has read all of it.
pub const READ_NOTIFICATIONS: &str = "/notifications/read";

/// Where notifications are sent to. The form with the address of a webhook is sent here, too.
pub const NOTIFICATION_SETTINGS: &str = "/organisation/notifications";

/// Sends webhooks to no address any more.
pub const REMOVE_WEBHOOK: &str = "/organisation/notifications/remove";

/// Checks a channel now.
pub fn check_channel(id: ChannelId) -> String {
    format!("/channels/{id}/check")
}

/// The notifications before this one.
pub fn notifications_before(id: NotificationId) -> String {
    format!("{NOTIFICATIONS}?after={id}")
}

/// The page with the settings, saying that the address was taken away.
pub fn webhook_removed() -> String {
    format!("{NOTIFICATION_SETTINGS}?notice=removed")
}
