use async_trait::async_trait;
use domain::audit::AuditEntry;
use domain::channel::{
    Channel, ChannelEdit, ChannelList, ChannelName, ChannelPage, ChannelStore, ChannelType,
    DeleteOutcome, InsertOutcome, UpdateOutcome, name_key,
};
use domain::ids::{ChannelId, CreationKey, TenantId};
use domain::store::StoreError;
use domain::time::Timestamp;
use sqlx::postgres::PgConnection;
use sqlx::{query, query_as, query_scalar};
use uuid::Uuid;

use super::audit::insert_audit_entry;
use super::scope::{Scope, Select};
use super::tenant::{self, lock_tenant};
use super::{PostgresStore, retrying};
use crate::error::Failure;
use crate::list::{Dialect, Of, list_query, matches_nothing};
use crate::rows::{
    self, ChannelRow, NewChannel, TenantRow, all_channel_columns, channel_columns,
    may_have_one_more, no_room,
};

/// Enough to make the way to the server and back unimportant, few enough for its memory.
const ROWS_PER_STATEMENT: usize = 10_000;

pub(super) const DIALECT: Dialect =
    Dialect { position_of: "strpos", before: "", after: "", fetches_first: false };

#[async_trait]
impl ChannelStore for PostgresStore {
    async fn insert_channel(
        &self,
        channel: &Channel,
        key: CreationKey,
        audit: &AuditEntry,
    ) -> Result<InsertOutcome, StoreError> {
        retrying(|| self.try_insert(channel, key, audit)).await
    }

    async fn update_channel(
        &self,
        tenant: TenantId,
        id: ChannelId,
        edit: &ChannelEdit,
        now: Timestamp,
        audit: &AuditEntry,
    ) -> Result<UpdateOutcome, StoreError> {
        retrying(|| self.try_update(tenant, id, edit, now, audit)).await
    }

    async fn delete_channel(
        &self,
        tenant: TenantId,
        id: ChannelId,
        version: i64,
        audit: &AuditEntry,
    ) -> Result<DeleteOutcome, StoreError> {
        retrying(|| self.try_delete(tenant, id, version, audit)).await
    }

    async fn channel_by_id(
        &self,
        tenant: TenantId,
        id: ChannelId,
    ) -> Result<Option<Channel>, StoreError> {
        let channel = by_id(tenant, id);
        let row = self.pool.optional(Scope::Tenant(tenant), channel).await?;
        Ok(rows::one::<ChannelRow, _>(row)?)
    }

    async fn channel_by_creation_key(
        &self,
        tenant: TenantId,
        key: CreationKey,
    ) -> Result<Option<Channel>, StoreError> {
        let channel = by_creation_key(tenant, key);
        let row = self.pool.optional(Scope::Tenant(tenant), channel).await?;
        Ok(rows::one::<ChannelRow, _>(row)?)
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
        let exists = query_scalar(
            "SELECT EXISTS (SELECT 1 FROM channels \
             WHERE tenant_id = $1 AND name_key = $2 AND channel_type = $3 AND name = $4)",
        )
        .bind(tenant.uuid())
        .bind(name_key(name.as_str()))
        .bind(channel_type.number())
        .bind(name.as_str());
        Ok(self.pool.value(Scope::Tenant(tenant), exists).await?)
    }
}

impl PostgresStore {
    async fn list(&self, of: Of, list: &ChannelList) -> Result<ChannelPage, Failure> {
        if matches_nothing(list) {
            return rows::page(list, Vec::new());
        }
        let scope = match of {
            Of::Tenant(tenant) => Scope::Tenant(tenant),
            Of::Provider(provider) => Scope::Provider(provider),
        };
        let mut query = list_query(of, list, &DIALECT)?;
        rows::page(list, self.pool.all(scope, query.build_query_as()).await?)
    }

