use async_trait::async_trait;
use domain::audit::{AuditEntry, AuditFilter, AuditStore};
use domain::ids::{AuditEntryId, ChannelId, TenantId};
use domain::store::StoreError;
use sqlx::sqlite::SqliteConnection;
use sqlx::{query, query_as};

use super::SqliteStore;
use crate::audit_list::audit_query;
use crate::error::Failure;
use crate::rows::{self, AuditRow, audit_columns};

#[async_trait]
impl AuditStore for SqliteStore {
    async fn append_audit_entry(&self, entry: &AuditEntry) -> Result<(), StoreError> {
        let mut write = self.write().await?;
        insert_audit_entry(&mut write, entry).await?;
        Ok(write.commit().await.map_err(Failure::from)?)
    }

    async fn audit_entries_of_channel(
        &self,
        tenant: TenantId,
        channel: ChannelId,
        limit: u32,
    ) -> Result<Vec<AuditEntry>, StoreError> {
        let found = query_as(concat!(
            "SELECT ",
            audit_columns!(),
            " FROM audit_entries WHERE tenant_id = $1 AND channel_id = $2 \
             ORDER BY id DESC LIMIT $3"
        ))
        .bind(tenant.uuid())
        .bind(channel.uuid())
        .bind(i64::from(limit))
        .fetch_all(&self.readers)
        .await
        .map_err(Failure::from)?;
        Ok(rows::all::<AuditRow, _>(found)?)
    }

    async fn audit_entries(
        &self,
        tenant: TenantId,
        filter: &AuditFilter,
        after: Option<AuditEntryId>,
        limit: u32,
    ) -> Result<Vec<AuditEntry>, StoreError> {
        let found = audit_query(tenant, filter, after, limit)
            .build_query_as()
            .fetch_all(&self.readers)
            .await
            .map_err(Failure::from)?;
        Ok(rows::all::<AuditRow, _>(found)?)
    }
}

pub(super) async fn insert_audit_entry(
    connection: &mut SqliteConnection,
    entry: &AuditEntry,
) -> Result<(), Failure> {
    if let Some(provider) = &entry.provider {
        assert_provider(connection, entry.tenant, provider.id).await?;
    }
    let row = AuditRow::try_from(entry)?;
    query(concat!(
        "INSERT INTO audit_entries (",
        audit_columns!(),
        ") VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)"
    ))
    .bind(row.tenant_id)
    .bind(row.id)
    .bind(row.at)
    .bind(row.actor)
    .bind(row.action)
    .bind(row.channel_id)
    .bind(row.user_id)
    .bind(row.refused_for)
    .bind(row.changes)
    .bind(row.provider_id)
    .bind(row.provider_name)
    .execute(connection)
    .await?;
    Ok(())
}

/// Nothing is done in the name of a provider that is none (any more).
async fn assert_provider(
    connection: &mut SqliteConnection,
    tenant: TenantId,
    provider: TenantId,
) -> Result<(), Failure> {
    let found = query("SELECT 1 FROM tenants WHERE id = $1 AND provider_id = $2")
        .bind(tenant.uuid())
        .bind(provider.uuid())
        .fetch_optional(connection)
        .await?;
    found.map(|_| ()).ok_or(Failure::Overtaken)
}
