//! No health and no notifications: their rules are tested on the real databases.

use async_trait::async_trait;
use domain::audit::AuditEntry;
use domain::health::{CheckResult, ClaimOutcome, ClaimedCheck, HealthStore, WatchedChannel};
use domain::ids::{ChannelId, NotificationId, TenantId, UserId};
use domain::notification::{
    ClaimedDelivery, DeliveryState, Notification, NotificationStore, WebhookEndpoint,
};
use domain::store::StoreError;
use domain::time::Timestamp;
use uuid::Uuid;

use crate::fake_store::FakeStore;

#[async_trait]
impl HealthStore for FakeStore {
    async fn watch_bound_channels(&self, _: Timestamp) -> Result<u64, StoreError> {
        Err(elsewhere())
    }

    async fn claim_due_checks(
        &self,
        _: Uuid,
        _: Timestamp,
        _: Timestamp,
        _: u32,
    ) -> Result<Vec<ClaimedCheck>, StoreError> {
        Err(elsewhere())
    }

    async fn claim_check(
        &self,
        _: TenantId,
        _: ChannelId,
        _: Uuid,
        _: Timestamp,
        _: Timestamp,
        _: Timestamp,
    ) -> Result<ClaimOutcome, StoreError> {
        Err(elsewhere())
    }

    async fn finish_check(&self, _: &ClaimedCheck, _: &CheckResult) -> Result<bool, StoreError> {
        Err(elsewhere())
    }

    async fn watched_channel(
        &self,
        _: TenantId,
        _: ChannelId,
    ) -> Result<Option<WatchedChannel>, StoreError> {
        Err(elsewhere())
    }
}

#[async_trait]
impl NotificationStore for FakeStore {
    async fn notifications(
        &self,
        _: TenantId,
        _: Option<NotificationId>,
        _: u32,
    ) -> Result<Vec<Notification>, StoreError> {
        Err(elsewhere())
    }

    async fn notification(&self, _: NotificationId) -> Result<Option<Notification>, StoreError> {
        Err(elsewhere())
    }

    async fn delete_old_notifications(&self, _: Timestamp, _: u32) -> Result<bool, StoreError> {
        Err(elsewhere())
    }

    async fn read_until(
        &self,
        _: TenantId,
        _: UserId,
    ) -> Result<Option<NotificationId>, StoreError> {
        Err(elsewhere())
    }

    async fn set_read_until(
        &self,
        _: TenantId,
        _: UserId,
        _: NotificationId,
    ) -> Result<(), StoreError> {
        Err(elsewhere())
    }

    async fn webhook_endpoint(&self, _: TenantId) -> Result<Option<WebhookEndpoint>, StoreError> {
        Err(elsewhere())
    }

    async fn set_webhook_endpoint(
        &self,
        _: &WebhookEndpoint,
        _: &AuditEntry,
    ) -> Result<(), StoreError> {
        Err(elsewhere())
    }

    async fn delete_webhook_endpoint(
        &self,
        _: TenantId,
        _: &AuditEntry,
    ) -> Result<bool, StoreError> {
        Err(elsewhere())
    }

    async fn claim_delivery(
        &self,
        _: Timestamp,
        _: Timestamp,
    ) -> Result<Option<ClaimedDelivery>, StoreError> {
        Err(elsewhere())
    }

    async fn put_off_delivery(
        &self,
        _: TenantId,
        _: NotificationId,
        _: Timestamp,
    ) -> Result<(), StoreError> {
        Err(elsewhere())
    }

    async fn finish_delivery(
        &self,
        _: TenantId,
        _: NotificationId,
        _: DeliveryState,
    ) -> Result<(), StoreError> {
        Err(elsewhere())
    }

    async fn deliveries(
        &self,
        _: TenantId,
        _: u32,
    ) -> Result<Vec<(Notification, DeliveryState)>, StoreError> {
        Err(elsewhere())
    }
}

fn elsewhere() -> StoreError {
    StoreError::Unavailable("health is tested on the real databases".into())
}
