//! How bound channels are doing: what measurements mean, when somebody has to be told, and what
//! is known to end soon.
//!
//! A measurement ([`crate::platform::Health`]) is one look at four sides of an account.
//! [`ChannelHealth`] is what is known after many of them. It is computed from the measurement and
//! what was known before, and nothing else: so that of any number of servers each comes to the
//! same, and a change is found once.

mod change;
mod channel_health;
mod expiry;
mod level;
mod side;
mod silence;

pub use change::HealthChange;
pub use channel_health::ChannelHealth;
pub use expiry::{Expiring, Expiry, WARNED_DAYS};
pub use level::HealthLevel;
pub use side::{Side, SideError, SideHealth, Verdict};
pub use silence::{Certainty, HOURS_OF_A_WEEK, LONGEST_BASELINE, Silence, silence};

#[cfg(test)]
mod tests;
