use std::sync::atomic::{AtomicU8, Ordering};

use async_trait::async_trait;
use domain::sealing::{KeyId, Sealed, SealedPlace, Sealing, SealingError};

/// Seals with a seal that everybody can break, but only for the place it was made for.
#[derive(Default)]
pub(crate) struct FakeSealing(AtomicU8);

impl FakeSealing {
    pub(crate) fn add_key(&self) {
        self.0.fetch_add(1, Ordering::Relaxed);
    }

    fn newest(&self) -> KeyId {
        KeyId([self.0.load(Ordering::Relaxed); 8])
    }
}

fn seal(place: &SealedPlace, key: KeyId) -> Vec<u8> {
    format!("{key} {} {} {}:", place.table, place.row, place.owner).into_bytes()
}

#[async_trait]
impl Sealing for FakeSealing {
    async fn seal(&self, place: &SealedPlace, secret: &[u8]) -> Result<Sealed, SealingError> {
        let (key, hidden) = (self.newest(), secret.iter().map(|byte| !byte));
        Ok(Sealed { key, bytes: seal(place, key).into_iter().chain(hidden).collect() })
    }

    async fn open(&self, place: &SealedPlace, sealed: &Sealed) -> Result<Vec<u8>, SealingError> {
        let hidden = sealed.bytes.strip_prefix(&*seal(place, sealed.key));
        let hidden = hidden.ok_or(SealingError::Broken(place.table))?;
        Ok(hidden.iter().map(|byte| !byte).collect())
    }

    async fn newest_key(&self) -> Result<KeyId, SealingError> {
        Ok(self.newest())
    }
}
