use uuid::Uuid;

use crate::ids::{BindingId, TenantId};
use crate::platform::{Probe, Problem};
use crate::time::Timestamp;

/// A session that one server holds, and nobody else until its lease ends.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ClaimedListening {
    /// Whose channel it is for.
    pub tenant: TenantId,
    /// The account.
    pub binding: BindingId,
    /// The version of the binding when the session was claimed: another one has other credentials.
    pub binding_version: i64,
    /// Names the server that holds it. What it notes after somebody else has it is dropped.
    pub lease: Uuid,
    /// How far the channel was read, in the words of the adapter.
    pub position: Option<String>,
    /// How often it broke in a row.
    pub breaks: u32,
}

/// What a server still holds after it has prolonged its leases.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct HeldListening {
    /// The account.
    pub binding: BindingId,
    /// The version of the binding as it is now.
    pub binding_version: i64,
}

/// Why a session is not held any more.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Ending {
    /// It broke, or could not be had.
    Broke {
        /// Why.
        problem: Problem,
        /// Whether it had stood for long enough to forget what was before.
        stood: bool,
    },
    /// This server lets it go, so that another one, or this one with other credentials, takes it.
    LetGo,
    /// The account has nothing to listen to, as long as its credentials are these.
    NothingToHear,
}

/// What is known of the session of an account.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KnownListening {
    /// Since when it stands, if it does.
    pub connected_at: Option<Timestamp>,
    /// Why it broke the last time, if it does not stand since.
    pub problem: Option<Problem>,
    /// Until when the lease of its server runs, or when it is tried next.
    pub next_at: Timestamp,
}

impl KnownListening {
    /// Whether it stands at this moment, as far as the database knows.
    pub fn stands(&self, now: Timestamp) -> bool {
        self.connected_at.is_some() && self.next_at > now
    }

    /// What it says about receiving. Nothing before it was tried.
    pub fn probe(&self, now: Timestamp) -> Option<Probe> {
        if self.stands(now) {
            return Some(Probe::Works);
        }
        self.problem.clone().map(Probe::failed)
    }
}
