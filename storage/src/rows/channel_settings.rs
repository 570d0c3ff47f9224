use domain::channel_settings::{ClaimedSettings, KnownSettings, PassedSettings};
use domain::ids::{BindingId, ChannelId, TenantId};
use domain::time::Timestamp;
use serde::de::DeserializeOwned;
use sqlx::FromRow;
use uuid::Uuid;

use super::binding::json;
use crate::error::Failure;

/// The columns of [`ChannelSettingsRow`].
macro_rules! channel_settings_columns {
    () => {
        "tenant_id, channel_id, settings, version, saved_by, saved_at, binding_id, touched, \
         applied, found, found_at, problem, turns, next_at"
    };
}
pub(crate) use channel_settings_columns;

#[derive(Debug, FromRow)]
pub(crate) struct ChannelSettingsRow {
    tenant_id: Uuid,
    channel_id: Uuid,
    settings: String,
    version: i64,
    saved_by: Option<String>,
    saved_at: Option<i64>,
    binding_id: Option<Uuid>,
    touched: String,
    applied: Option<i64>,
    found: Option<String>,
    found_at: Option<i64>,
    problem: Option<String>,
    turns: i64,
    next_at: Option<i64>,
}

impl TryFrom<ChannelSettingsRow> for KnownSettings {
    type Error = Failure;

    fn try_from(row: ChannelSettingsRow) -> Result<Self, Failure> {
        Ok(Self {
            tenant: TenantId::from_uuid(row.tenant_id),
            channel: ChannelId::from_uuid(row.channel_id),
            settings: read("settings", &row.settings)?,
            version: row.version,
            saved_by: row.saved_by,
            saved_at: row.saved_at.map(Timestamp::from_micros),
            binding: row.binding_id.map(BindingId::from_uuid),
            touched: read("touched", &row.touched)?,
            applied: row.applied,
            found: row.found.map(|json| read("found", &json)).transpose()?,
            found_at: row.found_at.map(Timestamp::from_micros),
            problem: row.problem.map(|json| read("problem", &json)).transpose()?,
            turns: u32::try_from(row.turns).map_err(|_| corrupt("turns"))?,
            next_at: row.next_at.map(Timestamp::from_micros),
        })
    }
}

/// What the end of a claim changes.
pub(crate) struct PassedColumns {
    pub(crate) applied: Option<i64>,
    pub(crate) found: Option<String>,
    pub(crate) found_at: Option<i64>,
    pub(crate) problem: Option<String>,
    pub(crate) turns: i64,
    pub(crate) next_at: Option<i64>,
}

impl PassedColumns {
    /// An account that could not be told has what it had.
    pub(crate) fn of(known: &KnownSettings, passed: &PassedSettings) -> Result<Self, Failure> {
        Ok(match passed {
            PassedSettings::Applied { found, at } => Self {
                applied: Some(known.version),
                found: Some(json(found)?),
                found_at: Some(at.micros()),
                problem: None,
                turns: 0,
                next_at: None,
            },
            PassedSettings::PutOff { problem, next_at } => Self {
                applied: known.applied,
                found: known.found.as_ref().map(json).transpose()?,
                found_at: known.found_at.map(Timestamp::micros),
                problem: Some(json(problem)?),
                turns: known.turns.saturating_add(1).into(),
                next_at: Some(next_at.micros()),
            },
        })
    }
}

/// The rows that were claimed under this name. One that cannot be read is left to whoever mends
/// it: it must not keep the others waiting.
pub(crate) fn claimed_settings(lease: Uuid, rows: Vec<ChannelSettingsRow>) -> Vec<ClaimedSettings> {
    let readable = rows.into_iter().filter_map(|row| {
        let channel = ChannelId::from_uuid(row.channel_id);
        match KnownSettings::try_from(row) {
            Ok(known) => Some(ClaimedSettings { known, lease }),
            Err(error) => {
                tracing::error!(%channel, ?error, "the settings of a channel cannot be read");
                None
            }
        }
    });
    readable.collect()
}

const fn corrupt(column: &'static str) -> Failure {
    Failure::Corrupt { table: "channel_settings", column }
}

fn read<T: DeserializeOwned>(column: &'static str, text: &str) -> Result<T, Failure> {
    serde_json::from_str(text).map_err(|_| corrupt(column))
}
