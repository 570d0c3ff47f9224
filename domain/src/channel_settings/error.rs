use thiserror::Error;

use super::KnownSettings;
use crate::error_code::ErrorCode;
use crate::field_errors::FieldErrors;
use crate::store::StoreError;

/// Why settings were not shown, saved or passed on. Nothing was changed.
#[derive(Debug, Error)]
pub enum ChannelSettingsError {
    /// The caller may not do it; or their tenant's standing does not allow it.
    #[error("the caller may not do this: {}", .0.code())]
    Denied(ErrorCode),
    /// Fields break their rules.
    #[error("the form has mistakes")]
    Invalid(FieldErrors),
    /// There is no such channel for this caller.
    #[error("no such channel")]
    NotFound,
    /// Somebody was faster. The settings as they left them.
    #[error("somebody else changed the settings")]
    Conflict(Box<KnownSettings>),
    /// The channel has no account to be told.
    #[error("the channel is not bound")]
    NotBound,
    /// The account is being told at this moment.
    #[error("the account is being told")]
    BeingPassedOn,
    /// The store gave no answer.
    #[error(transparent)]
    Store(#[from] StoreError),
}
