//! Proving once more who one is, before what needs a fresh proof.

use axum::extract::{RawQuery, State};
use axum::response::{Html, IntoResponse, Redirect, Response};
use axum_extra::extract::CookieJar;
use domain::second_factor::CodeForm;
use domain::session::SignedIn;
use domain::sign_in::{self, ConfirmForm};

use super::fields::Fields;
use super::refused::Refused;
use super::{
    Console, CurrentSession, CurrentVisitor, Failure, RequestContext, cookies, open_id, return_to,
};
use crate::components::Problems;
use crate::pages::confirm::ConfirmPage;
use crate::{pages, routes};

/// Leads to the page that asks for the password, and from there to `address`.
pub(super) fn address_before(address: &str) -> String {
    return_to::remembering(routes::CONFIRM, address)
}

/// The answer to a change that was sent without a fresh proof: it has to be made again, on the
/// page at `address`.
pub(super) fn before_change_at(address: &str) -> Response {
    let address = format!("{}&notice=again", address_before(address));
    Redirect::to(&address).into_response()
}

/// Asks for the password, or offers the way to the OpenID provider. `?return_to=` says where to go
/// afterwards, `?notice=again` that a change has to be made again there.
pub(super) async fn form(
    State(console): State<Console>,
    CurrentSession(signed_in): CurrentSession,
    context: RequestContext,
    RawQuery(query): RawQuery,
) -> Result<Response, Failure> {
    let mut fields = Fields::parse(query.unwrap_or_default().as_bytes())?;
    let page = ConfirmPage {
        return_to: return_to::read_or_home(&mut fields),
        again: fields.optional("notice").as_deref() == Some("again"),
        problems: open_id::problems(&mut fields, &context),
        ..page_of(&console, &signed_in).await?
    };
    Ok(Html(pages::confirm::page(&context, &page)).into_response())
}

/// Takes the password. The session goes on under another token.
pub(super) async fn confirm(
    State(console): State<Console>,
    CurrentVisitor(visitor): CurrentVisitor,
    CurrentSession(signed_in): CurrentSession,
    context: RequestContext,
    cookies: CookieJar,
    fields: Fields,
) -> Result<Response, Failure> {
    let mut fields = fields.only(&["password", "return_to"])?;
    let form = ConfirmForm { password: fields.required("password")? };
    let return_to = return_to::read_or_home(&mut fields);
    let error = match sign_in::confirm(&console.ports, &visitor, &signed_in, &form).await {
        Ok(token) => {
            let cookies = cookies::with_session(&console, cookies, &token);
            return Ok((cookies, Redirect::to(&return_to)).into_response());
        }
        Err(error) => error,
    };
    let refused = Refused::by_sign_in(error, &console, &context)?;
    let problems = refused.problems.clone();
    let page = ConfirmPage { return_to, problems, ..page_of(&console, &signed_in).await? };
    Ok(refused.answer(pages::confirm::page(&context, &page)))
}

/// Takes a code in the place of the password.
pub(super) async fn confirm_by_code(
    State(console): State<Console>,
    CurrentVisitor(visitor): CurrentVisitor,
    CurrentSession(signed_in): CurrentSession,
    context: RequestContext,
    cookies: CookieJar,
    fields: Fields,
) -> Result<Response, Failure> {
    let mut fields = fields.only(&["code", "return_to"])?;
    let form = CodeForm { code: fields.required("code")? };
    let return_to = return_to::read_or_home(&mut fields);
    let ports = &console.ports;
    let error = match sign_in::confirm_with_code(ports, &visitor, &signed_in, &form).await {
        Ok(token) => {
            let cookies = cookies::with_session(&console, cookies, &token);
            return Ok((cookies, Redirect::to(&return_to)).into_response());
        }
        Err(error) => error,
    };
    let refused = Refused::by_sign_in(error, &console, &context)?;
    let by_code = Some(refused.problems.clone());
    let page = ConfirmPage { return_to, by_code, ..page_of(&console, &signed_in).await? };
    Ok(refused.answer(pages::confirm::page(&context, &page)))
}

async fn page_of(console: &Console, signed_in: &SignedIn) -> Result<ConfirmPage, Failure> {
    let has_identity = domain::open_id::has_identity(&console.ports, signed_in).await?;
    Ok(ConfirmPage {
        email: signed_in.user.email.to_string(),
        has_password: signed_in.user.password.is_some(),
        provider: console.provider_name().filter(|_| has_identity),
        return_to: routes::HOME.to_owned(),
        again: false,
        by_code: signed_in.session.second_factor.then(Problems::default),
        problems: Problems::default(),
    })
}
