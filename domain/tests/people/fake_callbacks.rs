//! No platforms: what they send is tested on the real databases, where its rules are enforced.

use async_trait::async_trait;
use domain::audit::AuditEntry;
use domain::callback::{
    CallbackStore, ChannelActivity, Kept, ProcessedCallback, ReceivedCallback, TrafficHour,
};
use domain::ids::{ChannelId, TenantId};
use domain::message::{Message, MessageStore, SendOutcome};
use domain::store::StoreError;
use domain::time::Timestamp;

use crate::fake_store::FakeStore;

#[async_trait]
impl CallbackStore for FakeStore {
    async fn keep_callbacks(&self, _: &[ReceivedCallback]) -> Result<(), StoreError> {
        Err(elsewhere())
    }

    async fn claim_callbacks(
        &self,
        _: Timestamp,
        _: Timestamp,
        _: u32,
    ) -> Result<Vec<ReceivedCallback>, StoreError> {
        Err(elsewhere())
    }

    async fn finish_callbacks(
        &self,
        _: &[ProcessedCallback],
        _: Timestamp,
    ) -> Result<(), StoreError> {
        Err(elsewhere())
    }

    async fn delete_old_callbacks(&self, _: &Kept, _: u32) -> Result<bool, StoreError> {
        Err(elsewhere())
    }

    async fn channel_traffic(
        &self,
        _: TenantId,
        _: ChannelId,
        _: Timestamp,
    ) -> Result<Vec<TrafficHour>, StoreError> {
        Err(elsewhere())
    }

    async fn channel_activity(
        &self,
        _: TenantId,
        _: ChannelId,
    ) -> Result<ChannelActivity, StoreError> {
        Err(elsewhere())
    }
}

#[async_trait]
impl MessageStore for FakeStore {
    async fn insert_message(&self, _: &Message, _: &AuditEntry) -> Result<bool, StoreError> {
        Err(elsewhere())
    }

    async fn finish_message(
        &self,
        _: &Message,
        _: &SendOutcome,
        _: &[String],
        _: Timestamp,
    ) -> Result<(), StoreError> {
        Err(elsewhere())
    }

    async fn messages_of_channel(
        &self,
        _: TenantId,
        _: ChannelId,
        _: u32,
    ) -> Result<Vec<Message>, StoreError> {
        Err(elsewhere())
    }
}

fn elsewhere() -> StoreError {
    StoreError::Failed("tested on the real databases".into())
}
