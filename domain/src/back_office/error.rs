use thiserror::Error;

use crate::error_code::ErrorCode;
use crate::field_errors::FieldErrors;
use crate::store::StoreError;

/// Why a use case about a tenant did not do what was asked. Nothing was changed.
#[derive(Debug, Error)]
pub enum BackOfficeError {
    /// Fields break their rules.
    #[error("the form has mistakes")]
    Invalid(FieldErrors),
    /// Whoever asks may not do it, or not without another proof of who they are.
    #[error("this may not be done: {}", .0.code())]
    Denied(ErrorCode),
    /// There is no such tenant.
    #[error("no such tenant")]
    NotFound,
    /// The tenant is not in a state for this: somebody else was faster.
    #[error("the tenant is in another state")]
    OtherState,
    /// The tenant has no such open quota request: somebody else was faster.
    #[error("the quota request is not open")]
    RequestNotOpen,
    /// It cannot be done with this channel, for this reason.
    #[error("this cannot be done: {}", .0.code())]
    Refused(ErrorCode),
    /// The store gave no answer.
    #[error(transparent)]
    Store(#[from] StoreError),
}
