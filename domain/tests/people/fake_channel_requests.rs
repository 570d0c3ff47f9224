//! No requests about channels: their rules are tested on the real databases, where they are
//! enforced.

use async_trait::async_trait;
use domain::audit::AuditEntry;
use domain::channel_request::{
    ApproveOutcome, AskOutcome, ChannelRequest, ChannelRequestStore, CloseOutcome, Closed,
    QueuedChannelRequest, Unbinding,
};
use domain::ids::{ChannelId, ChannelRequestId, TenantId};
use domain::store::StoreError;

use crate::fake_store::FakeStore;

#[async_trait]
impl ChannelRequestStore for FakeStore {
    async fn ask_about_channel(
        &self,
        _: &ChannelRequest,
        _: &AuditEntry,
    ) -> Result<AskOutcome, StoreError> {
        Err(elsewhere())
    }

    async fn close_channel_request(
        &self,
        _: TenantId,
        _: ChannelRequestId,
        _: &Closed,
        _: &AuditEntry,
    ) -> Result<CloseOutcome, StoreError> {
        Err(elsewhere())
    }

    async fn approve_channel_request(
        &self,
        _: TenantId,
        _: ChannelRequestId,
        _: &Closed,
        _: &AuditEntry,
        _: &Unbinding<'_>,
    ) -> Result<ApproveOutcome, StoreError> {
        Err(elsewhere())
    }

    async fn requests_about_channel(
        &self,
        _: TenantId,
        _: ChannelId,
        _: u32,
    ) -> Result<Vec<ChannelRequest>, StoreError> {
        Err(elsewhere())
    }

    async fn open_channel_requests(
        &self,
        _: Option<ChannelRequestId>,
        _: u32,
    ) -> Result<Vec<QueuedChannelRequest>, StoreError> {
        Err(elsewhere())
    }

    async fn count_open_channel_requests(&self) -> Result<u64, StoreError> {
        Ok(0)
    }
}

fn elsewhere() -> StoreError {
    StoreError::Failed("this store has no requests about channels".into())
}
