//! Channels of all tenants, for account managers: what is bound, what is asked, unbinding.

use axum::extract::{Path, RawQuery, State};
use axum::response::{Html, IntoResponse, Redirect, Response};
use domain::back_office::{self, BackOfficeError};
use domain::caller::AccountManager;
use domain::channel::{ChannelFilter, ChannelList, ChannelOrder, Lifecycle, PageSize};
use domain::channel_request::DecisionForm;
use domain::error_code::ErrorCode;
use domain::ids::{ChannelId, TenantId};

use super::back_office::tenant_id;
use super::channel::channel_id;
use super::channel_requests::request_id;
use super::fields::Fields;
use super::refused::Refused;
use super::{Console, CurrentAccountManager, Failure, RequestContext, confirm};
use crate::components::Problems;
use crate::pages::back_office::channel::{ManagedChannelPage, ManagedNotice};
use crate::pages::back_office::channel_requests::ChannelRequestsPage;
use crate::pages::back_office::channels::ChannelsPage;
use crate::{pages, routes};

/// The open requests about channels of all tenants.
pub(super) async fn queue(
    State(console): State<Console>,
    CurrentAccountManager(manager): CurrentAccountManager,
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
    let queue = back_office::channel_request_queue(&console.ports, &manager, after).await?;
    let page = ChannelRequestsPage { queue, continued: after.is_some() };
    Ok(Html(pages::back_office::channel_requests::page(&context, &page)).into_response())
}

/// The channels of a tenant: those that are bound, or in another state (`?status=`).
pub(super) async fn list(
    State(console): State<Console>,
    CurrentAccountManager(manager): CurrentAccountManager,
    context: RequestContext,
    Path(id): Path<String>,
    RawQuery(query): RawQuery,
) -> Result<Response, Failure> {
    let mut fields = Fields::parse(query.unwrap_or_default().as_bytes())?;
    let id = tenant_id(&id)?;
    let lifecycle = match fields.optional("status").filter(|slug| !slug.is_empty()) {
        Some(slug) => Lifecycle::from_slug(&slug).ok_or(ErrorCode::ListFilterInvalid)?,
        None => Lifecycle::Bound,
    };
    let order = ChannelOrder::default();
    let position = match fields.optional("after").filter(|after| !after.is_empty()) {
        Some(after) => Some(console.cursor_key.open(id, order.column, &after)?),
        None => None,
    };
    let list = ChannelList {
        filter: ChannelFilter { lifecycle: Some(lifecycle), ..ChannelFilter::default() },
        order,
        limit: PageSize::Medium.rows(),
        position,
    };
    let (tenant, page) = back_office::channels_of(&console.ports, &manager, id, &list).await?;
    let seal = |position| console.cursor_key.seal(id, order.column, &position);
    let (previous, next) = (page.previous.clone().map(seal), page.next.clone().map(seal));
    let page = ChannelsPage { tenant, lifecycle, page, previous, next };
    Ok(Html(pages::back_office::channels::page(&context, &page)).into_response())
}

/// One channel of a tenant. `?notice=` says what was just done.
pub(super) async fn show(
    State(console): State<Console>,
    CurrentAccountManager(manager): CurrentAccountManager,
    context: RequestContext,
    Path((id, channel)): Path<(String, String)>,
    RawQuery(query): RawQuery,
) -> Result<Response, Failure> {
    let mut fields = Fields::parse(query.unwrap_or_default().as_bytes())?;
    let notice = fields.optional("notice").and_then(|word| ManagedNotice::from_word(&word));
    let page = page_of(&console, manager, (tenant_id(&id)?, channel_id(&channel)?)).await?;
    let page = ManagedChannelPage { notice, ..page };
    Ok(Html(pages::back_office::channel::page(&context, &page)).into_response())
}

