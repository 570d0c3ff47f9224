//! Following an invitation.

use axum::extract::{Path, RawQuery, State};
use axum::http::StatusCode;
use axum::response::{Html, IntoResponse, Redirect, Response};
use axum_extra::extract::CookieJar;
use domain::error_code::ErrorCode;
use domain::link::LinkPurpose;
use domain::member::{self, JoinForm, MemberError};
use domain::secrets::SecretToken;
use domain::session::SignedIn;

use super::fields::Fields;
use super::links::{self, PRIVATE_ADDRESS};
use super::refused::Refused;
use super::{
    Console, CurrentVisitor, Failure, OptionalSession, RequestContext, cookies, open_id, return_to,
};
use crate::components::Problems;
use crate::pages::invitation::InvitationPage;
use crate::{pages, routes};

/// Says who invites to what, and asks what is needed to join.
pub(super) async fn form(
    State(console): State<Console>,
    OptionalSession(_): OptionalSession,
    context: RequestContext,
    Path(token): Path<String>,
    RawQuery(query): RawQuery,
) -> Result<Response, Failure> {
    let mut fields = Fields::parse(query.unwrap_or_default().as_bytes())?;
    let problems = open_id::problems(&mut fields, &context);
    let token = links::token(&token)?;
    let page = InvitationPage { problems, ..page_of(&console, &token).await? };
    Ok((PRIVATE_ADDRESS, Html(pages::invitation::page(&context, &page))).into_response())
}

/// Takes the answer. Whoever is signed in joins; anybody else is new here and gives a name and a
/// password.
pub(super) async fn join(
    State(console): State<Console>,
    CurrentVisitor(visitor): CurrentVisitor,
    OptionalSession(session): OptionalSession,
    context: RequestContext,
    Path(token): Path<String>,
    cookies: CookieJar,
    fields: Fields,
) -> Result<Response, Failure> {
    let mut fields = fields.only(&["person_name", "new_password"])?;
    let token = links::token(&token)?;
    if let Some(signed_in) = session {
        return join_signed_in(&console, &context, &signed_in, &token).await;
    }
    let form = JoinForm {
        person_name: fields.required("person_name")?,
        password: fields.required("new_password")?,
    };
    let error = match member::join_as_new(&console.ports, &visitor, &token, &form).await {
        Ok(success) => {
            let cookies = cookies::signed_in(&console, cookies, &success);
            return Ok((cookies, Redirect::to(routes::HOME)).into_response());
        }
        Err(error) => error,
    };
    let refused = Refused::by_member(error, &context)?;
    let page = InvitationPage {
        person_name: form.person_name,
        problems: refused.problems.clone(),
        ..page_of(&console, &token).await?
    };
    let page = pages::invitation::page(&context, &page);
    Ok((PRIVATE_ADDRESS, refused.answer(page)).into_response())
}

async fn join_signed_in(
    console: &Console,
    context: &RequestContext,
    signed_in: &SignedIn,
    token: &SecretToken,
) -> Result<Response, Failure> {
    match member::join(&console.ports, signed_in, token).await {
        Ok(_) => Ok(Redirect::to(routes::HOME).into_response()),
        // The page itself says whom the invitation is for, and the way on.
        Err(MemberError::OtherPerson) => {
            let page = page_of(console, token).await?;
            let page = Html(pages::invitation::page(context, &page));
            Ok((StatusCode::FORBIDDEN, PRIVATE_ADDRESS, page).into_response())
        }
        Err(error) => Err(error.into()),
    }
}

async fn page_of(console: &Console, token: &SecretToken) -> Result<InvitationPage, Failure> {
    let open = member::invitation(&console.ports, token).await?;
    let LinkPurpose::Invitation { email, role, .. } = open.link.purpose else {
        return Err(ErrorCode::LinkInvalid.into());
    };
    let address = routes::invitation(token);
    Ok(InvitationPage {
        organisation: open.tenant_name,
        email,
        role,
        has_account: open.has_account,
        provider: console.provider_name().map(|name| (routes::open_id_join(token), name)),
        sign_in: return_to::remembering(routes::SIGN_IN, &address),
        address,
        person_name: String::new(),
        problems: Problems::default(),
    })
}
