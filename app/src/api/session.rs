//! Who is signed in. A handler that takes [`CurrentSession`], [`CurrentCaller`] or
//! [`CurrentAccountManager`] is never run for anybody else.

use std::sync::Arc;

use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use axum::http::{Method, StatusCode};
use axum::response::{Html, IntoResponse, Redirect, Response};
use axum_extra::extract::CookieJar;
use domain::caller::{AccountManager, Caller};
use domain::error_code::ErrorCode;
use domain::session::{self, SignedIn};

use super::{Console, Failure, RequestContext, cookies, registration, return_to};
use crate::components::Problems;
use crate::pages::sign_in::SignInPage;
use crate::{pages, routes};

/// Who is signed in, if anybody is.
#[derive(Debug, Clone)]
pub struct OptionalSession(pub Option<Arc<SignedIn>>);

impl FromRequestParts<Console> for OptionalSession {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, console: &Console) -> Result<Self, Failure> {
        let context = RequestContext::from_request_parts(parts, console).await?;
        if let Some(viewer) = context.viewer.get() {
            return Ok(Self(Some(viewer.clone())));
        }
        let cookies = CookieJar::from_headers(&parts.headers);
        let Some(token) = cookies::session_token(console, &cookies) else { return Ok(Self(None)) };
        let found = session::resume(&console.ports, &console.session_limits, &token).await?;
        Ok(Self(found.map(|found| context.viewer.get_or_init(|| Arc::new(found)).clone())))
    }
}

/// Who is signed in. Everybody else is asked to sign in.
#[derive(Debug, Clone)]
pub struct CurrentSession(pub Arc<SignedIn>);

impl FromRequestParts<Console> for CurrentSession {
    type Rejection = Response;

    async fn from_request_parts(parts: &mut Parts, console: &Console) -> Result<Self, Response> {
        let found = OptionalSession::from_request_parts(parts, console).await;
        match found.map_err(Failure::into_response)? {
            OptionalSession(Some(signed_in)) => Ok(Self(signed_in)),
            OptionalSession(None) => Err(turned_away(parts, console).await),
        }
    }
}

/// Who asks, and for which tenant. Somebody who is signed in and belongs to no tenant is told so
/// on their account page; an account manager has the back office.
#[derive(Debug, Clone)]
pub struct CurrentCaller(pub Arc<Caller>);

impl FromRequestParts<Console> for CurrentCaller {
    type Rejection = Response;

    async fn from_request_parts(parts: &mut Parts, console: &Console) -> Result<Self, Response> {
        let CurrentSession(signed_in) = CurrentSession::from_request_parts(parts, console).await?;
        match session::caller_of(&signed_in, console.ports.clock.now()) {
            Some(caller) => Ok(Self(Arc::new(caller))),
            None if signed_in.user.account_manager => {
                Err(Redirect::to(routes::BACK_OFFICE).into_response())
            }
            None => Err(Redirect::to(routes::ACCOUNT).into_response()),
        }
    }
}

/// The account manager who asks, whether they belong to a tenant or not. To everybody else who is
/// signed in, there is nothing at this address. Where a second factor is required, whoever has none
/// is led to set it up.
#[derive(Debug, Clone)]
pub struct CurrentAccountManager(pub AccountManager);

impl FromRequestParts<Console> for CurrentAccountManager {
    type Rejection = Response;

    async fn from_request_parts(parts: &mut Parts, console: &Console) -> Result<Self, Response> {
        let CurrentSession(signed_in) = CurrentSession::from_request_parts(parts, console).await?;
        match session::account_manager_of(&signed_in, console.ports.clock.now()) {
            Some(_) if console.needs_second_factor(&signed_in) => Err(match parts.method {
                Method::GET | Method::HEAD => Redirect::to(routes::SECOND_FACTOR).into_response(),
                _ => Failure::from(ErrorCode::SecondFactorNeeded).into_response(),
            }),
            Some(manager) => Ok(Self(manager)),
            None => Err(Failure::from(ErrorCode::PageNotFound).into_response()),
        }
    }
}

/// The answer to somebody who is not signed in, or not any more. A form that was sent cannot be
/// sent again by a redirect, so its sender is told that nothing was done.
async fn turned_away(parts: &mut Parts, console: &Console) -> Response {
    let context = match RequestContext::from_request_parts(parts, console).await {
        Ok(context) => context,
        Err(failure) => return failure.into_response(),
    };
    let cookies = CookieJar::from_headers(&parts.headers);
    let cookies = cookies::without_session(console, cookies);
    if matches!(parts.method, Method::GET | Method::HEAD) {
        let address = return_to::remembering(routes::SIGN_IN, &context.address);
        return (cookies, Redirect::to(&address)).into_response();
    }
    let refusal = (context.texts().error)(ErrorCode::SessionMissing);
    let page = SignInPage {
        registration: registration::is_offered(console).await,
        return_to: routes::page_of_form(&context.address).to_owned(),
        provider: console.provider_name(),
        problems: Problems::refused(refusal),
        ..SignInPage::default()
    };
    (StatusCode::UNAUTHORIZED, cookies, Html(pages::sign_in::page(&context, &page))).into_response()
}
