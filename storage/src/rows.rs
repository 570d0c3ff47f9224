//! Rows as both engines return them, and the only way from there into the domain.

use domain::audit::{AuditAction, AuditEntry, AuditOutcome};
use domain::channel::{Channel, ChannelName, ChannelType, Lifecycle, Remarks};
use domain::error_code::ErrorCode;
use domain::ids::{AuditEntryId, ChannelId, CreationKey, TenantId};
use domain::tenant::{ChannelUsage, Tenant};
use domain::time::Timestamp;
use serde::Deserialize;
use sqlx::FromRow;
use uuid::Uuid;

use crate::error::Failure;

/// The columns of [`ChannelRow`]. A macro, because a statement has to be one static text.
macro_rules! channel_columns {
    () => {
        "tenant_id, id, channel_type, name, remarks, lifecycle, version, created_at, updated_at"
    };
}
/// All columns of the table, in the order in which rows are inserted.
macro_rules! all_channel_columns {
    () => {
        "tenant_id, id, channel_type, name, name_key, remarks, search_text, lifecycle, version, \
         creation_key, created_at, updated_at"
    };
}
/// The columns of [`TenantRow`].
macro_rules! tenant_columns {
    () => {
        "id, name, channel_quota, channels_used, created_at"
    };
}
/// The columns of [`AuditRow`].
macro_rules! audit_columns {
    () => {
        "tenant_id, id, at, actor, action, channel_id, refused_for, changes"
    };
}
pub(crate) use {all_channel_columns, audit_columns, channel_columns, tenant_columns};

/// In the order of the columns, which is also the order in which JSON has them.
#[derive(Debug, FromRow, Deserialize)]
pub(crate) struct ChannelRow {
    tenant_id: Uuid,
    id: Uuid,
    channel_type: i16,
    name: String,
    remarks: String,
    lifecycle: i16,
    version: i64,
    created_at: i64,
    updated_at: i64,
}

impl TryFrom<ChannelRow> for Channel {
    type Error = Failure;

    fn try_from(row: ChannelRow) -> Result<Self, Failure> {
        let corrupt = |column| Failure::Corrupt { table: "channels", column };
        // A text that the rules would trim or change was not written by them.
        let name = ChannelName::parse(&row.name)
            .ok()
            .filter(|name| name.as_str() == row.name)
            .ok_or(corrupt("name"))?;
        let remarks = Remarks::parse(&row.remarks)
            .ok()
            .filter(|remarks| remarks.as_str() == row.remarks)
            .ok_or(corrupt("remarks"))?;
        Ok(Self {
            id: ChannelId::from_uuid(row.id),
            tenant: TenantId::from_uuid(row.tenant_id),
            channel_type: ChannelType::from_number(row.channel_type)
                .ok_or(corrupt("channel_type"))?,
            name,
            remarks,
            lifecycle: Lifecycle::from_number(row.lifecycle).ok_or(corrupt("lifecycle"))?,
            version: row.version,
            created_at: Timestamp::from_micros(row.created_at),
            updated_at: Timestamp::from_micros(row.updated_at),
        })
    }
}

/// Rows that `SQLite` wrote as JSON.
pub(crate) fn from_json(rows: &str) -> Result<Vec<ChannelRow>, Failure> {
    serde_json::from_str(rows).map_err(|error| Failure::Sql(sqlx::Error::Decode(error.into())))
}

/// All of them, or the first that cannot be read.
pub(crate) fn channels(rows: Vec<ChannelRow>) -> Result<Vec<Channel>, Failure> {
    rows.into_iter().map(Channel::try_from).collect()
}

#[derive(Debug, FromRow)]
pub(crate) struct TenantRow {
    id: Uuid,
    name: String,
    channel_quota: i64,
    channels_used: i64,
    created_at: i64,
}

impl TryFrom<TenantRow> for Tenant {
    type Error = Failure;

