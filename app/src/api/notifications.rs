//! What people were told about their channels, and where it is sent to.

use std::sync::Arc;

use axum::extract::{RawQuery, State};
use axum::response::{Html, IntoResponse, Redirect, Response};
use domain::caller::Caller;
use domain::error_code::ErrorCode;
use domain::notification::{self, NotificationError};

use super::fields::Fields;
use super::refused::Refused;
use super::{Console, CurrentCaller, Failure, RequestContext, confirm};
use crate::pages::notification_settings::SettingsPage;
use crate::pages::notifications::NotificationsPage;
use crate::{pages, routes};

/// How many notifications stand on a page.
const ROWS: u16 = 50;

/// How many webhooks the settings show.
const DELIVERIES: u32 = 10;

/// The notifications, newest first.
pub(super) async fn list(
    State(console): State<Console>,
    CurrentCaller(caller): CurrentCaller,
    context: RequestContext,
    RawQuery(query): RawQuery,
) -> Result<Response, Failure> {
    let mut fields = Fields::parse(query.unwrap_or_default().as_bytes())?;
    // An id grants nothing, so unlike other positions it needs no signature.
    let after = fields
        .optional("after")
        .filter(|id| !id.is_empty())
        .map(|id| id.parse().map_err(|_| ErrorCode::ListCursorInvalid))
        .transpose()?;
    let page = notification::notifications(&console.ports, &caller, after, ROWS).await?;
    let page = NotificationsPage { caller, page };
    Ok(Html(pages::notifications::page(&context, &page)).into_response())
}

/// Notes that everything was read up to the one that stood first on the page.
pub(super) async fn mark_all_read(
    State(console): State<Console>,
    CurrentCaller(caller): CurrentCaller,
    fields: Fields,
) -> Result<Response, Failure> {
    let mut fields = fields.only(&["until"])?;
    let until = fields.required("until")?;
    let until = until.parse().map_err(|_| ErrorCode::RequestMalformed)?;
    notification::mark_all_read(&console.ports, &caller, until).await?;
    Ok(Redirect::to(routes::NOTIFICATIONS).into_response())
}

/// Where notifications are sent to.
pub(super) async fn settings(
    State(console): State<Console>,
    CurrentCaller(caller): CurrentCaller,
    context: RequestContext,
    RawQuery(query): RawQuery,
) -> Result<Response, Failure> {
    let mut fields = Fields::parse(query.unwrap_or_default().as_bytes())?;
    let removed = fields.optional("notice").as_deref() == Some("removed");
    let page = match page_of(&console, &caller).await {
        Ok(page) => SettingsPage { removed, ..page },
        Err(NotificationError::Denied(ErrorCode::SessionNotFresh)) => {
            let address = confirm::address_before(routes::NOTIFICATION_SETTINGS);
            return Ok(Redirect::to(&address).into_response());
        }
        Err(error) => return Err(error.into()),
    };
    Ok(Html(pages::notification_settings::page(&context, &page)).into_response())
}

/// Sets the address of the webhook, and shows its secret.
pub(super) async fn set(
    State(console): State<Console>,
    CurrentCaller(caller): CurrentCaller,
    context: RequestContext,
    fields: Fields,
) -> Result<Response, Failure> {
    let mut fields = fields.only(&["webhook_url"])?;
    let url = fields.required("webhook_url")?;
    match notification::set_endpoint(&console.ports, &caller, &url).await {
        Ok(secret) => {
            let page = SettingsPage { secret: Some(secret), ..page_of(&console, &caller).await? };
            Ok(Html(pages::notification_settings::page(&context, &page)).into_response())
        }
        Err(NotificationError::Denied(ErrorCode::SessionNotFresh)) => {
            Ok(confirm::before_change_at(routes::NOTIFICATION_SETTINGS))
        }
        Err(NotificationError::Invalid(errors)) => {
            let refused = Refused::from(errors);
            let problems = refused.problems.clone();
            let page = SettingsPage { url, problems, ..page_of(&console, &caller).await? };
            Ok(refused.answer(pages::notification_settings::page(&context, &page)))
        }
        Err(error) => Err(error.into()),
    }
}

/// Sends webhooks to no address any more.
pub(super) async fn remove(
    State(console): State<Console>,
    CurrentCaller(caller): CurrentCaller,
    fields: Fields,
) -> Result<Response, Failure> {
    fields.only(&[])?;
    match notification::remove_endpoint(&console.ports, &caller).await {
        Ok(()) => Ok(Redirect::to(&routes::webhook_removed()).into_response()),
        Err(NotificationError::Denied(ErrorCode::SessionNotFresh)) => {
            Ok(confirm::before_change_at(routes::NOTIFICATION_SETTINGS))
        }
        Err(error) => Err(error.into()),
    }
}

async fn page_of(
    console: &Console,
    caller: &Arc<Caller>,
) -> Result<SettingsPage, NotificationError> {
    let ports = &console.ports;
    let endpoint = notification::webhook_endpoint(ports, caller).await?;
    let deliveries = notification::deliveries(ports, caller, DELIVERIES).await?;
    let url = endpoint.as_ref().map(|endpoint| endpoint.url.to_string()).unwrap_or_default();
    Ok(SettingsPage { endpoint, deliveries, url, ..SettingsPage::default() })
}
