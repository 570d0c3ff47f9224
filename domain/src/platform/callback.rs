use thiserror::Error;

use super::{Fact, Problem};
use crate::time::Timestamp;

/// A request of a platform to us, as it arrived.
#[derive(Debug, Clone, Copy)]
pub struct Callback<'a> {
    /// The method in capitals.
    pub method: &'a str,
    /// The full address as the platform knows it, with its query.
    pub url: &'a str,
    /// Names and values of the headers, in any case.
    pub headers: &'a [(&'a str, &'a str)],
    /// The body, byte for byte: signatures are over these bytes.
    pub body: &'a [u8],
}

impl<'a> Callback<'a> {
    /// The first header of this name.
    pub fn header(&self, name: &str) -> Option<&'a str> {
        self.headers.iter().find(|(one, _)| one.eq_ignore_ascii_case(name)).map(|(_, value)| *value)
    }
}

/// Why a request is not believed. The sender learns nothing more than that.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum CallbackRefused {
    /// It carries no signature, or a wrong one, or there is no secret to check it with.
    #[error("the signature is missing or wrong")]
    Signature,
    /// The token of the handshake is not ours.
    #[error("the handshake has another token")]
    Token,
    /// It is rightly signed and not in the form of the platform.
    #[error("the request is not readable")]
    Unreadable,
}

/// What to answer the platform.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reply {
    /// The media type of the body.
    pub content_type: &'static str,
    /// The body. The status is 200.
    pub body: String,
}

impl Reply {
    /// An empty answer.
    pub const fn empty() -> Self {
        Self { content_type: "text/plain; charset=utf-8", body: String::new() }
    }
}

/// What a request says, and what to answer once that is stored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reading {
    /// The events, in the order of the request. Platforms repeat and reorder them.
    pub events: Vec<Event>,
    /// What to answer.
    pub reply: Reply,
}

/// How far a message has come. A later state is greater; failures stand beside them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum MessageState {
    /// On its way.
    Sent,
    /// It has reached the recipient's device.
    Delivered,
    /// The recipient has opened it.
    Read,
    /// It will not arrive.
    Failed(Problem),
    /// A word that is not known here.
    Other(String),
}

/// What happened.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum EventKind {
    /// A message came in.
    Received {
        /// The platform's id of the sender.
        from: String,
        /// The platform's word for what it is, for example `text` or `image`.
        what: String,
        /// Its text, if it has one.
        text: Option<String>,
    },
    /// A message of ours has come further.
    State {
        /// The platform's id of the message.
        message: String,
        /// How far.
        state: MessageState,
    },
    /// Every message to a recipient up to a moment has come further.
    StateUpTo {
        /// The platform's id of the recipient.
        recipient: String,
        /// The moment up to which the messages were sent.
        until: Timestamp,
        /// How far.
        state: MessageState,
    },
    /// The account itself has changed: whether it may send, its quality, its limits, its name.
    AccountChanged {
        /// The platform's word for it.
        what: String,
        /// What it says.
        facts: Vec<Fact>,
    },
    /// Something else that is not a message.
    Notice {
        /// The platform's word for it.
        what: String,
        /// What it says.
        facts: Vec<Fact>,
    },
}

/// One thing that a platform reports.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Event {
    /// The same for every repetition of this event on the account, and for no other event.
    pub key: String,
    /// The account it concerns, in the words of [`Account::id`](super::Account::id) or of the
    /// platform's larger unit; `None` where only the address of the callback says so.
    pub account: Option<String>,
    /// When it happened, by the platform's clock.
    pub at: Option<Timestamp>,
    /// What happened.
    pub kind: EventKind,
}
