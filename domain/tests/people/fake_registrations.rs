//! Registrations in memory.

use async_trait::async_trait;
use domain::audit::AuditEntry;
use domain::ids::{CreationKey, TenantId, UserId};
use domain::permissions::Role;
use domain::registration::{RegisterOutcome, Registrant, RegistrationStore};
use domain::store::StoreError;
use domain::tenant::Tenant;

use crate::fake_store::FakeStore;

#[async_trait]
impl RegistrationStore for FakeStore {
    async fn register(
        &self,
        tenant: &Tenant,
        key: CreationKey,
        admin: Registrant<'_>,
        audit: &AuditEntry,
    ) -> Result<RegisterOutcome, StoreError> {
        let mut tables = self.tables();
        let user = match admin {
            Registrant::New(user) if tables.users.iter().any(|one| one.email == user.email) => {
                return Ok(RegisterOutcome::EmailTaken);
            }
            Registrant::New(user) => {
                tables.users.push(user.clone());
                user.id
            }
            Registrant::Known(id) => id,
        };
        let same = |one: &&(UserId, CreationKey, TenantId)| (one.0, one.1) == (user, key);
        if let Some((.., before)) = tables.registrations.iter().find(same) {
            return Ok(RegisterOutcome::KeyUsed(*before));
        }
        tables.registrations.push((user, key, tenant.id));
        tables.tenants.push(tenant.clone());
        tables.members.push((tenant.id, user, Role::Admin));
        tables.audit.push(audit.clone());
        Ok(RegisterOutcome::Registered)
    }

    async fn registered_by(
        &self,
        user: UserId,
        key: CreationKey,
    ) -> Result<Option<TenantId>, StoreError> {
        let tables = self.tables();
        let found = tables.registrations.iter().find(|one| (one.0, one.1) == (user, key));
        Ok(found.map(|(.., tenant)| *tenant))
    }
}
