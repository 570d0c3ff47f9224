use crate::ids::TenantId;
use crate::tenant::Organisation;
use crate::time::Timestamp;

/// How many tenants a service provider can be asking for consent at a time.
pub const MAX_CONSENT_REQUESTS: u32 = 100;

/// A service provider asks a tenant for consent.
///
/// It names the tenant by its id and is told nothing about it: not its name, nor whether there is
/// such a tenant.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ConsentRequest {
    /// Who is asked.
    pub customer: TenantId,
    /// Who asks, under the name it had then.
    pub provider: Organisation,
    /// When it asked.
    pub asked_at: Timestamp,
}

/// The service provider of a tenant, as the tenant sees it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OwnProvider {
    /// Which one.
    pub organisation: Organisation,
    /// Whether it has the right at present. Without it, its people do nothing for the tenant.
    pub has_right: bool,
}
