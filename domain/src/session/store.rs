use async_trait::async_trait;

use super::{Session, SignedIn};
use crate::audit::AuditEntry;
use crate::ids::{SessionId, TenantId, UserId};
use crate::secrets::TokenHash;
use crate::store::StoreError;
use crate::time::Timestamp;
use crate::user::PasswordHash;

/// Sessions in the database.
#[async_trait]
pub trait SessionStore: Send + Sync {
    /// Adds a session, takes away the one it replaces, and writes the audit entry, all or nothing.
    /// Does nothing when the user is disabled or gone by now, or has another password than the
    /// one that was checked, or has a second factor and the session is without: returns whether
    /// it was added.
    async fn insert_session(
        &self,
        session: &Session,
        token: &TokenHash,
        checked: Option<&PasswordHash>,
        replaces: Option<SessionId>,
        audit: &AuditEntry,
    ) -> Result<bool, StoreError>;

    /// Who holds this token: the session, the user and the membership, in one statement. Nothing
    /// for a disabled user. Does not look at the time.
    async fn signed_in(&self, token: &TokenHash) -> Result<Option<SignedIn>, StoreError>;

    /// Notes that the session was used.
    async fn touch_session(&self, id: SessionId, now: Timestamp) -> Result<(), StoreError>;

    /// The user's sessions, the last used first, at most 100.
    async fn sessions_of_user(&self, user: UserId) -> Result<Vec<Session>, StoreError>;

    /// Lets the session act for another tenant, if its user belongs to it. Returns whether.
    async fn switch_tenant(
        &self,
        id: SessionId,
        user: UserId,
        tenant: TenantId,
    ) -> Result<bool, StoreError>;

    /// Ends one of the user's sessions and writes the audit entry. Returns whether it was there.
    async fn end_session(
        &self,
        user: UserId,
        id: SessionId,
        audit: &AuditEntry,
    ) -> Result<bool, StoreError>;

    /// Ends all sessions of the user but one, and writes the audit entry. Returns how many.
    async fn end_other_sessions(
        &self,
        user: UserId,
        keep: SessionId,
        audit: &AuditEntry,
    ) -> Result<u64, StoreError>;

    /// Takes away sessions that were last used before `idle_since` or began before
    /// `begun_before`, links, changes of address, waiting sign-ins, challenges and visits to an OpenID
    /// provider that are past their end at `now`, and what is a day old: attempts, and mails that
    /// belong to no link.
    async fn delete_expired(
        &self,
        idle_since: Timestamp,
        begun_before: Timestamp,
        now: Timestamp,
    ) -> Result<(), StoreError>;
}
