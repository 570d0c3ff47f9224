use axum::extract::{Path, RawQuery, State};
use axum::response::{Html, IntoResponse, Redirect, Response};
use domain::back_office::{self, BackOfficeError, QuotaForm, ReasonForm};
use domain::caller::AccountManager;
use domain::error_code::ErrorCode;
use domain::ids::TenantId;
use domain::tenant::{TenantList, TenantState};

use super::fields::Fields;
use super::refused::Refused;
use super::{Console, CurrentAccountManager, CurrentCaller, Failure, RequestContext, confirm};
use crate::components::Problems;
use crate::pages::back_office::list::TenantsPage;
use crate::pages::back_office::tenant::{TenantNotice, TenantPage};
use crate::{pages, routes};

/// All tenants.
pub(super) async fn list(
    State(console): State<Console>,
    CurrentAccountManager(manager): CurrentAccountManager,
    context: RequestContext,
    RawQuery(query): RawQuery,
) -> Result<Response, Failure> {
    let mut fields = Fields::parse(query.unwrap_or_default().as_bytes())?;
    let list = read_list(&mut fields)?;
    let page = back_office::tenants(&console.ports, &manager, &list).await?;
    let waiting = back_office::waiting(&console.ports, &manager).await?;
    let page = TenantsPage { list, page, waiting };
    Ok(Html(pages::back_office::list::page(&context, &page)).into_response())
}

/// One tenant. `?notice=` says what was just done.
pub(super) async fn tenant(
    State(console): State<Console>,
    CurrentAccountManager(manager): CurrentAccountManager,
    context: RequestContext,
    Path(id): Path<String>,
    RawQuery(query): RawQuery,
) -> Result<Response, Failure> {
    let mut fields = Fields::parse(query.unwrap_or_default().as_bytes())?;
    let notice = fields.optional("notice").and_then(|word| TenantNotice::from_word(&word));
    let page = page_of(&console, manager, tenant_id(&id)?).await?;
    let page = TenantPage { notice, ..page };
    Ok(Html(pages::back_office::tenant::page(&context, &page)).into_response())
}

/// Verifies a tenant.
pub(super) async fn verify(
    State(console): State<Console>,
    CurrentAccountManager(manager): CurrentAccountManager,
    context: RequestContext,
    Path(id): Path<String>,
    fields: Fields,
) -> Result<Response, Failure> {
    let seen = fields.only(&["seen"])?.required("seen")?;
    let id = tenant_id(&id)?;
    let changed = back_office::verify(&console.ports, &manager, id, &seen).await;
    let forms = Forms::default();
    answer(&console, &context, manager, id, changed, TenantNotice::Verified, forms).await
}

/// Rejects a tenant.
pub(super) async fn reject(
    State(console): State<Console>,
    CurrentAccountManager(manager): CurrentAccountManager,
    context: RequestContext,
    Path(id): Path<String>,
    fields: Fields,
) -> Result<Response, Failure> {
    let mut fields = fields.only(&["seen", "reason"])?;
    let (seen, reason) = (fields.required("seen")?, fields.required("reason")?);
    let (id, form) = (tenant_id(&id)?, ReasonForm { reason });
    let changed = back_office::reject(&console.ports, &manager, id, &seen, &form).await;
    let forms = Forms { reason: form, ..Forms::default() };
    answer(&console, &context, manager, id, changed, TenantNotice::Rejected, forms).await
}

/// Gives a tenant another quota.
pub(super) async fn set_quota(
    State(console): State<Console>,
    CurrentAccountManager(manager): CurrentAccountManager,
    context: RequestContext,
    Path(id): Path<String>,
    fields: Fields,
) -> Result<Response, Failure> {
    let mut fields = fields.only(&["quota", "note"])?;
    let form = QuotaForm { quota: fields.required("quota")?, note: fields.required("note")? };
    let id = tenant_id(&id)?;
    let changed = back_office::set_quota(&console.ports, &manager, id, &form).await;
    let forms = Forms { quota: Some(form), ..Forms::default() };
    answer(&console, &context, manager, id, changed, TenantNotice::QuotaChanged, forms).await
}

/// Suspends a tenant.
pub(super) async fn suspend(
    State(console): State<Console>,
    CurrentAccountManager(manager): CurrentAccountManager,
    context: RequestContext,
    Path(id): Path<String>,
    fields: Fields,
) -> Result<Response, Failure> {
    let form = ReasonForm { reason: fields.only(&["reason"])?.required("reason")? };
    let id = tenant_id(&id)?;
    let changed = back_office::suspend(&console.ports, &manager, id, &form).await;
    let forms = Forms { reason: form, ..Forms::default() };
    answer(&console, &context, manager, id, changed, TenantNotice::Suspended, forms).await
}

