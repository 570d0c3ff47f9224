//! How a channel is doing, asked for by somebody.

use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use domain::callback::{last_inbound, traffic_of};
use domain::caller::Caller;
use domain::health::{self, HealthError};
use domain::ids::ChannelId;

use super::channel::channel_id;
use super::fields::Fields;
use super::{Console, CurrentCaller, Failure};
use crate::pages::channel::health::HealthPart;
use crate::routes;

/// The traffic of how many days a page shows.
const DAYS: u16 = 7;

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
    let ports = &console.ports;
    let watched = health::channel_health(ports, caller, id).await?;
    let is_quiet = watched.as_ref().is_some_and(|one| one.health.quiet_since.is_some());
    let silence = if is_quiet { health::channel_silence(ports, caller, id).await? } else { None };
    let traffic = match watched {
        Some(_) => traffic_of(ports, caller, id, DAYS).await?,
        None => Vec::new(),
    };
    let last_inbound = last_inbound(ports, caller, id).await?;
    Ok(HealthPart { watched, silence, traffic, last_inbound, now: ports.clock.now() })
}
