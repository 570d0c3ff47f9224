use crate::ids::{TenantId, UserId};
use crate::permissions::Role;
use crate::time::Timestamp;
use crate::user::{EmailAddress, PersonName};

/// A person as their colleagues see them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Member {
    /// Who.
    pub user: UserId,
    /// Their name.
    pub name: PersonName,
    /// Their address.
    pub email: EmailAddress,
    /// What they are.
    pub role: Role,
    /// Whether they have been kept out of the installation.
    pub disabled: bool,
    /// When they joined the tenant.
    pub joined_at: Timestamp,
}

/// A tenant as one of its members sees it in the list of their tenants.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Membership {
    /// Which tenant.
    pub tenant: TenantId,
    /// Its name.
    pub tenant_name: String,
    /// What they are there.
    pub role: Role,
}
