use std::collections::BTreeMap;

use domain::channel::{
    Channel, ChannelHealth, ChannelList, ChannelName, ChannelPage, ChannelType, Lifecycle, Remarks,
};
use domain::ids::{ChannelId, CreationKey, TenantId};
use domain::tenant::Tenant;
use domain::time::Timestamp;
use serde::Deserialize;
use sqlx::FromRow;
use uuid::Uuid;

use crate::error::Failure;

/// The columns of [`ChannelRow`]. A macro, because a statement has to be one static text.
macro_rules! channel_columns {
    () => {
        "tenant_id, id, channel_type, name, remarks, lifecycle, version, created_at, updated_at, \
         bound_account, health"
    };
}
/// All columns of the table, in the order in which rows are inserted.
macro_rules! all_channel_columns {
    () => {
        "tenant_id, id, channel_type, name, name_key, remarks, search_text, lifecycle, version, \
         creation_key, created_at, updated_at, bound_account, health, provider_id, customer_key"
    };
}
pub(crate) use {all_channel_columns, channel_columns};

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
    bound_account: Option<String>,
    health: i16,
    /// The name of the tenant. Only in the list of a service provider.
    #[sqlx(default)]
    customer: Option<String>,
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
            bound_account: row.bound_account,
            health: ChannelHealth::from_number(row.health).ok_or(corrupt("health"))?,
            version: row.version,
            created_at: Timestamp::from_micros(row.created_at),
            updated_at: Timestamp::from_micros(row.updated_at),
        })
    }
}

/// A page of a list from its rows.
pub(crate) fn page(list: &ChannelList, rows: Vec<ChannelRow>) -> Result<ChannelPage, Failure> {
    let mut customers = BTreeMap::new();
    for row in &rows {
        if let Some(name) = &row.customer {
            customers.entry(TenantId::from_uuid(row.tenant_id)).or_insert_with(|| name.clone());
        }
    }
    Ok(ChannelPage::from_rows(list, super::all(rows)?, customers))
}

/// Rows that `SQLite` wrote as JSON.
pub(crate) fn from_json(rows: &str) -> Result<Vec<ChannelRow>, Failure> {
    serde_json::from_str(rows).map_err(|error| Failure::Sql(sqlx::Error::Decode(error.into())))
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
