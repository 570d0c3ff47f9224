//! Adding passkeys, taking them away, and signing in with one.

use axum::Json;
use axum::extract::{Path, RawQuery, State};
use axum::http::StatusCode;
use axum::response::{Html, IntoResponse, Redirect, Response};
use axum_extra::extract::CookieJar;
use domain::error_code::ErrorCode;
use domain::ids::PasskeyId;
use domain::passkey::{self, Challenge, PasskeyError, PasskeyForm, Passkeys};
use domain::secrets::SecretToken;
use domain::session::SignedIn;
use serde::Serialize;

use super::fields::Fields;
use super::{
    Console, CurrentSession, CurrentVisitor, Failure, OptionalSession, RequestContext, confirm,
    cookies, return_to,
};
use crate::components::Problems;
use crate::pages::passkey::list::{PasskeyNotice, PasskeysPage};
use crate::pages::sign_in::SignInPage;
use crate::{pages, routes};

/// What the script of the page passes on to the browser.
#[derive(Debug, Serialize)]
struct Asked {
    token: String,
    options: serde_json::Value,
}

impl Asked {
    fn answer(challenge: Challenge, token: &SecretToken) -> Result<Response, Failure> {
        let options =
            serde_json::from_str(&challenge.options).map_err(|_| ErrorCode::ServiceInternal)?;
        Ok(Json(Self { token: token.reveal(), options }).into_response())
    }
}

/// A person's passkeys. `?notice=` says what was just done.
pub(super) async fn list(
    State(console): State<Console>,
    CurrentSession(signed_in): CurrentSession,
    context: RequestContext,
    RawQuery(query): RawQuery,
) -> Result<Response, Failure> {
    console.passkeys()?;
    if !signed_in.is_fresh(console.ports.clock.now()) {
        return Ok(Redirect::to(&confirm::address_before(routes::PASSKEYS)).into_response());
    }
    let mut fields = Fields::parse(query.unwrap_or_default().as_bytes())?;
    let notice = match fields.optional("notice").as_deref() {
        Some("added") => Some(PasskeyNotice::Added),
        Some("removed") => Some(PasskeyNotice::Removed),
        _ => None,
    };
    let page = PasskeysPage { notice, ..page_of(&console, &signed_in).await? };
    Ok(Html(pages::passkey::list::page(&context, &page)).into_response())
}

/// Says what to ask the browser for, to add a passkey.
pub(super) async fn start(
    State(console): State<Console>,
    CurrentSession(signed_in): CurrentSession,
    fields: Fields,
) -> Result<Response, Failure> {
    fields.only(&[])?;
    let passkeys = console.passkeys()?;
    match passkey::start_adding(&console.ports, passkeys, &signed_in).await {
        Ok((challenge, token)) => Asked::answer(challenge, &token),
        Err(error) => away(error),
    }
}

/// Adds the passkey that the browser has made.
pub(super) async fn add(
    State(console): State<Console>,
    CurrentSession(signed_in): CurrentSession,
    context: RequestContext,
    fields: Fields,
) -> Result<Response, Failure> {
    let mut fields = fields.only(&["token", "answer", "passkey_name"])?;
    let token = fields.required("token")?;
    let form =
        PasskeyForm { name: fields.required("passkey_name")?, answer: fields.required("answer")? };
    let passkeys = console.passkeys()?;
    let token = SecretToken::parse(&token).ok_or(ErrorCode::RequestMalformed)?;
    let (ports, name) = (&console.ports, form.name.clone());
    let problems = match passkey::add_passkey(ports, passkeys, &signed_in, &token, &form).await {
        Ok(()) => return Ok(Redirect::to(&routes::passkeys_changed("added")).into_response()),
        Err(PasskeyError::NotFresh) => return away(PasskeyError::NotFresh),
        Err(PasskeyError::Invalid(errors)) => errors.into(),
        Err(error) => problems(error, &context)?,
    };
    let page = PasskeysPage { name, problems, ..page_of(&console, &signed_in).await? };
    let page = pages::passkey::list::page(&context, &page);
    Ok((StatusCode::UNPROCESSABLE_ENTITY, Html(page)).into_response())
}

