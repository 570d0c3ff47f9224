use domain::channel::ChannelType;
use domain::health::{ClaimedCheck, KnownHealth, SideHealth, WatchedChannel};
use domain::ids::{BindingId, ChannelId, TenantId};
use domain::time::Timestamp;
use serde::de::DeserializeOwned;
use sqlx::FromRow;
use uuid::Uuid;

use super::binding::json;
use crate::error::Failure;

/// The columns of [`HealthRow`].
macro_rules! health_columns {
    () => {
        "tenant_id, channel_id, binding_id, channel_type, sides, facts, expiries, refusals, \
         unanswered, quiet_since, checked_at, next_check_at"
    };
}
/// A binding whose account is the channel's, as the partial index says it.
macro_rules! is_current {
    () => {
        "b.state = 2"
    };
}
pub(crate) use {health_columns, is_current};

#[derive(Debug, FromRow)]
pub(crate) struct HealthRow {
    pub(crate) tenant_id: Uuid,
    pub(crate) channel_id: Uuid,
    binding_id: Uuid,
    channel_type: i16,
    sides: String,
    facts: String,
    expiries: String,
    refusals: i64,
    unanswered: i64,
    quiet_since: Option<i64>,
    checked_at: Option<i64>,
    next_check_at: i64,
}

/// What a check changes of a row.
pub(crate) struct HealthColumns {
    pub(crate) sides: String,
    pub(crate) facts: String,
    pub(crate) expiries: String,
    pub(crate) refusals: i64,
    pub(crate) unanswered: i64,
    pub(crate) quiet_since: Option<i64>,
    pub(crate) checked_at: Option<i64>,
}

impl TryFrom<&KnownHealth> for HealthColumns {
    type Error = Failure;

    fn try_from(health: &KnownHealth) -> Result<Self, Failure> {
        Ok(Self {
            sides: json(&health.sides)?,
            facts: json(&health.facts)?,
            expiries: json(&health.expiries)?,
            refusals: health.refusals.into(),
            unanswered: health.unanswered.into(),
            quiet_since: health.quiet_since.map(Timestamp::micros),
            checked_at: health.checked_at.map(Timestamp::micros),
        })
    }
}

impl TryFrom<HealthRow> for WatchedChannel {
    type Error = Failure;

    fn try_from(row: HealthRow) -> Result<Self, Failure> {
        let health = KnownHealth {
            sides: four(&row.sides)?,
            refusals: u32::try_from(row.refusals).map_err(|_| corrupt("refusals"))?,
            unanswered: u32::try_from(row.unanswered).map_err(|_| corrupt("unanswered"))?,
            facts: read("facts", &row.facts)?,
            expiries: read("expiries", &row.expiries)?,
            quiet_since: row.quiet_since.map(Timestamp::from_micros),
            checked_at: row.checked_at.map(Timestamp::from_micros),
        };
        Ok(Self {
            tenant: TenantId::from_uuid(row.tenant_id),
            channel: ChannelId::from_uuid(row.channel_id),
            channel_type: ChannelType::from_number(row.channel_type)
                .ok_or(corrupt("channel_type"))?,
            binding: BindingId::from_uuid(row.binding_id),
            health,
            next_check_at: Timestamp::from_micros(row.next_check_at),
        })
    }
}

/// The sides of a row. None at all before the first check.
fn four(stored: &str) -> Result<[SideHealth; 4], Failure> {
    let sides: Vec<SideHealth> = read("sides", stored)?;
    if sides.is_empty() {
        Ok(Default::default())
    } else {
        sides.try_into().map_err(|_| corrupt("sides"))
    }
}

/// The rows that were claimed under this name. One that cannot be read is left to whoever mends
/// it: it must not keep the others from being checked.
pub(crate) fn claimed(lease: Uuid, rows: Vec<HealthRow>) -> Vec<ClaimedCheck> {
    let readable = rows.into_iter().filter_map(|row| {
        let channel = ChannelId::from_uuid(row.channel_id);
        match WatchedChannel::try_from(row) {
            Ok(watched) => Some(ClaimedCheck { watched, lease }),
            Err(error) => {
                tracing::error!(%channel, ?error, "the health of a channel cannot be read");
                None
            }
        }
    });
    readable.collect()
}

fn corrupt(column: &'static str) -> Failure {
    Failure::Corrupt { table: "channel_health", column }
}

fn read<T: DeserializeOwned>(column: &'static str, text: &str) -> Result<T, Failure> {
    serde_json::from_str(text).map_err(|_| corrupt(column))
}
