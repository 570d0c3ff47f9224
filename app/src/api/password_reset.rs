//! Another password for somebody who does not know the old one.

use axum::extract::{Path, State};
use axum::response::{Html, IntoResponse, Redirect, Response};
use domain::error_code::ErrorCode;
use domain::link::LinkPurpose;
use domain::secrets::SecretToken;
use domain::user::{self, PasswordResetForm};

use super::fields::Fields;
use super::links::{self, PRIVATE_ADDRESS};
use super::refused::Refused;
use super::{Console, Failure, RequestContext};
use crate::components::Problems;
use crate::pages::password_reset::PasswordResetPage;
use crate::{pages, routes};

/// Asks for the new password.
pub(super) async fn form(
    State(console): State<Console>,
    context: RequestContext,
    Path(token): Path<String>,
) -> Result<Response, Failure> {
    let email = email_of(&console, &links::token(&token)?).await?;
    let page = PasswordResetPage { email, problems: Problems::default() };
    Ok((PRIVATE_ADDRESS, Html(pages::password_reset::page(&context, &page))).into_response())
}

/// Takes the new password. All sessions of its owner have ended then, so they sign in with it.
pub(super) async fn reset(
    State(console): State<Console>,
    context: RequestContext,
    Path(token): Path<String>,
    fields: Fields,
) -> Result<Response, Failure> {
    let mut fields = fields.only(&["new_password"])?;
    let form = PasswordResetForm { new_password: fields.required("new_password")? };
    let token = links::token(&token)?;
    let language = context.locale.tag();
    let error = match user::reset_password(&console.ports, &token, &form, language).await {
        Ok(()) => return Ok(Redirect::to(&routes::password_set()).into_response()),
        Err(error) => error,
    };
    let refused = Refused::by_password(error, &console, &context)?;
    let email = email_of(&console, &token).await?;
    let page = PasswordResetPage { email, problems: refused.problems.clone() };
    let page = pages::password_reset::page(&context, &page);
    Ok((PRIVATE_ADDRESS, refused.answer(page)).into_response())
}

async fn email_of(console: &Console, token: &SecretToken) -> Result<String, Failure> {
    let LinkPurpose::PasswordReset { user } = links::purpose(console, token).await? else {
        return Err(ErrorCode::LinkInvalid.into());
    };
    let user = console.ports.store.user_by_id(user).await?;
    Ok(user.ok_or(ErrorCode::LinkInvalid)?.email.to_string())
}
