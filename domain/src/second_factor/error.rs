use thiserror::Error;

use crate::error_code::ErrorCode;
use crate::field_errors::FieldErrors;
use crate::sealing::SealingError;
use crate::store::StoreError;

/// Why a second factor is as it was.
#[derive(Debug, Error)]
pub enum SecondFactorError {
    /// The code breaks the rules, or is wrong.
    #[error("the form has mistakes")]
    Invalid(FieldErrors),
    /// It needs another proof of who asks.
    #[error("the last proof is too old")]
    NotFresh,
    /// There is no such factor, or it is there already: [`ErrorCode`] says which.
    #[error("the second factor is in another state: {}", .0.code())]
    OtherState(ErrorCode),
    /// The store gave no answer.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl From<SealingError> for SecondFactorError {
    fn from(error: SealingError) -> Self {
        Self::Store(error.into())
    }
}
