use crate::ids::{QuotaRequestId, TenantId};
use crate::tenant::{ChannelUsage, Reason};
use crate::time::Timestamp;

/// An admin's wish for a larger quota. A tenant has one open request at most.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct QuotaRequest {
    /// Its identity, in the order of asking.
    pub id: QuotaRequestId,
    /// Whose quota it is about.
    pub tenant: TenantId,
    /// How many channels are wanted, over all types.
    pub quota: u32,
    /// Why.
    pub reason: Reason,
    /// Who asked, by the name that the audit log has: at most 200 characters.
    pub asked_by: String,
    /// When.
    pub asked_at: Timestamp,
    /// What became of it. Absent while it is open.
    pub closed: Option<Closed>,
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
    /// An admin of the tenant does not want it any more.
    Withdrawn,
    /// An account manager gave this many channels, which may be another number than was asked for.
    Approved {
        /// The quota from then on.
        quota: u32,
        /// Why it is another number, or anything else.
        note: Option<Reason>,
    },
    /// An account manager said no.
    Rejected {
        /// Why.
        note: Reason,
    },
}

/// An open request as it stands in the queue of all tenants.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct QueuedRequest {
    /// The request.
    pub request: QuotaRequest,
    /// The name of the tenant.
    pub tenant_name: String,
    /// How many channels it has and may have now.
    pub usage: ChannelUsage,
}

impl QueuedRequest {
    /// Requests on a page of the queue.
    pub const ROWS: usize = 50;
}
