use async_trait::async_trait;
use uuid::Uuid;

use super::{ChannelSettings, KnownSettings, SettingsEdit};
use crate::audit::AuditEntry;
use crate::ids::{ChannelId, TenantId};
use crate::platform::{Problem, Setting};
use crate::store::StoreError;
use crate::time::Timestamp;

/// The settings of channels in the database: one row for each channel that has some or is bound.
#[async_trait]
pub trait ChannelSettingsStore: Send + Sync {
    /// The settings of a channel; nothing if it has never had any and has no account.
    async fn channel_settings(
        &self,
        tenant: TenantId,
        channel: ChannelId,
    ) -> Result<Option<KnownSettings>, StoreError>;

    /// Replaces the settings if they still have the version of the edit (0 where there are none),
    /// and writes the audit entry. If the channel has an account, that is to be told at `now`.
    async fn save_channel_settings(
        &self,
        tenant: TenantId,
        channel: ChannelId,
        edit: &SettingsEdit,
        now: Timestamp,
        audit: &AuditEntry,
    ) -> Result<SaveOutcome, StoreError>;

    /// Notes what channels are bound to by now: another account is to be told at `now` as if none
    /// ever was, the same one authorised anew is told again, and where there is none any more there
    /// is nobody to tell. Returns how many rows have changed.
    async fn watch_settings(&self, now: Timestamp) -> Result<u64, StoreError>;

    /// The channels of all tenants whose accounts are to be told at `now`, the longest due first,
    /// at most `limit`. They are this caller's until `until`, whichever server asks.
    async fn claim_due_settings(
        &self,
        lease: Uuid,
        now: Timestamp,
        until: Timestamp,
        limit: u32,
    ) -> Result<Vec<ClaimedSettings>, StoreError>;

    /// The same for one channel, due or not, unless its account is just being told.
    async fn claim_settings(
        &self,
        tenant: TenantId,
        channel: ChannelId,
        lease: Uuid,
        now: Timestamp,
        until: Timestamp,
    ) -> Result<ClaimSettingsOutcome, StoreError>;

    /// Notes what may be written at the account from now on. Returns whether the claim holds.
    async fn note_touched(
        &self,
        claimed: &ClaimedSettings,
        touched: &[Setting],
    ) -> Result<bool, StoreError>;

    /// Ends a claim, if it holds: what the account knows now, or why not. What was saved or bound
    /// meanwhile stays due. Returns whether it was kept.
    async fn finish_passing(
        &self,
        claimed: &ClaimedSettings,
        passed: &PassedSettings,
    ) -> Result<bool, StoreError>;
}

/// Settings that one server passes on now, and nobody else until its lease ends.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ClaimedSettings {
    /// Which.
    pub known: KnownSettings,
    /// Names this claim.
    pub lease: Uuid,
}

/// What came of telling an account.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PassedSettings {
    /// It has the settings, and now was found to have these.
    Applied {
        /// What it was found to have, as far as it says so.
        found: Box<ChannelSettings>,
        /// When.
        at: Timestamp,
    },
    /// It could not be told.
    PutOff {
        /// Why.
        problem: Problem,
        /// When to try again.
        next_at: Timestamp,
    },
}

/// What came of saving.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SaveOutcome {
    /// They are saved.
    Saved,
    /// There is no such channel.
    NotFound,
    /// Somebody was faster. The settings as they left them.
    Conflict(Box<KnownSettings>),
}

/// What came of claiming the settings of one channel.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ClaimSettingsOutcome {
    /// They are the caller's.
    Claimed(Box<ClaimedSettings>),
    /// The account is just being told.
    BeingPassedOn,
    /// The channel has no account.
    NotBound,
}
