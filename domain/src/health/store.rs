use async_trait::async_trait;
use uuid::Uuid;

use super::{ClaimOutcome, ClaimedCheck, KnownHealth, WatchedChannel};
use crate::audit::AuditEntry;
use crate::channel::ChannelHealth;
use crate::ids::{ChannelId, TenantId};
use crate::mail::Mail;
use crate::notification::Notification;
use crate::store::StoreError;
use crate::time::Timestamp;

/// The health of channels in the database: one row for each bound channel.
#[async_trait]
pub trait HealthStore: Send + Sync {
    /// Begins to watch every bound channel that is not watched yet, due at `now`; checks those at
    /// `now` that were bound anew since; and ends watching what is not bound any more, which is
    /// not measured then. Returns how many rows have changed.
    async fn watch_bound_channels(&self, now: Timestamp) -> Result<u64, StoreError>;

    /// The channels of all tenants whose check is due at `now`, the longest due first, at most
    /// `limit`. They are this caller's until `until`, whichever server asks.
    async fn claim_due_checks(
        &self,
        lease: Uuid,
        now: Timestamp,
        until: Timestamp,
        limit: u32,
    ) -> Result<Vec<ClaimedCheck>, StoreError>;

    /// The same for one channel, due or not, unless somebody checks it at `now` or has done so
    /// after `checked_before`.
    async fn claim_check(
        &self,
        tenant: TenantId,
        channel: ChannelId,
        lease: Uuid,
        now: Timestamp,
        until: Timestamp,
        checked_before: Timestamp,
    ) -> Result<ClaimOutcome, StoreError>;

    /// Keeps the result of a check and what it tells people, all or nothing, if the claim still
    /// holds and the channel is still bound. Returns whether it was kept.
    async fn finish_check(
        &self,
        claimed: &ClaimedCheck,
        result: &CheckResult,
    ) -> Result<bool, StoreError>;

    /// What is known of a channel, if it is watched.
    async fn watched_channel(
        &self,
        tenant: TenantId,
        channel: ChannelId,
    ) -> Result<Option<WatchedChannel>, StoreError>;
}

/// What a check leads to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CheckResult {
    /// What is known now.
    pub health: KnownHealth,
    /// The same in one word, for the list of channels.
    pub level: ChannelHealth,
    /// When to look again.
    pub next_check_at: Timestamp,
    /// What the channel's timeline says about a change.
    pub audit: Option<AuditEntry>,
    /// What people are told. A webhook is added for each if the tenant has an endpoint.
    pub notifications: Vec<Notification>,
    /// The mails that tell the admins of the tenant and of its service provider.
    pub mails: Vec<Mail>,
}