/// Takes a passkey away.
pub(super) async fn remove(
    State(console): State<Console>,
    CurrentSession(signed_in): CurrentSession,
    Path(id): Path<String>,
    fields: Fields,
) -> Result<Response, Failure> {
    fields.only(&[])?;
    let id: PasskeyId = id.parse().map_err(|_| ErrorCode::PasskeyNotFound)?;
    match passkey::remove_passkey(&console.ports, &signed_in, id).await {
        Ok(()) => Ok(Redirect::to(&routes::passkeys_changed("removed")).into_response()),
        Err(error) => away(error),
    }
}

/// Says what to ask the browser for, to sign in.
pub(super) async fn start_sign_in(
    State(console): State<Console>,
    fields: Fields,
) -> Result<Response, Failure> {
    fields.only(&[])?;
    let passkeys = console.passkeys()?;
    let (challenge, token) = passkey::start_sign_in(&console.ports, passkeys).await?;
    Asked::answer(challenge, &token)
}

/// Signs in whose passkey has answered. The session that the browser was in, if it was in one,
/// ends.
pub(super) async fn sign_in(
    State(console): State<Console>,
    CurrentVisitor(visitor): CurrentVisitor,
    OptionalSession(session): OptionalSession,
    context: RequestContext,
    cookies: CookieJar,
    fields: Fields,
) -> Result<Response, Failure> {
    let mut fields = fields.only(&["token", "answer", "return_to"])?;
    let (token, answer) = (fields.required("token")?, fields.required("answer")?);
    let return_to = return_to::read_or_home(&mut fields);
    let passkeys = console.passkeys()?;
    let token = SecretToken::parse(&token).ok_or(ErrorCode::RequestMalformed)?;
    let replaces = session.map(|signed_in| signed_in.session.id);
    let ports = &console.ports;
    let signed_in =
        passkey::sign_in_with_passkey(ports, passkeys, &visitor, &token, &answer, replaces);
    let error = match signed_in.await {
        Ok(success) => {
            let cookies = cookies::signed_in(&console, cookies, &success);
            let cookies = cookies::without_waiting(&console, cookies);
            return Ok((cookies, Redirect::to(&return_to)).into_response());
        }
        // A passkey that nobody has here any more is like one that does not answer rightly.
        Err(PasskeyError::NotFound) => {
            Problems::refused((context.texts().error)(ErrorCode::PasskeyRefused))
        }
        Err(error) => problems(error, &context)?,
    };
    let registration = super::registration::is_offered(&console).await;
    let page = SignInPage {
        return_to,
        registration,
        provider: console.provider_name(),
        problems: error,
        ..SignInPage::default()
    };
    let page = pages::sign_in::page(&context, &page);
    Ok((StatusCode::UNPROCESSABLE_ENTITY, Html(page)).into_response())
}

/// What a page says about an answer that does not do. The log is told why.
fn problems(error: PasskeyError, context: &RequestContext) -> Result<Problems, Failure> {
    if let PasskeyError::Refused(refused) = &error {
        tracing::info!(error = refused as &dyn std::error::Error, "a passkey was refused");
    }
    let failure = Failure::from(error);
    match failure.code {
        code @ (ErrorCode::PasskeyRefused
        | ErrorCode::PasskeyExpired
        | ErrorCode::PasskeyKnown
        | ErrorCode::PasskeyTooMany) => Ok(Problems::refused((context.texts().error)(code))),
        _ => Err(failure),
    }
}

/// To the question for a fresh proof, and from there to the passkeys.
fn away(error: PasskeyError) -> Result<Response, Failure> {
    match error {
        PasskeyError::NotFresh => Ok(confirm::before_change_at(routes::PASSKEYS)),
        error => Err(error.into()),
    }
}

async fn page_of(console: &Console, signed_in: &SignedIn) -> Result<PasskeysPage, Failure> {
    Ok(PasskeysPage {
        passkeys: passkey::passkeys(&console.ports, signed_in).await?,
        notice: None,
        name: String::new(),
        problems: Problems::default(),
    })
}

impl Console {
    /// Knows passkeys. Where there are none, there is nothing at their addresses.
    fn passkeys(&self) -> Result<&dyn Passkeys, ErrorCode> {
        self.passkeys.as_deref().ok_or(ErrorCode::PageNotFound)
    }
}
