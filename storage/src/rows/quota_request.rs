use domain::ids::{QuotaRequestId, TenantId};
use domain::quota_request::{Closed, Closing, QueuedRequest, QuotaRequest};
use domain::tenant::{ChannelUsage, Reason};
use domain::time::Timestamp;
use sqlx::FromRow;
use uuid::Uuid;

use crate::error::Failure;

/// The columns of [`QuotaRequestRow`].
macro_rules! quota_request_columns {
    () => {
        "tenant_id, id, quota, reason, asked_by, asked_at, state, granted, note, closed_by, \
         closed_at"
    };
}
/// An open request, as the partial indexes say it.
macro_rules! is_open {
    () => {
        "state = 1"
    };
}
pub(crate) use {is_open, quota_request_columns};

#[derive(Debug, FromRow)]
pub(crate) struct QuotaRequestRow {
    tenant_id: Uuid,
    id: Uuid,
    quota: i64,
    reason: String,
    asked_by: String,
    asked_at: i64,
    state: i16,
    granted: Option<i64>,
    note: Option<String>,
    closed_by: Option<String>,
    closed_at: Option<i64>,
}

impl TryFrom<QuotaRequestRow> for QuotaRequest {
    type Error = Failure;

    fn try_from(row: QuotaRequestRow) -> Result<Self, Failure> {
        let note = row.note.as_deref().map(|text| reason("note", text)).transpose()?;
        let how = match (row.state, row.granted, note) {
            (1, None, None) => None,
            (2, None, None) => Some(Closing::Withdrawn),
            (3, Some(quota), note) => {
                Some(Closing::Approved { quota: count("granted", quota)?, note })
            }
            (4, None, Some(note)) => Some(Closing::Rejected { note }),
            _ => return Err(corrupt("state")),
        };
        let closed = match (how, row.closed_by, row.closed_at) {
            (None, None, None) => None,
            (Some(how), Some(by), Some(at)) => {
                Some(Closed { how, by, at: Timestamp::from_micros(at) })
            }
            _ => return Err(corrupt("closed_at")),
        };
        Ok(Self {
            id: QuotaRequestId::from_uuid(row.id),
            tenant: TenantId::from_uuid(row.tenant_id),
            quota: count("quota", row.quota)?,
            reason: reason("reason", &row.reason)?,
            asked_by: row.asked_by,
            asked_at: Timestamp::from_micros(row.asked_at),
            closed,
        })
    }
}

/// A request with what the queue says about its tenant.
#[derive(Debug, FromRow)]
pub(crate) struct QueuedRequestRow {
    #[sqlx(flatten)]
    request: QuotaRequestRow,
    tenant_name: String,
    channel_quota: i64,
    channels_used: i64,
}

impl TryFrom<QueuedRequestRow> for QueuedRequest {
    type Error = Failure;

    fn try_from(row: QueuedRequestRow) -> Result<Self, Failure> {
        let wrong = |column| move |_| Failure::Corrupt { table: "tenants", column };
        let used = u32::try_from(row.channels_used).map_err(wrong("channels_used"))?;
        let quota = u32::try_from(row.channel_quota).map_err(wrong("channel_quota"))?;
        Ok(Self {
            request: row.request.try_into()?,
            tenant_name: row.tenant_name,
            usage: ChannelUsage { used, quota },
        })
    }
}

/// The columns that close a request: state, granted, note.
pub(crate) fn closing_columns(how: &Closing) -> (i16, Option<i64>, Option<&str>) {
    match how {
        Closing::Withdrawn => (2, None, None),
        Closing::Approved { quota, note } => {
            (3, Some(i64::from(*quota)), note.as_ref().map(Reason::as_str))
        }
        Closing::Rejected { note } => (4, None, Some(note.as_str())),
    }
}

fn corrupt(column: &'static str) -> Failure {
    Failure::Corrupt { table: "quota_requests", column }
}

fn count(column: &'static str, value: i64) -> Result<u32, Failure> {
    u32::try_from(value).map_err(|_| corrupt(column))
}

fn reason(column: &'static str, text: &str) -> Result<Reason, Failure> {
    Reason::parse(text).map_err(|_| corrupt(column))
}
