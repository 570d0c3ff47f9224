//! Mail: what is to be written to whom, kept in the database until it is sent.
//!
//! A mail that waits holds neither text nor secret. It is written when it is sent, and the token of
//! its link is made then: whoever reads the database finds no link that works.

mod letter;
mod mailer;
mod model;
mod service;
mod store;

pub use letter::Letter;
pub use mailer::{Mailer, MailerError};
pub use model::{Mail, MailPurpose, MailState};
pub(crate) use service::new_mail;
pub use service::{Sending, invitation_mails, send_next};
pub use store::{ClaimedMail, MailStore};
