use thiserror::Error;

use crate::error_code::ErrorCode;
use crate::field_errors::FieldErrors;
use crate::store::StoreError;

/// Why a use case did not do what was asked. Nothing was changed.
#[derive(Debug, Error)]
pub enum NotificationError {
    /// The caller may not do it, or not without another proof of who they are.
    #[error("the caller may not do this: {}", .0.code())]
    Denied(ErrorCode),
    /// Fields break their rules.
    #[error("the form has mistakes")]
    Invalid(FieldErrors),
    /// The store gave no answer.
    #[error(transparent)]
    Store(#[from] StoreError),
}
