//! The rest of the faulty store: settings of channels.

use async_trait::async_trait;
use domain::audit::AuditEntry;
use domain::channel_settings::{
    ChannelSettingsStore, ClaimSettingsOutcome, ClaimedSettings, KnownSettings, PassedSettings,
    SaveOutcome, SettingsEdit,
};
use domain::ids::{ChannelId, TenantId};
use domain::platform::Setting;
use domain::store::StoreError;
use domain::time::Timestamp;
use uuid::Uuid;

use crate::faulty_store::FaultyStore;

#[async_trait]
impl ChannelSettingsStore for FaultyStore {
    async fn channel_settings(
        &self,
        tenant: TenantId,
        channel: ChannelId,
    ) -> Result<Option<KnownSettings>, StoreError> {
        self.working()?.channel_settings(tenant, channel).await
    }

    async fn save_channel_settings(
        &self,
        tenant: TenantId,
        channel: ChannelId,
        edit: &SettingsEdit,
        now: Timestamp,
        audit: &AuditEntry,
    ) -> Result<SaveOutcome, StoreError> {
        self.working()?.save_channel_settings(tenant, channel, edit, now, audit).await
    }

    async fn watch_settings(&self, now: Timestamp) -> Result<u64, StoreError> {
        self.working()?.watch_settings(now).await
    }

    async fn claim_due_settings(
        &self,
        lease: Uuid,
        now: Timestamp,
        until: Timestamp,
        limit: u32,
    ) -> Result<Vec<ClaimedSettings>, StoreError> {
        self.working()?.claim_due_settings(lease, now, until, limit).await
    }

    async fn claim_settings(
        &self,
        tenant: TenantId,
        channel: ChannelId,
        lease: Uuid,
        now: Timestamp,
        until: Timestamp,
    ) -> Result<ClaimSettingsOutcome, StoreError> {
        self.working()?.claim_settings(tenant, channel, lease, now, until).await
    }

    async fn note_touched(
        &self,
        claimed: &ClaimedSettings,
        touched: &[Setting],
    ) -> Result<bool, StoreError> {
        self.working()?.note_touched(claimed, touched).await
    }

    async fn finish_passing(
        &self,
        claimed: &ClaimedSettings,
        passed: &PassedSettings,
    ) -> Result<bool, StoreError> {
        self.working()?.finish_passing(claimed, passed).await
    }
}
