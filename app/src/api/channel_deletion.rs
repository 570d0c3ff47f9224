//! The end of a channel.

use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{Html, IntoResponse, Redirect, Response};
use domain::caller::Caller;
use domain::channel::{self, ChannelError, DeletionForm, Lifecycle};
use domain::customer::acting_on;
use domain::error_code::ErrorCode;
use domain::field_errors::FieldErrors;
use domain::ids::ChannelId;
use domain::permissions::Action;

use super::channel::channel_id;
use super::failure::status_of;
use super::fields::Fields;
use super::{Console, CurrentCaller, Failure, RequestContext, channel_requests, confirm};
use crate::pages::channel::delete::DeletePage;
use crate::{pages, routes};

/// Asks before a channel is deleted; before that for the password, if it has been long.
pub(super) async fn confirm_deletion(
    State(console): State<Console>,
    CurrentCaller(caller): CurrentCaller,
    context: RequestContext,
    Path(id): Path<String>,
) -> Result<Response, Failure> {
    let id = channel_id(&id)?;
    let caller = acting_on(&console.ports, &caller, id).await?;
    match caller.may(Action::DeleteChannel, caller.tenant) {
        Err(ErrorCode::SessionNotFresh) => {
            let address = confirm::address_before(&routes::delete_channel(id));
            return Ok(Redirect::to(&address).into_response());
        }
        allowed => allowed?,
    }
    let page = delete_page(&console, &caller, id).await?;
    Ok(Html(pages::channel::delete::page(&context, &page)).into_response())
}

/// Takes the answer: deletes the channel, or asks again and says what is missing.
pub(super) async fn delete(
    State(console): State<Console>,
    CurrentCaller(caller): CurrentCaller,
    context: RequestContext,
    Path(id): Path<String>,
    fields: Fields,
) -> Result<Response, Failure> {
    let mut fields = fields.only(&["confirm_name", "no_business", "backed_up"])?;
    let form = DeletionForm {
        confirm_name: fields.required("confirm_name")?,
        no_running_business: fields.optional("no_business").is_some(),
        data_backed_up: fields.optional("backed_up").is_some(),
    };
    let id = channel_id(&id)?;
    let errors = match channel::delete_channel(&console.ports, &caller, id, &form).await {
        Ok(_) => return Ok(Redirect::to(&routes::channel_deleted()).into_response()),
        Err(ChannelError::Invalid(errors)) => errors,
        Err(ChannelError::BoundCannotDelete) => FieldErrors::default(),
        Err(ChannelError::Denied(ErrorCode::SessionNotFresh)) => {
            return Ok(confirm::before_change_at(&routes::delete_channel(id)));
        }
        Err(error) => return Err(error.into()),
    };
    let page = DeletePage { form, errors, ..delete_page(&console, &caller, id).await? };
    let status = if page.channel.lifecycle == Lifecycle::Unbound {
        StatusCode::UNPROCESSABLE_ENTITY
    } else {
        status_of(ErrorCode::ChannelBoundCannotDelete)
    };
    Ok((status, Html(pages::channel::delete::page(&context, &page))).into_response())
}

/// The page that asks before a channel is deleted, with nothing filled in.
pub(super) async fn delete_page(
    console: &Console,
    caller: &Caller,
    id: ChannelId,
) -> Result<DeletePage, Failure> {
    let (caller, channel) = channel::channel(&console.ports, caller, id).await?;
    Ok(DeletePage {
        requests: channel_requests::of_channel(console, &caller, id).await?,
        caller,
        channel,
        form: DeletionForm::default(),
        errors: FieldErrors::default(),
    })
}
