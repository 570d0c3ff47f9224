use serde::{Deserialize, Serialize};

use crate::platform::{End, Expiring};
use crate::time::Timestamp;

const DAY: i64 = 24 * 60 * 60 * 1_000_000;

/// How many days before an end people are told of it.
pub const WARNED_DAYS: [u16; 4] = [30, 14, 7, 1];

/// Something ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Expiry {
    /// What.
    pub what: Expiring,
    /// When.
    pub at: Timestamp,
    /// The last warning that was given: one of [`WARNED_DAYS`].
    pub warned: Option<u16>,
}

impl Expiry {
    /// The whole days that are left, rounded up; 0 when it has ended.
    pub fn days_left(&self, now: Timestamp) -> u16 {
        let left = self.at.micros().saturating_sub(now.micros()).max(0);
        u16::try_from(left.saturating_add(DAY - 1) / DAY).unwrap_or(u16::MAX)
    }

    /// An end of which nobody has been warned yet.
    pub const fn new(what: Expiring, at: Timestamp) -> Self {
        Self { what, at, warned: None }
    }

    /// The same, of which nobody has been warned yet.
    pub(super) const fn of(end: &End) -> Self {
        Self::new(end.what, end.at)
    }

    /// The same with the warnings that were given before for the same thing. One that was put off
    /// is warned of anew; platforms tell the same end with seconds of difference.
    #[must_use]
    pub(super) fn remembering(self, before: &[Self]) -> Self {
        let same = |one: &&Self| {
            one.what == self.what && self.at.micros().saturating_sub(one.at.micros()) < DAY
        };
        Self { warned: before.iter().find(same).and_then(|one| one.warned), ..self }
    }

    /// The warning that is due: one of [`WARNED_DAYS`]. Of several that were passed unseen only
    /// the latest; none that was given already, and none after the end: then the platform
    /// refuses, which people are told anyway.
    pub fn warning(&self, now: Timestamp) -> Option<u16> {
        let left = self.days_left(now);
        let due = WARNED_DAYS.into_iter().filter(|days| left <= *days).min()?;
        (left > 0 && self.warned.is_none_or(|last| due < last)).then_some(due)
    }
}
