//! Secrets that have to be read again, such as the key of a second factor. The database has them
//! sealed: whoever has only the database can neither read them nor put one in another's place.

use std::fmt;
use std::str::FromStr;

use async_trait::async_trait;
use thiserror::Error;
use uuid::Uuid;

use crate::ports::Ports;
use crate::store::StoreError;

/// Names the key that sealed something: the first 8 bytes of a hash of the key, so that two
/// different keys never have the same name. Opens nothing. As text 16 hexadecimal digits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct KeyId(pub [u8; 8]);

/// The text names no key.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[error("not the name of a key")]
pub struct InvalidKeyId;

impl fmt::Display for KeyId {
    fn fmt(&self, text: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(text, "{byte:02x}"))
    }
}

impl FromStr for KeyId {
    type Err = InvalidKeyId;

    fn from_str(text: &str) -> Result<Self, InvalidKeyId> {
        let bits = u64::from_str_radix(text, 16).map_err(|_| InvalidKeyId)?;
        let id = Self(bits.to_be_bytes());
        // Upper case, a sign or leading digits left out are no other way to write it.
        if id.to_string() == text { Ok(id) } else { Err(InvalidKeyId) }
    }
}

/// A sealed secret, as it is stored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sealed {
    /// Which key opens it.
    pub key: KeyId,
    /// What only that key can read, and only for the same place.
    pub bytes: Vec<u8>,
}

/// Where a sealed secret stands. It opens nowhere else, so that nobody who can write to the
/// database gains anything by moving it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SealedPlace {
    /// The table. Fixed for ever: what was sealed under another name cannot be opened.
    pub table: &'static str,
    /// The id of the row.
    pub row: Uuid,
    /// Whose it is: a tenant or a user.
    pub owner: Uuid,
}

/// Why something was not sealed or not opened.
#[derive(Debug, Error)]
pub enum SealingError {
    /// The keys cannot be read at the moment.
    #[error("the keys cannot be read")]
    NoKeys(#[source] Box<dyn std::error::Error + Send + Sync>),
    /// It was sealed with a key that is not among them.
    #[error("the key {0} is not among the keys of this server")]
    KeyMissing(KeyId),
    /// It was changed, or sealed for another place.
    #[error("a secret of the table {0} does not open")]
    Broken(&'static str),
}

impl From<SealingError> for StoreError {
    /// To whoever asks for it, a secret that does not open is a row that cannot be read.
    fn from(error: SealingError) -> Self {
        match error {
            SealingError::Broken(table) => Self::Corrupt { table, column: "sealed" },
            other => Self::Unavailable(other.into()),
        }
    }
}

/// Seals and opens secrets. The real one lives in the server.
#[async_trait]
pub trait Sealing: Send + Sync + 'static {
    /// Seals a secret for its place, with the newest key. The same secret is sealed differently
    /// each time.
    async fn seal(&self, place: &SealedPlace, secret: &[u8]) -> Result<Sealed, SealingError>;

    /// Opens what was sealed for this place, with any key there has been.
    async fn open(&self, place: &SealedPlace, sealed: &Sealed) -> Result<Vec<u8>, SealingError>;

    /// The newest key. What another one has sealed may be sealed again.
    async fn newest_key(&self) -> Result<KeyId, SealingError>;
}

/// What is sealed in the database, whatever it is.
#[async_trait]
pub trait SealedStore: Send + Sync {
    /// How many secrets each key has sealed. A key that has sealed none is left out.
    async fn sealed_counts(&self) -> Result<Vec<(KeyId, u64)>, StoreError>;

    /// Secrets that another key than this one has sealed, at most `limit`.
    async fn sealed_with_others(
        &self,
        key: KeyId,
        limit: u32,
    ) -> Result<Vec<(SealedPlace, Sealed)>, StoreError>;

    /// Puts what was sealed again in the place of what was before, if that is still there.
    async fn replace_sealed(
        &self,
        place: &SealedPlace,
        before: &Sealed,
        after: &Sealed,
    ) -> Result<(), StoreError>;
}

/// Seals everything again that an older key has sealed, and returns how many secrets that were.
/// Safe to interrupt, to repeat and to run in several servers at once: each secret is replaced by
/// itself, and only if nobody else has changed it. Stops at the first that does not open.
pub async fn seal_again(ports: &Ports) -> Result<u64, StoreError> {
    /// How many are read at a time.
    const BATCH: u32 = 100;
    let newest = ports.sealing.newest_key().await?;
    let mut sealed_again = 0;
    loop {
        let older = ports.store.sealed_with_others(newest, BATCH).await?;
        if older.is_empty() {
            return Ok(sealed_again);
        }
        for (place, before) in older {
            let secret = ports.sealing.open(&place, &before).await?;
            let after = ports.sealing.seal(&place, &secret).await?;
            // A key that was added meanwhile is for the next time.
            if after.key != newest {
                return Ok(sealed_again);
            }
            ports.store.replace_sealed(&place, &before, &after).await?;
            sealed_again += 1;
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_key_has_sixteen_digits() {
        let id = KeyId([0, 1, 2, 3, 0xfc, 0xfd, 0xfe, 0xff]);
        assert_eq!(id.to_string(), "00010203fcfdfeff");
        for text in ["", "1", "+0010203fcfdfeff", "00010203FCFDFEFF", "00010203fcfdfeff0", "x"] {
            assert_eq!(text.parse::<KeyId>(), Err(InvalidKeyId), "{text}");
        }
    }

    proptest! {
        #[test]
        fn every_key_survives_the_text_form(bytes: [u8; 8]) {
            prop_assert_eq!(KeyId(bytes).to_string().parse(), Ok(KeyId(bytes)));
        }

        #[test]
        fn any_text_is_parsed_without_a_panic(text: String) {
            let _ = text.parse::<KeyId>();
        }
    }
}
