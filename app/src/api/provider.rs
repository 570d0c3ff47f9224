use std::sync::Arc;

use axum::extract::{Path, RawQuery, State};
use axum::response::{Html, IntoResponse, Redirect, Response};
use domain::caller::Caller;
use domain::customer::{self, CustomerError};
use domain::error_code::ErrorCode;
use domain::ids::TenantId;

use super::fields::Fields;
use super::refused::Refused;
use super::{Console, CurrentCaller, Failure, RequestContext, confirm};
use crate::components::Problems;
use crate::pages::provider::{ProviderNotice, ProviderPage};
use crate::{pages, routes};

/// The service provider of the organisation, and those who ask to be. `?notice=` says what was
/// just done.
pub(super) async fn show(
    State(console): State<Console>,
    CurrentCaller(caller): CurrentCaller,
    context: RequestContext,
    RawQuery(query): RawQuery,
) -> Result<Response, Failure> {
    let mut fields = Fields::parse(query.unwrap_or_default().as_bytes())?;
    let notice = fields.optional("notice").and_then(|word| ProviderNotice::from_word(&word));
    let page = ProviderPage { notice, ..page_of(&console, caller).await? };
    Ok(Html(pages::provider::page(&context, &page)).into_response())
}

/// Consents to a service provider.
pub(super) async fn accept(
    State(console): State<Console>,
    CurrentCaller(caller): CurrentCaller,
    context: RequestContext,
    Path(id): Path<String>,
    fields: Fields,
) -> Result<Response, Failure> {
    fields.only(&[])?;
    let changed = customer::accept(&console.ports, &caller, provider_id(&id)?).await;
    answer(&console, &context, caller, changed, ProviderNotice::Accepted).await
}

/// Refuses consent to a service provider.
pub(super) async fn decline(
    State(console): State<Console>,
    CurrentCaller(caller): CurrentCaller,
    context: RequestContext,
    Path(id): Path<String>,
    fields: Fields,
) -> Result<Response, Failure> {
    fields.only(&[])?;
    let changed = customer::decline(&console.ports, &caller, provider_id(&id)?).await;
    answer(&console, &context, caller, changed, ProviderNotice::Declined).await
}

/// Ends the relation with the service provider.
pub(super) async fn end(
    State(console): State<Console>,
    CurrentCaller(caller): CurrentCaller,
    context: RequestContext,
    Path(id): Path<String>,
    fields: Fields,
) -> Result<Response, Failure> {
    fields.only(&[])?;
    let changed = customer::end_with_provider(&console.ports, &caller, provider_id(&id)?).await;
    answer(&console, &context, caller, changed, ProviderNotice::Ended).await
}

/// Back to the page, which then says what was done; or the page with the reason why not.
async fn answer(
    console: &Console,
    context: &RequestContext,
    caller: Arc<Caller>,
    changed: Result<(), CustomerError>,
    notice: ProviderNotice,
) -> Result<Response, Failure> {
    let error = match changed {
        Ok(()) => return Ok(Redirect::to(&notice.address()).into_response()),
        Err(CustomerError::Denied(ErrorCode::SessionNotFresh)) => {
            return Ok(confirm::before_change_at(routes::PROVIDER));
        }
        Err(error) => error,
    };
    let refused = Refused::by_customer(error, context)?;
    let problems = refused.problems.clone();
    let page = ProviderPage { problems, ..page_of(console, caller).await? };
    Ok(refused.answer(pages::provider::page(context, &page)))
}

async fn page_of(console: &Console, caller: Arc<Caller>) -> Result<ProviderPage, Failure> {
    let ports = &console.ports;
    Ok(ProviderPage {
        provider: customer::own_provider(ports, &caller).await?,
        requests: customer::requests_to(ports, &caller).await?,
        caller,
        notice: None,
        problems: Problems::default(),
        confirm: confirm::address_before(routes::PROVIDER),
    })
}

/// An id that is not one is answered like the id of somebody who does not ask.
fn provider_id(text: &str) -> Result<TenantId, ErrorCode> {
    text.parse().map_err(|_| ErrorCode::ProviderNotFound)
}
