use thiserror::Error;

use crate::field_errors::FieldErrors;
use crate::store::StoreError;
use crate::time::Timestamp;

/// Why an e-mail address is still the same.
#[derive(Debug, Error)]
pub enum EmailChangeError {
    /// The field breaks its rules.
    #[error("the form has mistakes")]
    Invalid(FieldErrors),
    /// The last proof of who somebody is, is too old.
    #[error("this needs the password again")]
    NotFresh,
    /// Too many mails were asked for. The next one may be asked for then.
    #[error("too many mails were asked for")]
    TooManyMails(Timestamp),
    /// No mail server is set up, so no link can be sent to the new address.
    #[error("no mail is sent here")]
    NoMail,
    /// The link has been used, has been replaced, or is too old; or somebody else has the address
    /// by now, which nobody is told.
    #[error("the link does not work")]
    LinkInvalid,
    /// The store gave no answer.
    #[error(transparent)]
    Store(#[from] StoreError),
}
