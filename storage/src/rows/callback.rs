use domain::callback::{ChannelActivity, DeliveryState, ReceivedCallback, TrafficHour};
use domain::channel::ChannelType;
use domain::ids::{BindingId, CallbackId, ChannelId, MessageId, TenantId};
use domain::message::{Message, MessagePart, SendOutcome};
use domain::platform::Problem;
use domain::time::Timestamp;
use sqlx::FromRow;
use uuid::Uuid;

use crate::error::Failure;

/// The columns of [`CallbackRow`].
macro_rules! callback_columns {
    () => {
        "id, channel_type, binding_id, url, headers, body, received_at"
    };
}
pub(crate) use callback_columns;

#[derive(FromRow)]
pub(crate) struct CallbackRow {
    pub(crate) id: Uuid,
    pub(crate) channel_type: i16,
    pub(crate) binding_id: Option<Uuid>,
    pub(crate) url: String,
    pub(crate) headers: String,
    pub(crate) body: Vec<u8>,
    pub(crate) received_at: i64,
}

impl TryFrom<CallbackRow> for ReceivedCallback {
    type Error = Failure;

    fn try_from(row: CallbackRow) -> Result<Self, Failure> {
        let corrupt = |column| Failure::Corrupt { table: "received_callbacks", column };
        Ok(Self {
            id: CallbackId::from_uuid(row.id),
            channel_type: ChannelType::from_number(row.channel_type)
                .ok_or(corrupt("channel_type"))?,
            binding: row.binding_id.map(BindingId::from_uuid),
            url: row.url,
            headers: serde_json::from_str(&row.headers).map_err(|_| corrupt("headers"))?,
            body: row.body,
            received_at: Timestamp::from_micros(row.received_at),
        })
    }
}

#[derive(FromRow)]
pub(crate) struct TrafficRow {
    hour: i64,
    received: i64,
    sent: i64,
}

impl TryFrom<TrafficRow> for TrafficHour {
    type Error = Failure;

    fn try_from(row: TrafficRow) -> Result<Self, Failure> {
        let begins_at = Timestamp::from_micros(row.hour.saturating_mul(Self::LENGTH));
        let (received, sent) = (row.received.unsigned_abs(), row.sent.unsigned_abs());
        Ok(Self { begins_at, received, sent })
    }
}

#[derive(FromRow)]
pub(crate) struct ActivityRow {
    last_callback_at: i64,
    last_inbound_at: Option<i64>,
}

/// What there is to know of a channel, which may be nothing.
pub(crate) fn activity(row: Option<ActivityRow>) -> ChannelActivity {
    row.map_or_else(ChannelActivity::default, |row| ChannelActivity {
        last_callback: Some(Timestamp::from_micros(row.last_callback_at)),
        last_inbound: row.last_inbound_at.map(Timestamp::from_micros),
    })
}

#[derive(FromRow)]
pub(crate) struct MessageRow {
    id: Uuid,
    recipient: String,
    sent_by: String,
    sent_at: i64,
    outcome: i16,
    problem: Option<String>,
}

#[derive(FromRow)]
pub(crate) struct PartRow {
    message_id: Uuid,
    platform_id: String,
    state: i16,
    since: i64,
    problem: Option<String>,
}

/// Messages of a channel with their parts.
pub(crate) fn messages(
    tenant: TenantId,
    channel: ChannelId,
    found: Vec<MessageRow>,
    parts: &[PartRow],
) -> Result<Vec<Message>, Failure> {
    let corrupt = |column| Failure::Corrupt { table: "messages", column };
    let message = |row: MessageRow| {
        let problem = problem("messages", row.problem.as_deref())?;
        let its_own = parts.iter().filter(|part| part.message_id == row.id);
        Ok(Message {
            id: MessageId::from_uuid(row.id),
            tenant,
            channel,
            recipient: row.recipient,
            sent_by: row.sent_by,
            sent_at: Timestamp::from_micros(row.sent_at),
            outcome: SendOutcome::from_number(row.outcome, problem).ok_or(corrupt("outcome"))?,
            parts: its_own.map(part).collect::<Result<_, Failure>>()?,
        })
    };
    found.into_iter().map(message).collect()
}

fn part(row: &PartRow) -> Result<MessagePart, Failure> {
    let corrupt = Failure::Corrupt { table: "message_parts", column: "state" };
    let problem = problem("message_parts", row.problem.as_deref())?;
    Ok(MessagePart {
        platform_id: row.platform_id.clone(),
        state: DeliveryState::from_number(row.state, problem).ok_or(corrupt)?,
        since: Timestamp::from_micros(row.since),
    })
}

fn problem(table: &'static str, json: Option<&str>) -> Result<Option<Problem>, Failure> {
    let read = |json| {
        serde_json::from_str(json).map_err(|_| Failure::Corrupt { table, column: "problem" })
    };
    json.map(read).transpose()
}
