use crate::ids::UserId;
use crate::time::Timestamp;
use crate::user::EmailAddress;

/// The address that a user wants to sign in with. It is theirs once they follow the link that is
/// sent there. A user has one such wish at most.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EmailChange {
    /// Who.
    pub user: UserId,
    /// The new address. Somebody may have it: that is found out at the end.
    pub email: EmailAddress,
    /// When it was asked for.
    pub created_at: Timestamp,
    /// From when on its link does not work any more.
    pub expires_at: Timestamp,
}

impl EmailChange {
    /// How long the link works, in microseconds: 1 hour.
    pub const LIFETIME: i64 = 60 * 60 * 1_000_000;
}
