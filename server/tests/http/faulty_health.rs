//! The rest of the faulty store: health, and what people are told about it.

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

use crate::faulty_store::FaultyStore;

#[async_trait]
impl HealthStore for FaultyStore {
    async fn watch_bound_channels(&self, now: Timestamp) -> Result<u64, StoreError> {
        self.working()?.watch_bound_channels(now).await
    }

    async fn claim_due_checks(
        &self,
        lease: Uuid,
        now: Timestamp,
        until: Timestamp,
        limit: u32,
    ) -> Result<Vec<ClaimedCheck>, StoreError> {
        self.working()?.claim_due_checks(lease, now, until, limit).await
    }

    async fn claim_check(
        &self,
        tenant: TenantId,
        channel: ChannelId,
        lease: Uuid,
        now: Timestamp,
        until: Timestamp,
        checked_before: Timestamp,
    ) -> Result<ClaimOutcome, StoreError> {
        self.working()?.claim_check(tenant, channel, lease, now, until, checked_before).await
    }

    async fn finish_check(
        &self,
        claimed: &ClaimedCheck,
        result: &CheckResult,
    ) -> Result<bool, StoreError> {
        self.working()?.finish_check(claimed, result).await
    }

    async fn watched_channel(
        &self,
        tenant: TenantId,
        channel: ChannelId,
    ) -> Result<Option<WatchedChannel>, StoreError> {
        self.working()?.watched_channel(tenant, channel).await
    }
}

#[async_trait]
impl NotificationStore for FaultyStore {
    async fn notifications(
        &self,
        tenant: TenantId,
        after: Option<NotificationId>,
        limit: u32,
    ) -> Result<Vec<Notification>, StoreError> {
        self.working()?.notifications(tenant, after, limit).await
    }

    async fn notification(&self, id: NotificationId) -> Result<Option<Notification>, StoreError> {
        self.working()?.notification(id).await
    }

    async fn delete_old_notifications(
        &self,
        before: Timestamp,
        limit: u32,
    ) -> Result<bool, StoreError> {
        self.working()?.delete_old_notifications(before, limit).await
    }

    async fn read_until(
        &self,
        tenant: TenantId,
        user: UserId,
    ) -> Result<Option<NotificationId>, StoreError> {
        self.working()?.read_until(tenant, user).await
    }

    async fn set_read_until(
        &self,
        tenant: TenantId,
        user: UserId,
        until: NotificationId,
    ) -> Result<(), StoreError> {
        self.working()?.set_read_until(tenant, user, until).await
    }

    async fn webhook_endpoint(
        &self,
        tenant: TenantId,
    ) -> Result<Option<WebhookEndpoint>, StoreError> {
        self.working()?.webhook_endpoint(tenant).await
    }

    async fn set_webhook_endpoint(
        &self,
        endpoint: &WebhookEndpoint,
        audit: &AuditEntry,
    ) -> Result<(), StoreError> {
        self.working()?.set_webhook_endpoint(endpoint, audit).await
    }

    async fn delete_webhook_endpoint(
        &self,
        tenant: TenantId,
        audit: &AuditEntry,
    ) -> Result<bool, StoreError> {
        self.working()?.delete_webhook_endpoint(tenant, audit).await
    }

    async fn claim_delivery(
        &self,
        now: Timestamp,
        until: Timestamp,
    ) -> Result<Option<ClaimedDelivery>, StoreError> {
        self.working()?.claim_delivery(now, until).await
    }

    async fn put_off_delivery(
        &self,
        tenant: TenantId,
        id: NotificationId,
        at: Timestamp,
    ) -> Result<(), StoreError> {
        self.working()?.put_off_delivery(tenant, id, at).await
    }

    async fn finish_delivery(
        &self,
        tenant: TenantId,
        id: NotificationId,
        state: DeliveryState,
    ) -> Result<(), StoreError> {
        self.working()?.finish_delivery(tenant, id, state).await
    }

    async fn deliveries(
        &self,
        tenant: TenantId,
        limit: u32,
    ) -> Result<Vec<(Notification, DeliveryState)>, StoreError> {
        self.working()?.deliveries(tenant, limit).await
    }
}
