//! Time and randomness, which come from outside.

use std::fmt::Debug;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;

/// Where the time comes from.
pub trait Clock: Debug + Send + Sync {
    /// Milliseconds since 1970.
    fn now(&self) -> u64;
}

/// A clock that stands still until it is told to go on. A clone is the same clock.
#[derive(Debug, Clone)]
pub struct ManualClock(Arc<AtomicU64>);

impl ManualClock {
    /// A clock that shows this many milliseconds since 1970.
    pub fn at(milliseconds: u64) -> Self {
        Self(Arc::new(AtomicU64::new(milliseconds)))
    }

    /// Goes on by this much.
    pub fn advance(&self, by: Duration) {
        self.0.fetch_add(u64::try_from(by.as_millis()).unwrap_or(u64::MAX), Ordering::SeqCst);
    }
}

impl Clock for ManualClock {
    fn now(&self) -> u64 {
        self.0.load(Ordering::SeqCst)
    }
}

/// A row of bytes that nobody guesses who does not know the seed, and that is the same for the
/// same seed.
#[derive(Debug)]
pub(crate) struct Randomness {
    seed: [u8; 32],
    used: u64,
}

impl Randomness {
    pub(crate) const fn new(seed: [u8; 32]) -> Self {
        Self { seed, used: 0 }
    }

    pub(crate) fn bytes(&mut self) -> [u8; 32] {
        self.used += 1;
        sign::<Hmac<Sha256>>(&self.seed, &self.used.to_be_bytes()).try_into().unwrap_or([0; 32])
    }

    /// 32 hexadecimal digits.
    pub(crate) fn hex(&mut self) -> String {
        data_encoding::HEXLOWER.encode(&self.bytes()[..16])
    }

    /// A number beyond 2^53, which JavaScript cannot hold exactly, below 2^63.
    pub(crate) fn long_number(&mut self) -> u64 {
        let bytes = self.bytes();
        let number = bytes.iter().take(8).fold(0, |number, byte| (number << 8) | u64::from(*byte));
        (number >> 2) | (1 << 62)
    }
}

/// The code of `message` under `key`. Every key is long enough for HMAC.
pub(crate) fn sign<M: Mac + KeyInit>(key: &[u8], message: &[u8]) -> Vec<u8> {
    match <M as KeyInit>::new_from_slice(key) {
        Ok(mac) => mac.chain_update(message).finalize().into_bytes().to_vec(),
        Err(_) => Vec::new(),
    }
}
