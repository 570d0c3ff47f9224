use thiserror::Error;

use super::ProviderError;
use crate::error_code::ErrorCode;
use crate::store::StoreError;

/// Why nobody was signed in, confirmed or linked through a provider.
#[derive(Debug, Error)]
pub enum OpenIdError {
    /// No provider is set, so there is no such address.
    #[error("no OpenID provider is set")]
    NotConfigured,
    /// A rule refuses it.
    #[error("refused: {}", .0.code())]
    Refused(ErrorCode),
    /// The provider vouches for nobody.
    #[error(transparent)]
    Provider(#[from] ProviderError),
    /// The store gave no answer.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl OpenIdError {
    /// What the person is told on the page they came from. Absent when there is no such page.
    pub const fn code(&self) -> Option<ErrorCode> {
        match self {
            Self::NotConfigured | Self::Store(_) => None,
            Self::Refused(code) => Some(*code),
            Self::Provider(ProviderError::Unavailable(_)) => Some(ErrorCode::OpenIdUnavailable),
            Self::Provider(ProviderError::CodeRefused(_)) => Some(ErrorCode::OpenIdCodeRefused),
            Self::Provider(ProviderError::TokenInvalid(_)) => Some(ErrorCode::OpenIdTokenInvalid),
            Self::Provider(ProviderError::ClocksDiffer(_)) => Some(ErrorCode::OpenIdClocksDiffer),
        }
    }
}
