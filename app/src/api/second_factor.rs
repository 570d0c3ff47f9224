//! Setting a second factor up, and taking it away.

use axum::extract::State;
use axum::response::{Html, IntoResponse, Redirect, Response};
use domain::second_factor::{self, CodeForm, RecoveryCode, SecondFactorError};
use domain::session::SignedIn;

use super::fields::Fields;
use super::{Console, CurrentSession, Failure, RequestContext, confirm};
use crate::components::Problems;
use crate::pages::second_factor::codes::CodesPage;
use crate::pages::second_factor::set_up::SetUpPage;
use crate::{pages, routes};

/// Says what it takes to set one up, or shows the key that waits for its first code.
pub(super) async fn show(
    State(console): State<Console>,
    CurrentSession(signed_in): CurrentSession,
    context: RequestContext,
) -> Result<Response, Failure> {
    match page_of(&console, &signed_in, Problems::default()).await {
        Ok(page) => Ok(Html(pages::second_factor::set_up::page(&context, &page)).into_response()),
        Err(SecondFactorError::NotFresh) => {
            let address = confirm::address_before(routes::SECOND_FACTOR);
            Ok(Redirect::to(&address).into_response())
        }
        // There is one: the account page shows it.
        Err(SecondFactorError::OtherState(_)) => Ok(Redirect::to(routes::ACCOUNT).into_response()),
        Err(error) => Err(error.into()),
    }
}

/// Makes a key.
pub(super) async fn start(
    State(console): State<Console>,
    CurrentSession(signed_in): CurrentSession,
    fields: Fields,
) -> Result<Response, Failure> {
    fields.only(&[])?;
    match second_factor::start_totp(&console.ports, &signed_in).await {
        Ok(()) => Ok(Redirect::to(routes::SECOND_FACTOR).into_response()),
        Err(error) => away(error, routes::SECOND_FACTOR),
    }
}

/// Takes the first code. The recovery codes are in the answer, and nowhere else.
pub(super) async fn set_up(
    State(console): State<Console>,
    CurrentSession(signed_in): CurrentSession,
    context: RequestContext,
    fields: Fields,
) -> Result<Response, Failure> {
    let form = CodeForm { code: fields.only(&["code"])?.required("code")? };
    match second_factor::confirm_totp(&console.ports, &signed_in, &form).await {
        Ok(codes) => Ok(shown_once(&context, codes, true)),
        Err(SecondFactorError::Invalid(errors)) => {
            let status = axum::http::StatusCode::UNPROCESSABLE_ENTITY;
            let page = page_of(&console, &signed_in, errors.into()).await?;
            let page = pages::second_factor::set_up::page(&context, &page);
            Ok((status, Html(page)).into_response())
        }
        Err(error) => away(error, routes::SECOND_FACTOR),
    }
}

/// Makes other recovery codes.
pub(super) async fn renew_codes(
    State(console): State<Console>,
    CurrentSession(signed_in): CurrentSession,
    context: RequestContext,
    fields: Fields,
) -> Result<Response, Failure> {
    fields.only(&[])?;
    match second_factor::renew_recovery_codes(&console.ports, &signed_in).await {
        Ok(codes) => Ok(shown_once(&context, codes, false)),
        Err(error) => away(error, routes::ACCOUNT),
    }
}

/// Takes the second factor away.
pub(super) async fn turn_off(
    State(console): State<Console>,
    CurrentSession(signed_in): CurrentSession,
    fields: Fields,
) -> Result<Response, Failure> {
    fields.only(&[])?;
    match second_factor::turn_off(&console.ports, &signed_in).await {
        Ok(()) => {
            let address = routes::account_changed("second-factor-off");
            Ok(Redirect::to(&address).into_response())
        }
        Err(error) => away(error, routes::ACCOUNT),
    }
}

fn shown_once(context: &RequestContext, codes: Vec<RecoveryCode>, turned_on: bool) -> Response {
    let page = CodesPage { codes, turned_on };
    Html(pages::second_factor::codes::page(context, &page)).into_response()
}

/// To the question for a fresh proof, and from there to the page of the form.
fn away(error: SecondFactorError, page: &str) -> Result<Response, Failure> {
    match error {
        SecondFactorError::NotFresh => Ok(confirm::before_change_at(page)),
        error => Err(error.into()),
    }
}

async fn page_of(
    console: &Console,
    signed_in: &SignedIn,
    problems: Problems,
) -> Result<SetUpPage, SecondFactorError> {
    let key = second_factor::totp_key(&console.ports, signed_in).await?;
    let key = key.map(|key| {
        let address = console.ports.secrets.totp_address(&key, &signed_in.user.email);
        (key, address)
    });
    let required = console.needs_second_factor(signed_in);
    Ok(SetUpPage { key, required, problems })
}
