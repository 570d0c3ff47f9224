use async_trait::async_trait;

use super::{ChannelActivity, ProcessedCallback, ReceivedCallback, TrafficHour};
use crate::ids::{ChannelId, TenantId};
use crate::store::StoreError;
use crate::time::Timestamp;

/// How soon after a check the platform's word can bring about another one, in microseconds: a
/// minute. A platform may tell of one change in many notices.
pub const PAUSE_BEFORE_CHECK: i64 = 60 * 1_000_000;

/// What platforms have sent, in the database.
#[async_trait]
pub trait CallbackStore: Send + Sync {
    /// Keeps callbacks, all or none.
    async fn keep_callbacks(&self, callbacks: &[ReceivedCallback]) -> Result<(), StoreError>;

    /// At most `limit` callbacks whose turn it is at `now`, oldest first. Nobody else gets them
    /// before `until`, whichever server asks. One that was given out too often is not given out
    /// again.
    async fn claim_callbacks(
        &self,
        now: Timestamp,
        until: Timestamp,
        limit: u32,
    ) -> Result<Vec<ReceivedCallback>, StoreError>;

    /// Ends callbacks and carries out their events, all or nothing. An event whose key the channel
    /// has had changes nothing, nor does one of a channel that is gone. A change of the account
    /// brings the next check of the channel's health forward: to `now`, but not closer to the last
    /// one than [`PAUSE_BEFORE_CHECK`].
    async fn finish_callbacks(
        &self,
        callbacks: &[ProcessedCallback],
        now: Timestamp,
    ) -> Result<(), StoreError>;

    /// Takes away what was kept long enough, in pieces: at most `limit` rows of each kind. Returns
    /// whether there may be more.
    async fn delete_old_callbacks(&self, kept: &Kept, limit: u32) -> Result<bool, StoreError>;

    /// The traffic of a channel since an hour, oldest first. Hours without any are left out.
    async fn channel_traffic(
        &self,
        tenant: TenantId,
        channel: ChannelId,
        since: Timestamp,
    ) -> Result<Vec<TrafficHour>, StoreError>;

    /// When the platform last reported something about a channel.
    async fn channel_activity(
        &self,
        tenant: TenantId,
        channel: ChannelId,
    ) -> Result<ChannelActivity, StoreError>;
}

/// Since when things are kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Kept {
    /// Callbacks that were processed since then, and those that are not.
    pub callbacks: Timestamp,
    /// Keys of events, and states of messages that are not ours.
    pub events: Timestamp,
    /// Up to where recipients have read, for messages whose ids are not known here yet.
    pub watermarks: Timestamp,
    /// Traffic.
    pub traffic: Timestamp,
    /// Messages.
    pub messages: Timestamp,
}

impl Kept {
    /// What is kept at `now`: callbacks for 7 days, keys for 30 (no platform repeats for longer
    /// than 7), traffic for 400, and messages, which name their recipients, for 90. For how long a
    /// report can overtake the answer to our own request is a matter of minutes: a day.
    pub const fn at(now: Timestamp) -> Self {
        const DAY: i64 = 86_400 * 1_000_000;
        const fn ago(now: Timestamp, days: i64) -> Timestamp {
            Timestamp::from_micros(now.micros().saturating_sub(days * DAY))
        }
        Self {
            callbacks: ago(now, 7),
            events: ago(now, 30),
            watermarks: ago(now, 1),
            traffic: ago(now, 400),
            messages: ago(now, 90),
        }
    }
}
