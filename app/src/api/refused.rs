use axum::http::header::RETRY_AFTER;
use axum::http::{HeaderValue, StatusCode};
use axum::response::{Html, IntoResponse, Response};
use domain::back_office::BackOfficeError;
use domain::channel_request::ChannelRequestError;
use domain::customer::CustomerError;
use domain::email_change::EmailChangeError;
use domain::error_code::ErrorCode;
use domain::field_errors::FieldErrors;
use domain::member::MemberError;
use domain::quota_request::QuotaRequestError;
use domain::registration::RegistrationError;
use domain::sign_in::SignInError;
use domain::time::Timestamp;
use domain::user::PasswordError;

use super::failure::status_of;
use super::{Console, Failure, RequestContext};
use crate::components::Problems;

/// A form that comes back: what its page says, and how that is answered.
#[derive(Debug)]
pub(super) struct Refused {
    /// For the page.
    pub(super) problems: Problems,
    status: StatusCode,
    /// Seconds until the next attempt.
    wait: Option<i64>,
}

impl Refused {
    /// What is wrong with the form that asked for a password, unless that is no matter of the form.
    pub(super) fn by_sign_in(
        error: SignInError,
        console: &Console,
        context: &RequestContext,
    ) -> Result<Self, Failure> {
        match error {
            SignInError::Invalid(errors) => Ok(errors.into()),
            SignInError::Refused => Ok(Self::because(ErrorCode::SignInRefused, context)),
            SignInError::TooManyAttempts(until) => Ok(Self::until(until, console, context)),
            SignInError::CodeNeeded(_) | SignInError::Expired => {
                Err(ErrorCode::SignInExpired.into())
            }
            SignInError::Store(error) => Err(error.into()),
        }
    }

    /// The same for a form that asked for a new password.
    pub(super) fn by_password(
        error: PasswordError,
        console: &Console,
        context: &RequestContext,
    ) -> Result<Self, Failure> {
        match error {
            PasswordError::Invalid(errors) => Ok(errors.into()),
            PasswordError::TooManyAttempts(until) => Ok(Self::until(until, console, context)),
            PasswordError::TooManyMails(until) => Ok(Self::mail_at(until, console, context)),
            PasswordError::NoMail => Err(ErrorCode::MailNotConfigured.into()),
            PasswordError::LinkInvalid => Err(ErrorCode::LinkInvalid.into()),
            PasswordError::Store(error) => Err(error.into()),
        }
    }

    /// The same for a form about an e-mail address.
    pub(super) fn by_email_change(
        error: EmailChangeError,
        console: &Console,
        context: &RequestContext,
    ) -> Result<Self, Failure> {
        match error {
            EmailChangeError::Invalid(errors) => Ok(errors.into()),
            EmailChangeError::TooManyMails(until) => Ok(Self::mail_at(until, console, context)),
            error => Err(error.into()),
        }
    }

    /// The same for a form about members.
    pub(super) fn by_member(error: MemberError, context: &RequestContext) -> Result<Self, Failure> {
        match error {
            MemberError::Invalid(errors) => Ok(errors.into()),
            MemberError::EmailTaken => Ok(Self::because(ErrorCode::EmailTaken, context)),
            MemberError::LastAdmin => Ok(Self::because(ErrorCode::MemberLastAdmin, context)),
            MemberError::NotFound => Ok(Self::because(ErrorCode::MemberNotFound, context)),
            error => Err(error.into()),
        }
    }

    /// The same for a form about a tenant.
    pub(super) fn by_back_office(
        error: BackOfficeError,
        context: &RequestContext,
    ) -> Result<Self, Failure> {
        match error {
            BackOfficeError::Invalid(errors) => Ok(errors.into()),
            BackOfficeError::OtherState => Ok(Self::because(ErrorCode::TenantOtherState, context)),
            // A channel that is not there has no page to come back to.
            BackOfficeError::Refused(code) if code != ErrorCode::ChannelNotFound => {
                Ok(Self::because(code, context))
            }
            BackOfficeError::RequestNotOpen => {
                Ok(Self::because(ErrorCode::QuotaRequestNotOpen, context))
            }
            error => Err(error.into()),
        }
    }

