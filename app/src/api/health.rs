//! How a channel is doing, asked for by somebody.

use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use domain::caller::Caller;
use domain::health::{self, HealthError};
use domain::ids::ChannelId;

use super::channel::channel_id;
use super::fields::Fields;
use super::{Console, CurrentCaller, Failure};
use crate::pages::channel::health::HealthPart;
use crate::routes;

/// Checks a channel now, and shows it again. One that is being checked, or was a moment ago, is
/// shown as it is.
pub(super) async fn check(
    State(console): State<Console>,
    CurrentCaller(caller): CurrentCaller,
    Path(id): Path<String>,
    fields: Fields,
) -> Result<Response, Failure> {
    fields.only(&[])?;
    let id = channel_id(&id)?;
    let notice = match health::check_now(&console.ports, &caller, id).await {
        Ok(()) => "checked",
        Err(HealthError::TooSoon) => "checked-before",
        Err(error) => return Err(error.into()),
    };
    Ok(Redirect::to(&routes::channel_changed(id, notice)).into_response())
}

/// What the page of a channel says about its health.
pub(super) async fn health_of(
    console: &Console,
    caller: &Caller,
    id: ChannelId,
) -> Result<HealthPart, Failure> {
    let watched = health::channel_health(&console.ports, caller, id).await?;
    Ok(HealthPart { watched, now: console.ports.clock.now() })
}
