use crate::binding::Fingerprint;
use crate::channel::{ChannelType, Lifecycle};
use crate::ids::{ChannelId, ChannelRequestId, TenantId};
use crate::tenant::Reason;
use crate::time::Timestamp;

/// What a tenant asks about a channel. A channel has one open request at most.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ChannelRequest {
    /// Its identity, in the order of asking.
    pub id: ChannelRequestId,
    /// Who asks.
    pub tenant: TenantId,
    /// The channel of theirs that it is about. Requests go with their channel.
    pub channel: ChannelId,
    /// What is asked.
    pub wish: Wish,
    /// The name of the account, as the tenant knew it then: at most 200 characters.
    pub account: String,
    /// Why.
    pub reason: Reason,
    /// Who asked, by the name that the audit log has: at most 200 characters.
    pub asked_by: String,
    /// When.
    pub asked_at: Timestamp,
    /// What became of it. Absent while it is open.
    pub closed: Option<Closed>,
}

impl ChannelRequest {
    /// The longest name of an account that is kept, in characters.
    pub const LONGEST_ACCOUNT: usize = 200;
}

/// What is asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Wish {
    /// The channel is to lose its account.
    Unbinding,
    /// The channel is to get an account that another channel holds, whoever that is: the tenant
    /// is not told.
    Claim(Fingerprint),
}

/// The end of a request.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Closed {
    /// How it ended.
    pub how: Closing,
    /// Who ended it, likewise.
    pub by: String,
    /// When.
    pub at: Timestamp,
}

/// How a request ends.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Closing {
    /// The tenant does not want it any more.
    Withdrawn,
    /// An account manager agreed: the unbinding has begun, where there was something to unbind.
    Approved {
        /// Whatever there was to say.
        note: Option<Reason>,
    },
    /// An account manager said no.
    Rejected {
        /// Why.
        note: Reason,
    },
    /// The channel that claimed an account was bound, to that one or to another: there was
    /// nothing to decide any more.
    Settled,
}

/// An open request as it stands in the queue of all tenants.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct QueuedChannelRequest {
    /// The request.
    pub request: ChannelRequest,
    /// The name of the tenant.
    pub tenant_name: String,
    /// The name of the channel.
    pub channel_name: String,
    /// Its type.
    pub channel_type: ChannelType,
    /// Its state.
    pub lifecycle: Lifecycle,
}

impl QueuedChannelRequest {
    /// Requests on a page of the queue.
    pub const ROWS: usize = 50;
}
