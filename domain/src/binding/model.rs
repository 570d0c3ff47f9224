use crate::channel::ChannelType;
use crate::ids::{BindingId, ChannelId, TenantId, UserId};
use crate::platform::{Account, Check, Problem};
use crate::sealing::Sealed;
use crate::time::Timestamp;

use super::Fingerprint;

/// The hold of a channel on one third-party account.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Binding {
    /// Its identity, which is also part of the callback address where that names a binding.
    pub id: BindingId,
    /// Whose it is.
    pub tenant: TenantId,
    /// The channel. A binding that is being released may outlive it.
    pub channel: ChannelId,
    /// The platform.
    pub channel_type: ChannelType,
    /// Where it stands.
    pub state: BindingState,
    /// Counts the changes, from 1: two browsers in one flow cannot overwrite each other unseen.
    pub version: i64,
    /// The name of the way that was chosen to authorise it.
    pub way: Option<String>,
    /// The account, once it is chosen.
    pub account: Option<Account>,
    /// The candidates or, once the account is chosen, its credentials, sealed.
    pub sealed: Option<Sealed>,
    /// What the last check of the prerequisites said.
    pub checks: Vec<Check>,
    /// Why the last step, or the last attempt to release, did not succeed.
    pub problem: Option<Problem>,
    /// Whether the platform may have been told of it, so that it has to be released in the end.
    pub told_platform: bool,
    /// Who began it.
    pub started_by: UserId,
    /// The name under which the audit log knows them, at most 200 characters.
    pub started_by_name: String,
    /// When it began.
    pub started_at: Timestamp,
    /// When it last changed.
    pub changed_at: Timestamp,
    /// For an open one, until when a server may be confirming it. For one that is kept, until
    /// when. For one that is releasing, when it is tried next.
    pub due_at: Option<Timestamp>,
    /// How often releasing was tried.
    pub turns: u32,
}

/// Where a binding stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum BindingState {
    /// Somebody goes through the guided flow.
    Open(Purpose),
    /// The channel has the account.
    Current,
    /// The channel had the account until a rebind, and may have it back.
    Kept,
    /// The account is to be let go at the platform.
    Releasing,
}

/// What an open binding is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Purpose {
    /// The channel has no account.
    Bind,
    /// The same account with new credentials.
    Reauthorise,
    /// Another account in the place of the present one.
    Rebind,
}

impl BindingState {
    /// Every state.
    pub const ALL: [Self; 6] = [
        Self::Open(Purpose::Bind),
        Self::Open(Purpose::Reauthorise),
        Self::Open(Purpose::Rebind),
        Self::Current,
        Self::Kept,
        Self::Releasing,
    ];

    /// The stored numbers: the state (1 open, 2 current, 3 kept, 4 releasing) and, of an open one,
    /// the purpose (1 bind, 2 reauthorise, 3 rebind).
    pub const fn numbers(self) -> (i16, Option<i16>) {
        match self {
            Self::Open(Purpose::Bind) => (1, Some(1)),
            Self::Open(Purpose::Reauthorise) => (1, Some(2)),
            Self::Open(Purpose::Rebind) => (1, Some(3)),
            Self::Current => (2, None),
            Self::Kept => (3, None),
            Self::Releasing => (4, None),
        }
    }

    /// The state that [`Self::numbers`] stands for.
    pub fn from_numbers(state: i16, purpose: Option<i16>) -> Option<Self> {
        Self::ALL.into_iter().find(|one| one.numbers() == (state, purpose))
    }
}

/// What claims an account for a channel.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Hold {
    /// The account. One hold over the whole installation.
    pub account: Fingerprint,
    /// What the account shares with others at the platform: a WhatsApp Business Account, a Page.
    pub unit: Option<Fingerprint>,
}

impl Binding {
    /// How long the account of before is kept after a rebind, in microseconds. Source: issue 4.
    pub const KEPT_FOR: i64 = 24 * 3_600 * 1_000_000;

    /// How long an open binding may lie untouched, in microseconds; then it is cancelled.
    pub const OPEN_FOR: i64 = 24 * 3_600 * 1_000_000;

    /// How long one attempt to confirm may take, in microseconds: longer than all requests of an
    /// adapter with their repetitions. Nobody else confirms or cancels meanwhile.
    pub const CONFIRMING_FOR: i64 = 120 * 1_000_000;

    /// What it is for, if it is open.
    pub const fn purpose(&self) -> Option<Purpose> {
        match self.state {
            BindingState::Open(purpose) => Some(purpose),
            _ => None,
        }
    }

    /// Whether a server may be confirming it at this moment.
    pub fn is_confirming(&self, now: Timestamp) -> bool {
        self.purpose().is_some() && self.due_at.is_some_and(|due| due > now)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_lead_back_to_their_state() {
        for state in BindingState::ALL {
            let (number, purpose) = state.numbers();
            assert_eq!(BindingState::from_numbers(number, purpose), Some(state));
        }
        assert_eq!(BindingState::from_numbers(2, Some(1)), None);
        assert_eq!(BindingState::from_numbers(1, None), None);
    }
}
