use async_trait::async_trait;

use super::Tenant;
use crate::channel::Channel;
use crate::ids::TenantId;
use crate::store::StoreError;

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
}
