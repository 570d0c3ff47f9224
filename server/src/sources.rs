//! The real time and real ids.

use domain::sources::{Clock, IdSource};
use domain::time::Timestamp;
use uuid::Uuid;

/// The clock of the machine.
#[derive(Debug, Clone, Copy)]
pub struct SystemClock;

impl Clock for SystemClock {
    #[expect(clippy::disallowed_methods, reason = "This is where the time comes from.")]
    fn now(&self) -> Timestamp {
        let since_epoch =
            std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).unwrap_or_default();
        Timestamp::from_micros(i64::try_from(since_epoch.as_micros()).unwrap_or(i64::MAX))
    }
}

/// Ids from the time and the machine's randomness.
#[derive(Debug, Clone, Copy)]
pub struct RandomIds;

impl IdSource for RandomIds {
    #[expect(clippy::disallowed_methods, reason = "This is where ids come from.")]
    fn next(&self) -> Uuid {
        Uuid::now_v7()
    }
}
