//! Sealing with XChaCha20-Poly1305, whose nonce of 24 bytes may be random: no two seals have to
//! know of each other.
//!
//! A running server finds a new key by itself: it reads the file for every seal, and again when it
//! meets a key that it does not know. Secrets are sealed rarely, and the file is small.

use std::sync::{Arc, PoisonError, RwLock};

use async_trait::async_trait;
use chacha20poly1305::aead::{Aead, KeyInit, Payload};
use chacha20poly1305::{XChaCha20Poly1305, XNonce};
use domain::sealing::{KeyId, Sealed, SealedPlace, Sealing, SealingError};

use crate::key_file::{Key, KeyFile, Keys};
use crate::secrets::random;

const NONCE_LENGTH: usize = 24;

/// Seals with the keys of a file.
#[derive(Debug)]
pub struct FileSealing {
    file: KeyFile,
    /// As they were read last.
    keys: RwLock<Option<Arc<Keys>>>,
}

impl FileSealing {
    /// With the keys of this file, which is read when it is needed.
    pub const fn new(file: KeyFile) -> Self {
        Self { file, keys: RwLock::new(None) }
    }

    async fn read(&self) -> Result<Arc<Keys>, SealingError> {
        let file = self.file.clone();
        let read = tokio::task::spawn_blocking(move || file.read()).await;
        let keys = read.map_err(no_keys)?.map_err(no_keys)?;
        let keys = Arc::new(keys);
        *self.keys.write().unwrap_or_else(PoisonError::into_inner) = Some(keys.clone());
        Ok(keys)
    }

    /// The key with this name. The file is read only if it was not there before.
    async fn key(&self, id: KeyId) -> Result<Key, SealingError> {
        let known = self.keys.read().unwrap_or_else(PoisonError::into_inner).clone();
        if let Some(key) = known.and_then(|keys| keys.get(id).cloned()) {
            return Ok(key);
        }
        self.read().await?.get(id).cloned().ok_or(SealingError::KeyMissing(id))
    }
}

#[async_trait]
impl Sealing for FileSealing {
    async fn seal(&self, place: &SealedPlace, secret: &[u8]) -> Result<Sealed, SealingError> {
        let keys = self.read().await?;
        let key = keys.newest();
        let nonce: [u8; NONCE_LENGTH] = random();
        let payload = Payload { msg: secret, aad: &associated_data(place) };
        // Fails only for a secret of 256 GiB.
        let sealed = cipher(key).encrypt(&XNonce::from(nonce), payload).map_err(no_keys)?;
        Ok(Sealed { key: key.id, bytes: [&nonce, &*sealed].concat() })
    }

    async fn open(&self, place: &SealedPlace, sealed: &Sealed) -> Result<Vec<u8>, SealingError> {
        let key = self.key(sealed.key).await?;
        let broken = SealingError::Broken(place.table);
        let Some((nonce, sealed)) = sealed.bytes.split_first_chunk::<NONCE_LENGTH>() else {
            return Err(broken);
        };
        let payload = Payload { msg: sealed, aad: &associated_data(place) };
        cipher(&key).decrypt(&XNonce::from(*nonce), payload).map_err(|_| broken)
    }

    async fn newest_key(&self) -> Result<KeyId, SealingError> {
        Ok(self.read().await?.newest().id)
    }
}

fn cipher(key: &Key) -> XChaCha20Poly1305 {
    XChaCha20Poly1305::new(key.bytes().into())
}

/// What the seal holds for: the two ids have a fixed length, so that no two places look the same.
fn associated_data(place: &SealedPlace) -> Vec<u8> {
    [place.table.as_bytes(), place.row.as_bytes(), place.owner.as_bytes()].concat()
}

fn no_keys(error: impl std::error::Error + Send + Sync + 'static) -> SealingError {
    SealingError::NoKeys(error.into())
}

#[cfg(test)]
mod tests {
    use std::path::PathBuf;

    use domain::time::Timestamp;
    use uuid::Uuid;

    use super::*;

    const NOW: Timestamp = Timestamp::from_micros(0);
    const PLACE: SealedPlace =
        SealedPlace { table: "examples", row: Uuid::from_u128(1), owner: Uuid::from_u128(2) };

    /// A key file that goes when the test ends.
    struct Place(PathBuf);

