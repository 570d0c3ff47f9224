//! Another e-mail address to sign in with.

use std::sync::Arc;

use axum::extract::{Path, State};
use axum::response::{Html, IntoResponse, Redirect, Response};
use domain::email_change::{
    EmailChangeError, EmailForm, ask_for_email_change, confirm_email_change, open_email_change,
};
use domain::session::SignedIn;

use super::account;
use super::confirm::{address_before, before_change_at};
use super::fields::Fields;
use super::links::{self, PRIVATE_ADDRESS};
use super::refused::Refused;
use super::{Console, CurrentSession, CurrentVisitor, Failure, OptionalSession, RequestContext};
use crate::components::Problems;
use crate::pages::account::AccountPage;
use crate::pages::email_change::{EmailChangePage, EmailSection};
use crate::{pages, routes};

/// What the account page has about the address, without anything typed.
pub(super) fn section(console: &Console, signed_in: &Arc<SignedIn>) -> EmailSection {
    EmailSection {
        fresh: signed_in.is_fresh(console.ports.clock.now()),
        confirm: address_before(routes::ACCOUNT),
        form: EmailForm::default(),
        problems: Problems::default(),
    }
}

/// Takes the new address, and has a link sent there.
pub(super) async fn ask(
    State(console): State<Console>,
    CurrentVisitor(visitor): CurrentVisitor,
    CurrentSession(signed_in): CurrentSession,
    context: RequestContext,
    fields: Fields,
) -> Result<Response, Failure> {
    let form = EmailForm { email: fields.only(&["email"])?.required("email")? };
    let (ports, language) = (&console.ports, context.locale.tag());
    let error = match ask_for_email_change(ports, &visitor, &signed_in, &form, language).await {
        Ok(()) => {
            return Ok(Redirect::to(&routes::account_changed("email-asked")).into_response());
        }
        Err(EmailChangeError::NotFresh) => return Ok(before_change_at(routes::ACCOUNT)),
        Err(error) => error,
    };
    let refused = Refused::by_email_change(error, &console, &context)?;
    let problems = refused.problems.clone();
    let email = EmailSection { form, problems, ..section(&console, &signed_in) };
    let page = AccountPage { email, ..account::page_of(&console, signed_in).await? };
    Ok(refused.answer(pages::account::page(&context, &page)))
}

/// Asks whoever has followed the link whether they want the change. Not done at once: programs
/// that look through mails for dangers follow links, too.
pub(super) async fn form(
    State(console): State<Console>,
    OptionalSession(_): OptionalSession,
    context: RequestContext,
    Path(token): Path<String>,
) -> Result<Response, Failure> {
    let (change, user) = open_email_change(&console.ports, &links::token(&token)?).await?;
    let page = EmailChangePage { before: user.email.to_string(), after: change.email.to_string() };
    Ok((PRIVATE_ADDRESS, Html(pages::email_change::page(&context, &page))).into_response())
}

/// Makes the change. Whoever is signed in as the user goes on, and all others sign in again.
pub(super) async fn confirm(
    State(console): State<Console>,
    OptionalSession(session): OptionalSession,
    context: RequestContext,
    Path(token): Path<String>,
    fields: Fields,
) -> Result<Response, Failure> {
    fields.only(&[])?;
    let token = links::token(&token)?;
    let (ports, language) = (&console.ports, context.locale.tag());
    let user = confirm_email_change(ports, session.as_deref(), &token, language).await?;
    let is_own = session.is_some_and(|signed_in| signed_in.user.id == user);
    let address =
        if is_own { routes::account_changed("email-changed") } else { routes::email_changed() };
    Ok(Redirect::to(&address).into_response())
}
