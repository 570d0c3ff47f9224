use async_trait::async_trait;
use domain::audit::AuditEntry;
use domain::ids::{CreationKey, TenantId, UserId};
use domain::permissions::Role;
use domain::registration::{RegisterOutcome, Registrant, RegistrationStore};
use domain::store::StoreError;
use domain::tenant::Tenant;
use sqlx::sqlite::SqliteExecutor;
use sqlx::{query, query_scalar};
use uuid::Uuid;

use super::SqliteStore;
use super::audit::insert_audit_entry;
use super::member::insert_membership;
use super::user::insert_user;
use crate::error::Failure;
use crate::tenant_statements;

#[async_trait]
impl RegistrationStore for SqliteStore {
    async fn register(
        &self,
        tenant: &Tenant,
        key: CreationKey,
        admin: Registrant<'_>,
        audit: &AuditEntry,
    ) -> Result<RegisterOutcome, StoreError> {
        Ok(self.try_register(tenant, key, admin, audit).await?)
    }

    async fn registered_by(
        &self,
        user: UserId,
        key: CreationKey,
    ) -> Result<Option<TenantId>, StoreError> {
        Ok(registered_by(&self.readers, user, key).await?)
    }
}

impl SqliteStore {
    async fn try_register(
        &self,
        tenant: &Tenant,
        key: CreationKey,
        admin: Registrant<'_>,
        audit: &AuditEntry,
    ) -> Result<RegisterOutcome, Failure> {
        let mut write = self.write().await?;
        let user = match admin {
            Registrant::New(user) if !insert_user(&mut write, user).await? => {
                return Ok(RegisterOutcome::EmailTaken);
            }
            Registrant::New(user) => user.id,
            Registrant::Known(id) => id,
        };
        if let Some(before) = registered_by(&mut *write, user, key).await? {
            return Ok(RegisterOutcome::KeyUsed(before));
        }
        let mut insert = tenant_statements::insert_tenant(tenant, 0);
        let added = insert.push("NOTHING").build().execute(&mut *write).await?.rows_affected();
        if added == 0 {
            return Err(Failure::Misuse("the id of a new tenant is in use"));
        }
        query("INSERT INTO registrations (tenant_id, user_id, creation_key) VALUES ($1, $2, $3)")
            .bind(tenant.id.uuid())
            .bind(user.uuid())
            .bind(key.uuid())
            .execute(&mut *write)
            .await?;
        insert_membership(&mut write, tenant.id, user, Role::Admin, tenant.created_at).await?;
        insert_audit_entry(&mut write, audit).await?;
        write.commit().await?;
        Ok(RegisterOutcome::Registered)
    }
}

async fn registered_by(
    executor: impl SqliteExecutor<'_>,
    user: UserId,
    key: CreationKey,
) -> Result<Option<TenantId>, Failure> {
    let tenant: Option<Uuid> = query_scalar(
        "SELECT tenant_id FROM registrations WHERE user_id = $1 AND creation_key = $2",
    )
    .bind(user.uuid())
    .bind(key.uuid())
    .fetch_optional(executor)
    .await?;
    Ok(tenant.map(TenantId::from_uuid))
}
