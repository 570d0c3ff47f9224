use async_trait::async_trait;

use super::{Channel, ChannelEdit, ChannelList, ChannelName, ChannelPage, ChannelType};
use crate::audit::AuditEntry;
use crate::error_code::ErrorCode;
use crate::ids::{ChannelId, CreationKey, TenantId};
use crate::store::StoreError;
use crate::time::Timestamp;

/// Channels in the database.
///
/// Every method takes the tenant from the caller and finds nothing outside it: a foreign id is
/// answered exactly like an unknown one.
#[async_trait]
pub trait ChannelStore: Send + Sync {
    /// Adds a channel, counts it towards its tenant's quota and writes the audit entry, all or
    /// nothing. The quota and what the tenant's standing allows hold under any number of
    /// simultaneous calls, from any server.
    async fn insert_channel(
        &self,
        channel: &Channel,
        key: CreationKey,
        audit: &AuditEntry,
    ) -> Result<InsertOutcome, StoreError>;

    /// Gives a channel another name and remarks if it still has the version that the edit was
    /// made from, and writes the audit entry.
    async fn update_channel(
        &self,
        tenant: TenantId,
        id: ChannelId,
        edit: &ChannelEdit,
        now: Timestamp,
        audit: &AuditEntry,
    ) -> Result<UpdateOutcome, StoreError>;

    /// Deletes a channel if it is Unbound and still has this version, gives its place in the
    /// quota back and writes the audit entry.
    async fn delete_channel(
        &self,
        tenant: TenantId,
        id: ChannelId,
        version: i64,
        audit: &AuditEntry,
    ) -> Result<DeleteOutcome, StoreError>;

    /// The channel with this id.
    async fn channel_by_id(
        &self,
        tenant: TenantId,
        id: ChannelId,
    ) -> Result<Option<Channel>, StoreError>;

    /// The channel that the form with this key has created, if it has and the channel still exists.
    async fn channel_by_creation_key(
        &self,
        tenant: TenantId,
        key: CreationKey,
    ) -> Result<Option<Channel>, StoreError>;

    /// A page of the tenant's channels. The cost does not grow with the number of pages before it.
    async fn channels(
        &self,
        tenant: TenantId,
        list: &ChannelList,
    ) -> Result<ChannelPage, StoreError>;

    /// A page of the channels of a service provider and of all its customers, likewise.
    async fn channels_of_provider(
        &self,
        provider: TenantId,
        list: &ChannelList,
    ) -> Result<ChannelPage, StoreError>;

    /// Whether the tenant has a channel of this type with exactly this name.
    async fn has_channel_named(
        &self,
        tenant: TenantId,
        channel_type: ChannelType,
        name: &ChannelName,
    ) -> Result<bool, StoreError>;
}

/// What came of an insertion.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum InsertOutcome {
    /// The channel is there.
    Inserted,
    /// A form with this key has created this channel before; nothing was changed.
    KeyUsed(Box<Channel>),
    /// The tenant has as many channels as it may have; nothing was changed.
    QuotaExceeded,
    /// The tenant may not use the service, for this reason; nothing was changed.
    NoService(ErrorCode),
}

/// What came of an edit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum UpdateOutcome {
    /// The channel as it is now.
    Updated(Box<Channel>),
    /// There is no such channel.
    NotFound,
    /// Somebody was faster. The channel as they left it.
    VersionConflict(Box<Channel>),
}

/// What came of a deletion.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DeleteOutcome {
    /// The channel is gone.
    Deleted,
    /// There is no such channel.
    NotFound,
    /// The channel is not Unbound.
    NotUnbound,
    /// Somebody changed the channel meanwhile.
    VersionConflict,
}
