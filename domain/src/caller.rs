//! Who asks.

use crate::ids::TenantId;

/// The person or program behind a request, and the tenant they act for.
///
/// Made from the session by the server, never from what a request carries. Every use case takes
/// one and every store call gets its tenant from it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Caller {
    /// Whose data may be seen and changed.
    pub tenant: TenantId,
    /// The name under which the audit log remembers the caller, at most 200 characters.
    pub actor: String,
}
