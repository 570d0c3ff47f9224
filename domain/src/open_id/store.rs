use async_trait::async_trait;

use super::{Attempt, Identity, Subject};
use crate::audit::AuditEntry;
use crate::ids::{IdentityId, UserId};
use crate::secrets::TokenHash;
use crate::store::StoreError;
use crate::time::Timestamp;
use crate::user::User;

/// Accounts at providers, and people who are there just now.
#[async_trait]
pub trait OpenIdStore: Send + Sync {
    /// Remembers that somebody was sent to the provider.
    async fn insert_open_id_attempt(
        &self,
        token: &TokenHash,
        attempt: &Attempt,
    ) -> Result<(), StoreError>;

    /// Takes the attempt away, if it is not too old at `now`. Of many answers to one attempt, one
    /// gets it.
    async fn take_open_id_attempt(
        &self,
        token: &TokenHash,
        now: Timestamp,
    ) -> Result<Option<Attempt>, StoreError>;

    /// The user whose account this is.
    async fn user_by_identity(
        &self,
        issuer: &str,
        subject: &Subject,
    ) -> Result<Option<User>, StoreError>;

    /// The user's accounts, by issuer.
    async fn identities(&self, user: UserId) -> Result<Vec<Identity>, StoreError>;

    /// Links an account with a user, and writes the audit entry.
    async fn link_identity(
        &self,
        identity: &Identity,
        audit: &AuditEntry,
    ) -> Result<LinkOutcome, StoreError>;

    /// Takes an account away from a user who has a password to sign in with, and writes the audit
    /// entry.
    async fn unlink_identity(
        &self,
        user: UserId,
        id: IdentityId,
        audit: &AuditEntry,
    ) -> Result<UnlinkOutcome, StoreError>;
}

/// What came of linking an account.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LinkOutcome {
    /// It is linked.
    Linked,
    /// It belongs to somebody already, or the user has another one of this issuer; nothing was
    /// changed.
    Taken,
}

/// What came of taking an account away.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum UnlinkOutcome {
    /// It is no longer linked.
    Unlinked,
    /// The user has no such account.
    NotFound,
    /// The user has no password and could not sign in any more; nothing was changed.
    OnlyWayIn,
}
