use async_trait::async_trait;
use domain::audit::AuditEntry;
use domain::ids::{NotificationId, TenantId, UserId};
use domain::notification::{
    ClaimedDelivery, DeliveryState, Notification, NotificationStore, WebhookEndpoint,
};
use domain::platform::Reason;
use domain::store::StoreError;
use domain::time::Timestamp;
use sqlx::postgres::PgConnection;
use sqlx::{query, query_as};
use uuid::Uuid;

use super::audit::insert_audit_entry;
use super::scope::Scope;
use super::{PostgresStore, retrying};
use crate::error::Failure;
use crate::rows::{
    self, DELETE_OLD_NOTIFICATIONS, DeliveryRow, EndpointRow, NewsColumns, NotificationRow,
    SentDeliveryRow, endpoint_columns, notification_columns, with_channels,
};

/// Webhooks are sent for all tenants.
const SENDING: Scope = Scope::Installation;

#[async_trait]
impl NotificationStore for PostgresStore {
    async fn notifications(
        &self,
        tenant: TenantId,
        after: Option<NotificationId>,
        limit: u32,
    ) -> Result<Vec<Notification>, StoreError> {
        let newest = query_as(concat!(
            "SELECT ",
            notification_columns!(),
            with_channels!(),
            "WHERE n.tenant_id = $1 AND n.id < $2 ORDER BY n.id DESC LIMIT $3"
        ))
        .bind(tenant.uuid())
        .bind(after.map_or(Uuid::max(), NotificationId::uuid))
        .bind(i64::from(limit));
        let found = self.pool.all(Scope::Tenant(tenant), newest).await?;
        Ok(rows::all::<NotificationRow, _>(found)?)
    }

    async fn notification(&self, id: NotificationId) -> Result<Option<Notification>, StoreError> {
        let notification = query_as(concat!(
            "SELECT ",
            notification_columns!(),
            with_channels!(),
            "WHERE n.id = $1"
        ))
        .bind(id.uuid());
        let row = self.pool.optional(SENDING, notification).await?;
        Ok(rows::one::<NotificationRow, _>(row)?)
    }

    async fn delete_old_notifications(
        &self,
        before: Timestamp,
        limit: u32,
    ) -> Result<bool, StoreError> {
        retrying(async || {
            let mut write = self.pool.begin(Scope::Installation).await?;
            let delete = query(DELETE_OLD_NOTIFICATIONS).bind(before.micros());
            let done = delete.bind(i64::from(limit)).execute(&mut *write).await?;
            write.commit().await?;
            Ok(done.rows_affected() >= u64::from(limit))
        })
        .await
    }

    async fn read_until(
        &self,
        tenant: TenantId,
        user: UserId,
    ) -> Result<Option<NotificationId>, StoreError> {
        let until = query_as(
            "SELECT read_until FROM notification_readers WHERE tenant_id = $1 AND user_id = $2",
        )
        .bind(tenant.uuid())
        .bind(user.uuid());
        let row: Option<(Uuid,)> = self.pool.optional(Scope::Tenant(tenant), until).await?;
        Ok(row.map(|(id,)| NotificationId::from_uuid(id)))
    }

    async fn set_read_until(
        &self,
        tenant: TenantId,
        user: UserId,
        until: NotificationId,
    ) -> Result<(), StoreError> {
        retrying(async || {
            let mut write = self.pool.begin(Scope::Tenant(tenant)).await?;
            query(
                "INSERT INTO notification_readers (tenant_id, user_id, read_until) \
                 VALUES ($1, $2, $3) ON CONFLICT (tenant_id, user_id) DO UPDATE \
                 SET read_until = excluded.read_until \
                 WHERE notification_readers.read_until < excluded.read_until",
            )
            .bind(tenant.uuid())
            .bind(user.uuid())
            .bind(until.uuid())
            .execute(&mut *write)
            .await?;
            Ok(write.commit().await?)
        })
        .await
    }

    async fn webhook_endpoint(
        &self,
        tenant: TenantId,
    ) -> Result<Option<WebhookEndpoint>, StoreError> {
        let endpoint = query_as(concat!(
            "SELECT ",
            endpoint_columns!(),
            " FROM webhook_endpoints WHERE tenant_id = $1"
        ))
        .bind(tenant.uuid());
        let row = self.pool.optional(Scope::Tenant(tenant), endpoint).await?;
        Ok(rows::one::<EndpointRow, _>(row)?)
    }

    async fn set_webhook_endpoint(
        &self,
        endpoint: &WebhookEndpoint,
        audit: &AuditEntry,
    ) -> Result<(), StoreError> {
        retrying(async || {
            let mut write = self.pool.begin(Scope::Tenant(endpoint.tenant)).await?;
            query(concat!(
                "INSERT INTO webhook_endpoints (",
                endpoint_columns!(),
                ") VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT (tenant_id) DO UPDATE \
                 SET url = $2, key_id = $3, sealed = $4, set_by = $5, set_at = $6"
            ))
            .bind(endpoint.tenant.uuid())
            .bind(endpoint.url.as_str())
            .bind(endpoint.sealed.key.to_string())
            .bind(&*endpoint.sealed.bytes)
            .bind(&endpoint.set_by)
            .bind(endpoint.set_at.micros())
            .execute(&mut *write)
            .await?;
            insert_audit_entry(&mut write, audit).await?;
            Ok(write.commit().await?)
        })
        .await
    }