    fn try_from(row: TenantRow) -> Result<Self, Failure> {
        let count = |column, value: i64| {
            u32::try_from(value).map_err(|_| Failure::Corrupt { table: "tenants", column })
        };
        Ok(Self {
            id: TenantId::from_uuid(row.id),
            name: row.name,
            usage: ChannelUsage {
                used: count("channels_used", row.channels_used)?,
                quota: count("channel_quota", row.channel_quota)?,
            },
            created_at: Timestamp::from_micros(row.created_at),
        })
    }
}

#[derive(Debug, FromRow)]
pub(crate) struct AuditRow {
    pub(crate) tenant_id: Uuid,
    pub(crate) id: Uuid,
    pub(crate) at: i64,
    pub(crate) actor: String,
    pub(crate) action: String,
    pub(crate) channel_id: Option<Uuid>,
    pub(crate) refused_for: Option<String>,
    pub(crate) changes: String,
}

impl TryFrom<&AuditEntry> for AuditRow {
    type Error = Failure;

    fn try_from(entry: &AuditEntry) -> Result<Self, Failure> {
        Ok(Self {
            tenant_id: entry.tenant.uuid(),
            id: entry.id.uuid(),
            at: entry.at.micros(),
            actor: entry.actor.clone(),
            action: entry.action.as_str().to_owned(),
            channel_id: entry.channel.map(ChannelId::uuid),
            refused_for: match entry.outcome {
                AuditOutcome::Done => None,
                AuditOutcome::Refused(code) => Some(code.code().to_owned()),
            },
            changes: serde_json::to_string(&entry.changes)
                .map_err(|error| sqlx::Error::Encode(error.into()))?,
        })
    }
}

impl TryFrom<AuditRow> for AuditEntry {
    type Error = Failure;

    fn try_from(row: AuditRow) -> Result<Self, Failure> {
        let corrupt = |column| Failure::Corrupt { table: "audit_entries", column };
        let outcome = match row.refused_for {
            None => AuditOutcome::Done,
            Some(text) => ErrorCode::ALL
                .iter()
                .find(|code| code.code() == text)
                .map(|code| AuditOutcome::Refused(*code))
                .ok_or(corrupt("refused_for"))?,
        };
        Ok(Self {
            id: AuditEntryId::from_uuid(row.id),
            tenant: TenantId::from_uuid(row.tenant_id),
            at: Timestamp::from_micros(row.at),
            actor: row.actor,
            action: AuditAction::ALL
                .into_iter()
                .find(|action| action.as_str() == row.action)
                .ok_or(corrupt("action"))?,
            channel: row.channel_id.map(ChannelId::from_uuid),
            outcome,
            changes: serde_json::from_str(&row.changes).map_err(|_| corrupt("changes"))?,
        })
    }
}

/// A secret as it is stored.
pub(crate) fn secret(stored: &[u8]) -> Result<[u8; 32], Failure> {
    stored.try_into().map_err(|_| Failure::Corrupt { table: "installation", column: "secret" })
}

/// A channel that is about to be inserted, and the creation key it gets.
#[derive(Debug, Clone, Copy)]
pub(crate) struct NewChannel<'a> {
    pub(crate) channel: &'a Channel,
    pub(crate) key: CreationKey,
}

/// The channels that a tenant brings along. No form has created them, so each gets a creation
/// key that no form has: its own id.
pub(crate) fn brought_along<'a>(
    tenant: &Tenant,
    channels: &'a [Channel],
) -> Result<Vec<NewChannel<'a>>, Failure> {
    if channels.iter().any(|channel| channel.tenant != tenant.id) {
        return Err(Failure::Misuse("a tenant cannot bring along a channel of another one"));
    }
    Ok(channels
        .iter()
        .map(|channel| NewChannel { channel, key: CreationKey::from_uuid(channel.id.uuid()) })
        .collect())
}

/// A number of rows as a column holds it.
pub(crate) fn count(rows: &[NewChannel<'_>]) -> i64 {
    i64::try_from(rows.len()).unwrap_or(i64::MAX)
}
