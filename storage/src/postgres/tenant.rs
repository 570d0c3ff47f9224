use async_trait::async_trait;
use domain::audit::AuditEntry;
use domain::channel::Channel;
use domain::ids::TenantId;
use domain::store::StoreError;
use domain::tenant::{
    Tenant, TenantChange, TenantList, TenantOutcome, TenantPage, TenantState, TenantStore,
};
use sqlx::postgres::PgConnection;
use sqlx::{query, query_as};

use super::audit::insert_audit_entry;
use super::channel::insert_channels;
use super::scope::{Scope, Select};
use super::{PostgresStore, retrying};
use crate::error::Failure;
use crate::rows::{self, TenantRow, tenant_columns, tenant_outcome};
use crate::tenant_statements;

#[async_trait]
impl TenantStore for PostgresStore {
    async fn tenant_by_id(&self, id: TenantId) -> Result<Option<Tenant>, StoreError> {
        let row = self.pool.optional(Scope::Tenant(id), by_id(id)).await?;
        Ok(rows::one::<TenantRow, _>(row)?)
    }

    async fn insert_tenant(
        &self,
        tenant: &Tenant,
        channels: &[Channel],
    ) -> Result<bool, StoreError> {
        retrying(|| self.try_insert_tenant(tenant, channels)).await
    }

    async fn tenants(&self, list: &TenantList) -> Result<TenantPage, StoreError> {
        // A name has no NUL character, and the database cannot even be asked about one.
        if list.search.contains('\0') {
            return Ok(TenantPage::from_rows(Vec::new()));
        }
        let folded_name = "lower(name COLLATE \"C\")";
        let mut tenants = tenant_statements::tenants(list, "strpos", folded_name);
        // The back office looks at all tenants.
        let found = self.pool.all(Scope::Installation, tenants.build_query_as()).await?;
        let mut page = TenantPage::from_rows(rows::all::<TenantRow, _>(found)?);
        let providers = page.provider_ids();
        if !providers.is_empty() {
            let mut names = tenant_statements::names_of(&providers);
            page.providers =
                rows::names(self.pool.all(Scope::Installation, names.build_query_as()).await?);
        }
        Ok(page)
    }

    async fn count_tenants(&self, state: TenantState) -> Result<u64, StoreError> {
        let mut count = tenant_statements::count_tenants(state);
        // Of all tenants.
        let count = self.pool.value(Scope::Installation, count.build_query_scalar::<i64>()).await?;
        Ok(rows::how_many(count))
    }

    async fn change_tenant(
        &self,
        id: TenantId,
        change: &TenantChange,
        audit: &AuditEntry,
    ) -> Result<TenantOutcome, StoreError> {
        retrying(|| self.try_change_tenant(id, change, audit)).await
    }
}

impl PostgresStore {
    async fn try_insert_tenant(
        &self,
        tenant: &Tenant,
        channels: &[Channel],
    ) -> Result<bool, Failure> {
        let channels = rows::brought_along(tenant, channels)?;
        let mut write = self.pool.begin(Scope::Tenant(tenant.id)).await?;
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
        let mut write = self.pool.begin(Scope::Tenant(id)).await?;
        let mut update = tenant_statements::change_tenant(id, change);
        let changed = update.build().execute(&mut *write).await?.rows_affected();
        let known = by_id(id).fetch_optional(&mut *write).await?.is_some();
        let outcome = tenant_outcome(changed, known);
        if outcome == TenantOutcome::Done {
            insert_audit_entry(&mut write, audit).await?;
            write.commit().await?;
        }
        Ok(outcome)
    }
}

pub(super) fn by_id(id: TenantId) -> Select<TenantRow> {
    query_as(concat!("SELECT ", tenant_columns!(), " FROM tenants WHERE id = $1")).bind(id.uuid())
}

/// From here on no other transaction changes the tenant or, by way of it, what belongs to it.
pub(super) async fn lock_tenant(
    connection: &mut PgConnection,
    tenant: TenantId,
) -> Result<(), Failure> {
    query("SELECT 1 FROM tenants WHERE id = $1 FOR NO KEY UPDATE")
        .bind(tenant.uuid())
        .execute(connection)
        .await?;
    Ok(())
}
