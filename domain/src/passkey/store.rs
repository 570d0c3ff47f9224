use async_trait::async_trait;

use super::{Credential, Passkey};
use crate::audit::AuditEntry;
use crate::ids::{PasskeyId, UserId};
use crate::secrets::TokenHash;
use crate::store::StoreError;
use crate::time::Timestamp;

/// A challenge that waits for its answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ceremony {
    /// Who adds a passkey. Absent when somebody signs in.
    pub user: Option<UserId>,
    /// [`super::Challenge::state`], at most 8,000 characters.
    pub state: String,
    /// Until when the answer may come.
    pub expires_at: Timestamp,
}

/// Passkeys in the database.
#[async_trait]
pub trait PasskeyStore: Send + Sync {
    /// Keeps a challenge until its answer comes.
    async fn insert_ceremony(
        &self,
        token: &TokenHash,
        ceremony: &Ceremony,
    ) -> Result<(), StoreError>;

    /// Takes the challenge with this token away, if its answer may still come at `now`: one answer,
    /// right or wrong.
    async fn take_ceremony(
        &self,
        token: &TokenHash,
        now: Timestamp,
    ) -> Result<Option<Ceremony>, StoreError>;

    /// Adds a passkey and writes the audit entry. A user has 20 at most.
    async fn insert_passkey(
        &self,
        passkey: &Passkey,
        audit: &AuditEntry,
    ) -> Result<InsertPasskeyOutcome, StoreError>;

    /// The user's passkeys, the newest first.
    async fn passkeys_of_user(&self, user: UserId) -> Result<Vec<Passkey>, StoreError>;

    /// The passkey with this id of its authenticator.
    async fn passkey_by_credential(&self, id: &[u8]) -> Result<Option<Passkey>, StoreError>;

    /// Notes that a passkey was used, and what it is from now on. Returns whether it was as it was
    /// `before`: of two uses at once the second is judged again.
    async fn use_passkey(
        &self,
        before: &Credential,
        after: &Credential,
        now: Timestamp,
    ) -> Result<bool, StoreError>;

    /// Takes a passkey of the user away and writes the audit entry. Returns whether it was there.
    async fn remove_passkey(
        &self,
        user: UserId,
        id: PasskeyId,
        audit: &AuditEntry,
    ) -> Result<bool, StoreError>;
}

/// What came of adding a passkey.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum InsertPasskeyOutcome {
    /// It is there.
    Inserted,
    /// It was there already, perhaps for somebody else; nothing was changed.
    Known,
    /// The user has 20; nothing was changed.
    TooMany,
}
