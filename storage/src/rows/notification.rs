use domain::channel::{ChannelName, ChannelType};
use domain::ids::{ChannelId, NotificationId, TenantId};
use domain::notification::{
    ClaimedDelivery, DeliveryState, NewsKind, Notification, WEBHOOK_TABLE, WebhookEndpoint,
    WebhookUrl,
};
use domain::platform::{Expiring, Reason};
use domain::time::Timestamp;
use sqlx::FromRow;
use uuid::Uuid;

use super::sealed::sealed_in;
use crate::error::Failure;

/// The columns of [`NotificationRow`], of `notifications n` and `channels c`.
macro_rules! notification_columns {
    () => {
        "n.tenant_id, n.id, n.channel_id, c.name, c.channel_type, n.kind, n.reason, n.expiring, \
         n.days, n.moment, n.at"
    };
}
/// The channel of each notification, which is there as long as it.
macro_rules! with_channels {
    () => {
        " FROM notifications n \
         JOIN channels c ON c.tenant_id = n.tenant_id AND c.id = n.channel_id "
    };
}
/// The columns of [`EndpointRow`].
macro_rules! endpoint_columns {
    () => {
        "tenant_id, url, key_id, sealed, set_by, set_at"
    };
}
pub(crate) use {endpoint_columns, notification_columns, with_channels};

/// Mails and webhooks go with them.
pub(crate) const DELETE_OLD_NOTIFICATIONS: &str = "DELETE FROM notifications \
     WHERE (tenant_id, id) IN (SELECT tenant_id, id FROM notifications WHERE at < $1 LIMIT $2)";

#[derive(Debug, FromRow)]
pub(crate) struct NotificationRow {
    tenant_id: Uuid,
    id: Uuid,
    channel_id: Uuid,
    name: String,
    channel_type: i16,
    kind: i16,
    reason: Option<String>,
    expiring: Option<String>,
    days: Option<i16>,
    moment: Option<i64>,
    at: i64,
}

/// The columns that hold what has happened: kind, expiring, days, moment.
pub(crate) struct NewsColumns {
    pub(crate) kind: i16,
    pub(crate) expiring: Option<&'static str>,
    pub(crate) days: Option<i16>,
    pub(crate) moment: Option<i64>,
}

impl From<NewsKind> for NewsColumns {
    fn from(kind: NewsKind) -> Self {
        let plain = |kind| Self { kind, expiring: None, days: None, moment: None };
        match kind {
            NewsKind::Down => plain(1),
            NewsKind::Degraded => plain(2),
            NewsKind::NeedsReauthorisation => plain(3),
            NewsKind::Recovered => plain(4),
            NewsKind::Expires { what, at, days } => Self {
                expiring: Some(what.slug()),
                days: i16::try_from(days).ok(),
                moment: Some(at.micros()),
                ..plain(5)
            },
            NewsKind::Quiet { since } => Self { moment: Some(since.micros()), ..plain(6) },
            NewsKind::HeardAgain => plain(7),
        }
    }
}

impl TryFrom<NotificationRow> for Notification {
    type Error = Failure;

    fn try_from(row: NotificationRow) -> Result<Self, Failure> {
        let corrupt = |column| Failure::Corrupt { table: "notifications", column };
        let moment = row.moment.map(Timestamp::from_micros);
        let kind = match (row.kind, row.expiring, row.days, moment) {
            (1, None, None, None) => NewsKind::Down,
            (2, None, None, None) => NewsKind::Degraded,
            (3, None, None, None) => NewsKind::NeedsReauthorisation,
            (4, None, None, None) => NewsKind::Recovered,
            (5, Some(what), Some(days), Some(at)) => NewsKind::Expires {
                what: Expiring::from_slug(&what).ok_or(corrupt("expiring"))?,
                at,
                days: u16::try_from(days).map_err(|_| corrupt("days"))?,
            },
            (6, None, None, Some(since)) => NewsKind::Quiet { since },
            (7, None, None, None) => NewsKind::HeardAgain,
            _ => return Err(corrupt("kind")),
        };
        let reason = match row.reason {
            Some(code) => Some(Reason::from_code(&code).ok_or(corrupt("reason"))?),
            None => None,
        };
        let of_channel = |column| Failure::Corrupt { table: "channels", column };
        Ok(Self {
            id: NotificationId::from_uuid(row.id),
            tenant: TenantId::from_uuid(row.tenant_id),
            channel: ChannelId::from_uuid(row.channel_id),
            channel_name: ChannelName::parse(&row.name).map_err(|_| of_channel("name"))?,
            channel_type: ChannelType::from_number(row.channel_type)
                .ok_or(of_channel("channel_type"))?,
            kind,
            reason,
            at: Timestamp::from_micros(row.at),
        })
    }
}

#[derive(FromRow)]
pub(crate) struct EndpointRow {
    tenant_id: Uuid,
    url: String,
    key_id: String,
    sealed: Vec<u8>,
    set_by: String,
    set_at: i64,
}

impl TryFrom<EndpointRow> for WebhookEndpoint {
    type Error = Failure;

    fn try_from(row: EndpointRow) -> Result<Self, Failure> {
        Ok(Self {
            tenant: TenantId::from_uuid(row.tenant_id),
            url: url(&row.url)?,
            sealed: sealed_in(WEBHOOK_TABLE, row.key_id, row.sealed)?,
            set_by: row.set_by,
            set_at: Timestamp::from_micros(row.set_at),
        })
    }
}

fn url(stored: &str) -> Result<WebhookUrl, Failure> {
    let corrupt = Failure::Corrupt { table: WEBHOOK_TABLE, column: "url" };
    WebhookUrl::parse(stored).map_err(|_| corrupt)
}

/// A webhook whose turn it is.
#[derive(FromRow)]
pub(crate) struct DeliveryRow {
    #[sqlx(flatten)]
    notification: NotificationRow,
    url: String,
    key_id: String,
    sealed: Vec<u8>,
    turns: i64,
}

impl TryFrom<DeliveryRow> for ClaimedDelivery {
    type Error = Failure;

    fn try_from(row: DeliveryRow) -> Result<Self, Failure> {
        let turns = u32::try_from(row.turns);
        Ok(Self {
            notification: row.notification.try_into()?,
            url: url(&row.url)?,
            sealed: sealed_in(WEBHOOK_TABLE, row.key_id, row.sealed)?,
            turns: turns
                .map_err(|_| Failure::Corrupt { table: "webhook_deliveries", column: "turns" })?,
        })
    }
}

/// What has become of a webhook.
#[derive(FromRow)]
pub(crate) struct SentDeliveryRow {
    #[sqlx(flatten)]
    notification: NotificationRow,
    state: i16,
}

impl TryFrom<SentDeliveryRow> for (Notification, DeliveryState) {
    type Error = Failure;

    fn try_from(row: SentDeliveryRow) -> Result<Self, Failure> {
        let corrupt = Failure::Corrupt { table: "webhook_deliveries", column: "state" };
        let state = DeliveryState::from_number(row.state).ok_or(corrupt)?;
        Ok((row.notification.try_into()?, state))
    }
}
