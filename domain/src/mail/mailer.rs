use std::error::Error;

use async_trait::async_trait;
use thiserror::Error;

use super::{Letter, Mail};
use crate::user::EmailAddress;

/// Puts letters into words and hands them over to a mail server. The real one lives in the server.
#[async_trait]
pub trait Mailer: Send + Sync + 'static {
    /// Returns when a mail server has taken the letter, or within a minute with the reason why not.
    async fn send(
        &self,
        mail: &Mail,
        to: &EmailAddress,
        letter: &Letter,
    ) -> Result<(), MailerError>;
}

/// Why a mail server has not taken a letter.
#[derive(Debug, Error)]
pub enum MailerError {
    /// It takes no mail for this address, or not this mail, and never will.
    #[error("the mail server refuses the mail")]
    Refused(#[source] Box<dyn Error + Send + Sync>),
    /// It is away, too slow, or has something against us rather than against the mail. Trying
    /// again may help.
    #[error("the mail could not be handed over")]
    Unavailable(#[source] Box<dyn Error + Send + Sync>),
}