    async fn delete_webhook_endpoint(
        &self,
        tenant: TenantId,
        audit: &AuditEntry,
    ) -> Result<bool, StoreError> {
        retrying(async || {
            let mut write = self.pool.begin(Scope::Tenant(tenant)).await?;
            let deleted = query("DELETE FROM webhook_endpoints WHERE tenant_id = $1")
                .bind(tenant.uuid())
                .execute(&mut *write)
                .await?
                .rows_affected();
            if deleted == 1 {
                insert_audit_entry(&mut write, audit).await?;
            }
            write.commit().await?;
            Ok(deleted == 1)
        })
        .await
    }

    async fn claim_delivery(
        &self,
        now: Timestamp,
        until: Timestamp,
    ) -> Result<Option<ClaimedDelivery>, StoreError> {
        // What another server is just taking is passed over.
        let row = retrying(async || {
            let claim = query_as(concat!(
                "WITH due AS MATERIALIZED (SELECT tenant_id AS tenant, notification_id AS id \
                 FROM webhook_deliveries WHERE state = 1 AND next_at <= $1 ORDER BY next_at \
                 LIMIT 1 FOR UPDATE SKIP LOCKED), \
                 claimed AS (UPDATE webhook_deliveries SET turns = turns + 1, next_at = $2 \
                 FROM due WHERE tenant_id = due.tenant AND notification_id = due.id \
                 RETURNING tenant_id, notification_id, turns) \
                 SELECT ",
                notification_columns!(),
                ", e.url, e.key_id, e.sealed, d.turns",
                with_channels!(),
                "JOIN claimed d ON d.tenant_id = n.tenant_id AND d.notification_id = n.id \
                 JOIN webhook_endpoints e ON e.tenant_id = n.tenant_id"
            ))
            .bind(now.micros())
            .bind(until.micros());
            self.pool.optional(SENDING, claim).await
        })
        .await?;
        Ok(rows::one::<DeliveryRow, _>(row)?)
    }

    async fn put_off_delivery(
        &self,
        tenant: TenantId,
        id: NotificationId,
        at: Timestamp,
    ) -> Result<(), StoreError> {
        retrying(async || {
            let mut write = self.pool.begin(Scope::Tenant(tenant)).await?;
            query(
                "UPDATE webhook_deliveries SET next_at = $3 \
                 WHERE tenant_id = $1 AND notification_id = $2",
            )
            .bind(tenant.uuid())
            .bind(id.uuid())
            .bind(at.micros())
            .execute(&mut *write)
            .await?;
            Ok(write.commit().await?)
        })
        .await
    }

    async fn finish_delivery(
        &self,
        tenant: TenantId,
        id: NotificationId,
        state: DeliveryState,
    ) -> Result<(), StoreError> {
        retrying(async || {
            let mut write = self.pool.begin(Scope::Tenant(tenant)).await?;
            query(
                "UPDATE webhook_deliveries SET state = $3 \
                 WHERE tenant_id = $1 AND notification_id = $2",
            )
            .bind(tenant.uuid())
            .bind(id.uuid())
            .bind(state.number())
            .execute(&mut *write)
            .await?;
            Ok(write.commit().await?)
        })
        .await
    }

    async fn deliveries(
        &self,
        tenant: TenantId,
        limit: u32,
    ) -> Result<Vec<(Notification, DeliveryState)>, StoreError> {
        let newest = query_as(concat!(
            "SELECT ",
            notification_columns!(),
            ", d.state",
            with_channels!(),
            "JOIN webhook_deliveries d ON d.tenant_id = n.tenant_id AND d.notification_id = n.id \
             WHERE n.tenant_id = $1 ORDER BY n.id DESC LIMIT $2"
        ))
        .bind(tenant.uuid())
        .bind(i64::from(limit));
        let found = self.pool.all(Scope::Tenant(tenant), newest).await?;
        Ok(rows::all::<SentDeliveryRow, _>(found)?)
    }
}

/// Adds a notification, and the webhook that carries it if the tenant has an endpoint.
pub(super) async fn insert_notification(
    connection: &mut PgConnection,
    notification: &Notification,
) -> Result<(), Failure> {
    let columns = NewsColumns::from(notification.kind);
    query(
        "INSERT INTO notifications \
         (tenant_id, id, channel_id, kind, reason, expiring, days, moment, at) \
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
    )
    .bind(notification.tenant.uuid())
    .bind(notification.id.uuid())
    .bind(notification.channel.uuid())
    .bind(columns.kind)
    .bind(notification.reason.map(Reason::code))
    .bind(columns.expiring)
    .bind(columns.days)
    .bind(columns.moment)
    .bind(notification.at.micros())
    .execute(&mut *connection)
    .await?;
    query(
        "INSERT INTO webhook_deliveries (tenant_id, notification_id, state, turns, next_at) \
         SELECT tenant_id, $2, 1, 0, $3 FROM webhook_endpoints WHERE tenant_id = $1",
    )
    .bind(notification.tenant.uuid())
    .bind(notification.id.uuid())
    .bind(notification.at.micros())
    .execute(connection)
    .await?;
    Ok(())
}
