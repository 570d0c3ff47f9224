use std::fmt;

use crate::channel::{ChannelHealth, ChannelName, ChannelType};
use crate::health::HealthChange;
use crate::ids::{ChannelId, NotificationId, TenantId};
use crate::platform::{Expiring, Reason};
use crate::time::Timestamp;

/// Something people are told about a channel.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Notification {
    /// Its identity, in the order of telling; also the id of the webhook, by which a receiver
    /// knows a repetition.
    pub id: NotificationId,
    /// Whose channel it is.
    pub tenant: TenantId,
    /// Which channel.
    pub channel: ChannelId,
    /// What it is called by now.
    pub channel_name: ChannelName,
    /// Its type.
    pub channel_type: ChannelType,
    /// What has happened.
    pub kind: NewsKind,
    /// Why, if a platform gave a reason.
    pub reason: Option<Reason>,
    /// When it was found.
    pub at: Timestamp,
}

impl Notification {
    /// How long one is kept, in microseconds: 90 days. By then people have read it, mails and
    /// webhooks are given up after a day, and what has happened stands in the audit log for good.
    pub const KEPT_FOR: i64 = 90 * 24 * 3_600 * 1_000_000;
}

/// What has happened to a channel.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NewsKind {
    /// It cannot send.
    Down,
    /// Something does not work, or will not for long.
    Degraded,
    /// Somebody has to authorise it again.
    NeedsReauthorisation,
    /// Everything works again.
    Recovered,
    /// Something ends soon.
    Expires {
        /// What.
        what: Expiring,
        /// When.
        at: Timestamp,
        /// Which warning it is: one of [`crate::health::WARNED_DAYS`].
        days: u16,
    },
    /// It is unusually quiet.
    Quiet {
        /// Since when.
        since: Timestamp,
    },
    /// It is quiet no longer.
    HeardAgain,
}

impl NewsKind {
    /// What to tell about a change. Nothing about what is no news.
    pub const fn of(change: &HealthChange) -> Option<Self> {
        if !change.is_news() {
            return None;
        }
        Some(match change.to {
            ChannelHealth::Down => Self::Down,
            ChannelHealth::Degraded => Self::Degraded,
            ChannelHealth::NeedsReauthorisation => Self::NeedsReauthorisation,
            ChannelHealth::Healthy | ChannelHealth::NotMeasured => Self::Recovered,
        })
    }

    /// The word in webhooks.
    pub const fn slug(self) -> &'static str {
        match self {
            Self::Down => "down",
            Self::Degraded => "degraded",
            Self::NeedsReauthorisation => "needs_reauthorisation",
            Self::Recovered => "recovered",
            Self::Expires { .. } => "expires",
            Self::Quiet { .. } => "quiet",
            Self::HeardAgain => "heard_again",
        }
    }

    /// Whether it needs nobody to do anything.
    pub const fn is_good(self) -> bool {
        matches!(self, Self::Recovered | Self::HeardAgain)
    }
}

/// What webhooks are signed with. The tenant sees it once.
#[derive(Clone, PartialEq, Eq)]
pub struct WebhookSecret(pub Vec<u8>);

impl fmt::Debug for WebhookSecret {
    fn fmt(&self, text: &mut fmt::Formatter<'_>) -> fmt::Result {
        text.write_str("WebhookSecret(***)")
    }
}

/// Where a tenant wants its notifications sent to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WebhookEndpoint {
    /// Whose it is. A tenant has one at most.
    pub tenant: TenantId,
    /// Where.
    pub url: super::WebhookUrl,
    /// The secret, sealed.
    pub sealed: crate::sealing::Sealed,
    /// Who set it, by the name that the audit log has.
    pub set_by: String,
    /// When.
    pub set_at: Timestamp,
}
