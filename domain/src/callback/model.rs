use crate::channel::ChannelType;
use crate::ids::{BindingId, CallbackId, ChannelId, TenantId};
use crate::platform::{MessageState, Problem};
use crate::time::Timestamp;

/// A request of a platform that was believed, or what a session has brought, as it arrived.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReceivedCallback {
    /// Its identity, in the order of arrival.
    pub id: CallbackId,
    /// The platform.
    pub channel_type: ChannelType,
    /// The binding that the address names, if it names one.
    pub binding: Option<BindingId>,
    /// The full address as the platform knows it.
    pub url: String,
    /// The headers that the adapters read.
    pub headers: Vec<(String, String)>,
    /// The body, byte for byte.
    pub body: Vec<u8>,
    /// When it arrived.
    pub received_at: Timestamp,
}

impl ReceivedCallback {
    /// The address of what a session of our own has brought. No request has it: theirs begin with
    /// the public URL of this installation.
    pub const OF_SESSION: &str = "session:";

    /// Something that a session has brought for a binding.
    pub fn of_session(
        id: CallbackId,
        channel_type: ChannelType,
        binding: BindingId,
        body: Vec<u8>,
        received_at: Timestamp,
    ) -> Self {
        let (url, headers) = (Self::OF_SESSION.to_owned(), Vec::new());
        Self { id, channel_type, binding: Some(binding), url, headers, body, received_at }
    }

    /// Whether a session of our own has brought it.
    pub fn is_of_session(&self) -> bool {
        self.url == Self::OF_SESSION
    }
}

/// What a callback has come to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ProcessedCallback {
    /// Which one.
    pub id: CallbackId,
    /// When it had arrived.
    pub received_at: Timestamp,
    /// What became of it.
    pub outcome: CallbackOutcome,
    /// What it says about channels.
    pub events: Vec<ChannelEvent>,
}

/// What became of a callback.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum CallbackOutcome {
    /// Its events concern channels of this installation.
    Read,
    /// No channel holds the account that it is about.
    NoChannel,
    /// It is rightly signed and not in the form that the platform documents. An expert may look at
    /// it as long as it is kept.
    Unreadable,
    /// Its signature is not right any more: the credentials have changed since.
    Unbelieved,
}

impl CallbackOutcome {
    /// Every outcome.
    pub const ALL: [Self; 4] = [Self::Read, Self::NoChannel, Self::Unreadable, Self::Unbelieved];

    /// The stored number.
    pub const fn number(self) -> i16 {
        match self {
            Self::Read => 1,
            Self::NoChannel => 2,
            Self::Unreadable => 3,
            Self::Unbelieved => 4,
        }
    }
}

/// Stands for an event in the database: the same for every repetition, and for no other event of
/// the channel.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct EventKey(pub [u8; 32]);

/// One thing that happened to a channel.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ChannelEvent {
    /// Whose channel it is.
    pub tenant: TenantId,
    /// The channel.
    pub channel: ChannelId,
    /// Its key.
    pub key: EventKey,
    /// When it happened, as far as that can be believed.
    pub at: Timestamp,
    /// What happened.
    pub kind: ChannelEventKind,
}

/// What happened to a channel.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ChannelEventKind {
    /// A message came in.
    Received,
    /// A message has come further.
    State {
        /// The platform's id of it, at most [`ChannelEventKind::MAX_ID`] bytes.
        message: String,
        /// How far.
        state: DeliveryState,
    },
    /// Our messages to a recipient up to a moment have come further, also those that the platform
    /// has taken and whose ids are not known here yet.
    StateUpTo {
        /// The platform's id of the recipient.
        recipient: String,
        /// The moment up to which they were sent.
        until: Timestamp,
        /// How far.
        state: DeliveryState,
    },
    /// The account itself has changed at the platform: its health is looked at soon, instead of
    /// when it would be its turn.
    AccountChanged,
    /// Anything else. It shows that the platform reaches us.
    Notice,
}

impl ChannelEventKind {
    /// The longest id of a message, in bytes. Those of today have some 100.
    pub const MAX_ID: usize = 500;
}

/// How far a message has come. A greater one is never followed by a lesser one: platforms reorder
/// their reports. That it has arrived weighs more than that it had failed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum DeliveryState {
    /// The platform has taken it.
    Accepted,
    /// It is on its way.
    Sent,
    /// It did not arrive.
    Failed(Box<Problem>),
    /// It has reached the recipient's device.
    Delivered,
    /// The recipient has opened it.
    Read,
}

impl DeliveryState {
    /// The stored number, which grows with the state.
    pub const fn number(&self) -> i16 {
        match self {
            Self::Accepted => 0,
            Self::Sent => 1,
            Self::Failed(_) => 2,
            Self::Delivered => 3,
            Self::Read => 4,
        }
    }

    /// The state that [`Self::number`] stands for, with its problem where it failed.
    pub fn from_number(number: i16, problem: Option<Problem>) -> Option<Self> {
        match (number, problem) {
            (0, None) => Some(Self::Accepted),
            (1, None) => Some(Self::Sent),
            (2, Some(problem)) => Some(Self::Failed(Box::new(problem))),
            (3, None) => Some(Self::Delivered),
            (4, None) => Some(Self::Read),
            _ => None,
        }
    }

    /// Why it failed, if it did.
    pub fn problem(&self) -> Option<&Problem> {
        match self {
            Self::Failed(problem) => Some(problem),
            _ => None,
        }
    }

    /// What a platform says; nothing for a word that is not known here.
    pub(super) fn of(state: MessageState) -> Option<Self> {
        match state {
            MessageState::Sent => Some(Self::Sent),
            MessageState::Delivered => Some(Self::Delivered),
            MessageState::Read => Some(Self::Read),
            MessageState::Failed(problem) => Some(Self::Failed(Box::new(problem))),
            MessageState::Other(_) => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::platform::Reason;

    #[test]
    fn numbers_grow_and_lead_back_to_their_state() {
        let states = [
            DeliveryState::Accepted,
            DeliveryState::Sent,
            DeliveryState::Failed(Box::new(Reason::RecipientUnknown.into())),
            DeliveryState::Delivered,
            DeliveryState::Read,
        ];
        assert!(states.is_sorted_by_key(DeliveryState::number));
        for state in states {
            let again = DeliveryState::from_number(state.number(), state.problem().cloned());
            assert_eq!(again, Some(state));
        }
        assert_eq!(DeliveryState::from_number(2, None), None);
        assert_eq!(DeliveryState::from_number(5, None), None);
    }
}
