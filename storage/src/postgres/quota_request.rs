use async_trait::async_trait;
use domain::audit::AuditEntry;
use domain::ids::{QuotaRequestId, TenantId};
use domain::quota_request::{
    AskOutcome, CloseOutcome, Closed, Closing, QueuedRequest, QuotaRequest, QuotaRequestStore,
};
use domain::store::StoreError;
use domain::tenant::TenantChange;
use sqlx::{query, query_as, query_scalar};
use uuid::Uuid;

use super::audit::insert_audit_entry;
use super::scope::Scope;
use super::{PostgresStore, retrying};
use crate::error::Failure;
use crate::rows::{
    self, QueuedRequestRow, QuotaRequestRow, closing_columns, is_open, quota_request_columns,
};
use crate::tenant_statements;

#[async_trait]
impl QuotaRequestStore for PostgresStore {
    async fn ask_for_quota(
        &self,
        request: &QuotaRequest,
        audit: &AuditEntry,
    ) -> Result<AskOutcome, StoreError> {
        retrying(|| self.try_ask_for_quota(request, audit)).await
    }

    async fn close_quota_request(
        &self,
        tenant: TenantId,
        id: QuotaRequestId,
        closed: &Closed,
        audit: &AuditEntry,
    ) -> Result<CloseOutcome, StoreError> {
        retrying(|| self.try_close_quota_request(tenant, id, closed, audit)).await
    }

    async fn quota_requests(
        &self,
        tenant: TenantId,
        limit: u32,
    ) -> Result<Vec<QuotaRequest>, StoreError> {
        let requests = query_as(concat!(
            "SELECT ",
            quota_request_columns!(),
            " FROM quota_requests WHERE tenant_id = $1 ORDER BY id DESC LIMIT $2"
        ))
        .bind(tenant.uuid())
        .bind(i64::from(limit));
        let found = self.pool.all(Scope::Tenant(tenant), requests).await?;
        Ok(rows::all::<QuotaRequestRow, _>(found)?)
    }

    async fn open_quota_requests(
        &self,
        after: Option<QuotaRequestId>,
        limit: u32,
    ) -> Result<Vec<QueuedRequest>, StoreError> {
        let requests = query_as(concat!(
            "SELECT r.*, t.name AS tenant_name, t.channel_quota, t.channels_used \
             FROM quota_requests r JOIN tenants t ON t.id = r.tenant_id WHERE r.",
            is_open!(),
            " AND r.id > $1 ORDER BY r.id LIMIT $2"
        ))
        .bind(after.map_or(Uuid::nil(), QuotaRequestId::uuid))
        .bind(i64::from(limit));
        // The queue is that of all tenants.
        let found = self.pool.all(Scope::Installation, requests).await?;
        Ok(rows::all::<QueuedRequestRow, _>(found)?)
    }

    async fn count_open_quota_requests(&self) -> Result<u64, StoreError> {
        let count = query_scalar(concat!("SELECT COUNT(*) FROM quota_requests WHERE ", is_open!()));
        // Of all tenants.
        let count: i64 = self.pool.value(Scope::Installation, count).await?;
        Ok(rows::how_many(count))
    }
}

impl PostgresStore {
    async fn try_ask_for_quota(
        &self,
        request: &QuotaRequest,
        audit: &AuditEntry,
    ) -> Result<AskOutcome, Failure> {
        let mut write = self.pool.begin(Scope::Tenant(request.tenant)).await?;
        let added = query(concat!(
            "INSERT INTO quota_requests (tenant_id, id, quota, reason, asked_by, asked_at, state) \
             VALUES ($1, $2, $3, $4, $5, $6, 1) ON CONFLICT (tenant_id) WHERE ",
            is_open!(),
            " DO NOTHING"
        ))
        .bind(request.tenant.uuid())
        .bind(request.id.uuid())
        .bind(i64::from(request.quota))
        .bind(request.reason.as_str())
        .bind(&request.asked_by)
        .bind(request.asked_at.micros())
        .execute(&mut *write)
        .await?
        .rows_affected();
        if added == 0 {
            return Ok(AskOutcome::AlreadyOpen);
        }
        insert_audit_entry(&mut write, audit).await?;
        write.commit().await?;
        Ok(AskOutcome::Asked)
    }

    async fn try_close_quota_request(
        &self,
        tenant: TenantId,
        id: QuotaRequestId,
        closed: &Closed,
        audit: &AuditEntry,
    ) -> Result<CloseOutcome, Failure> {
        let mut write = self.pool.begin(Scope::Tenant(tenant)).await?;
        // The tenant before what belongs to it, as everywhere; undone when the request is not open.
        if let Closing::Approved { quota, .. } = closed.how {
            let change = TenantChange::SetQuota(quota);
            let mut update = tenant_statements::change_tenant(tenant, &change);
            update.build().execute(&mut *write).await?;
        }
        let (state, granted, note) = closing_columns(&closed.how);
        let changed = query(concat!(
            "UPDATE quota_requests SET state = $3, granted = $4, note = $5, closed_by = $6, \
             closed_at = $7 WHERE tenant_id = $1 AND id = $2 AND ",
            is_open!()
        ))
        .bind(tenant.uuid())
        .bind(id.uuid())
        .bind(state)
        .bind(granted)
        .bind(note)
        .bind(&closed.by)
        .bind(closed.at.micros())
        .execute(&mut *write)
        .await?
        .rows_affected();
        if changed == 0 {
            return Ok(CloseOutcome::NotOpen);
        }
        insert_audit_entry(&mut write, audit).await?;
        write.commit().await?;
        Ok(CloseOutcome::Closed)
    }
}
