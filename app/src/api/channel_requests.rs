//! What a tenant asks an account manager about a channel.

use axum::extract::{Path, State};
use axum::response::{Html, IntoResponse, Redirect, Response};
use domain::caller::Caller;
use domain::channel_request::{self, ChannelRequestForm};
use domain::error_code::ErrorCode;
use domain::ids::{ChannelId, ChannelRequestId};

use super::channel::{channel_id, detail_page};
use super::channel_deletion::delete_page;
use super::fields::Fields;
use super::refused::Refused;
use super::{Console, CurrentCaller, Failure, RequestContext};
use crate::components::Problems;
use crate::pages::channel::claim::ClaimPage;
use crate::pages::channel::requests::Requests;
use crate::{pages, routes};

/// Asks for a channel to be unbound: back to the channel, or the page with what is wrong.
pub(super) async fn ask_for_unbinding(
    State(console): State<Console>,
    CurrentCaller(caller): CurrentCaller,
    context: RequestContext,
    Path(id): Path<String>,
    fields: Fields,
) -> Result<Response, Failure> {
    let form = read(fields)?;
    let id = channel_id(&id)?;
    let asked = channel_request::ask_for_unbinding(&console.ports, &caller, id, &form).await;
    let Err(error) = asked else {
        return Ok(Redirect::to(&routes::channel_changed(id, "request-asked")).into_response());
    };
    let refused = Refused::by_channel_request(error, &context)?;
    let mut page = delete_page(&console, &caller, id).await?;
    page.requests.form = form;
    page.requests.problems = refused.problems.clone();
    Ok(refused.answer(pages::channel::delete::page(&context, &page)))
}

/// Asks for the reason of a claim.
pub(super) async fn claim_form(
    State(console): State<Console>,
    CurrentCaller(caller): CurrentCaller,
    context: RequestContext,
    Path(id): Path<String>,
) -> Result<Response, Failure> {
    let page = claim_page(&console, &caller, channel_id(&id)?).await?;
    Ok(Html(pages::channel::claim::page(&context, &page)).into_response())
}

/// Claims the account of the open binding.
pub(super) async fn claim(
    State(console): State<Console>,
    CurrentCaller(caller): CurrentCaller,
    context: RequestContext,
    Path(id): Path<String>,
    fields: Fields,
) -> Result<Response, Failure> {
    let form = read(fields)?;
    let id = channel_id(&id)?;
    let asked = channel_request::claim_account(&console.ports, &caller, id, &form).await;
    let Err(error) = asked else {
        return Ok(Redirect::to(&routes::channel_changed(id, "request-asked")).into_response());
    };
    let refused = Refused::by_channel_request(error, &context)?;
    let page = claim_page(&console, &caller, id).await?;
    let page = ClaimPage { form, problems: refused.problems.clone(), ..page };
    Ok(refused.answer(pages::channel::claim::page(&context, &page)))
}

/// Takes a request back.
pub(super) async fn withdraw(
    State(console): State<Console>,
    CurrentCaller(caller): CurrentCaller,
    context: RequestContext,
    Path((id, request)): Path<(String, String)>,
    fields: Fields,
) -> Result<Response, Failure> {
    fields.only(&[])?;
    let (id, request) = (channel_id(&id)?, request_id(&request)?);
    let done = channel_request::withdraw(&console.ports, &caller, id, request).await;
    let Err(error) = done else {
        return Ok(Redirect::to(&routes::channel_changed(id, "request-withdrawn")).into_response());
    };
    let refused = Refused::by_channel_request(error, &context)?;
    let mut page = detail_page(&console, &caller, id).await?;
    page.requests.problems = refused.problems.clone();
    Ok(refused.answer(pages::channel::detail::page(&context, &page)))
}

/// What was asked about a channel, for its pages.
pub(super) async fn of_channel(
    console: &Console,
    caller: &Caller,
    id: ChannelId,
) -> Result<Requests, Failure> {
    Ok(Requests {
        all: channel_request::requests(&console.ports, caller, id).await?,
        ..Requests::default()
    })
}

async fn claim_page(
    console: &Console,
    caller: &Caller,
    id: ChannelId,
) -> Result<ClaimPage, Failure> {
    let (caller, channel, account) =
        channel_request::claimable_account(&console.ports, caller, id).await?;
    Ok(ClaimPage {
        caller,
        channel,
        account,
        form: ChannelRequestForm::default(),
        problems: Problems::default(),
    })
}

fn read(fields: Fields) -> Result<ChannelRequestForm, ErrorCode> {
    Ok(ChannelRequestForm { reason: fields.only(&["reason"])?.required("reason")? })
}

/// An id that is not one is answered like the id of a request that is not open.
pub(super) fn request_id(text: &str) -> Result<ChannelRequestId, ErrorCode> {
    text.parse().map_err(|_| ErrorCode::ChannelRequestNotOpen)
}