    impl Place {
        fn new(name: &str) -> (Self, KeyFile) {
            let folder = std::env::temp_dir().join(format!("suiro-{name}-{}", std::process::id()));
            let _ = std::fs::remove_dir_all(&folder);
            let file = KeyFile::at(folder.join("suiro.keys"));
            file.read_or_make(NOW).expect("a file");
            (Self(folder), file)
        }
    }

    impl Drop for Place {
        fn drop(&mut self) {
            let _ = std::fs::remove_dir_all(&self.0);
        }
    }

    #[tokio::test]
    async fn what_was_sealed_opens_at_its_place_only() {
        let (_place, file) = Place::new("sealing-place");
        let sealing = FileSealing::new(file);
        for secret in [&b""[..], b"a secret", &[0; 5000]] {
            let sealed = sealing.seal(&PLACE, secret).await.expect("a seal");
            assert_eq!(sealing.open(&PLACE, &sealed).await.expect("a secret"), secret);
            for elsewhere in [
                SealedPlace { table: "example", ..PLACE },
                SealedPlace { row: Uuid::from_u128(2), ..PLACE },
                SealedPlace { owner: Uuid::from_u128(1), ..PLACE },
                SealedPlace { row: PLACE.owner, owner: PLACE.row, ..PLACE },
            ] {
                let opened = sealing.open(&elsewhere, &sealed).await;
                assert!(matches!(opened, Err(SealingError::Broken(_))), "{elsewhere:?}");
            }
        }
    }

    #[tokio::test]
    async fn what_was_changed_does_not_open() {
        let (_place, file) = Place::new("sealing-changed");
        let sealing = FileSealing::new(file);
        let sealed = sealing.seal(&PLACE, b"a secret").await.expect("a seal");
        for index in 0..sealed.bytes.len() {
            let mut changed = sealed.clone();
            changed.bytes[index] ^= 1;
            let opened = sealing.open(&PLACE, &changed).await;
            assert!(matches!(opened, Err(SealingError::Broken("examples"))), "{index}");
            changed.bytes.truncate(index);
            let opened = sealing.open(&PLACE, &changed).await;
            assert!(matches!(opened, Err(SealingError::Broken("examples"))), "{index}");
        }
        let mut other = sealed.clone();
        other.key = KeyId([0; 8]);
        let opened = sealing.open(&PLACE, &other).await;
        assert!(matches!(opened, Err(SealingError::KeyMissing(id)) if id == other.key));
    }

    #[tokio::test]
    async fn the_same_secret_never_looks_the_same() {
        let (_place, file) = Place::new("sealing-nonce");
        let sealing = FileSealing::new(file);
        let first = sealing.seal(&PLACE, b"a secret").await.expect("a seal");
        let second = sealing.seal(&PLACE, b"a secret").await.expect("a seal");
        assert_ne!(first, second);
        assert!(!first.bytes.windows(8).any(|part| part == b"a secret"));
    }

    #[tokio::test]
    async fn a_running_server_finds_a_new_key() {
        let (_place, file) = Place::new("sealing-rotation");
        let [here, elsewhere] = [0, 1].map(|_| FileSealing::new(file.clone()));
        let before = here.seal(&PLACE, b"before").await.expect("a seal");
        let added = file.add_key(NOW).expect("a key").newest().id;
        let after = elsewhere.seal(&PLACE, b"after").await.expect("a seal");
        assert_eq!(after.key, added);
        assert_ne!(before.key, added);
        assert_eq!(here.open(&PLACE, &after).await.expect("a secret"), b"after");
        assert_eq!(elsewhere.open(&PLACE, &before).await.expect("a secret"), b"before");
        assert_eq!(here.seal(&PLACE, b"").await.expect("a seal").key, added);
    }

    #[tokio::test]
    async fn without_the_file_nothing_is_sealed_but_known_keys_still_open() {
        let (_place, file) = Place::new("sealing-away");
        let sealing = FileSealing::new(file.clone());
        let sealed = sealing.seal(&PLACE, b"a secret").await.expect("a seal");
        std::fs::remove_file(file.path()).expect("the file goes");
        let refused = sealing.seal(&PLACE, b"a secret").await;
        assert!(matches!(refused, Err(SealingError::NoKeys(_))), "{refused:?}");
        assert_eq!(sealing.open(&PLACE, &sealed).await.expect("a secret"), b"a secret");
    }
}
