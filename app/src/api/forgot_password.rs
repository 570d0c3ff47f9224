//! A link for somebody who has forgotten their password.

use axum::extract::{RawQuery, State};
use axum::response::{Html, IntoResponse, Redirect, Response};
use domain::email_change::EmailForm;
use domain::user;

use super::fields::Fields;
use super::refused::Refused;
use super::{Console, CurrentVisitor, Failure, RequestContext};
use crate::pages::forgot_password::ForgotPasswordPage;
use crate::{pages, routes};

/// Asks for the address. `?notice=sent` says that a link is on its way, if there is an account.
pub(super) async fn form(
    context: RequestContext,
    RawQuery(query): RawQuery,
) -> Result<Response, Failure> {
    let mut fields = Fields::parse(query.unwrap_or_default().as_bytes())?;
    let sent = fields.optional("notice").as_deref() == Some("sent");
    let page = ForgotPasswordPage { sent, ..ForgotPasswordPage::default() };
    Ok(Html(pages::forgot_password::page(&context, &page)).into_response())
}

/// Takes the address. The answer is the same whether anybody signs in with it or not.
pub(super) async fn ask(
    State(console): State<Console>,
    CurrentVisitor(visitor): CurrentVisitor,
    context: RequestContext,
    fields: Fields,
) -> Result<Response, Failure> {
    let form = EmailForm { email: fields.only(&["email"])?.required("email")? };
    let (ports, language) = (&console.ports, context.locale.tag());
    let error = match user::ask_for_password_reset(ports, &visitor, &form, language).await {
        Ok(()) => return Ok(Redirect::to(&routes::password_reset_asked()).into_response()),
        Err(error) => error,
    };
    let refused = Refused::by_password(error, &console, &context)?;
    let problems = refused.problems.clone();
    let page = ForgotPasswordPage { email: form.email, sent: false, problems };
    Ok(refused.answer(pages::forgot_password::page(&context, &page)))
}
