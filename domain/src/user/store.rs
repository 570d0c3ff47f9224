use async_trait::async_trait;

use super::{EmailAddress, PasswordHash, User};
use crate::audit::AuditEntry;
use crate::ids::{SessionId, UserId};
use crate::mail::Mail;
use crate::secrets::TokenHash;
use crate::store::StoreError;
use crate::time::Timestamp;

/// People in the database.
#[async_trait]
pub trait UserStore: Send + Sync {
    /// The user with this address.
    async fn user_by_email(&self, email: &EmailAddress) -> Result<Option<User>, StoreError>;

    /// The user with this id.
    async fn user_by_id(&self, id: UserId) -> Result<Option<User>, StoreError>;

    /// All users in the order of their addresses, beginning after `after`, at most `limit`.
    async fn users(
        &self,
        after: Option<&EmailAddress>,
        limit: u32,
    ) -> Result<Vec<User>, StoreError>;

    /// Adds a user who belongs to no tenant yet, and writes the audit entry.
    async fn insert_user(
        &self,
        user: &User,
        audit: &AuditEntry,
    ) -> Result<InsertUserOutcome, StoreError>;

    /// Gives a user another password, takes away the links that would have reset it and what
    /// would have given them another address, ends all their sessions but `keep`, adds the mail
    /// that tells them, and writes the audit entry. Does nothing when the user is gone
    /// by now, or has another password than the one that was checked: returns whether it was done.
    async fn set_password(
        &self,
        user: UserId,
        checked: Option<&PasswordHash>,
        password: &PasswordHash,
        keep: Option<SessionId>,
        mail: Option<&Mail>,
        audit: &AuditEntry,
    ) -> Result<bool, StoreError>;

    /// The same through a link: does nothing unless a password-reset link of this user with this
    /// hash is still valid at `now`, and uses it up. Ends all sessions. Returns whether it was.
    async fn reset_password(
        &self,
        link: &TokenHash,
        password: &PasswordHash,
        now: Timestamp,
        mail: Option<&Mail>,
        audit: &AuditEntry,
    ) -> Result<bool, StoreError>;

    /// Keeps a user out from this moment on and ends all their sessions, or (`None`) lets them in
    /// again; and writes the audit entry. Returns whether there is such a user.
    async fn set_disabled(
        &self,
        user: UserId,
        at: Option<Timestamp>,
        audit: &AuditEntry,
    ) -> Result<bool, StoreError>;
}

/// What came of adding a user.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum InsertUserOutcome {
    /// The user is there.
    Inserted,
    /// Somebody has this address already; nothing was changed.
    EmailTaken,
}
