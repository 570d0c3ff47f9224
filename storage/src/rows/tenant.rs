use domain::ids::TenantId;
use domain::tenant::{ChannelUsage, Tenant};
use domain::time::Timestamp;
use sqlx::FromRow;
use uuid::Uuid;

use crate::error::Failure;

/// The columns of [`TenantRow`].
macro_rules! tenant_columns {
    () => {
        "id, name, channel_quota, channels_used, created_at"
    };
}
pub(crate) use tenant_columns;

#[derive(Debug, FromRow)]
pub(crate) struct TenantRow {
    pub(super) id: Uuid,
    pub(super) name: String,
    pub(super) channel_quota: i64,
    pub(super) channels_used: i64,
    pub(super) created_at: i64,
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
