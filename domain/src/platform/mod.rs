//! The platforms that channels are bound to, as the rules see them.
//!
//! [`Platform`] is implemented once for each [`ChannelType`](crate::channel::ChannelType). Its
//! words are the same for all six: what a person fills in ([`Way`]), which account was found
//! ([`Account`]), what still stands in the way ([`Check`]), how it is doing ([`Health`]), what was
//! sent and what came in ([`Event`]), what it shows of the business ([`Setting`]), and what went
//! wrong ([`Problem`]).

mod account;
mod callback;
mod check;
mod credentials;
mod end;
mod health;
mod message;
mod picture;
mod platforms;
mod port;
mod problem;
mod reason;
mod session;
mod setting;

pub use account::{Account, Candidate, Fact};
pub use callback::{Callback, CallbackRefused, Event, EventKind, MessageState, Reading, Reply};
pub use check::{Check, CheckItem, DnsRecord, Outcome};
pub use credentials::{
    Authorisation, CredentialErrors, CredentialFault, CredentialField, Credentials, FieldShape, Way,
};
pub use end::{End, Expiring};
pub use health::{Health, Probe};
pub use message::{Sent, TextMessage};
pub use picture::{Picture, PictureKind, PictureSource};
pub use platforms::Platforms;
pub use port::{CodeGrant, Endpoint, Platform, ReleaseScope};
pub use problem::Problem;
pub use reason::{Actor, Reason, ReasonKind};
pub use session::{Arrival, Inbox, Listens, NotKept};
pub use setting::{PlatformSetting, Setting, SettingCarrier};
