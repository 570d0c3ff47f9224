use async_trait::async_trait;

use crate::audit::AuditEntry;
use crate::ids::{CreationKey, TenantId, UserId};
use crate::store::StoreError;
use crate::tenant::Tenant;
use crate::user::User;

/// Registrations in the database.
#[async_trait]
pub trait RegistrationStore: Send + Sync {
    /// Adds a tenant, adds its first admin if they are new here, makes them its admin, remembers
    /// the form's key and writes the audit entry, all or nothing. A form that the same person
    /// sends twice registers one tenant, under any number of simultaneous calls.
    async fn register(
        &self,
        tenant: &Tenant,
        key: CreationKey,
        admin: Registrant<'_>,
        audit: &AuditEntry,
    ) -> Result<RegisterOutcome, StoreError>;

    /// The tenant that this person has registered with this form.
    async fn registered_by(
        &self,
        user: UserId,
        key: CreationKey,
    ) -> Result<Option<TenantId>, StoreError>;
}

/// Who registers.
#[derive(Debug, Clone, Copy)]
pub enum Registrant<'a> {
    /// Somebody who is new here.
    New(&'a User),
    /// Somebody who can sign in already.
    Known(UserId),
}

/// What came of a registration.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RegisterOutcome {
    /// The tenant is there.
    Registered,
    /// The same person has registered this tenant with a form of this key before; nothing was
    /// changed.
    KeyUsed(TenantId),
    /// [`Registrant::New`] has an address that somebody has; nothing was changed.
    EmailTaken,
}
