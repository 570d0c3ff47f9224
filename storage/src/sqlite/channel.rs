use async_trait::async_trait;
use domain::audit::AuditEntry;
use domain::channel::{
    Channel, ChannelEdit, ChannelList, ChannelName, ChannelPage, ChannelStore, ChannelType,
    DeleteOutcome, InsertOutcome, UpdateOutcome, name_key,
};
use domain::ids::{ChannelId, CreationKey, TenantId};
use domain::store::StoreError;
use domain::time::Timestamp;
use sqlx::sqlite::{SqliteConnection, SqliteExecutor};
use sqlx::{QueryBuilder, query, query_as, query_scalar};

use super::SqliteStore;
use super::audit::insert_audit_entry;
use super::tenant::tenant_by_id;
use crate::error::Failure;
use crate::list::{Dialect, Of, list_query, matches_nothing};
use crate::rows::{
    self, ChannelRow, NewChannel, all_channel_columns, channel_columns, may_have_one_more, no_room,
};

/// 14 values a row; `SQLite` takes 32,766 a statement.
const ROWS_PER_STATEMENT: usize = 500;

/// The rows come as one JSON text, each as an array in the order of [`ChannelRow`]. sqlx hands
/// every row over from the connection's thread by itself, and each value of it in a piece of
/// memory of its own: for a page of 100 rows that took half of the request
/// (`docs/performance.md`).
pub(super) const DIALECT: Dialect = Dialect {
    position_of: "instr",
    before: "SELECT json_group_array(json_array(hex(tenant_id), hex(id), channel_type, name, \
             remarks, lifecycle, version, created_at, updated_at, bound_account, health, customer)) \
             FROM (",
    after: ")",
    fetches_first: true,
};

#[async_trait]
impl ChannelStore for SqliteStore {
    async fn insert_channel(
        &self,
        channel: &Channel,
        key: CreationKey,
        audit: &AuditEntry,
    ) -> Result<InsertOutcome, StoreError> {
        Ok(self.try_insert(channel, key, audit).await?)
    }

    async fn update_channel(
        &self,
        tenant: TenantId,
        id: ChannelId,
        edit: &ChannelEdit,
        now: Timestamp,
        audit: &AuditEntry,
    ) -> Result<UpdateOutcome, StoreError> {
        Ok(self.try_update(tenant, id, edit, now, audit).await?)
    }

    async fn delete_channel(
        &self,
        tenant: TenantId,
        id: ChannelId,
        version: i64,
        audit: &AuditEntry,
    ) -> Result<DeleteOutcome, StoreError> {
        Ok(self.try_delete(tenant, id, version, audit).await?)
    }

    async fn channel_by_id(
        &self,
        tenant: TenantId,
        id: ChannelId,
    ) -> Result<Option<Channel>, StoreError> {
        Ok(channel_by_id(&self.readers, tenant, id).await?)
    }

    async fn channel_by_creation_key(
        &self,
        tenant: TenantId,
        key: CreationKey,
    ) -> Result<Option<Channel>, StoreError> {
        Ok(channel_by_creation_key(&self.readers, tenant, key).await?)
    }

    async fn channels(
        &self,
        tenant: TenantId,
        list: &ChannelList,
    ) -> Result<ChannelPage, StoreError> {
        Ok(self.list(Of::Tenant(tenant), list).await?)
    }

    async fn channels_of_provider(
        &self,
        provider: TenantId,
        list: &ChannelList,
    ) -> Result<ChannelPage, StoreError> {
        Ok(self.list(Of::Provider(provider), list).await?)
    }

    async fn has_channel_named(
        &self,
        tenant: TenantId,
        channel_type: ChannelType,
        name: &ChannelName,
    ) -> Result<bool, StoreError> {
        // The key is what the index knows; equal names have equal keys.
        let found = query_scalar(
            "SELECT EXISTS (SELECT 1 FROM channels \
             WHERE tenant_id = $1 AND name_key = $2 AND channel_type = $3 AND name = $4)",
        )
        .bind(tenant.uuid())
        .bind(name_key(name.as_str()))
        .bind(channel_type.number())
        .bind(name.as_str())
        .fetch_one(&self.readers)
        .await
        .map_err(Failure::from)?;
        Ok(found)
    }
}

impl SqliteStore {
    async fn list(&self, of: Of, list: &ChannelList) -> Result<ChannelPage, Failure> {
        if matches_nothing(list) {
            return rows::page(list, Vec::new());
        }
        let rows: String =
            list_query(of, list, &DIALECT)?.build_query_scalar().fetch_one(&self.readers).await?;
        rows::page(list, rows::from_json(&rows)?)
    }

    async fn try_insert(
        &self,
        channel: &Channel,
        key: CreationKey,
        audit: &AuditEntry,
    ) -> Result<InsertOutcome, Failure> {
        let mut write = self.write().await?;
        let counted = query(concat!(
            "UPDATE tenants SET channels_used = channels_used + 1 WHERE id = $1 AND ",
            may_have_one_more!()
        ))
        .bind(channel.tenant.uuid())
        .execute(&mut *write)
        .await?
        .rows_affected();
        if counted == 1 && insert_channels(&mut write, &[NewChannel { channel, key }]).await? {
            insert_audit_entry(&mut write, audit).await?;
            write.commit().await?;
            return Ok(InsertOutcome::Inserted);
        }
        // A form that is sent twice gets its channel even when the quota is used up by now.
        let existing = channel_by_creation_key(&mut *write, channel.tenant, key).await?;
        let tenant = tenant_by_id(&mut *write, channel.tenant).await?;
        write.rollback().await?;
        match existing {
            Some(existing) => Ok(InsertOutcome::KeyUsed(Box::new(existing))),
            None if counted == 1 => Err(Failure::Overtaken),
            None => no_room(tenant.as_ref()),
        }
    }

