//! Quota requests in memory.

use async_trait::async_trait;
use domain::audit::AuditEntry;
use domain::ids::{QuotaRequestId, TenantId};
use domain::quota_request::{
    AskOutcome, CloseOutcome, Closed, Closing, QueuedRequest, QuotaRequest, QuotaRequestStore,
};
use domain::store::StoreError;

use crate::fake_store::FakeStore;

#[async_trait]
impl QuotaRequestStore for FakeStore {
    async fn ask_for_quota(
        &self,
        request: &QuotaRequest,
        audit: &AuditEntry,
    ) -> Result<AskOutcome, StoreError> {
        let mut tables = self.tables();
        let open = |one: &QuotaRequest| one.tenant == request.tenant && one.closed.is_none();
        if tables.quota_requests.iter().any(open) {
            return Ok(AskOutcome::AlreadyOpen);
        }
        tables.quota_requests.push(request.clone());
        tables.audit.push(audit.clone());
        Ok(AskOutcome::Asked)
    }

    async fn close_quota_request(
        &self,
        tenant: TenantId,
        id: QuotaRequestId,
        closed: &Closed,
        audit: &AuditEntry,
    ) -> Result<CloseOutcome, StoreError> {
        let mut tables = self.tables();
        let open =
            |one: &&mut QuotaRequest| (one.tenant, one.id) == (tenant, id) && one.closed.is_none();
        let Some(request) = tables.quota_requests.iter_mut().find(open) else {
            return Ok(CloseOutcome::NotOpen);
        };
        request.closed = Some(closed.clone());
        if let Closing::Approved { quota, .. } = closed.how {
            let found = tables.tenants.iter_mut().find(|one| one.id == tenant);
            found.expect("a tenant").usage.quota = quota;
        }
        tables.audit.push(audit.clone());
        Ok(CloseOutcome::Closed)
    }

    async fn quota_requests(
        &self,
        tenant: TenantId,
        _: u32,
    ) -> Result<Vec<QuotaRequest>, StoreError> {
        let tables = self.tables();
        let its_own = tables.quota_requests.iter().rev().filter(|one| one.tenant == tenant);
        Ok(its_own.cloned().collect())
    }

    async fn open_quota_requests(
        &self,
        after: Option<QuotaRequestId>,
        limit: u32,
    ) -> Result<Vec<QueuedRequest>, StoreError> {
        let tables = self.tables();
        let open = tables.quota_requests.iter().filter(|one| one.closed.is_none());
        let behind = open.filter(|one| after.is_none_or(|after| one.id > after));
        let queued = behind.map(|request| {
            let tenant = tables.tenants.iter().find(|one| one.id == request.tenant);
            let tenant = tenant.expect("a tenant");
            let (tenant_name, usage) = (tenant.name.clone(), tenant.usage);
            QueuedRequest { request: request.clone(), tenant_name, usage }
        });
        Ok(queued.take(limit as usize).collect())
    }

    async fn count_open_quota_requests(&self) -> Result<u64, StoreError> {
        Ok(self.open_quota_requests(None, u32::MAX).await?.len() as u64)
    }
}
