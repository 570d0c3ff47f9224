//! Another e-mail address to sign in with.

mod error;
mod form;
mod model;
mod operator;
mod service;
mod store;

pub use error::EmailChangeError;
pub use form::EmailForm;
pub use model::EmailChange;
pub use operator::change_email;
pub use service::{ask_for_email_change, confirm_email_change, open_email_change};
pub use store::{EmailChangeOutcome, EmailChangeStore, NewEmail};
