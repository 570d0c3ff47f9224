//! Signing in through an OpenID provider: the way there and the way back.

use axum::extract::{Path, RawQuery, State};
use axum::http::header::REFRESH;
use axum::response::{Html, IntoResponse, Redirect, Response};
use axum_extra::extract::CookieJar;
use domain::error_code::ErrorCode;
use domain::ids::IdentityId;
use domain::member;
use domain::open_id::{self, Answer, Begun, Browser, Finished, OpenIdError, Purpose};

use super::failure::chain;
use super::fields::Fields;
use super::open_id_visit::Visit;
use super::sign_in_code::ask_for_code;
use super::{
    Console, CurrentSession, CurrentVisitor, Failure, OptionalSession, RequestContext, confirm,
    cookies, links, return_to,
};
use crate::components::Problems;
use crate::{pages, routes};

/// Sends somebody to the provider to sign in.
pub(super) async fn sign_in(
    State(console): State<Console>,
    context: RequestContext,
    cookies: CookieJar,
    fields: Fields,
) -> Result<Response, Failure> {
    let return_to = return_to::read_or_home(&mut fields.only(&["return_to"])?);
    let begun = open_id::begin(&console.ports, Purpose::SignIn).await;
    leave(&console, &context, cookies, begun, Visit::from(routes::SIGN_IN, return_to))
}

/// Sends somebody to the provider to follow an invitation.
pub(super) async fn join(
    State(console): State<Console>,
    context: RequestContext,
    Path(token): Path<String>,
    cookies: CookieJar,
    fields: Fields,
) -> Result<Response, Failure> {
    fields.only(&[])?;
    let token = links::token(&token)?;
    // Better told before the way there than after it.
    member::invitation(&console.ports, &token).await?;
    let begun = open_id::begin(&console.ports, Purpose::Join).await;
    let visit = Visit::from(&routes::invitation(&token), routes::HOME.to_owned());
    leave(&console, &context, cookies, begun, visit)
}

/// Sends somebody who is signed in to the provider to prove it once more.
pub(super) async fn confirm(
    State(console): State<Console>,
    CurrentSession(signed_in): CurrentSession,
    context: RequestContext,
    cookies: CookieJar,
    fields: Fields,
) -> Result<Response, Failure> {
    let return_to = return_to::read_or_home(&mut fields.only(&["return_to"])?);
    let begun = open_id::begin(&console.ports, Purpose::Confirm(signed_in.user.id)).await;
    leave(&console, &context, cookies, begun, Visit::from(routes::CONFIRM, return_to))
}

/// Sends somebody to the provider to link their account there.
pub(super) async fn link(
    State(console): State<Console>,
    CurrentSession(signed_in): CurrentSession,
    context: RequestContext,
    cookies: CookieJar,
    fields: Fields,
) -> Result<Response, Failure> {
    fields.only(&[])?;
    let begun = open_id::begin_link(&console.ports, &signed_in).await;
    let visit = Visit::from(routes::ACCOUNT, routes::account_changed("linked"));
    leave(&console, &context, cookies, begun, visit)
}

/// Takes an account at a provider away from whoever is signed in.
pub(super) async fn unlink(
    State(console): State<Console>,
    CurrentSession(signed_in): CurrentSession,
    Path(id): Path<String>,
    fields: Fields,
) -> Result<Response, Failure> {
    fields.only(&[])?;
    let id: IdentityId = id.parse().map_err(|_| ErrorCode::OpenIdIdentityNotFound)?;
    match open_id::unlink(&console.ports, &signed_in, id).await {
        Ok(()) => Ok(Redirect::to(&routes::account_changed("unlinked")).into_response()),
        Err(OpenIdError::Refused(ErrorCode::SessionNotFresh)) => {
            Ok(confirm::before_change_at(routes::ACCOUNT))
        }
        Err(error) => Err(error.into()),
    }
}

