use crate::ids::{LinkId, TenantId, UserId};
use crate::permissions::Role;
use crate::time::Timestamp;
use crate::user::EmailAddress;

const HOUR: i64 = 60 * 60 * 1_000_000;

/// A link that works once, until a moment. Whoever holds its [`crate::secrets::SecretToken`] can
/// use it; the database holds the token's hash.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Link {
    /// Its identity, which opens nothing and may be shown.
    pub id: LinkId,
    /// What it is for.
    pub purpose: LinkPurpose,
    /// When it was made.
    pub created_at: Timestamp,
    /// From when on it does not work any more.
    pub expires_at: Timestamp,
}

/// What a link is for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum LinkPurpose {
    /// The first start: makes the first account manager. There is one at most.
    SetUp,
    /// Joins a tenant.
    Invitation {
        /// Which tenant.
        tenant: TenantId,
        /// Who is invited. A tenant has one invitation at most for an address.
        email: EmailAddress,
        /// What they will be.
        role: Role,
    },
    /// Chooses another password.
    PasswordReset {
        /// Whose.
        user: UserId,
    },
}

impl LinkPurpose {
    /// How long such a link works, in microseconds: 7 days for an invitation, which waits for a
    /// person, 1 hour for the others.
    pub const fn lifetime(&self) -> i64 {
        match self {
            Self::Invitation { .. } => 7 * 24 * HOUR,
            Self::SetUp | Self::PasswordReset { .. } => HOUR,
        }
    }
}
