//! Quota requests: asked and taken back by a tenant's admin, decided by an account manager.

use axum::extract::{Path, RawQuery, State};
use axum::response::{Html, IntoResponse, Redirect, Response};
use domain::back_office::{self, BackOfficeError, DecisionForm};
use domain::error_code::ErrorCode;
use domain::ids::{QuotaRequestId, TenantId};
use domain::quota_request::{self, QuotaRequestForm};

use super::back_office::{Forms, answer, tenant_id};
use super::fields::Fields;
use super::refused::Refused;
use super::{Console, CurrentAccountManager, CurrentCaller, Failure, RequestContext, organisation};
use crate::pages;
use crate::pages::back_office::quota_requests::QuotaRequestsPage;
use crate::pages::back_office::tenant::TenantNotice;
use crate::pages::organisation::OrganisationNotice;

/// Asks for a larger quota.
pub(super) async fn ask(
    State(console): State<Console>,
    CurrentCaller(caller): CurrentCaller,
    context: RequestContext,
    fields: Fields,
) -> Result<Response, Failure> {
    let mut fields = fields.only(&["quota", "reason"])?;
    let form =
        QuotaRequestForm { quota: fields.required("quota")?, reason: fields.required("reason")? };
    let error = match quota_request::ask(&console.ports, &caller, &form).await {
        Ok(()) => return Ok(Redirect::to(&OrganisationNotice::Asked.address()).into_response()),
        Err(error) => error,
    };
    let refused = Refused::by_quota_request(error, &context)?;
    let mut page = organisation::page_of(&console, caller).await?;
    page.problems = refused.problems.clone();
    page.quota = form;
    Ok(refused.answer(pages::organisation::page(&context, &page)))
}

/// Takes a request back.
pub(super) async fn withdraw(
    State(console): State<Console>,
    CurrentCaller(caller): CurrentCaller,
    context: RequestContext,
    Path(id): Path<String>,
    fields: Fields,
) -> Result<Response, Failure> {
    fields.only(&[])?;
    let error = match quota_request::withdraw(&console.ports, &caller, request_id(&id)?).await {
        Ok(()) => {
            return Ok(Redirect::to(&OrganisationNotice::Withdrawn.address()).into_response());
        }
        Err(error) => error,
    };
    let refused = Refused::by_quota_request(error, &context)?;
    let mut page = organisation::page_of(&console, caller).await?;
    page.problems = refused.problems.clone();
    Ok(refused.answer(pages::organisation::page(&context, &page)))
}

/// The open requests of all tenants.
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
    let queue = back_office::request_queue(&console.ports, &manager, after).await?;
    let page = QuotaRequestsPage { queue, continued: after.is_some() };
    Ok(Html(pages::back_office::quota_requests::page(&context, &page)).into_response())
}

/// Gives a tenant the quota it asked for, or another one.
pub(super) async fn approve(
    State(console): State<Console>,
    CurrentAccountManager(manager): CurrentAccountManager,
    context: RequestContext,
    Path((id, request)): Path<(String, String)>,
    fields: Fields,
) -> Result<Response, Failure> {
    let (form, id) = (decision(fields)?, tenant_id(&id)?);
    let changed = match request_id(&request) {
        Ok(request) => back_office::approve(&console.ports, &manager, id, request, &form).await,
        Err(_) => Err(BackOfficeError::RequestNotOpen),
    };
    let forms = Forms { quota: Some(form.into()), ..Forms::default() };
    answer(&console, &context, manager, id, changed, TenantNotice::RequestApproved, forms).await
}

/// Says why a tenant does not get a larger quota.
pub(super) async fn reject(
    State(console): State<Console>,
    CurrentAccountManager(manager): CurrentAccountManager,
    context: RequestContext,
    Path((id, request)): Path<(String, String)>,
    fields: Fields,
) -> Result<Response, Failure> {
    let (form, id): (_, TenantId) = (decision(fields)?, tenant_id(&id)?);
    let changed = match request_id(&request) {
        Ok(request) => {
            back_office::reject_request(&console.ports, &manager, id, request, &form).await
        }
        Err(_) => Err(BackOfficeError::RequestNotOpen),
    };
    let forms = Forms { quota: Some(form.into()), ..Forms::default() };
    answer(&console, &context, manager, id, changed, TenantNotice::RequestRejected, forms).await
}

fn decision(fields: Fields) -> Result<DecisionForm, ErrorCode> {
    let mut fields = fields.only(&["quota", "note"])?;
    Ok(DecisionForm { quota: fields.required("quota")?, note: fields.required("note")? })
}

/// An id that is not one is answered like the id of a request that is not open.
fn request_id(text: &str) -> Result<QuotaRequestId, ErrorCode> {
    text.parse().map_err(|_| ErrorCode::QuotaRequestNotOpen)
}
