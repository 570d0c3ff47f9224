use async_trait::async_trait;

use super::{Closed, QueuedRequest, QuotaRequest};
use crate::audit::AuditEntry;
use crate::ids::{QuotaRequestId, TenantId};
use crate::store::StoreError;

/// Quota requests in the database.
#[async_trait]
pub trait QuotaRequestStore: Send + Sync {
    /// Adds an open request and writes the audit entry, if the tenant has no open one. That holds
    /// under any number of simultaneous calls.
    async fn ask_for_quota(
        &self,
        request: &QuotaRequest,
        audit: &AuditEntry,
    ) -> Result<AskOutcome, StoreError>;

    /// Closes an open request and writes the audit entry. An approval changes the quota with it,
    /// all or nothing. Of several at once, one does it.
    async fn close_quota_request(
        &self,
        tenant: TenantId,
        id: QuotaRequestId,
        closed: &Closed,
        audit: &AuditEntry,
    ) -> Result<CloseOutcome, StoreError>;

    /// The newest `limit` requests of a tenant, newest first.
    async fn quota_requests(
        &self,
        tenant: TenantId,
        limit: u32,
    ) -> Result<Vec<QuotaRequest>, StoreError>;

    /// The oldest `limit` open requests of all tenants, oldest first, beginning behind `after`.
    async fn open_quota_requests(
        &self,
        after: Option<QuotaRequestId>,
        limit: u32,
    ) -> Result<Vec<QueuedRequest>, StoreError>;

    /// How many open requests there are.
    async fn count_open_quota_requests(&self) -> Result<u64, StoreError>;
}

/// What came of asking.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AskOutcome {
    /// The request is there.
    Asked,
    /// The tenant has an open request already; nothing was changed.
    AlreadyOpen,
}

/// What came of closing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CloseOutcome {
    /// It is closed.
    Closed,
    /// The tenant has no such request, or it is closed already; nothing was changed.
    NotOpen,
}
