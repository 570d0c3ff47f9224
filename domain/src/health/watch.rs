use uuid::Uuid;

use super::KnownHealth;
use crate::channel::ChannelType;
use crate::ids::{BindingId, ChannelId, TenantId};
use crate::time::Timestamp;

/// A bound channel, and what is known of its health.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WatchedChannel {
    /// Whose it is.
    pub tenant: TenantId,
    /// Which channel.
    pub channel: ChannelId,
    /// Its type.
    pub channel_type: ChannelType,
    /// What binds it.
    pub binding: BindingId,
    /// What is known.
    pub health: KnownHealth,
    /// When it is checked next. While it is being checked: when somebody else may.
    pub next_check_at: Timestamp,
}

/// A channel that one server checks now, and nobody else until its lease ends.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ClaimedCheck {
    /// Which channel.
    pub watched: WatchedChannel,
    /// Names this claim. A result under an older name is dropped.
    pub lease: Uuid,
}

/// What came of claiming the check of one channel.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ClaimOutcome {
    /// It is the caller's.
    Claimed(Box<ClaimedCheck>),
    /// Somebody checks it, or has a moment ago.
    TooSoon,
    /// It is not bound.
    NotBound,
}
