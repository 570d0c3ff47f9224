use async_trait::async_trait;
use domain::audit::AuditEntry;
use domain::channel::Channel;
use domain::ids::TenantId;
use domain::store::StoreError;
use domain::tenant::{
    Tenant, TenantChange, TenantList, TenantOutcome, TenantPage, TenantState, TenantStore,
};
use sqlx::query_as;
use sqlx::sqlite::SqliteExecutor;

use super::SqliteStore;
use super::audit::insert_audit_entry;
use super::channel::insert_channels;
use crate::error::Failure;
use crate::rows::{self, TenantRow, tenant_columns, tenant_outcome};
use crate::tenant_statements;

#[async_trait]
impl TenantStore for SqliteStore {
    async fn tenant_by_id(&self, id: TenantId) -> Result<Option<Tenant>, StoreError> {
        Ok(tenant_by_id(&self.readers, id).await?)
    }

    async fn insert_tenant(
        &self,
        tenant: &Tenant,
        channels: &[Channel],
    ) -> Result<bool, StoreError> {
        Ok(self.try_insert_tenant(tenant, channels).await?)
    }

    async fn tenants(&self, list: &TenantList) -> Result<TenantPage, StoreError> {
        // A name has no NUL character.
        if list.search.contains('\0') {
            return Ok(TenantPage::from_rows(Vec::new()));
        }
        let found = tenant_statements::tenants(list, "instr", "lower(name)")
            .build_query_as()
            .fetch_all(&self.readers)
            .await
            .map_err(Failure::from)?;
        let mut page = TenantPage::from_rows(rows::all::<TenantRow, _>(found)?);
        let providers = page.provider_ids();
        if !providers.is_empty() {
            let names = tenant_statements::names_of(&providers)
                .build_query_as()
                .fetch_all(&self.readers)
                .await
                .map_err(Failure::from)?;
            page.providers = rows::names(names);
        }
        Ok(page)
    }

    async fn count_tenants(&self, state: TenantState) -> Result<u64, StoreError> {
        let count: i64 = tenant_statements::count_tenants(state)
            .build_query_scalar()
            .fetch_one(&self.readers)
            .await
            .map_err(Failure::from)?;
        Ok(rows::how_many(count))
    }

    async fn change_tenant(
        &self,
        id: TenantId,
        change: &TenantChange,
        audit: &AuditEntry,
    ) -> Result<TenantOutcome, StoreError> {
        Ok(self.try_change_tenant(id, change, audit).await?)
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
        let mut insert = tenant_statements::insert_tenant(tenant, rows::count(&channels));
        let added = insert.push("NOTHING").build().execute(&mut *write).await?.rows_affected();
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

    async fn try_change_tenant(
        &self,
        id: TenantId,
        change: &TenantChange,
        audit: &AuditEntry,
    ) -> Result<TenantOutcome, Failure> {
        let mut write = self.write().await?;
        let mut update = tenant_statements::change_tenant(id, change);
        let changed = update.build().execute(&mut *write).await?.rows_affected();
        let outcome = tenant_outcome(changed, tenant_by_id(&mut *write, id).await?.is_some());
        if outcome == TenantOutcome::Done {
            insert_audit_entry(&mut write, audit).await?;
            write.commit().await?;
        }
        Ok(outcome)
    }
}

pub(super) async fn tenant_by_id(
    executor: impl SqliteExecutor<'_>,
    id: TenantId,
) -> Result<Option<Tenant>, Failure> {
    let row = query_as(concat!("SELECT ", tenant_columns!(), " FROM tenants WHERE id = $1"))
        .bind(id.uuid())
        .fetch_optional(executor)
        .await?;
    rows::one::<TenantRow, _>(row)
}
