use thiserror::Error;

use crate::error_code::ErrorCode;
use crate::field_errors::FieldErrors;
use crate::ids::TenantId;
use crate::store::StoreError;

/// Why a use case about customers did not do what was asked. Nothing was changed.
#[derive(Debug, Error)]
pub enum CustomerError {
    /// Fields break their rules.
    #[error("the form has mistakes")]
    Invalid(FieldErrors),
    /// The caller may not do it, or not without another proof of who they are; or their tenant's
    /// standing does not allow it.
    #[error("the caller may not do this: {}", .0.code())]
    Denied(ErrorCode),
    /// The form has created this customer before.
    #[error("the form has created a customer before")]
    AlreadyCreated(TenantId),
    /// The relation does not allow it.
    #[error("the relation does not allow this: {}", .0.code())]
    Refused(ErrorCode),
    /// The store gave no answer.
    #[error(transparent)]
    Store(#[from] StoreError),
}
