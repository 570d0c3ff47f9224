use thiserror::Error;

use crate::error_code::ErrorCode;
use crate::field_errors::FieldErrors;
use crate::store::StoreError;
use crate::time::Timestamp;

/// Why nobody was registered, or nothing asked again. Nothing was changed.
#[derive(Debug, Error)]
pub enum RegistrationError {
    /// Fields break their rules.
    #[error("the form has mistakes")]
    Invalid(FieldErrors),
    /// The caller may not do it, or their tenant's standing does not allow it.
    #[error("the caller may not do this: {}", .0.code())]
    Denied(ErrorCode),
    /// Whoever registers can sign in already, and should.
    #[error("somebody signs in with this e-mail address already")]
    EmailTaken,
    /// Too many registrations from the same network. The next one may be tried then.
    #[error("too many attempts")]
    TooManyAttempts(Timestamp),
    /// The tenant is not rejected (any more).
    #[error("the tenant is in another state")]
    OtherState,
    /// The store gave no answer.
    #[error(transparent)]
    Store(#[from] StoreError),
}
