use async_trait::async_trait;
use domain::audit::AuditEntry;
use domain::ids::{CreationKey, TenantId, UserId};
use domain::permissions::Role;
use domain::registration::{RegisterOutcome, Registrant, RegistrationStore};
use domain::store::StoreError;
use domain::tenant::Tenant;
use sqlx::{query, query_as};
use uuid::Uuid;

use super::audit::insert_audit_entry;
use super::member::insert_membership;
use super::scope::Scope;
use super::user::insert_user;
use super::{PostgresStore, retrying};
use crate::error::Failure;
use crate::tenant_statements;

#[async_trait]
impl RegistrationStore for PostgresStore {
    async fn register(
        &self,
        tenant: &Tenant,
        key: CreationKey,
        admin: Registrant<'_>,
        audit: &AuditEntry,
    ) -> Result<RegisterOutcome, StoreError> {
        retrying(|| self.try_register(tenant, key, admin, audit)).await
    }

    async fn registered_by(
        &self,
        user: UserId,
        key: CreationKey,
    ) -> Result<Option<TenantId>, StoreError> {
        Ok(self.find_registration(user, key).await?)
    }
}

impl PostgresStore {
    async fn try_register(
        &self,
        tenant: &Tenant,
        key: CreationKey,
        admin: Registrant<'_>,
        audit: &AuditEntry,
    ) -> Result<RegisterOutcome, Failure> {
        let mut write = self.pool.begin(Scope::Tenant(tenant.id)).await?;
        let user = match admin {
            Registrant::New(user) if !insert_user(&mut write, user).await? => {
                return Ok(RegisterOutcome::EmailTaken);
            }
            Registrant::New(user) => user.id,
            Registrant::Known(id) => id,
        };
        let mut insert = tenant_statements::insert_tenant(tenant, 0);
        let added = insert.push("NOTHING").build().execute(&mut *write).await?.rows_affected();
        if added == 0 {
            return Err(Failure::Misuse("the id of a new tenant is in use"));
        }
        // Waits for the same form, if it is on its way twice.
        let first = query(
            "INSERT INTO registrations (tenant_id, user_id, creation_key) VALUES ($1, $2, $3) \
             ON CONFLICT (user_id, creation_key) DO NOTHING",
        )
        .bind(tenant.id.uuid())
        .bind(user.uuid())
        .bind(key.uuid())
        .execute(&mut *write)
        .await?
        .rows_affected();
        if first == 0 {
            write.rollback().await?;
            let before = self.find_registration(user, key).await?;
            return before
                .map(RegisterOutcome::KeyUsed)
                .ok_or(Failure::Misuse("a registration is gone"));
        }
        insert_membership(&mut write, tenant.id, user, Role::Admin, tenant.created_at).await?;
        insert_audit_entry(&mut write, audit).await?;
        write.commit().await?;
        Ok(RegisterOutcome::Registered)
    }

    async fn find_registration(
        &self,
        user: UserId,
        key: CreationKey,
    ) -> Result<Option<TenantId>, Failure> {
        let tenant = query_as(
            "SELECT tenant_id FROM registrations WHERE user_id = $1 AND creation_key = $2",
        )
        .bind(user.uuid())
        .bind(key.uuid());
        // Which tenant it is, is what is asked.
        let found: Option<(Uuid,)> = self.pool.optional(Scope::Installation, tenant).await?;
        Ok(found.map(|(tenant,)| TenantId::from_uuid(tenant)))
    }
}
