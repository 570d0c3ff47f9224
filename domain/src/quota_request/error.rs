use thiserror::Error;

use crate::error_code::ErrorCode;
use crate::field_errors::FieldErrors;
use crate::store::StoreError;

/// Why nothing was asked or withdrawn. Nothing was changed.
#[derive(Debug, Error)]
pub enum QuotaRequestError {
    /// Fields break their rules.
    #[error("the form has mistakes")]
    Invalid(FieldErrors),
    /// The caller may not do it, or their tenant's standing does not allow it.
    #[error("the caller may not do this: {}", .0.code())]
    Denied(ErrorCode),
    /// The tenant has an open request already.
    #[error("the tenant has an open request")]
    AlreadyOpen,
    /// The tenant has no such request, or it was decided or withdrawn.
    #[error("the request is not open")]
    NotOpen,
    /// The store gave no answer.
    #[error(transparent)]
    Store(#[from] StoreError),
}
