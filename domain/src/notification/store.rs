use async_trait::async_trait;

use super::{Notification, WebhookEndpoint};
use crate::audit::AuditEntry;
use crate::ids::{NotificationId, TenantId, UserId};
use crate::sealing::Sealed;
use crate::store::StoreError;
use crate::time::Timestamp;

/// Notifications in the database. They are added by
/// [`HealthStore::finish_check`](crate::health::HealthStore::finish_check), and go with their
/// channel.
#[async_trait]
pub trait NotificationStore: Send + Sync {
    /// The newest `limit` notifications of a tenant, newest first, beginning behind `after`.
    async fn notifications(
        &self,
        tenant: TenantId,
        after: Option<NotificationId>,
        limit: u32,
    ) -> Result<Vec<Notification>, StoreError>;

    /// One notification, whosever it is: for what is sent about it.
    async fn notification(&self, id: NotificationId) -> Result<Option<Notification>, StoreError>;

    /// Takes notifications away that were told before this moment, with their mails and webhooks,
    /// in pieces: at most `limit`. Returns whether there may be more.
    async fn delete_old_notifications(
        &self,
        before: Timestamp,
        limit: u32,
    ) -> Result<bool, StoreError>;

    /// Up to which notification somebody has read those of a tenant.
    async fn read_until(
        &self,
        tenant: TenantId,
        user: UserId,
    ) -> Result<Option<NotificationId>, StoreError>;

    /// Notes that somebody has read the notifications up to this one. Never takes it back.
    async fn set_read_until(
        &self,
        tenant: TenantId,
        user: UserId,
        until: NotificationId,
    ) -> Result<(), StoreError>;

    /// Where a tenant's notifications are sent to.
    async fn webhook_endpoint(
        &self,
        tenant: TenantId,
    ) -> Result<Option<WebhookEndpoint>, StoreError>;

    /// Sets the endpoint in the place of the one before, and writes the audit entry. What waits
    /// for the one before goes to this one.
    async fn set_webhook_endpoint(
        &self,
        endpoint: &WebhookEndpoint,
        audit: &AuditEntry,
    ) -> Result<(), StoreError>;

    /// Takes the endpoint away, with what waits for it, and writes the audit entry. Returns
    /// whether there was one.
    async fn delete_webhook_endpoint(
        &self,
        tenant: TenantId,
        audit: &AuditEntry,
    ) -> Result<bool, StoreError>;

    /// The webhook whose turn it is at `now`, if there is one. Nobody else gets it before `until`,
    /// whichever server asks.
    async fn claim_delivery(
        &self,
        now: Timestamp,
        until: Timestamp,
    ) -> Result<Option<ClaimedDelivery>, StoreError>;

    /// Lets a webhook wait until `at` for its next turn.
    async fn put_off_delivery(
        &self,
        tenant: TenantId,
        id: NotificationId,
        at: Timestamp,
    ) -> Result<(), StoreError>;

    /// Notes what has become of a webhook. It gets no other turn.
    async fn finish_delivery(
        &self,
        tenant: TenantId,
        id: NotificationId,
        state: DeliveryState,
    ) -> Result<(), StoreError>;

    /// How the newest `limit` webhooks of a tenant went, newest first.
    async fn deliveries(
        &self,
        tenant: TenantId,
        limit: u32,
    ) -> Result<Vec<(Notification, DeliveryState)>, StoreError>;
}

/// A webhook whose turn it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ClaimedDelivery {
    /// What it tells.
    pub notification: Notification,
    /// Where to.
    pub url: super::WebhookUrl,
    /// The secret, sealed.
    pub sealed: Sealed,
    /// How often it has had its turn, this time included.
    pub turns: u32,
}

/// What has become of a webhook. The numbers are those of mails.
pub type DeliveryState = crate::mail::MailState;
