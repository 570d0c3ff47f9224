use axum::response::{IntoResponse, Response};
use domain::audit::AuditLogError;
use domain::back_office::BackOfficeError;
use domain::binding::BindingError;
use domain::channel::ChannelError;
use domain::channel_request::ChannelRequestError;
use domain::channel_settings::ChannelSettingsError;
use domain::customer::CustomerError;
use domain::email_change::EmailChangeError;
use domain::error_code::ErrorCode;
use domain::health::HealthError;
use domain::member::MemberError;
use domain::message::MessageError;
use domain::notification::NotificationError;
use domain::open_id::OpenIdError;
use domain::passkey::PasskeyError;
use domain::quota_request::QuotaRequestError;
use domain::registration::RegistrationError;
use domain::second_factor::SecondFactorError;
use domain::store::StoreError;

/// Why a request has no better answer than an error page. [`super::frame`] logs it once and
/// renders the page; nothing of a source error reaches the browser.
#[derive(Debug, Clone)]
pub struct Failure {
    /// What the person is told.
    pub code: ErrorCode,
    /// What only the log is told: the whole chain of causes.
    pub causes: Option<String>,
}

impl From<ErrorCode> for Failure {
    fn from(code: ErrorCode) -> Self {
        Self { code, causes: None }
    }
}

impl From<StoreError> for Failure {
    fn from(error: StoreError) -> Self {
        let code = match error {
            StoreError::Unavailable(_) => ErrorCode::ServiceUnavailable,
            StoreError::Corrupt { .. } | StoreError::Failed(_) => ErrorCode::ServiceInternal,
        };
        Self { code, causes: Some(chain(&error)) }
    }
}

impl From<ChannelError> for Failure {
    fn from(error: ChannelError) -> Self {
        match error {
            ChannelError::Denied(code) => code.into(),
            ChannelError::Store(error) => error.into(),
            ChannelError::NotFound => ErrorCode::ChannelNotFound.into(),
            ChannelError::BoundCannotDelete => ErrorCode::ChannelBoundCannotDelete.into(),
            ChannelError::QuotaExceeded => ErrorCode::ChannelQuotaExceeded.into(),
            ChannelError::EditConflict(_) => ErrorCode::ChannelEditConflict.into(),
            ChannelError::NameAlreadyUsed => ErrorCode::ChannelNameAlreadyUsed.into(),
            ChannelError::CreationKeyUsed(_) => ErrorCode::ChannelCreationKeyUsed.into(),
            ChannelError::Invalid(_) => ErrorCode::RequestMalformed.into(),
        }
    }
}

impl From<BindingError> for Failure {
    fn from(error: BindingError) -> Self {
        match error {
            BindingError::Denied(code) | BindingError::OtherState(code) => code.into(),
            BindingError::NotFound => ErrorCode::ChannelNotFound.into(),
            BindingError::Store(error) => error.into(),
            // Pages show these; without one there is nothing better to say.
            BindingError::Problem(_) => ErrorCode::BindingOtherState.into(),
            BindingError::Invalid(_) => ErrorCode::RequestMalformed.into(),
        }
    }
}

impl From<MessageError> for Failure {
    fn from(error: MessageError) -> Self {
        match error {
            MessageError::Denied(code) => code.into(),
            MessageError::NotFound => ErrorCode::ChannelNotFound.into(),
            MessageError::NotBound => ErrorCode::MessageChannelNotBound.into(),
            MessageError::Store(error) => error.into(),
            MessageError::Invalid(_) => ErrorCode::RequestMalformed.into(),
        }
    }
}

impl From<MemberError> for Failure {
    fn from(error: MemberError) -> Self {
        match error {
            MemberError::Denied(code) => code.into(),
            MemberError::Store(error) => error.into(),
            MemberError::LinkInvalid => ErrorCode::LinkInvalid.into(),
            MemberError::EmailTaken => ErrorCode::EmailTaken.into(),
            MemberError::NotFound => ErrorCode::MemberNotFound.into(),
            MemberError::LastAdmin => ErrorCode::MemberLastAdmin.into(),
            MemberError::OtherPerson => ErrorCode::PermissionDenied.into(),
            MemberError::Invalid(_) => ErrorCode::RequestMalformed.into(),
        }
    }
}

impl From<CustomerError> for Failure {
    fn from(error: CustomerError) -> Self {
        match error {
            CustomerError::Denied(code) | CustomerError::Refused(code) => code.into(),
            CustomerError::Store(error) => error.into(),
            CustomerError::Invalid(_) | CustomerError::AlreadyCreated(_) => {
                ErrorCode::RequestMalformed.into()
            }
        }
    }
}

impl From<PasskeyError> for Failure {
    fn from(error: PasskeyError) -> Self {
        match error {
            PasskeyError::Invalid(_) => ErrorCode::RequestMalformed.into(),
            PasskeyError::NotFresh => ErrorCode::SessionNotFresh.into(),
            PasskeyError::Refused(_) => ErrorCode::PasskeyRefused.into(),
            PasskeyError::Expired => ErrorCode::PasskeyExpired.into(),
            PasskeyError::NoRoom(code) => code.into(),
            PasskeyError::NotFound => ErrorCode::PasskeyNotFound.into(),
            PasskeyError::Store(error) => error.into(),
        }
    }
}

impl From<SecondFactorError> for Failure {
    fn from(error: SecondFactorError) -> Self {
        match error {
            SecondFactorError::Invalid(_) => ErrorCode::RequestMalformed.into(),
            SecondFactorError::NotFresh => ErrorCode::SessionNotFresh.into(),
            SecondFactorError::OtherState(code) => code.into(),
            SecondFactorError::Store(error) => error.into(),
        }
    }
}

