use async_trait::async_trait;

use super::{ChannelRequest, Closed, QueuedChannelRequest};
use crate::audit::AuditEntry;
use crate::binding::Binding;
use crate::ids::{ChannelId, ChannelRequestId, TenantId};
use crate::store::StoreError;

/// Requests about channels in the database.
#[async_trait]
pub trait ChannelRequestStore: Send + Sync {
    /// Adds an open request and writes the audit entry, if the channel has no open one and is in
    /// the right state: Bound to be unbound, anything but Unbinding to claim an account that it
    /// does not have. That there is one holds under any number of simultaneous calls.
    ///
    /// An open request also ends with what makes it pointless, in the same transaction: one for
    /// unbinding counts as approved when the channel begins to be unbound, whoever does that, and
    /// a claim is settled when its channel gets an account.
    async fn ask_about_channel(
        &self,
        request: &ChannelRequest,
        audit: &AuditEntry,
    ) -> Result<AskOutcome, StoreError>;

    /// Closes an open request without changing anything else, and writes the audit entry. Of
    /// several at once, one does it.
    async fn close_channel_request(
        &self,
        tenant: TenantId,
        id: ChannelRequestId,
        closed: &Closed,
        audit: &AuditEntry,
    ) -> Result<CloseOutcome, StoreError>;

    /// Closes an open request and begins to unbind a channel, which may be that of another tenant,
    /// and writes both audit entries: all or nothing. The channel must still be Bound by this very
    /// binding.
    async fn approve_channel_request(
        &self,
        tenant: TenantId,
        id: ChannelRequestId,
        closed: &Closed,
        audit: &AuditEntry,
        unbinding: &Unbinding<'_>,
    ) -> Result<ApproveOutcome, StoreError>;

    /// The newest `limit` requests about a channel, newest first.
    async fn requests_about_channel(
        &self,
        tenant: TenantId,
        channel: ChannelId,
        limit: u32,
    ) -> Result<Vec<ChannelRequest>, StoreError>;

    /// The oldest `limit` open requests of all tenants, oldest first, beginning behind `after`.
    async fn open_channel_requests(
        &self,
        after: Option<ChannelRequestId>,
        limit: u32,
    ) -> Result<Vec<QueuedChannelRequest>, StoreError>;

    /// How many open requests there are.
    async fn count_open_channel_requests(&self) -> Result<u64, StoreError>;
}

/// What an approval unbinds.
#[derive(Debug, Clone, Copy)]
pub struct Unbinding<'a> {
    /// The current binding of the channel.
    pub binding: &'a Binding,
    /// The entry for the log of the channel's tenant.
    pub audit: &'a AuditEntry,
}

/// What came of asking.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AskOutcome {
    /// The request is there.
    Asked,
    /// The channel has an open request already; nothing was changed.
    AlreadyOpen,
    /// There is no such channel, or not in the right state; nothing was changed.
    OtherState,
}

/// What came of closing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CloseOutcome {
    /// It is closed.
    Closed,
    /// The tenant has no such request, or it is closed already; nothing was changed.
    NotOpen,
}

/// What came of approving.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ApproveOutcome {
    /// It is closed, and the unbinding has begun.
    Approved,
    /// The tenant has no such request, or it is closed already; nothing was changed.
    NotOpen,
    /// The channel is not Bound by this binding any more; nothing was changed.
    OtherState,
}
