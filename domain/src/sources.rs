//! Where time and identity come from.
//!
//! Both are passed in, so that a test decides them. The real ones live in the server: a browser
//! has neither a system clock nor randomness by default.

use std::sync::atomic::{AtomicU64, Ordering};

use uuid::Uuid;

use crate::time::Timestamp;

/// Tells the time, in UTC and whole microseconds.
pub trait Clock: Send + Sync + 'static {
    /// The present moment.
    fn now(&self) -> Timestamp;
}

/// Makes identifiers that never repeat.
pub trait IdSource: Send + Sync + 'static {
    /// A fresh UUIDv7: ids made later sort later, so that new rows go to the end of an index.
    fn next(&self) -> Uuid;
}

/// A clock for tests that stands still.
#[derive(Debug, Clone, Copy)]
pub struct FixedClock(pub Timestamp);

impl Clock for FixedClock {
    fn now(&self) -> Timestamp {
        self.0
    }
}

/// Ids for tests: 1, 2, 3, …
#[derive(Debug, Default)]
pub struct CountingIds(AtomicU64);

impl IdSource for CountingIds {
    fn next(&self) -> Uuid {
        Uuid::from_u128(u128::from(self.0.fetch_add(1, Ordering::Relaxed)) + 1)
    }
}
