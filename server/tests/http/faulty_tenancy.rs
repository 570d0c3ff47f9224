//! The rest of the faulty store: registrations and quota requests.

use async_trait::async_trait;
use domain::audit::AuditEntry;
use domain::ids::{CreationKey, QuotaRequestId, TenantId, UserId};
use domain::quota_request::{
    AskOutcome, CloseOutcome, Closed, QueuedRequest, QuotaRequest, QuotaRequestStore,
};
use domain::registration::{RegisterOutcome, Registrant, RegistrationStore};
use domain::store::StoreError;
use domain::tenant::Tenant;

use crate::faulty_store::FaultyStore;

#[async_trait]
impl RegistrationStore for FaultyStore {
    async fn register(
        &self,
        tenant: &Tenant,
        key: CreationKey,
        admin: Registrant<'_>,
        audit: &AuditEntry,
    ) -> Result<RegisterOutcome, StoreError> {
        self.working()?.register(tenant, key, admin, audit).await
    }

    async fn registered_by(
        &self,
        user: UserId,
        key: CreationKey,
    ) -> Result<Option<TenantId>, StoreError> {
        self.working()?.registered_by(user, key).await
    }
}

#[async_trait]
impl QuotaRequestStore for FaultyStore {
    async fn ask_for_quota(
        &self,
        request: &QuotaRequest,
        audit: &AuditEntry,
    ) -> Result<AskOutcome, StoreError> {
        self.working()?.ask_for_quota(request, audit).await
    }

    async fn close_quota_request(
        &self,
        tenant: TenantId,
        id: QuotaRequestId,
        closed: &Closed,
        audit: &AuditEntry,
    ) -> Result<CloseOutcome, StoreError> {
        self.working()?.close_quota_request(tenant, id, closed, audit).await
    }

    async fn quota_requests(
        &self,
        tenant: TenantId,
        limit: u32,
    ) -> Result<Vec<QuotaRequest>, StoreError> {
        self.working()?.quota_requests(tenant, limit).await
    }

    async fn open_quota_requests(
        &self,
        after: Option<QuotaRequestId>,
        limit: u32,
    ) -> Result<Vec<QueuedRequest>, StoreError> {
        self.working()?.open_quota_requests(after, limit).await
    }

    async fn count_open_quota_requests(&self) -> Result<u64, StoreError> {
        self.working()?.count_open_quota_requests().await
    }
}
