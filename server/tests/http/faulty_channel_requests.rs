//! The rest of the faulty store: requests about channels.

use async_trait::async_trait;
use domain::audit::AuditEntry;
use domain::channel_request::{
    ApproveOutcome, AskOutcome, ChannelRequest, ChannelRequestStore, CloseOutcome, Closed,
    QueuedChannelRequest, Unbinding,
};
use domain::ids::{ChannelId, ChannelRequestId, TenantId};
use domain::store::StoreError;

use crate::faulty_store::FaultyStore;

#[async_trait]
impl ChannelRequestStore for FaultyStore {
    async fn ask_about_channel(
        &self,
        request: &ChannelRequest,
        audit: &AuditEntry,
    ) -> Result<AskOutcome, StoreError> {
        self.working()?.ask_about_channel(request, audit).await
    }

    async fn close_channel_request(
        &self,
        tenant: TenantId,
        id: ChannelRequestId,
        closed: &Closed,
        audit: &AuditEntry,
    ) -> Result<CloseOutcome, StoreError> {
        self.working()?.close_channel_request(tenant, id, closed, audit).await
    }

    async fn approve_channel_request(
        &self,
        tenant: TenantId,
        id: ChannelRequestId,
        closed: &Closed,
        audit: &AuditEntry,
        unbinding: &Unbinding<'_>,
    ) -> Result<ApproveOutcome, StoreError> {
        self.working()?.approve_channel_request(tenant, id, closed, audit, unbinding).await
    }

    async fn requests_about_channel(
        &self,
        tenant: TenantId,
        channel: ChannelId,
        limit: u32,
    ) -> Result<Vec<ChannelRequest>, StoreError> {
        self.working()?.requests_about_channel(tenant, channel, limit).await
    }

    async fn open_channel_requests(
        &self,
        after: Option<ChannelRequestId>,
        limit: u32,
    ) -> Result<Vec<QueuedChannelRequest>, StoreError> {
        self.working()?.open_channel_requests(after, limit).await
    }

    async fn count_open_channel_requests(&self) -> Result<u64, StoreError> {
        self.working()?.count_open_channel_requests().await
    }
}
