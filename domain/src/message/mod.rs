//! Messages that this console sends: a test of a channel, and how far it has come.

mod error;
mod form;
mod model;
mod service;
mod store;

pub use error::MessageError;
pub use form::{MessageDraft, MessageForm};
pub use model::{Message, MessagePart, Progress, SendOutcome};
pub use service::{messages_of, send_test};
pub use store::MessageStore;