    async fn try_update(
        &self,
        tenant: TenantId,
        id: ChannelId,
        edit: &ChannelEdit,
        now: Timestamp,
        audit: &AuditEntry,
    ) -> Result<UpdateOutcome, Failure> {
        let mut write = self.write().await?;
        let Some(mut channel) = channel_by_id(&mut *write, tenant, id).await? else {
            return Ok(UpdateOutcome::NotFound);
        };
        if channel.version != edit.version {
            return Ok(UpdateOutcome::VersionConflict(Box::new(channel)));
        }
        channel.name = edit.name.clone();
        channel.remarks = edit.remarks.clone();
        channel.version += 1;
        channel.updated_at = now;
        query(
            "UPDATE channels SET name = $3, name_key = $4, remarks = $5, search_text = $6, \
             version = $7, updated_at = $8 WHERE tenant_id = $1 AND id = $2",
        )
        .bind(tenant.uuid())
        .bind(id.uuid())
        .bind(channel.name.as_str())
        .bind(name_key(channel.name.as_str()))
        .bind(channel.remarks.as_str())
        .bind(channel.search_text())
        .bind(channel.version)
        .bind(now.micros())
        .execute(&mut *write)
        .await?;
        insert_audit_entry(&mut write, audit).await?;
        write.commit().await?;
        Ok(UpdateOutcome::Updated(Box::new(channel)))
    }

    async fn try_delete(
        &self,
        tenant: TenantId,
        id: ChannelId,
        version: i64,
        audit: &AuditEntry,
    ) -> Result<DeleteOutcome, Failure> {
        let mut write = self.write().await?;
        let Some(channel) = channel_by_id(&mut *write, tenant, id).await? else {
            return Ok(DeleteOutcome::NotFound);
        };
        if !channel.lifecycle.may_be_deleted() {
            return Ok(DeleteOutcome::NotUnbound);
        }
        if channel.version != version {
            return Ok(DeleteOutcome::VersionConflict);
        }
        query("DELETE FROM channels WHERE tenant_id = $1 AND id = $2")
            .bind(tenant.uuid())
            .bind(id.uuid())
            .execute(&mut *write)
            .await?;
        query("UPDATE tenants SET channels_used = channels_used - 1 WHERE id = $1")
            .bind(tenant.uuid())
            .execute(&mut *write)
            .await?;
        insert_audit_entry(&mut write, audit).await?;
        write.commit().await?;
        Ok(DeleteOutcome::Deleted)
    }
}

/// Adds channels. Returns whether each of them had a creation key of its own; if not, the
/// transaction has to be rolled back.
pub(super) async fn insert_channels(
    connection: &mut SqliteConnection,
    channels: &[NewChannel<'_>],
) -> Result<bool, Failure> {
    let mut inserted = 0;
    for rows in channels.chunks(ROWS_PER_STATEMENT) {
        let mut query = QueryBuilder::new(concat!(
            "INSERT INTO channels (",
            all_channel_columns!(),
            ") SELECT new.*, t.provider_id, t.customer_key FROM ("
        ));
        query.push_values(rows, |mut row, NewChannel { channel, key }| {
            row.push_bind(channel.tenant.uuid())
                .push_bind(channel.id.uuid())
                .push_bind(channel.channel_type.number())
                .push_bind(channel.name.as_str())
                .push_bind(name_key(channel.name.as_str()))
                .push_bind(channel.remarks.as_str())
                .push_bind(channel.search_text())
                .push_bind(channel.lifecycle.number())
                .push_bind(channel.version)
                .push_bind(key.uuid())
                .push_bind(channel.created_at.micros())
                .push_bind(channel.updated_at.micros())
                .push_bind(channel.bound_account.as_deref())
                .push_bind(channel.health.number());
        });
        // Without WHERE, SQLite would take ON for the condition of the join.
        query.push(
            ") AS new JOIN tenants t ON t.id = new.column1 WHERE TRUE \
             ON CONFLICT (tenant_id, creation_key) DO NOTHING",
        );
        inserted += query.build().execute(&mut *connection).await?.rows_affected();
    }
    Ok(usize::try_from(inserted) == Ok(channels.len()))
}

async fn channel_by_id(
    executor: impl SqliteExecutor<'_>,
    tenant: TenantId,
    id: ChannelId,
) -> Result<Option<Channel>, Failure> {
    let row = query_as(concat!(
        "SELECT ",
        channel_columns!(),
        " FROM channels WHERE tenant_id = $1 AND id = $2"
    ))
    .bind(tenant.uuid())
    .bind(id.uuid())
    .fetch_optional(executor)
    .await?;
    rows::one::<ChannelRow, _>(row)
}

async fn channel_by_creation_key(
    executor: impl SqliteExecutor<'_>,
    tenant: TenantId,
    key: CreationKey,
) -> Result<Option<Channel>, Failure> {
    let row = query_as(concat!(
        "SELECT ",
        channel_columns!(),
        " FROM channels WHERE tenant_id = $1 AND creation_key = $2"
    ))
    .bind(tenant.uuid())
    .bind(key.uuid())
    .fetch_optional(executor)
    .await?;
    rows::one::<ChannelRow, _>(row)
}
