use thiserror::Error;

use crate::error_code::ErrorCode;
use crate::platform::{CredentialErrors, Problem};
use crate::store::StoreError;

/// Why a step of binding was not done.
#[derive(Debug, Error)]
pub enum BindingError {
    /// The caller may not do it, or not without another proof of who they are; or their tenant's
    /// standing does not allow it.
    #[error("the caller may not do this: {}", .0.code())]
    Denied(ErrorCode),
    /// There is no such channel for this caller.
    #[error("no such channel")]
    NotFound,
    /// Channel or binding are not in a state in which this can be done; nothing was changed.
    #[error("this cannot be done now: {}", .0.code())]
    OtherState(ErrorCode),
    /// Fields break their rules.
    #[error("the form has mistakes")]
    Invalid(CredentialErrors),
    /// The platform, or what it was asked about, is not as it has to be. The binding notes it.
    #[error(transparent)]
    Problem(Box<Problem>),
    /// The store gave no answer.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl From<Problem> for BindingError {
    fn from(problem: Problem) -> Self {
        Self::Problem(Box::new(problem))
    }
}
