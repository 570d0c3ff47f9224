use std::sync::Arc;

use axum::extract::{Path, RawQuery, State};
use axum::response::{Html, IntoResponse, Redirect, Response};
use domain::caller::Caller;
use domain::customer;
use domain::error_code::ErrorCode;
use domain::ids::{LinkId, UserId};
use domain::mail;
use domain::member::{self, InvitationForm, MemberError};

use super::fields::Fields;
use super::refused::Refused;
use super::{Console, CurrentCaller, Failure, RequestContext, confirm};
use crate::components::Problems;
use crate::pages::members::{MembersNotice, MembersPage};
use crate::{pages, routes};

/// Who belongs to the organisation. `?notice=` says what was just done.
pub(super) async fn list(
    State(console): State<Console>,
    CurrentCaller(caller): CurrentCaller,
    context: RequestContext,
    RawQuery(query): RawQuery,
) -> Result<Response, Failure> {
    let mut fields = Fields::parse(query.unwrap_or_default().as_bytes())?;
    let notice = match fields.optional("notice").as_deref() {
        Some("role-changed") => Some(MembersNotice::RoleChanged),
        Some("removed") => Some(MembersNotice::Removed),
        Some("invitation-revoked") => Some(MembersNotice::InvitationRevoked),
        _ => None,
    };
    let page = MembersPage { notice, ..page_of(&console, caller).await? };
    Ok(Html(pages::members::page(&context, &page)).into_response())
}

/// Invites somebody, and shows the link this once.
pub(super) async fn invite(
    State(console): State<Console>,
    CurrentCaller(caller): CurrentCaller,
    context: RequestContext,
    fields: Fields,
) -> Result<Response, Failure> {
    let mut fields = fields.only(&["email", "role"])?;
    let form = InvitationForm { email: fields.required("email")?, role: fields.required("role")? };
    let language = context.locale.tag();
    match member::invite(&console.ports, &caller, &form, language).await {
        Ok((link, token)) => {
            let address = format!("{}{}", console.public_url, routes::invitation(&token));
            let notice = Some(MembersNotice::Invited { link, address });
            let page = MembersPage { notice, ..page_of(&console, caller).await? };
            Ok(Html(pages::members::page(&context, &page)).into_response())
        }
        Err(error) => refused(&console, &context, caller, form, error).await,
    }
}

/// Gives a member another role.
pub(super) async fn set_role(
    State(console): State<Console>,
    CurrentCaller(caller): CurrentCaller,
    context: RequestContext,
    Path(user): Path<String>,
    fields: Fields,
) -> Result<Response, Failure> {
    let role = fields.only(&["role"])?.required("role")?;
    let changed = match user_id(&user) {
        Ok(user) => member::set_role(&console.ports, &caller, user, &role).await,
        Err(error) => Err(error),
    };
    answer(&console, &context, caller, changed, "role-changed").await
}

/// Takes a member out of the organisation.
pub(super) async fn remove(
    State(console): State<Console>,
    CurrentCaller(caller): CurrentCaller,
    context: RequestContext,
    Path(user): Path<String>,
    fields: Fields,
) -> Result<Response, Failure> {
    fields.only(&[])?;
    let changed = match user_id(&user) {
        Ok(user) => member::remove_member(&console.ports, &caller, user).await,
        Err(error) => Err(error),
    };
    answer(&console, &context, caller, changed, "removed").await
}

/// Takes an invitation back.
pub(super) async fn revoke_invitation(
    State(console): State<Console>,
    CurrentCaller(caller): CurrentCaller,
    context: RequestContext,
    Path(id): Path<String>,
    fields: Fields,
) -> Result<Response, Failure> {
    fields.only(&[])?;
    let changed = match id.parse::<LinkId>() {
        Ok(id) => member::revoke_invitation(&console.ports, &caller, id).await,
        Err(_) => Err(MemberError::NotFound),
    };
    answer(&console, &context, caller, changed, "invitation-revoked").await
}

/// An id that is not one is answered like the id of somebody who is no member.
fn user_id(text: &str) -> Result<UserId, MemberError> {
    text.parse().map_err(|_| MemberError::NotFound)
}

/// Back to the page, which then says what was done; or the page with the reason why not.
async fn answer(
    console: &Console,
    context: &RequestContext,
    caller: Arc<Caller>,
    changed: Result<(), MemberError>,
    notice: &str,
) -> Result<Response, Failure> {
    match changed {
        Ok(()) => Ok(Redirect::to(&routes::members_changed(notice)).into_response()),
        Err(error) => refused(console, context, caller, InvitationForm::default(), error).await,
    }
}

async fn refused(
    console: &Console,
    context: &RequestContext,
    caller: Arc<Caller>,
    form: InvitationForm,
    error: MemberError,
) -> Result<Response, Failure> {
    if let MemberError::Denied(ErrorCode::SessionNotFresh) = error {
        return Ok(confirm::before_change_at(routes::MEMBERS));
    }
    let refused = Refused::by_member(error, context)?;
    let problems = refused.problems.clone();
    let page = MembersPage { form, problems, ..page_of(console, caller).await? };
    Ok(refused.answer(pages::members::page(context, &page)))
}

async fn page_of(console: &Console, caller: Arc<Caller>) -> Result<MembersPage, Failure> {
    let (members, invitations) = member::members(&console.ports, &caller).await?;
    let requests = customer::requests_to(&console.ports, &caller).await?;
    Ok(MembersPage {
        asking: requests.into_iter().map(|request| request.provider.name).collect(),
        mails: mail::invitation_mails(&console.ports, &caller).await?,
        caller,
        members,
        invitations,
        notice: None,
        form: InvitationForm::default(),
        problems: Problems::default(),
        confirm: confirm::address_before(routes::MEMBERS),
    })
}
