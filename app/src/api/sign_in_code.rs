//! The second step of signing in, for people who have a second factor.

use axum::extract::{RawQuery, State};
use axum::response::{Html, IntoResponse, Redirect, Response};
use axum_extra::extract::CookieJar;
use domain::second_factor::CodeForm;
use domain::secrets::SecretToken;
use domain::sign_in::{self, SignInError};

use super::fields::Fields;
use super::refused::Refused;
use super::{
    Console, CurrentVisitor, Failure, OptionalSession, RequestContext, cookies, return_to,
};
use crate::components::Problems;
use crate::pages::second_factor::sign_in::CodePage;
use crate::{pages, routes};

/// The answer to the right password of somebody who has a second factor.
pub(super) fn ask_for_code(
    console: &Console,
    cookies: CookieJar,
    token: &SecretToken,
    return_to: &str,
) -> Response {
    let address = return_to::remembering(routes::SIGN_IN_CODE, return_to);
    (cookies::waiting(console, cookies, token), Redirect::to(&address)).into_response()
}

/// Asks for the code. `?return_to=` says where to go afterwards.
pub(super) async fn form(
    State(console): State<Console>,
    context: RequestContext,
    cookies: CookieJar,
    RawQuery(query): RawQuery,
) -> Result<Response, Failure> {
    let mut fields = Fields::parse(query.unwrap_or_default().as_bytes())?;
    let return_to = return_to::read_or_home(&mut fields);
    let waits = match cookies::waiting_token(&console, &cookies) {
        Some(token) => sign_in::waits_for_code(&console.ports, &token).await?,
        None => false,
    };
    if !waits {
        return Ok(from_the_start(&console, cookies, &return_to));
    }
    let page = CodePage { return_to, problems: Problems::default() };
    Ok(Html(pages::second_factor::sign_in::page(&context, &page)).into_response())
}

/// Takes the code. The session that the browser was in, if it was in one, ends.
pub(super) async fn sign_in(
    State(console): State<Console>,
    CurrentVisitor(visitor): CurrentVisitor,
    OptionalSession(session): OptionalSession,
    context: RequestContext,
    cookies: CookieJar,
    fields: Fields,
) -> Result<Response, Failure> {
    let mut fields = fields.only(&["code", "return_to"])?;
    let form = CodeForm { code: fields.required("code")? };
    let return_to = return_to::read_or_home(&mut fields);
    let Some(token) = cookies::waiting_token(&console, &cookies) else {
        return Ok(from_the_start(&console, cookies, &return_to));
    };
    let replaces = session.map(|signed_in| signed_in.session.id);
    let signed_in = sign_in::sign_in_with_code(&console.ports, &visitor, &token, &form, replaces);
    let error = match signed_in.await {
        Ok(success) => {
            let cookies = cookies::signed_in(&console, cookies, &success);
            let cookies = cookies::without_waiting(&console, cookies);
            return Ok((cookies, Redirect::to(&return_to)).into_response());
        }
        Err(SignInError::Expired) => return Ok(from_the_start(&console, cookies, &return_to)),
        Err(error) => error,
    };
    let refused = Refused::by_sign_in(error, &console, &context)?;
    let page = CodePage { return_to, problems: refused.problems.clone() };
    Ok(refused.answer(pages::second_factor::sign_in::page(&context, &page)))
}

/// To the password, since nothing waits for a code.
fn from_the_start(console: &Console, cookies: CookieJar, return_to: &str) -> Response {
    let address = return_to::remembering(routes::SIGN_IN, return_to);
    let separator = if address.contains('?') { '&' } else { '?' };
    let address = format!("{address}{separator}notice=expired");
    (cookies::without_waiting(console, cookies), Redirect::to(&address)).into_response()
}