impl From<OpenIdError> for Failure {
    fn from(error: OpenIdError) -> Self {
        match error {
            OpenIdError::Store(error) => error.into(),
            other => other.code().unwrap_or(ErrorCode::PageNotFound).into(),
        }
    }
}

impl From<EmailChangeError> for Failure {
    fn from(error: EmailChangeError) -> Self {
        match error {
            EmailChangeError::Store(error) => error.into(),
            EmailChangeError::NotFresh => ErrorCode::SessionNotFresh.into(),
            EmailChangeError::NoMail => ErrorCode::MailNotConfigured.into(),
            EmailChangeError::TooManyMails(_) => ErrorCode::MailTooMany.into(),
            EmailChangeError::LinkInvalid => ErrorCode::LinkInvalid.into(),
            EmailChangeError::Invalid(_) => ErrorCode::RequestMalformed.into(),
        }
    }
}

impl From<AuditLogError> for Failure {
    fn from(error: AuditLogError) -> Self {
        match error {
            AuditLogError::Denied(code) => code.into(),
            AuditLogError::Store(error) => error.into(),
        }
    }
}

impl From<BackOfficeError> for Failure {
    fn from(error: BackOfficeError) -> Self {
        match error {
            BackOfficeError::Denied(code) | BackOfficeError::Refused(code) => code.into(),
            BackOfficeError::Store(error) => error.into(),
            BackOfficeError::NotFound => ErrorCode::TenantNotFound.into(),
            BackOfficeError::OtherState => ErrorCode::TenantOtherState.into(),
            BackOfficeError::RequestNotOpen => ErrorCode::QuotaRequestNotOpen.into(),
            BackOfficeError::Invalid(_) => ErrorCode::RequestMalformed.into(),
        }
    }
}

impl From<ChannelRequestError> for Failure {
    fn from(error: ChannelRequestError) -> Self {
        match error {
            ChannelRequestError::Denied(code) | ChannelRequestError::Refused(code) => code.into(),
            ChannelRequestError::Store(error) => error.into(),
            ChannelRequestError::NotFound => ErrorCode::ChannelNotFound.into(),
            ChannelRequestError::Invalid(_) => ErrorCode::RequestMalformed.into(),
        }
    }
}

impl From<RegistrationError> for Failure {
    fn from(error: RegistrationError) -> Self {
        match error {
            RegistrationError::Denied(code) => code.into(),
            RegistrationError::Store(error) => error.into(),
            RegistrationError::EmailTaken => ErrorCode::EmailTaken.into(),
            RegistrationError::TooManyAttempts(_) => ErrorCode::SignInTooManyAttempts.into(),
            RegistrationError::OtherState => ErrorCode::TenantOtherState.into(),
            RegistrationError::Invalid(_) => ErrorCode::RequestMalformed.into(),
        }
    }
}

impl From<HealthError> for Failure {
    fn from(error: HealthError) -> Self {
        match error {
            HealthError::Denied(code) => code.into(),
            HealthError::NotFound => ErrorCode::ChannelNotFound.into(),
            HealthError::NotBound | HealthError::TooSoon => ErrorCode::BindingOtherState.into(),
            HealthError::Store(error) => error.into(),
        }
    }
}

impl From<ChannelSettingsError> for Failure {
    fn from(error: ChannelSettingsError) -> Self {
        match error {
            ChannelSettingsError::Denied(code) => code.into(),
            ChannelSettingsError::Invalid(_) => ErrorCode::RequestMalformed.into(),
            ChannelSettingsError::NotFound => ErrorCode::ChannelNotFound.into(),
            ChannelSettingsError::Conflict(_) => ErrorCode::ChannelEditConflict.into(),
            ChannelSettingsError::NotBound => ErrorCode::ChannelSettingsNotBound.into(),
            ChannelSettingsError::BeingPassedOn => ErrorCode::ChannelSettingsBeingPassedOn.into(),
            ChannelSettingsError::Store(error) => error.into(),
        }
    }
}

impl From<NotificationError> for Failure {
    fn from(error: NotificationError) -> Self {
        match error {
            NotificationError::Denied(code) => code.into(),
            NotificationError::Invalid(_) => ErrorCode::RequestMalformed.into(),
            NotificationError::Store(error) => error.into(),
        }
    }
}

impl From<QuotaRequestError> for Failure {
    fn from(error: QuotaRequestError) -> Self {
        match error {
            QuotaRequestError::Denied(code) => code.into(),
            QuotaRequestError::Store(error) => error.into(),
            QuotaRequestError::AlreadyOpen => ErrorCode::QuotaRequestOpen.into(),
            QuotaRequestError::NotOpen => ErrorCode::QuotaRequestNotOpen.into(),
            QuotaRequestError::Invalid(_) => ErrorCode::RequestMalformed.into(),
        }
    }
}

impl IntoResponse for Failure {
    /// Only the status; the frame puts the page around it.
    fn into_response(self) -> Response {
        let mut response = status_of(self.code).into_response();
        response.extensions_mut().insert(self);
        response
    }
}

/// The HTTP status of a code.
pub(super) fn status_of(code: ErrorCode) -> axum::http::StatusCode {
    axum::http::StatusCode::from_u16(code.http_status())
        .unwrap_or(axum::http::StatusCode::INTERNAL_SERVER_ERROR)
}

/// An error with all its causes.
pub(super) fn chain(error: &dyn std::error::Error) -> String {
    let mut text = error.to_string();
    let mut source = error.source();
    while let Some(cause) = source {
        text.push_str(": ");
        text.push_str(&cause.to_string());
        source = cause.source();
    }
    text
}