    /// The same for a form about a quota request of one's own tenant.
    pub(super) fn by_quota_request(
        error: QuotaRequestError,
        context: &RequestContext,
    ) -> Result<Self, Failure> {
        match error {
            QuotaRequestError::Invalid(errors) => Ok(errors.into()),
            QuotaRequestError::AlreadyOpen => {
                Ok(Self::because(ErrorCode::QuotaRequestOpen, context))
            }
            QuotaRequestError::NotOpen => {
                Ok(Self::because(ErrorCode::QuotaRequestNotOpen, context))
            }
            error => Err(error.into()),
        }
    }

    /// The same for a form that asks an account manager about a channel.
    pub(super) fn by_channel_request(
        error: ChannelRequestError,
        context: &RequestContext,
    ) -> Result<Self, Failure> {
        match error {
            ChannelRequestError::Invalid(errors) => Ok(errors.into()),
            ChannelRequestError::Refused(code) => Ok(Self::because(code, context)),
            error => Err(error.into()),
        }
    }

    /// The same for a form in which a company says who it is.
    pub(super) fn by_registration(
        error: RegistrationError,
        console: &Console,
        context: &RequestContext,
    ) -> Result<Self, Failure> {
        match error {
            RegistrationError::Invalid(errors) => Ok(errors.into()),
            RegistrationError::EmailTaken => Ok(Self::because(ErrorCode::EmailTaken, context)),
            RegistrationError::TooManyAttempts(until) => {
                Ok(Self::told_to_wait(until, console, context.texts().registration.wait))
            }
            RegistrationError::OtherState => {
                Ok(Self::because(ErrorCode::TenantOtherState, context))
            }
            error => Err(error.into()),
        }
    }

    /// The same for a form about customers or about a service provider.
    pub(super) fn by_customer(
        error: CustomerError,
        context: &RequestContext,
    ) -> Result<Self, Failure> {
        match error {
            CustomerError::Invalid(errors) => Ok(errors.into()),
            CustomerError::Refused(code) => Ok(Self::because(code, context)),
            error => Err(error.into()),
        }
    }

    fn because(code: ErrorCode, context: &RequestContext) -> Self {
        let problems = Problems::refused((context.texts().error)(code));
        Self { problems, status: status_of(code), wait: None }
    }

    fn until(until: Timestamp, console: &Console, context: &RequestContext) -> Self {
        Self::told_to_wait(until, console, context.texts().sign_in.wait)
    }

    fn mail_at(at: Timestamp, console: &Console, context: &RequestContext) -> Self {
        Self::told_to_wait(at, console, context.texts().mail.wait)
    }

    fn told_to_wait(until: Timestamp, console: &Console, sentence: fn(i64) -> String) -> Self {
        let left = until.micros() - console.ports.clock.now().micros();
        // Rounded up, so that the next attempt is not too early; and never nothing.
        let seconds = (left + 999_999) / 1_000_000;
        let seconds = seconds.max(1);
        let problems = Problems::refused(sentence(seconds));
        let status = status_of(ErrorCode::SignInTooManyAttempts);
        Self { problems, status, wait: Some(seconds) }
    }

    /// The answer with this page.
    pub(super) fn answer(&self, page: String) -> Response {
        let mut response = (self.status, Html(page)).into_response();
        if let Some(seconds) = self.wait {
            response.headers_mut().insert(RETRY_AFTER, HeaderValue::from(seconds));
        }
        response
    }
}

impl From<FieldErrors> for Refused {
    fn from(errors: FieldErrors) -> Self {
        let status = StatusCode::UNPROCESSABLE_ENTITY;
        Self { problems: errors.into(), status, wait: None }
    }
}