    async fn try_insert(
        &self,
        channel: &Channel,
        key: CreationKey,
        audit: &AuditEntry,
    ) -> Result<InsertOutcome, Failure> {
        let mut write = self.pool.begin(Scope::Tenant(channel.tenant)).await?;
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
        let existing = by_creation_key(channel.tenant, key).fetch_optional(&mut *write).await?;
        let tenant = tenant::by_id(channel.tenant).fetch_optional(&mut *write).await?;
        write.rollback().await?;
        match rows::one::<ChannelRow, _>(existing)? {
            Some(existing) => Ok(InsertOutcome::KeyUsed(Box::new(existing))),
            None if counted == 1 => Err(Failure::Overtaken),
            None => no_room(rows::one::<TenantRow, _>(tenant)?.as_ref()),
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
        let mut write = self.pool.begin(Scope::Tenant(tenant)).await?;
        let Some(mut channel) = lock_channel(&mut write, tenant, id).await? else {
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
        let mut write = self.pool.begin(Scope::Tenant(tenant)).await?;
        // The tenant first, as an insertion does: the other way round the two could deadlock.
        lock_tenant(&mut write, tenant).await?;
        let Some(channel) = lock_channel(&mut write, tenant, id).await? else {
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
    connection: &mut PgConnection,
    channels: &[NewChannel<'_>],
) -> Result<bool, Failure> {
    let mut inserted = 0;
    for rows in channels.chunks(ROWS_PER_STATEMENT) {
        inserted += insert_rows(connection, rows).await?;
    }
    Ok(usize::try_from(inserted) == Ok(channels.len()))
}

async fn insert_rows(
    connection: &mut PgConnection,
    rows: &[NewChannel<'_>],
) -> Result<u64, Failure> {
    let column = |value: fn(&Channel) -> i64| -> Vec<i64> {
        rows.iter().map(|row| value(row.channel)).collect()
    };
    let short = |value: fn(&Channel) -> i16| -> Vec<i16> {
        rows.iter().map(|row| value(row.channel)).collect()
    };
    let text = |value: fn(&Channel) -> String| -> Vec<String> {
        rows.iter().map(|row| value(row.channel)).collect()
    };
    let id = |value: fn(&NewChannel<'_>) -> Uuid| -> Vec<Uuid> { rows.iter().map(value).collect() };
    let account: Vec<_> = rows.iter().map(|row| row.channel.bound_account.clone()).collect();
    let inserted = query(concat!(
        "INSERT INTO channels (",
        all_channel_columns!(),
        ") SELECT new.*, t.provider_id, t.customer_key \
         FROM UNNEST($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14) AS new (tenant_id) \
         JOIN tenants t ON t.id = new.tenant_id ON CONFLICT (tenant_id, creation_key) DO NOTHING"
    ))
    .bind(id(|row| row.channel.tenant.uuid()))
    .bind(id(|row| row.channel.id.uuid()))
    .bind(short(|channel| channel.channel_type.number()))
    .bind(text(|channel| channel.name.to_string()))
    .bind(text(|channel| name_key(channel.name.as_str())))
    .bind(text(|channel| channel.remarks.to_string()))
    .bind(text(Channel::search_text))
    .bind(short(|channel| channel.lifecycle.number()))
    .bind(column(|channel| channel.version))
    .bind(id(|row| row.key.uuid()))
    .bind(column(|channel| channel.created_at.micros()))
    .bind(column(|channel| channel.updated_at.micros()))
    .bind(account)
    .bind(short(|channel| channel.health.number()))
    .execute(connection)
    .await?;
    Ok(inserted.rows_affected())
}

/// The channel, which no other transaction can change any more.
async fn lock_channel(
    connection: &mut PgConnection,
    tenant: TenantId,
    id: ChannelId,
) -> Result<Option<Channel>, Failure> {
    let row = query_as(concat!(
        "SELECT ",
        channel_columns!(),
        " FROM channels WHERE tenant_id = $1 AND id = $2 FOR UPDATE"
    ))
    .bind(tenant.uuid())
    .bind(id.uuid())
    .fetch_optional(connection)
    .await?;
    rows::one::<ChannelRow, _>(row)
}

fn by_id(tenant: TenantId, id: ChannelId) -> Select<ChannelRow> {
    query_as(concat!(
        "SELECT ",
        channel_columns!(),
        " FROM channels WHERE tenant_id = $1 AND id = $2"
    ))
    .bind(tenant.uuid())
    .bind(id.uuid())
}

fn by_creation_key(tenant: TenantId, key: CreationKey) -> Select<ChannelRow> {
    query_as(concat!(
        "SELECT ",
        channel_columns!(),
        " FROM channels WHERE tenant_id = $1 AND creation_key = $2"
    ))
    .bind(tenant.uuid())
    .bind(key.uuid())
}
