use async_trait::async_trait;

use super::{Company, Reason, Statement, Tenant, TenantList, TenantName, TenantPage, TenantState};
use crate::audit::AuditEntry;
use crate::channel::Channel;
use crate::ids::TenantId;
use crate::store::StoreError;
use crate::time::Timestamp;

/// Tenants in the database.
#[async_trait]
pub trait TenantStore: Send + Sync {
    /// The tenant with this id.
    async fn tenant_by_id(&self, id: TenantId) -> Result<Option<Tenant>, StoreError>;

    /// Adds a tenant with the channels it brings along (seed data, a restored backup), all or
    /// nothing. Its usage is counted from `channels`, whatever `tenant.usage.used` says. Does
    /// nothing when the tenant exists already: returns whether it was added.
    async fn insert_tenant(
        &self,
        tenant: &Tenant,
        channels: &[Channel],
    ) -> Result<bool, StoreError>;

    /// A page of all tenants, for the back office.
    async fn tenants(&self, list: &TenantList) -> Result<TenantPage, StoreError>;

    /// How many tenants are in this state.
    async fn count_tenants(&self, state: TenantState) -> Result<u64, StoreError>;

    /// Changes a tenant that is in a state to be changed so, and writes the audit entry.
    async fn change_tenant(
        &self,
        id: TenantId,
        change: &TenantChange,
        audit: &AuditEntry,
    ) -> Result<TenantOutcome, StoreError>;
}

/// A change to a tenant.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum TenantChange {
    /// It is verified, if it is not yet and still says this about itself.
    Verify(Box<Statement>),
    /// It is rejected, if it is not verified and still says this about itself.
    Reject(Box<Statement>, Reason),
    /// It has corrected what it says about itself, and waits again, if it is rejected and not
    /// suspended.
    AskAgain(TenantName, Company),
    /// Its admin wants the service from now on, if it is verified and does not have it yet.
    Activate(Timestamp),
    /// Another number of channels, in any state.
    SetQuota(u32),
    /// It is suspended, if it is not yet.
    Suspend(Timestamp),
    /// It is suspended no longer, if it was.
    Resume,
}

/// What came of a change to a tenant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TenantOutcome {
    /// It is done.
    Done,
    /// There is no such tenant.
    NotFound,
    /// The tenant is not in a state for this; nothing was changed.
    OtherState,
}
