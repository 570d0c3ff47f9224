//! The first start.

use axum::extract::{Path, State};
use axum::response::{Html, IntoResponse, Redirect, Response};
use axum_extra::extract::CookieJar;
use domain::error_code::ErrorCode;
use domain::link::LinkPurpose;
use domain::member::{self, SetUpForm};

use super::fields::Fields;
use super::links::{self, PRIVATE_ADDRESS};
use super::refused::Refused;
use super::{Console, CurrentVisitor, Failure, RequestContext, cookies};
use crate::pages::set_up::SetUpPage;
use crate::{pages, routes};

/// Asks who the first person is.
pub(super) async fn form(
    State(console): State<Console>,
    context: RequestContext,
    Path(token): Path<String>,
) -> Result<Response, Failure> {
    if links::purpose(&console, &links::token(&token)?).await? != LinkPurpose::SetUp {
        return Err(ErrorCode::LinkInvalid.into());
    }
    let page = pages::set_up::page(&context, &SetUpPage::default());
    Ok((PRIVATE_ADDRESS, Html(page)).into_response())
}

/// Takes the answer: the first person is signed in, or asked again.
pub(super) async fn set_up(
    State(console): State<Console>,
    CurrentVisitor(visitor): CurrentVisitor,
    context: RequestContext,
    Path(token): Path<String>,
    cookies: CookieJar,
    fields: Fields,
) -> Result<Response, Failure> {
    let mut fields = fields.only(&["person_name", "email", "new_password", "organisation"])?;
    let form = SetUpForm {
        person_name: fields.required("person_name")?,
        email: fields.required("email")?,
        password: fields.required("new_password")?,
        organisation: fields.required("organisation")?,
    };
    let (ports, token) = (&console.ports, links::token(&token)?);
    let error = match member::set_up(ports, &visitor, &token, console.first_tenant, &form).await {
        Ok(success) => {
            let cookies = cookies::signed_in(&console, cookies, &success);
            // Whoever runs an installation is offered a second factor at once.
            return Ok((cookies, Redirect::to(routes::SECOND_FACTOR)).into_response());
        }
        Err(error) => error,
    };
    let refused = Refused::by_member(error, &context)?;
    let SetUpForm { person_name, email, organisation, .. } = form;
    let problems = refused.problems.clone();
    let page = SetUpPage { person_name, email, organisation, problems };
    let page = pages::set_up::page(&context, &page);
    Ok((PRIVATE_ADDRESS, refused.answer(page)).into_response())
}