/// Lets a suspended tenant go on.
pub(super) async fn resume(
    State(console): State<Console>,
    CurrentAccountManager(manager): CurrentAccountManager,
    context: RequestContext,
    Path(id): Path<String>,
    fields: Fields,
) -> Result<Response, Failure> {
    fields.only(&[])?;
    let id = tenant_id(&id)?;
    let changed = back_office::resume(&console.ports, &manager, id).await;
    let forms = Forms::default();
    answer(&console, &context, manager, id, changed, TenantNotice::Resumed, forms).await
}

/// Lets a tenant act for customers.
pub(super) async fn grant_provider(
    State(console): State<Console>,
    CurrentAccountManager(manager): CurrentAccountManager,
    context: RequestContext,
    Path(id): Path<String>,
    fields: Fields,
) -> Result<Response, Failure> {
    fields.only(&[])?;
    let id = tenant_id(&id)?;
    let changed = back_office::grant_provider_right(&console.ports, &manager, id).await;
    let forms = Forms::default();
    answer(&console, &context, manager, id, changed, TenantNotice::ProviderGranted, forms).await
}

/// Lets a tenant act for customers no longer.
pub(super) async fn revoke_provider(
    State(console): State<Console>,
    CurrentAccountManager(manager): CurrentAccountManager,
    context: RequestContext,
    Path(id): Path<String>,
    fields: Fields,
) -> Result<Response, Failure> {
    fields.only(&[])?;
    let id = tenant_id(&id)?;
    let changed = back_office::revoke_provider_right(&console.ports, &manager, id).await;
    let forms = Forms::default();
    answer(&console, &context, manager, id, changed, TenantNotice::ProviderRevoked, forms).await
}

/// Activates the service, for an admin of the tenant itself.
pub(super) async fn activate(
    State(console): State<Console>,
    CurrentCaller(caller): CurrentCaller,
    fields: Fields,
) -> Result<Response, Failure> {
    fields.only(&[])?;
    back_office::activate(&console.ports, &caller).await?;
    Ok(Redirect::to(&routes::service_activated()).into_response())
}

/// What was typed into the forms of a tenant's page.
#[derive(Default)]
pub(super) struct Forms {
    pub(super) reason: ReasonForm,
    /// Absent when the form shows the quota there is, or the one that is asked for.
    pub(super) quota: Option<QuotaForm>,
}

/// Back to the page, which then says what was done; or the page with the reason why not.
pub(super) async fn answer(
    console: &Console,
    context: &RequestContext,
    manager: AccountManager,
    id: TenantId,
    changed: Result<(), BackOfficeError>,
    notice: TenantNotice,
    forms: Forms,
) -> Result<Response, Failure> {
    let error = match changed {
        Ok(()) => return Ok(Redirect::to(&notice.address(id)).into_response()),
        Err(BackOfficeError::Denied(ErrorCode::SessionNotFresh)) => {
            return Ok(confirm::before_change_at(&routes::tenant(id)));
        }
        Err(error) => error,
    };
    let refused = Refused::by_back_office(error, context)?;
    let mut page = page_of(console, manager, id).await?;
    page.problems = refused.problems.clone();
    page.reason = forms.reason;
    if let Some(quota) = forms.quota {
        page.quota = quota;
    }
    Ok(refused.answer(pages::back_office::tenant::page(context, &page)))
}

async fn page_of(
    console: &Console,
    manager: AccountManager,
    id: TenantId,
) -> Result<TenantPage, Failure> {
    let tenant = back_office::tenant(&console.ports, &manager, id).await?;
    let requests = back_office::requests_of(&console.ports, &manager, id).await?;
    let open = requests.iter().find(|request| request.closed.is_none());
    let number = open.map_or(tenant.usage.quota, |request| request.quota);
    let quota = QuotaForm { quota: number.to_string(), ..QuotaForm::default() };
    Ok(TenantPage {
        requests,
        history: back_office::history(&console.ports, &manager, id).await?,
        provider: back_office::provider_of(&console.ports, &manager, id).await?,
        confirm: confirm::address_before(&routes::tenant(id)),
        manager,
        tenant,
        notice: None,
        reason: ReasonForm::default(),
        quota,
        problems: Problems::default(),
    })
}

fn read_list(fields: &mut Fields) -> Result<TenantList, ErrorCode> {
    let mut given = |name| fields.optional(name).filter(|value: &String| !value.is_empty());
    let search = given("q").unwrap_or_default().trim().to_owned();
    if search.chars().count() > TenantList::MAX_SEARCH_LENGTH {
        return Err(ErrorCode::ListFilterInvalid);
    }
    let state = given("state")
        .map(|slug| TenantState::from_slug(&slug).ok_or(ErrorCode::ListFilterInvalid))
        .transpose()?;
    // An id grants nothing, so unlike other positions it needs no signature.
    let after = given("after")
        .map(|id| id.parse().map_err(|_| ErrorCode::ListCursorInvalid))
        .transpose()?;
    Ok(TenantList { search, state, after })
}

/// An id that is not one is answered like the id of a tenant that does not exist.
pub(super) fn tenant_id(text: &str) -> Result<TenantId, ErrorCode> {
    text.parse().map_err(|_| ErrorCode::TenantNotFound)
}
