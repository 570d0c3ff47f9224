//! The rest of the faulty store: what platforms send, and what is sent to them.

use async_trait::async_trait;
use domain::audit::AuditEntry;
use domain::callback::{
    CallbackStore, ChannelActivity, Kept, ProcessedCallback, ReceivedCallback, TrafficHour,
};
use domain::ids::{ChannelId, TenantId};
use domain::message::{Message, MessageStore, SendOutcome};
use domain::store::StoreError;
use domain::time::Timestamp;

use crate::faulty_store::FaultyStore;

#[async_trait]
impl CallbackStore for FaultyStore {
    async fn keep_callbacks(&self, callbacks: &[ReceivedCallback]) -> Result<(), StoreError> {
        self.working()?.keep_callbacks(callbacks).await
    }

    async fn claim_callbacks(
        &self,
        now: Timestamp,
        until: Timestamp,
        limit: u32,
    ) -> Result<Vec<ReceivedCallback>, StoreError> {
        self.working()?.claim_callbacks(now, until, limit).await
    }

    async fn finish_callbacks(
        &self,
        callbacks: &[ProcessedCallback],
        now: Timestamp,
    ) -> Result<(), StoreError> {
        self.working()?.finish_callbacks(callbacks, now).await
    }

    async fn delete_old_callbacks(&self, kept: &Kept, limit: u32) -> Result<bool, StoreError> {
        self.working()?.delete_old_callbacks(kept, limit).await
    }

    async fn channel_traffic(
        &self,
        tenant: TenantId,
        channel: ChannelId,
        since: Timestamp,
    ) -> Result<Vec<TrafficHour>, StoreError> {
        self.working()?.channel_traffic(tenant, channel, since).await
    }

    async fn channel_activity(
        &self,
        tenant: TenantId,
        channel: ChannelId,
    ) -> Result<ChannelActivity, StoreError> {
        self.working()?.channel_activity(tenant, channel).await
    }
}

#[async_trait]
impl MessageStore for FaultyStore {
    async fn insert_message(
        &self,
        message: &Message,
        audit: &AuditEntry,
    ) -> Result<bool, StoreError> {
        self.working()?.insert_message(message, audit).await
    }

    async fn finish_message(
        &self,
        message: &Message,
        outcome: &SendOutcome,
        ids: &[String],
        now: Timestamp,
    ) -> Result<(), StoreError> {
        self.working()?.finish_message(message, outcome, ids, now).await
    }

    async fn messages_of_channel(
        &self,
        tenant: TenantId,
        channel: ChannelId,
        limit: u32,
    ) -> Result<Vec<Message>, StoreError> {
        self.working()?.messages_of_channel(tenant, channel, limit).await
    }
}
