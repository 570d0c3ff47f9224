use async_trait::async_trait;

use super::{AuditEntry, AuditFilter};
use crate::ids::{AuditEntryId, ChannelId, TenantId};
use crate::store::StoreError;

/// The audit log in the database. It can be added to and read; a trigger refuses the rest.
///
/// An entry about a change is written by the store method that makes the change, in the same
/// transaction. What stands here is for refusals and for reading.
///
/// An entry that names a provider is written only while that is the provider of the entry's
/// tenant. If it is not any more, the whole transaction fails as [`StoreError::Unavailable`]: so
/// nothing is done in the name of a provider after the relation has ended.
#[async_trait]
pub trait AuditStore: Send + Sync {
    /// Notes a refusal.
    async fn append_audit_entry(&self, entry: &AuditEntry) -> Result<(), StoreError>;

    /// The newest `limit` entries about a channel, newest first. Entries outlive their channel.
    async fn audit_entries_of_channel(
        &self,
        tenant: TenantId,
        channel: ChannelId,
        limit: u32,
    ) -> Result<Vec<AuditEntry>, StoreError>;

    /// The newest `limit` entries of a tenant's log that the filter lets through, newest first,
    /// beginning behind `after`.
    async fn audit_entries(
        &self,
        tenant: TenantId,
        filter: &AuditFilter,
        after: Option<AuditEntryId>,
        limit: u32,
    ) -> Result<Vec<AuditEntry>, StoreError>;
}
