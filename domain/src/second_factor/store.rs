use async_trait::async_trait;

use super::TotpFactor;
use crate::audit::AuditEntry;
use crate::ids::{SessionId, UserId};
use crate::sealing::Sealed;
use crate::secrets::TokenHash;
use crate::store::StoreError;
use crate::time::Timestamp;
use crate::user::PasswordHash;

/// Second factors in the database, and sign-ins that wait for one.
#[async_trait]
pub trait SecondFactorStore: Send + Sync {
    /// The user's app, whether it is confirmed or not.
    async fn totp_factor(&self, user: UserId) -> Result<Option<TotpFactor>, StoreError>;

    /// Keeps a key that waits for its first code, in the place of one that waited before. Returns
    /// whether it did: not while there is a confirmed one.
    async fn start_totp(
        &self,
        user: UserId,
        key: &Sealed,
        now: Timestamp,
    ) -> Result<bool, StoreError>;

    /// From now on the app with this key is asked for: all or nothing, notes that the code of this
    /// step is used, puts these recovery codes in the place of others, ends all sessions of the
    /// user but `keep` and all sign-ins that wait, and writes the audit entry. Returns whether the
    /// key was still waiting.
    async fn confirm_totp(
        &self,
        user: UserId,
        key: &Sealed,
        confirmed: (Timestamp, i64),
        recovery_codes: &[TokenHash],
        keep: SessionId,
        audit: &AuditEntry,
    ) -> Result<bool, StoreError>;

    /// Notes that the code of this step was used. Returns whether it may be: not if it, or a later
    /// one, was used before, under any number of simultaneous calls.
    async fn use_totp_step(&self, user: UserId, step: i64) -> Result<bool, StoreError>;

    /// Takes a recovery code away and writes the audit entry. Returns whether it was there.
    async fn use_recovery_code(
        &self,
        user: UserId,
        code: &TokenHash,
        audit: &AuditEntry,
    ) -> Result<bool, StoreError>;

    /// How many recovery codes the user has.
    async fn recovery_codes(&self, user: UserId) -> Result<u32, StoreError>;

    /// Puts recovery codes in the place of those before and writes the audit entry. Returns
    /// whether the user has a confirmed app.
    async fn replace_recovery_codes(
        &self,
        user: UserId,
        codes: &[TokenHash],
        audit: &AuditEntry,
    ) -> Result<bool, StoreError>;

    /// Takes the user's app and recovery codes away, ends all their sessions but `keep`, and
    /// writes the audit entry. Returns whether there was a confirmed app; if not, it does nothing.
    async fn remove_second_factor(
        &self,
        user: UserId,
        keep: Option<SessionId>,
        audit: &AuditEntry,
    ) -> Result<bool, StoreError>;

    /// Takes the user's app, recovery codes and passkeys away, ends all their sessions, and writes
    /// the audit entry. Returns whether there was a confirmed app or a passkey; if not, it does
    /// nothing.
    async fn remove_every_factor(
        &self,
        user: UserId,
        audit: &AuditEntry,
    ) -> Result<bool, StoreError>;

    /// Keeps a sign-in whose password was right, until the code comes. Does nothing when the user
    /// is disabled or gone by now, or has another password than the one that was checked: returns
    /// whether it waits.
    async fn insert_pending_sign_in(
        &self,
        token: &TokenHash,
        user: UserId,
        checked: Option<&PasswordHash>,
        expires_at: Timestamp,
    ) -> Result<bool, StoreError>;

    /// Whose sign-in waits under this token at `now`. Another password, another second factor and
    /// keeping its user out end it.
    async fn pending_sign_in(
        &self,
        token: &TokenHash,
        now: Timestamp,
    ) -> Result<Option<UserId>, StoreError>;

    /// Uses the waiting sign-in up. Returns whether it still waited: it lets one in.
    async fn use_pending_sign_in(
        &self,
        token: &TokenHash,
        now: Timestamp,
    ) -> Result<bool, StoreError>;
}
