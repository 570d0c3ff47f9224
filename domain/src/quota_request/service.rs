//! The tenant's side: asking, taking back, looking.

use super::{
    AskOutcome, CloseOutcome, Closed, Closing, QuotaRequest, QuotaRequestError, QuotaRequestForm,
};
use crate::audit::{AuditAction, AuditEntry, FieldChange, denied};
use crate::caller::Caller;
use crate::error_code::ErrorCode;
use crate::field_errors::Field;
use crate::ids::QuotaRequestId;
use crate::permissions::Action;
use crate::ports::Ports;

/// How many requests a page shows.
pub(crate) const TIMELINE_LENGTH: u32 = 50;

/// Asks for a larger quota.
pub async fn ask(
    ports: &Ports,
    caller: &Caller,
    form: &QuotaRequestForm,
) -> Result<(), QuotaRequestError> {
    let mut audit = entry(ports, caller, AuditAction::QuotaAsk).await?;
    let tenant = ports.store.tenant_by_id(caller.tenant).await?;
    // A quota that is changed in this moment only makes the question odd.
    let present = tenant.map_or(0, |tenant| tenant.usage.quota);
    let draft = form.parse(present).map_err(QuotaRequestError::Invalid)?;
    audit.changes =
        [(Field::Quota, draft.quota.to_string()), (Field::Reason, draft.reason.to_string())]
            .map(|(field, value)| FieldChange { field, before: None, after: Some(value) })
            .into();
    let request = QuotaRequest {
        id: QuotaRequestId::from_uuid(ports.ids.next()),
        tenant: caller.tenant,
        quota: draft.quota,
        reason: draft.reason,
        asked_by: audit.actor.clone(),
        asked_at: audit.at,
        closed: None,
    };
    match ports.store.ask_for_quota(&request, &audit).await? {
        AskOutcome::Asked => Ok(()),
        AskOutcome::AlreadyOpen => {
            audit.refused(ports, ErrorCode::QuotaRequestOpen).await?;
            Err(QuotaRequestError::AlreadyOpen)
        }
    }
}

/// Takes an open request back.
pub async fn withdraw(
    ports: &Ports,
    caller: &Caller,
    id: QuotaRequestId,
) -> Result<(), QuotaRequestError> {
    let audit = entry(ports, caller, AuditAction::QuotaWithdraw).await?;
    let closed = Closed { how: Closing::Withdrawn, by: audit.actor.clone(), at: audit.at };
    match ports.store.close_quota_request(caller.tenant, id, &closed, &audit).await? {
        CloseOutcome::Closed => Ok(()),
        CloseOutcome::NotOpen => {
            audit.refused(ports, ErrorCode::QuotaRequestNotOpen).await?;
            Err(QuotaRequestError::NotOpen)
        }
    }
}

/// The newest requests of the caller's tenant, newest first.
pub async fn requests(
    ports: &Ports,
    caller: &Caller,
) -> Result<Vec<QuotaRequest>, QuotaRequestError> {
    // Reading is not audited, and so its refusal is not noted either.
    caller.may(Action::SeeTenant, caller.tenant).map_err(QuotaRequestError::Denied)?;
    Ok(ports.store.quota_requests(caller.tenant, TIMELINE_LENGTH).await?)
}

async fn entry(
    ports: &Ports,
    caller: &Caller,
    action: AuditAction,
) -> Result<AuditEntry, QuotaRequestError> {
    let audit = AuditEntry::by(ports, caller, action);
    match denied(ports, caller, Action::ChangeTenant, &audit).await? {
        Some(code) => Err(QuotaRequestError::Denied(code)),
        None => Ok(audit),
    }
}
