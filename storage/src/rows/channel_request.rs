use domain::binding::Fingerprint;
use domain::channel::{ChannelType, Lifecycle};
use domain::channel_request::{ChannelRequest, Closed, Closing, QueuedChannelRequest, Wish};
use domain::ids::{ChannelId, ChannelRequestId, TenantId};
use domain::tenant::Reason;
use domain::time::Timestamp;
use sqlx::FromRow;
use uuid::Uuid;

use crate::error::Failure;

/// The columns of [`ChannelRequestRow`].
macro_rules! channel_request_columns {
    () => {
        "tenant_id, id, channel_id, kind, account_fingerprint, account, reason, asked_by, \
         asked_at, state, note, closed_by, closed_at"
    };
}
pub(crate) use channel_request_columns;

#[derive(Debug, FromRow)]
pub(crate) struct ChannelRequestRow {
    tenant_id: Uuid,
    id: Uuid,
    channel_id: Uuid,
    kind: i16,
    account_fingerprint: Option<Vec<u8>>,
    account: String,
    reason: String,
    asked_by: String,
    asked_at: i64,
    state: i16,
    note: Option<String>,
    closed_by: Option<String>,
    closed_at: Option<i64>,
}

impl TryFrom<ChannelRequestRow> for ChannelRequest {
    type Error = Failure;

    fn try_from(row: ChannelRequestRow) -> Result<Self, Failure> {
        let wish = match (row.kind, row.account_fingerprint) {
            (1, None) => Wish::Unbinding,
            (2, Some(bytes)) => {
                let bytes = bytes.try_into().map_err(|_| corrupt("account_fingerprint"))?;
                Wish::Claim(Fingerprint(bytes))
            }
            _ => return Err(corrupt("kind")),
        };
        let note = row.note.as_deref().map(|text| reason("note", text)).transpose()?;
        let how = match (row.state, note) {
            (1, None) => None,
            (2, None) => Some(Closing::Withdrawn),
            (3, note) => Some(Closing::Approved { note }),
            (4, Some(note)) => Some(Closing::Rejected { note }),
            (5, None) => Some(Closing::Settled),
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
            id: ChannelRequestId::from_uuid(row.id),
            tenant: TenantId::from_uuid(row.tenant_id),
            channel: ChannelId::from_uuid(row.channel_id),
            wish,
            account: row.account,
            reason: reason("reason", &row.reason)?,
            asked_by: row.asked_by,
            asked_at: Timestamp::from_micros(row.asked_at),
            closed,
        })
    }
}

/// A request with what the queue says about its channel.
#[derive(Debug, FromRow)]
pub(crate) struct QueuedChannelRequestRow {
    #[sqlx(flatten)]
    request: ChannelRequestRow,
    tenant_name: String,
    channel_name: String,
    channel_type: i16,
    lifecycle: i16,
}

impl TryFrom<QueuedChannelRequestRow> for QueuedChannelRequest {
    type Error = Failure;

    fn try_from(row: QueuedChannelRequestRow) -> Result<Self, Failure> {
        let wrong = |column| Failure::Corrupt { table: "channels", column };
        Ok(Self {
            request: row.request.try_into()?,
            tenant_name: row.tenant_name,
            channel_name: row.channel_name,
            channel_type: ChannelType::from_number(row.channel_type)
                .ok_or(wrong("channel_type"))?,
            lifecycle: Lifecycle::from_number(row.lifecycle).ok_or(wrong("lifecycle"))?,
        })
    }
}

/// The columns that say what is asked: kind, account.
pub(crate) fn wish_columns(wish: Wish) -> (i16, Option<Vec<u8>>) {
    match wish {
        Wish::Unbinding => (1, None),
        Wish::Claim(account) => (2, Some(account.0.to_vec())),
    }
}

/// The columns that close a request: state, note.
pub(crate) fn channel_closing_columns(how: &Closing) -> (i16, Option<&str>) {
    match how {
        Closing::Withdrawn => (2, None),
        Closing::Approved { note } => (3, note.as_ref().map(Reason::as_str)),
        Closing::Rejected { note } => (4, Some(note.as_str())),
        Closing::Settled => (5, None),
    }
}

fn corrupt(column: &'static str) -> Failure {
    Failure::Corrupt { table: "channel_requests", column }
}

fn reason(column: &'static str, text: &str) -> Result<Reason, Failure> {
    Reason::parse(text).map_err(|_| corrupt(column))
}
