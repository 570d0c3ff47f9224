//! The rest of the store in memory: settings of channels, which are no part of these stories.

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

use crate::fake_store::{FakeStore, not_about_people};

#[async_trait]
impl ChannelSettingsStore for FakeStore {
    async fn channel_settings(
        &self,
        _: TenantId,
        _: ChannelId,
    ) -> Result<Option<KnownSettings>, StoreError> {
        not_about_people()
    }

    async fn save_channel_settings(
        &self,
        _: TenantId,
        _: ChannelId,
        _: &SettingsEdit,
        _: Timestamp,
        _: &AuditEntry,
    ) -> Result<SaveOutcome, StoreError> {
        not_about_people()
    }

    async fn watch_settings(&self, _: Timestamp) -> Result<u64, StoreError> {
        not_about_people()
    }

    async fn claim_due_settings(
        &self,
        _: Uuid,
        _: Timestamp,
        _: Timestamp,
        _: u32,
    ) -> Result<Vec<ClaimedSettings>, StoreError> {
        not_about_people()
    }

    async fn claim_settings(
        &self,
        _: TenantId,
        _: ChannelId,
        _: Uuid,
        _: Timestamp,
        _: Timestamp,
    ) -> Result<ClaimSettingsOutcome, StoreError> {
        not_about_people()
    }

    async fn note_touched(&self, _: &ClaimedSettings, _: &[Setting]) -> Result<bool, StoreError> {
        not_about_people()
    }

    async fn finish_passing(
        &self,
        _: &ClaimedSettings,
        _: &PassedSettings,
    ) -> Result<bool, StoreError> {
        not_about_people()
    }
}
