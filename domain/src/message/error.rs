use thiserror::Error;

use crate::error_code::ErrorCode;
use crate::field_errors::FieldErrors;
use crate::store::StoreError;

/// Why no message was sent. A message that the platform has refused is no error: it is kept.
#[derive(Debug, Error)]
pub enum MessageError {
    /// Fields break their rules.
    #[error("the form has mistakes")]
    Invalid(FieldErrors),
    /// The caller may not do it, or their tenant's standing does not allow it.
    #[error("the caller may not do this: {}", .0.code())]
    Denied(ErrorCode),
    /// There is no such channel for this caller.
    #[error("no such channel")]
    NotFound,
    /// The channel has no account to send from.
    #[error("the channel has no account")]
    NotBound,
    /// The store gave no answer.
    #[error(transparent)]
    Store(#[from] StoreError),
}
