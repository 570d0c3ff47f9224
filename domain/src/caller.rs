//! Who asks.

use crate::ids::{TenantId, UserId};
use crate::permissions::Role;
use crate::secrets::SecretToken;
use crate::tenant::{Organisation, Standing};

/// The person behind a request, and the tenant they act for: their own, or a customer of theirs
/// ([`crate::customer::acting_in`]).
///
/// Made from the session by the server, never from what a request carries. Every use case takes
/// one and every store call gets its tenant from it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Caller {
    /// Who it is.
    pub user: UserId,
    /// Whose data may be seen and changed.
    pub tenant: TenantId,
    /// The name of that tenant.
    pub tenant_name: String,
    /// What they are in their own tenant.
    pub role: Role,
    /// Whether that tenant may use the service.
    pub standing: Standing,
    /// The tenant they belong to, if that is a service provider.
    pub provider: Option<ServiceProvider>,
    /// Whether they proved who they are within the last ten minutes.
    pub fresh: bool,
    /// The name under which the audit log remembers them, at most 254 characters: their e-mail
    /// address.
    pub actor: String,
}

/// A tenant with the right to act for its customers, as the session tells it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ServiceProvider {
    /// Which tenant.
    pub organisation: Organisation,
    /// Whether an account manager lets nothing be changed in it, nor by it.
    pub suspended: bool,
}

impl Caller {
    /// The service provider in whose name they act, if the tenant is a customer of theirs.
    pub fn acts_as_provider(&self) -> Option<&ServiceProvider> {
        self.provider.as_ref().filter(|provider| provider.organisation.id != self.tenant)
    }
}

/// Somebody who runs the installation, whether they belong to a tenant or not. The use cases of
/// the back office take one. Made from the session, like [`Caller`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AccountManager {
    /// Whether they proved who they are within the last ten minutes.
    pub fresh: bool,
    /// The name under which the audit log remembers them.
    pub actor: String,
}

/// A browser, before it is known who sits at it. Made by the server from the connection and its
/// headers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Visitor {
    /// The network address it comes from, at most 45 characters.
    pub address: String,
    /// What it calls itself. A session keeps the first 300 characters.
    pub agent: String,
    /// What it was given when somebody first signed in with it.
    pub device: Option<SecretToken>,
}
