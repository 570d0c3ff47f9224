//! The account manager's side of quota requests.

use super::service::{managing, may_look};
use super::{BackOfficeError, DecisionForm};
use crate::audit::{AuditAction, AuditEntry, FieldChange};
use crate::caller::AccountManager;
use crate::error_code::ErrorCode;
use crate::field_errors::Field;
use crate::ids::{QuotaRequestId, TenantId};
use crate::permissions::Action;
use crate::ports::Ports;
use crate::quota_request::{
    CloseOutcome, Closed, Closing, QueuedRequest, QuotaRequest, TIMELINE_LENGTH,
};
use crate::store::StoreError;

/// A page of the open requests of all tenants, oldest first.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RequestQueue {
    /// At most [`QueuedRequest::ROWS`] requests.
    pub requests: Vec<QueuedRequest>,
    /// Behind which request the next page begins, if there is one.
    pub next: Option<QuotaRequestId>,
}

/// A page of the open requests of all tenants.
pub async fn request_queue(
    ports: &Ports,
    manager: &AccountManager,
    after: Option<QuotaRequestId>,
) -> Result<RequestQueue, BackOfficeError> {
    may_look(manager)?;
    let one_more = u32::try_from(QueuedRequest::ROWS + 1).unwrap_or(u32::MAX);
    let mut requests = ports.store.open_quota_requests(after, one_more).await?;
    let more = requests.len() > QueuedRequest::ROWS;
    requests.truncate(QueuedRequest::ROWS);
    let next = requests.last().filter(|_| more).map(|last| last.request.id);
    Ok(RequestQueue { requests, next })
}

/// The newest requests of a tenant, newest first.
pub async fn requests_of(
    ports: &Ports,
    manager: &AccountManager,
    tenant: TenantId,
) -> Result<Vec<QuotaRequest>, BackOfficeError> {
    may_look(manager)?;
    Ok(ports.store.quota_requests(tenant, TIMELINE_LENGTH).await?)
}

/// Gives a tenant the quota it asked for, or another one with a note.
pub async fn approve(
    ports: &Ports,
    manager: &AccountManager,
    tenant: TenantId,
    id: QuotaRequestId,
    form: &DecisionForm,
) -> Result<(), BackOfficeError> {
    let audit = managing(ports, manager, tenant, Action::LimitTenants, AuditAction::QuotaApprove);
    let mut audit = audit.await?;
    let Some(request) = open_request(ports, tenant, id).await? else {
        return Err(refuse(ports, audit).await?);
    };
    let (quota, note) = form.approval(request.quota).map_err(BackOfficeError::Invalid)?;
    let before = ports.store.tenant_by_id(tenant).await?.map(|one| one.usage.quota.to_string());
    let after = Some(quota.to_string());
    audit.changes = vec![FieldChange { field: Field::Quota, before, after }];
    audit.changes.extend(note.as_ref().map(|note| noted(note.as_str())));
    close(ports, tenant, id, Closing::Approved { quota, note }, audit).await
}

/// Says why a tenant does not get a larger quota.
pub async fn reject_request(
    ports: &Ports,
    manager: &AccountManager,
    tenant: TenantId,
    id: QuotaRequestId,
    form: &DecisionForm,
) -> Result<(), BackOfficeError> {
    let audit = managing(ports, manager, tenant, Action::LimitTenants, AuditAction::QuotaReject);
    let mut audit = audit.await?;
    let note = form.rejection().map_err(BackOfficeError::Invalid)?;
    audit.changes = vec![noted(note.as_str())];
    close(ports, tenant, id, Closing::Rejected { note }, audit).await
}

async fn open_request(
    ports: &Ports,
    tenant: TenantId,
    id: QuotaRequestId,
) -> Result<Option<QuotaRequest>, StoreError> {
    let requests = ports.store.quota_requests(tenant, TIMELINE_LENGTH).await?;
    Ok(requests.into_iter().find(|request| request.id == id && request.closed.is_none()))
}

async fn close(
    ports: &Ports,
    tenant: TenantId,
    id: QuotaRequestId,
    how: Closing,
    audit: AuditEntry,
) -> Result<(), BackOfficeError> {
    let closed = Closed { how, by: audit.actor.clone(), at: audit.at };
    match ports.store.close_quota_request(tenant, id, &closed, &audit).await? {
        CloseOutcome::Closed => Ok(()),
        CloseOutcome::NotOpen => Err(refuse(ports, audit).await?),
    }
}

/// Somebody else was faster, or there never was such a request.
async fn refuse(ports: &Ports, audit: AuditEntry) -> Result<BackOfficeError, StoreError> {
    // An id that somebody made up gets no log.
    if ports.store.tenant_by_id(audit.tenant).await?.is_none() {
        return Ok(BackOfficeError::NotFound);
    }
    audit.refused(ports, ErrorCode::QuotaRequestNotOpen).await?;
    Ok(BackOfficeError::RequestNotOpen)
}

fn noted(note: &str) -> FieldChange {
    FieldChange { field: Field::Note, before: None, after: Some(note.to_owned()) }
}
