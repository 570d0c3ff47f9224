use std::sync::Arc;

use axum::extract::{Path, RawQuery, State};
use axum::response::{Html, IntoResponse, Redirect, Response};
use domain::error_code::ErrorCode;
use domain::ids::{SessionId, TenantId};
use domain::member;
use domain::second_factor;
use domain::session::{self, SignedIn};
use domain::user::{self, PasswordChangeForm};

use super::fields::Fields;
use super::refused::Refused;
use super::{
    Console, CurrentSession, CurrentVisitor, Failure, RequestContext, email_change, open_id,
};
use crate::components::Problems;
use crate::pages::account::{AccountNotice, AccountPage};
use crate::pages::open_id::LinkedAccounts;
use crate::{pages, routes};

/// A person's own password, sessions and organisations. `?notice=` says what was just done.
pub(super) async fn show(
    State(console): State<Console>,
    CurrentSession(signed_in): CurrentSession,
    context: RequestContext,
    RawQuery(query): RawQuery,
) -> Result<Response, Failure> {
    let mut fields = Fields::parse(query.unwrap_or_default().as_bytes())?;
    let notice = match fields.optional("notice").as_deref() {
        Some("password-changed") => Some(AccountNotice::PasswordChanged),
        Some("email-asked") => Some(AccountNotice::EmailAsked),
        Some("email-changed") => Some(AccountNotice::EmailChanged),
        Some("session-ended") => Some(AccountNotice::SessionEnded),
        Some("others-ended") => Some(AccountNotice::OthersEnded),
        Some("second-factor-off") => Some(AccountNotice::SecondFactorOff),
        Some("linked") => Some(AccountNotice::Linked),
        Some("unlinked") => Some(AccountNotice::Unlinked),
        _ => None,
    };
    let mut page = AccountPage { notice, ..page_of(&console, signed_in).await? };
    page.linked.problems = open_id::problems(&mut fields, &context);
    Ok(Html(pages::account::page(&context, &page)).into_response())
}

/// Takes another password. All other sessions of its owner have ended then.
pub(super) async fn change_password(
    State(console): State<Console>,
    CurrentVisitor(visitor): CurrentVisitor,
    CurrentSession(signed_in): CurrentSession,
    context: RequestContext,
    fields: Fields,
) -> Result<Response, Failure> {
    let mut fields = fields.only(&["password", "new_password"])?;
    let form = PasswordChangeForm {
        password: fields.required("password")?,
        new_password: fields.required("new_password")?,
    };
    let (ports, language) = (&console.ports, context.locale.tag());
    let changed = user::change_password(ports, &visitor, &signed_in, &form, language).await;
    let error = match changed {
        Ok(()) => {
            let address = routes::account_changed("password-changed");
            return Ok(Redirect::to(&address).into_response());
        }
        Err(error) => error,
    };
    let refused = Refused::by_password(error, &console, &context)?;
    let problems = refused.problems.clone();
    let page = AccountPage { problems, ..page_of(&console, signed_in).await? };
    Ok(refused.answer(pages::account::page(&context, &page)))
}

/// Ends one of the person's sessions.
pub(super) async fn end_session(
    State(console): State<Console>,
    CurrentSession(signed_in): CurrentSession,
    Path(id): Path<String>,
    fields: Fields,
) -> Result<Response, Failure> {
    fields.only(&[])?;
    let id: SessionId = id.parse().map_err(|_| ErrorCode::SessionNotFound)?;
    if !session::end_session(&console.ports, &signed_in, id).await? {
        return Err(ErrorCode::SessionNotFound.into());
    }
    Ok(Redirect::to(&routes::account_changed("session-ended")).into_response())
}

/// Ends all of the person's sessions but this one.
pub(super) async fn end_other_sessions(
    State(console): State<Console>,
    CurrentSession(signed_in): CurrentSession,
    fields: Fields,
) -> Result<Response, Failure> {
    fields.only(&[])?;
    session::end_other_sessions(&console.ports, &signed_in).await?;
    Ok(Redirect::to(&routes::account_changed("others-ended")).into_response())
}

/// Lets the session act for another organisation of the person.
pub(super) async fn switch_tenant(
    State(console): State<Console>,
    CurrentSession(signed_in): CurrentSession,
    fields: Fields,
) -> Result<Response, Failure> {
    let tenant = fields.only(&["tenant"])?.required("tenant")?;
    let tenant: TenantId = tenant.parse().map_err(|_| ErrorCode::RequestMalformed)?;
    if !session::switch_tenant(&console.ports, &signed_in, tenant).await? {
        return Err(ErrorCode::PermissionDenied.into());
    }
    Ok(Redirect::to(routes::HOME).into_response())
}

/// The page as it is without anything typed.
pub(super) async fn page_of(
    console: &Console,
    signed_in: Arc<SignedIn>,
) -> Result<AccountPage, Failure> {
    let ports = &console.ports;
    Ok(AccountPage {
        linked: LinkedAccounts {
            identities: domain::open_id::identities(ports, &signed_in).await?,
            provider: ports.open_id.clone(),
            has_password: signed_in.user.password.is_some(),
            problems: Problems::default(),
        },
        sessions: session::sessions(ports, &console.session_limits, &signed_in).await?,
        memberships: member::memberships(ports, signed_in.user.id).await?,
        second_factor: second_factor::second_factor(ports, &signed_in).await?,
        email: email_change::section(console, &signed_in),
        signed_in,
        registration: console.registration,
        notice: None,
        problems: Problems::default(),
    })
}
