use async_trait::async_trait;
use domain::channel::Channel;
use domain::ids::TenantId;
use domain::store::StoreError;
use domain::tenant::{Tenant, TenantStore};
use sqlx::{query, query_as};

use super::SqliteStore;
use super::channel::insert_channels;
use crate::error::Failure;
use crate::rows::{self, TenantRow, tenant_columns};

#[async_trait]
impl TenantStore for SqliteStore {
    async fn tenant_by_id(&self, id: TenantId) -> Result<Option<Tenant>, StoreError> {
        let row = query_as(concat!("SELECT ", tenant_columns!(), " FROM tenants WHERE id = $1"))
            .bind(id.uuid())
            .fetch_optional(&self.readers)
            .await
            .map_err(Failure::from)?;
        Ok(rows::one::<TenantRow, _>(row)?)
    }

    async fn insert_tenant(
        &self,
        tenant: &Tenant,
        channels: &[Channel],
    ) -> Result<bool, StoreError> {
        Ok(self.try_insert_tenant(tenant, channels).await?)
    }
}

impl SqliteStore {
    async fn try_insert_tenant(
        &self,
        tenant: &Tenant,
        channels: &[Channel],
    ) -> Result<bool, Failure> {
        let channels = rows::brought_along(tenant, channels)?;
        let mut write = self.write().await?;
        let added = query(concat!(
            "INSERT INTO tenants (",
            tenant_columns!(),
            ") VALUES ($1, $2, $3, $4, $5) ON CONFLICT (id) DO NOTHING"
        ))
        .bind(tenant.id.uuid())
        .bind(&tenant.name)
        .bind(i64::from(tenant.usage.quota))
        .bind(rows::count(&channels))
        .bind(tenant.created_at.micros())
        .execute(&mut *write)
        .await?
        .rows_affected();
        if added == 0 {
            write.rollback().await?;
            return Ok(false);
        }
        if !insert_channels(&mut write, &channels).await? {
            return Err(Failure::Misuse("two channels of a tenant have the same id"));
        }
        write.commit().await?;
        Ok(true)
    }
}
