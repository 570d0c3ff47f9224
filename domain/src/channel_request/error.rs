use thiserror::Error;

use crate::error_code::ErrorCode;
use crate::field_errors::FieldErrors;
use crate::store::StoreError;

/// Why nothing was asked or withdrawn. Nothing was changed.
#[derive(Debug, Error)]
pub enum ChannelRequestError {
    /// Fields break their rules.
    #[error("the form has mistakes")]
    Invalid(FieldErrors),
    /// The caller may not do it, or their tenant's standing does not allow it.
    #[error("the caller may not do this: {}", .0.code())]
    Denied(ErrorCode),
    /// It cannot be done with this channel, for this reason.
    #[error("this cannot be done: {}", .0.code())]
    Refused(ErrorCode),
    /// There is no such channel for this caller.
    #[error("no such channel")]
    NotFound,
    /// The store gave no answer.
    #[error(transparent)]
    Store(#[from] StoreError),
}
