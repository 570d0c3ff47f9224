//! How bound channels are doing: what measurements mean, when somebody has to be told, and what
//! is known to end soon.
//!
//! A measurement ([`crate::platform::Health`]) is one look at four sides of an account.
//! [`KnownHealth`] is what is known after many of them. It is computed from the measurement and
//! what was known before, and nothing else: so that of any number of servers each comes to the
//! same, and a change is found once.

mod change;
mod expiry;
mod known_health;
mod news;
mod quiet;
mod schedule;
mod service;
mod side;
mod silence;
mod store;
mod watch;

pub use change::HealthChange;
pub use expiry::{Expiry, WARNED_DAYS};
pub use known_health::KnownHealth;
pub use schedule::{LONGEST_CHECK, PERIOD};
pub use service::{
    Checked, HealthError, SHORTEST_PAUSE, channel_health, channel_silence, check, check_now,
    claim_due, give_up,
};
pub use side::{Side, SideError, SideHealth, Verdict};
pub use silence::{Certainty, HOURS_OF_A_WEEK, LONGEST_BASELINE, Silence, silence};
pub use store::{CheckResult, HealthStore};
pub use watch::{ClaimOutcome, ClaimedCheck, WatchedChannel};

#[cfg(test)]
mod tests;
