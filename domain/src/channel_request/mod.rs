//! What a tenant asks an account manager about a channel: to unbind it, or to settle whose account
//! it is that another channel holds.
//!
//! Deciding stands in [`crate::back_office`].

mod error;
mod form;
mod model;
mod service;
mod store;

pub use error::ChannelRequestError;
pub use form::{ChannelRequestForm, DecisionForm};
pub use model::{ChannelRequest, Closed, Closing, QueuedChannelRequest, Wish};
pub(crate) use service::TIMELINE_LENGTH;
pub use service::{ask_for_unbinding, claim_account, claimable_account, requests, withdraw};
pub use store::{ApproveOutcome, AskOutcome, ChannelRequestStore, CloseOutcome, Unbinding};
