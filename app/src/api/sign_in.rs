use axum::extract::{RawQuery, State};
use axum::http::HeaderName;
use axum::response::{Html, IntoResponse, Redirect, Response};
use axum_extra::extract::CookieJar;
use domain::session;
use domain::sign_in::{self, SignInError, SignInForm};

use super::fields::Fields;
use super::refused::Refused;
use super::{
    Console, CurrentVisitor, Failure, OptionalSession, RequestContext, cookies, open_id,
    registration, return_to, sign_in_code,
};
use crate::pages::sign_in::{SignInNotice, SignInPage};
use crate::{pages, routes};

/// Lets a browser forget what it holds of the console: what the next person at it could go back
/// to. Not its cookies: language, theme and the mark of a known browser stay.
const NOTHING_STAYS: [(HeaderName, &str); 1] =
    [(HeaderName::from_static("clear-site-data"), "\"cache\", \"storage\"")];

/// The sign-in form. `?return_to=` says where to go afterwards.
pub(super) async fn form(
    State(console): State<Console>,
    context: RequestContext,
    RawQuery(query): RawQuery,
) -> Result<Response, Failure> {
    let mut fields = Fields::parse(query.unwrap_or_default().as_bytes())?;
    let page = SignInPage {
        return_to: return_to::read_or_home(&mut fields),
        registration: registration::is_offered(&console).await,
        notice: match fields.optional("notice").as_deref() {
            Some("signed-out") => Some(SignInNotice::SignedOut),
            Some("password-set") => Some(SignInNotice::PasswordSet),
            Some("expired") => Some(SignInNotice::Expired),
            Some("email-changed") => Some(SignInNotice::EmailChanged),
            _ => None,
        },
        provider: console.provider_name(),
        problems: open_id::problems(&mut fields, &context),
        ..SignInPage::default()
    };
    Ok(Html(pages::sign_in::page(&context, &page)).into_response())
}

/// Takes the sign-in form. The session that the browser was in, if it was in one, ends.
pub(super) async fn sign_in(
    State(console): State<Console>,
    CurrentVisitor(visitor): CurrentVisitor,
    OptionalSession(session): OptionalSession,
    context: RequestContext,
    cookies: CookieJar,
    fields: Fields,
) -> Result<Response, Failure> {
    let mut fields = fields.only(&["email", "password", "return_to"])?;
    let form =
        SignInForm { email: fields.required("email")?, password: fields.required("password")? };
    let return_to = return_to::read_or_home(&mut fields);
    let replaces = session.map(|signed_in| signed_in.session.id);
    let error = match sign_in::sign_in(&console.ports, &visitor, &form, replaces).await {
        Ok(success) => {
            let cookies = cookies::signed_in(&console, cookies, &success);
            return Ok((cookies, Redirect::to(&return_to)).into_response());
        }
        Err(SignInError::CodeNeeded(token)) => {
            return Ok(sign_in_code::ask_for_code(&console, cookies, &token, &return_to));
        }
        Err(error) => error,
    };
    let refused = Refused::by_sign_in(error, &console, &context)?;
    let problems = refused.problems.clone();
    let page = SignInPage {
        email: form.email,
        return_to,
        registration: registration::is_offered(&console).await,
        provider: console.provider_name(),
        notice: None,
        problems,
    };
    Ok(refused.answer(pages::sign_in::page(&context, &page)))
}

/// Ends the session, if there is one. `return_to` leads elsewhere than to the sign-in form.
pub(super) async fn sign_out(
    State(console): State<Console>,
    OptionalSession(session): OptionalSession,
    cookies: CookieJar,
    fields: Fields,
) -> Result<Response, Failure> {
    let mut fields = fields.only(&["return_to"])?;
    if let Some(signed_in) = session {
        session::sign_out(&console.ports, &signed_in).await?;
    }
    let address = return_to::read(&mut fields).unwrap_or_else(routes::signed_out);
    let cookies = cookies::without_session(&console, cookies);
    Ok((NOTHING_STAYS, cookies, Redirect::to(&address)).into_response())
}
