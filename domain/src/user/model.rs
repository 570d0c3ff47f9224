use super::{EmailAddress, PasswordHash, PersonName};
use crate::ids::UserId;
use crate::time::Timestamp;

/// A person who can sign in. May belong to several tenants, or to none.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct User {
    /// Their identity.
    pub id: UserId,
    /// Where they read mail, and the name they sign in with. No two users have the same.
    pub email: EmailAddress,
    /// What colleagues call them.
    pub name: PersonName,
    /// Absent when they have never set one.
    pub password: Option<PasswordHash>,
    /// Whether they run the installation: the back office is theirs.
    pub account_manager: bool,
    /// Since when they may not sign in any more.
    pub disabled_at: Option<Timestamp>,
    /// When they joined.
    pub created_at: Timestamp,
}
