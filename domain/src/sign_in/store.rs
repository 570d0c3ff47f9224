use async_trait::async_trait;

use super::AttemptSubject;
use crate::ids::UserId;
use crate::secrets::TokenHash;
use crate::store::StoreError;
use crate::time::Timestamp;

/// Attempts to sign in, in the database, so that all servers count together.
#[async_trait]
pub trait AttemptStore: Send + Sync {
    /// Counts an attempt for each subject before the password is looked at, so that a thousand
    /// attempts at once are not one; or counts none and says until when to wait.
    async fn begin_attempt(
        &self,
        subjects: &[AttemptSubject],
        now: Timestamp,
    ) -> Result<AttemptOutcome, StoreError>;

    /// This attempt was successful: forgets it and, where
    /// [`AttemptSubject::is_forgotten_by_success`] says so, all before it.
    async fn forget_attempts(&self, subjects: &[AttemptSubject]) -> Result<(), StoreError>;

    /// Whether the browser with this token has signed in as this user before.
    async fn is_known_device(&self, user: UserId, device: &TokenHash) -> Result<bool, StoreError>;

    /// Remembers that it has. A user has the 20 devices used last.
    async fn remember_device(
        &self,
        user: UserId,
        device: &TokenHash,
        now: Timestamp,
    ) -> Result<(), StoreError>;
}

/// Whether an attempt may be made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AttemptOutcome {
    /// It was counted; go on.
    Allowed,
    /// Too many before it; not until then.
    WaitUntil(Timestamp),
}