/// Where the provider sends people back to. Leads on to where they wanted to go, or back to the
/// page they came from, which then says what was wrong: the address of this one holds a code, and
/// works once.
pub(super) async fn callback(
    State(console): State<Console>,
    CurrentVisitor(visitor): CurrentVisitor,
    OptionalSession(session): OptionalSession,
    RawQuery(query): RawQuery,
    cookies: CookieJar,
) -> Result<Response, Failure> {
    let mut fields = Fields::parse(query.unwrap_or_default().as_bytes())?;
    let answer = Answer {
        state: fields.optional("state").unwrap_or_default(),
        code: fields.optional("code"),
        issuer: fields.optional("iss"),
    };
    let visit = cookies::visit(&console, &cookies).and_then(|text| Visit::parse(&text));
    let Some((visit, token)) = visit else {
        let visit = Visit::from(routes::SIGN_IN, routes::HOME.to_owned());
        return back(&visit, OpenIdError::Refused(ErrorCode::OpenIdAnswerUnknown));
    };
    let invitation = routes::invitation_at(&visit.page);
    let browser = Browser {
        visitor: &visitor,
        token: &token,
        invitation: invitation.as_ref(),
        session: session.as_deref(),
    };
    match open_id::finish(&console.ports, browser, &answer).await {
        Ok(finished) => {
            let cookies = cookies::without_visit(&console, cookies);
            let cookies = match finished {
                Finished::SignedIn(success) => cookies::signed_in(&console, cookies, &success),
                Finished::CodeNeeded(token) => {
                    return Ok(ask_for_code(&console, cookies, &token, &visit.return_to));
                }
                Finished::Confirmed(token) => cookies::with_session(&console, cookies, &token),
                Finished::Linked => cookies,
            };
            Ok((cookies, Redirect::to(&visit.return_to)).into_response())
        }
        // Anybody could have sent it; the visit goes on.
        Err(error @ OpenIdError::Refused(ErrorCode::OpenIdAnswerUnknown)) => back(&visit, error),
        Err(error) => {
            Ok((cookies::without_visit(&console, cookies), back(&visit, error)?).into_response())
        }
    }
}

/// What a page says that somebody was sent back to.
pub(super) fn problems(fields: &mut Fields, context: &RequestContext) -> Problems {
    let told = fields.optional("problem").unwrap_or_default();
    let code = ErrorCode::ALL.iter().find(|code| code.code() == told);
    match code.filter(|code| code.code().starts_with("OpenId.")) {
        Some(code) => Problems::refused((context.texts().error)(*code)),
        None => Problems::default(),
    }
}

/// Sends the browser on to the provider. Not by a redirect: the forms of this console may be sent
/// to the console only, and browsers take a redirect for a part of that.
fn leave(
    console: &Console,
    context: &RequestContext,
    cookies: CookieJar,
    begun: Result<Begun, OpenIdError>,
    visit: Visit,
) -> Result<Response, Failure> {
    let Begun { token, url } = match begun {
        Ok(begun) => begun,
        Err(OpenIdError::Refused(ErrorCode::SessionNotFresh)) => {
            return Ok(confirm::before_change_at(&visit.page));
        }
        Err(error) => return back(&visit, error),
    };
    let name = console.ports.open_id.as_ref().map_or("", |open_id| open_id.name.as_str());
    let page = Html(pages::open_id::leaving(context, name, &url));
    let cookies = cookies::with_visit(console, cookies, visit.write(&token));
    Ok((cookies, [(REFRESH, format!("0; url={url}"))], page).into_response())
}

/// Leads back to the page that somebody came from, which says what was wrong.
fn back(visit: &Visit, error: OpenIdError) -> Result<Response, Failure> {
    let Some(code) = error.code().filter(|code| code.code().starts_with("OpenId.")) else {
        return Err(error.into());
    };
    if let OpenIdError::Provider(error) = &error {
        tracing::warn!(code = code.code(), causes = chain(error), "the OpenID provider is no help");
    }
    let page = return_to::remembering(&visit.page, &visit.return_to);
    let join = if page.contains('?') { '&' } else { '?' };
    Ok(Redirect::to(&format!("{page}{join}problem={}", code.code())).into_response())
}
