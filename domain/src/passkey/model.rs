use super::PasskeyName;
use crate::ids::{PasskeyId, UserId};
use crate::time::Timestamp;

/// A passkey of a user. Nothing of it is secret: the database has the public half.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Passkey {
    /// Its identity here.
    pub id: PasskeyId,
    /// Whose it is.
    pub user: UserId,
    /// What its owner calls it.
    pub name: PasskeyName,
    /// How it is recognised.
    pub credential: Credential,
    /// When it was added.
    pub created_at: Timestamp,
    /// When somebody last signed in with it.
    pub used_at: Option<Timestamp>,
}

/// What a passkey is recognised by.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Credential {
    /// The id that the authenticator gave it, 1 to 1,023 bytes (WebAuthn, 5.8.3). No two passkeys
    /// have the same.
    pub id: Vec<u8>,
    /// Public key, counter and the rest, as [`super::Passkeys`] writes and reads it: at most 4,000
    /// characters.
    pub data: String,
}