/// Begins to unbind a channel.
pub(super) async fn unbind(
    State(console): State<Console>,
    CurrentAccountManager(manager): CurrentAccountManager,
    context: RequestContext,
    Path((id, channel)): Path<(String, String)>,
    fields: Fields,
) -> Result<Response, Failure> {
    let form = decision(fields)?;
    let place @ (tenant, channel) = (tenant_id(&id)?, channel_id(&channel)?);
    let done = back_office::unbind(&console.ports, &manager, tenant, channel, &form).await;
    answer(&console, &context, manager, place, done, ManagedNotice::Unbound, form).await
}

/// Ends a release that the platform does not let end.
pub(super) async fn give_up_release(
    State(console): State<Console>,
    CurrentAccountManager(manager): CurrentAccountManager,
    context: RequestContext,
    Path((id, channel)): Path<(String, String)>,
    fields: Fields,
) -> Result<Response, Failure> {
    let form = decision(fields)?;
    let place @ (tenant, channel) = (tenant_id(&id)?, channel_id(&channel)?);
    let ports = &console.ports;
    let done = back_office::give_up_release(ports, &manager, tenant, channel, &form).await;
    answer(&console, &context, manager, place, done, ManagedNotice::GivenUp, form).await
}

/// Agrees to what was asked.
pub(super) async fn approve(
    State(console): State<Console>,
    CurrentAccountManager(manager): CurrentAccountManager,
    context: RequestContext,
    Path((id, channel, request)): Path<(String, String, String)>,
    fields: Fields,
) -> Result<Response, Failure> {
    let form = decision(fields)?;
    let place = (tenant_id(&id)?, channel_id(&channel)?);
    let ports = &console.ports;
    let done = match request_id(&request) {
        Ok(id) => back_office::approve_channel_request(ports, &manager, place, id, &form).await,
        Err(code) => Err(BackOfficeError::Refused(code)),
    };
    answer(&console, &context, manager, place, done, ManagedNotice::Approved, form).await
}

/// Says why it does not happen.
pub(super) async fn reject(
    State(console): State<Console>,
    CurrentAccountManager(manager): CurrentAccountManager,
    context: RequestContext,
    Path((id, channel, request)): Path<(String, String, String)>,
    fields: Fields,
) -> Result<Response, Failure> {
    let form = decision(fields)?;
    let place = (tenant_id(&id)?, channel_id(&channel)?);
    let ports = &console.ports;
    let done = match request_id(&request) {
        Ok(id) => back_office::reject_channel_request(ports, &manager, place, id, &form).await,
        Err(code) => Err(BackOfficeError::Refused(code)),
    };
    answer(&console, &context, manager, place, done, ManagedNotice::Rejected, form).await
}

/// Back to the page, which then says what was done; or the page with the reason why not.
async fn answer(
    console: &Console,
    context: &RequestContext,
    manager: AccountManager,
    place @ (tenant, channel): (TenantId, ChannelId),
    done: Result<(), BackOfficeError>,
    notice: ManagedNotice,
    form: DecisionForm,
) -> Result<Response, Failure> {
    let error = match done {
        Ok(()) => return Ok(Redirect::to(&notice.address(tenant, channel)).into_response()),
        Err(BackOfficeError::Denied(ErrorCode::SessionNotFresh)) => {
            return Ok(confirm::before_change_at(&routes::tenant_channel(tenant, channel)));
        }
        Err(error) => error,
    };
    let refused = Refused::by_back_office(error, context)?;
    let page = page_of(console, manager, place).await?;
    let page = ManagedChannelPage { form, problems: refused.problems.clone(), ..page };
    Ok(refused.answer(pages::back_office::channel::page(context, &page)))
}

async fn page_of(
    console: &Console,
    manager: AccountManager,
    (tenant, channel): (TenantId, ChannelId),
) -> Result<ManagedChannelPage, Failure> {
    Ok(ManagedChannelPage {
        managed: back_office::channel_of(&console.ports, &manager, tenant, channel).await?,
        confirm: confirm::address_before(&routes::tenant_channel(tenant, channel)),
        manager,
        form: DecisionForm::default(),
        notice: None,
        problems: Problems::default(),
    })
}

fn decision(fields: Fields) -> Result<DecisionForm, ErrorCode> {
    Ok(DecisionForm { note: fields.only(&["note"])?.required("note")? })
}
