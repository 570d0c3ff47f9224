use async_trait::async_trait;

use super::{Message, SendOutcome};
use crate::audit::AuditEntry;
use crate::ids::{ChannelId, TenantId};
use crate::store::StoreError;
use crate::time::Timestamp;

/// Messages in the database.
#[async_trait]
pub trait MessageStore: Send + Sync {
    /// Adds a message that is about to be sent, and writes the audit entry. `false` if the tenant
    /// has no such channel: nothing was changed.
    async fn insert_message(
        &self,
        message: &Message,
        audit: &AuditEntry,
    ) -> Result<bool, StoreError>;

    /// Notes what the platform answered, with its ids of the parts. A part that it has reported
    /// about already keeps its state.
    async fn finish_message(
        &self,
        message: &Message,
        outcome: &SendOutcome,
        platform_ids: &[String],
        now: Timestamp,
    ) -> Result<(), StoreError>;

    /// The newest `limit` messages of a channel with their parts, newest first.
    async fn messages_of_channel(
        &self,
        tenant: TenantId,
        channel: ChannelId,
        limit: u32,
    ) -> Result<Vec<Message>, StoreError>;
}
