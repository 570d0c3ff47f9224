use async_trait::async_trait;
use domain::audit::AuditEntry;
use domain::channel_request::{
    ApproveOutcome, AskOutcome, ChannelRequest, ChannelRequestStore, CloseOutcome, Closed,
    QueuedChannelRequest, Unbinding,
};
use domain::ids::{ChannelId, ChannelRequestId, TenantId};
use domain::store::StoreError;
use domain::time::Timestamp;
use sqlx::postgres::PgConnection;
use sqlx::{query, query_as, query_scalar};
use uuid::Uuid;

use super::audit::insert_audit_entry;
use super::binding::unbind_current;
use super::scope::Scope;
use super::{PostgresStore, retrying};
use crate::channel_request_statements as statement;
use crate::error::Failure;
use crate::rows::{
    self, ChannelRequestRow, QueuedChannelRequestRow, channel_closing_columns, wish_columns,
};

#[async_trait]
impl ChannelRequestStore for PostgresStore {
    async fn ask_about_channel(
        &self,
        request: &ChannelRequest,
        audit: &AuditEntry,
    ) -> Result<AskOutcome, StoreError> {
        retrying(|| self.try_ask_about_channel(request, audit)).await
    }

    async fn close_channel_request(
        &self,
        tenant: TenantId,
        id: ChannelRequestId,
        closed: &Closed,
        audit: &AuditEntry,
    ) -> Result<CloseOutcome, StoreError> {
        retrying(|| self.try_close_channel_request(tenant, id, closed, audit)).await
    }

    async fn approve_channel_request(
        &self,
        tenant: TenantId,
        id: ChannelRequestId,
        closed: &Closed,
        audit: &AuditEntry,
        unbinding: &Unbinding<'_>,
    ) -> Result<ApproveOutcome, StoreError> {
        retrying(|| self.try_approve_channel_request(tenant, id, closed, audit, unbinding)).await
    }

    async fn requests_about_channel(
        &self,
        tenant: TenantId,
        channel: ChannelId,
        limit: u32,
    ) -> Result<Vec<ChannelRequest>, StoreError> {
        let requests = query_as(statement::OF_CHANNEL)
            .bind(tenant.uuid())
            .bind(channel.uuid())
            .bind(i64::from(limit));
        let found = self.pool.all(Scope::Tenant(tenant), requests).await?;
        Ok(rows::all::<ChannelRequestRow, _>(found)?)
    }

    async fn open_channel_requests(
        &self,
        after: Option<ChannelRequestId>,
        limit: u32,
    ) -> Result<Vec<QueuedChannelRequest>, StoreError> {
        let requests = query_as(statement::OPEN)
            .bind(after.map_or(Uuid::nil(), ChannelRequestId::uuid))
            .bind(i64::from(limit));
        // The queue is that of all tenants.
        let found = self.pool.all(Scope::Installation, requests).await?;
        Ok(rows::all::<QueuedChannelRequestRow, _>(found)?)
    }

    async fn count_open_channel_requests(&self) -> Result<u64, StoreError> {
        // Of all tenants.
        let count = query_scalar(statement::COUNT_OPEN);
        Ok(rows::how_many(self.pool.value(Scope::Installation, count).await?))
    }
}

impl PostgresStore {
    async fn try_ask_about_channel(
        &self,
        request: &ChannelRequest,
        audit: &AuditEntry,
    ) -> Result<AskOutcome, Failure> {
        let mut write = self.pool.begin(Scope::Tenant(request.tenant)).await?;
        // Waits for whoever binds or unbinds the channel.
        query("SELECT 1 FROM channels WHERE tenant_id = $1 AND id = $2 FOR UPDATE")
            .bind(request.tenant.uuid())
            .bind(request.channel.uuid())
            .execute(&mut *write)
            .await?;
        let (kind, account) = wish_columns(request.wish);
        let added = query(statement::ASK)
            .bind(request.tenant.uuid())
            .bind(request.id.uuid())
            .bind(request.channel.uuid())
            .bind(kind)
            .bind(account)
            .bind(&request.account)
            .bind(request.reason.as_str())
            .bind(&request.asked_by)
            .bind(request.asked_at.micros())
            .execute(&mut *write)
            .await?;
        if added.rows_affected() == 0 {
            let open: bool = query_scalar(statement::HAS_OPEN)
                .bind(request.tenant.uuid())
                .bind(request.channel.uuid())
                .fetch_one(&mut *write)
                .await?;
            return Ok(if open { AskOutcome::AlreadyOpen } else { AskOutcome::OtherState });
        }
        insert_audit_entry(&mut write, audit).await?;
        write.commit().await?;
        Ok(AskOutcome::Asked)
    }

    async fn try_close_channel_request(
        &self,
        tenant: TenantId,
        id: ChannelRequestId,
        closed: &Closed,
        audit: &AuditEntry,
    ) -> Result<CloseOutcome, Failure> {
        let mut write = self.pool.begin(Scope::Tenant(tenant)).await?;
        if !close(&mut write, tenant, id, closed).await? {
            return Ok(CloseOutcome::NotOpen);
        }
        insert_audit_entry(&mut write, audit).await?;
        write.commit().await?;
        Ok(CloseOutcome::Closed)
    }

    async fn try_approve_channel_request(
        &self,
        tenant: TenantId,
        id: ChannelRequestId,
        closed: &Closed,
        audit: &AuditEntry,
        unbinding: &Unbinding<'_>,
    ) -> Result<ApproveOutcome, Failure> {
        // Who asks and who loses the account may be different tenants.
        let mut write = self.pool.begin(Scope::Installation).await?;
        if !close(&mut write, tenant, id, closed).await? {
            return Ok(ApproveOutcome::NotOpen);
        }
        if !unbind_current(&mut write, unbinding.binding, closed.at, &closed.by).await? {
            return Ok(ApproveOutcome::OtherState);
        }
        for entry in [audit, unbinding.audit] {
            insert_audit_entry(&mut write, entry).await?;
        }
        write.commit().await?;
        Ok(ApproveOutcome::Approved)
    }
}

/// Ends the open request about a channel that one of these statements is about, if there is one.
pub(super) async fn end(
    statement: &'static str,
    (tenant, channel): (TenantId, ChannelId),
    at: Timestamp,
    by: &str,
    connection: &mut PgConnection,
) -> Result<(), Failure> {
    let end = query(statement).bind(tenant.uuid()).bind(channel.uuid()).bind(by);
    end.bind(at.micros()).execute(connection).await?;
    Ok(())
}

/// Closes a request if it is open.
async fn close(
    connection: &mut PgConnection,
    tenant: TenantId,
    id: ChannelRequestId,
    closed: &Closed,
) -> Result<bool, Failure> {
    let (state, note) = channel_closing_columns(&closed.how);
    let changed = query(statement::CLOSE)
        .bind(tenant.uuid())
        .bind(id.uuid())
        .bind(state)
        .bind(note)
        .bind(&closed.by)
        .bind(closed.at.micros())
        .execute(connection)
        .await?;
    Ok(changed.rows_affected() > 0)
}
