//! How a tenant gets a larger quota: its admin asks, an account manager decides.
//!
//! Deciding stands in [`crate::back_office`].

mod error;
mod form;
mod model;
mod service;
mod store;

pub use error::QuotaRequestError;
pub use form::{QuotaRequestDraft, QuotaRequestForm};
pub use model::{Closed, Closing, QueuedRequest, QuotaRequest};
pub(crate) use service::TIMELINE_LENGTH;
pub use service::{ask, requests, withdraw};
pub use store::{AskOutcome, CloseOutcome, QuotaRequestStore};
