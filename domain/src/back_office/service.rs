//! The use cases: ask whether it may be done, check, call the store, note refusals. What is done
//! to a tenant stands in the tenant's own log, under the name of whoever did it.

use super::{BackOfficeError, QuotaForm, ReasonForm};
use crate::audit::{AuditAction, AuditEntry, AuditFilter, FieldChange, denied};
use crate::caller::{AccountManager, Caller};
use crate::customer::OwnProvider;
use crate::error_code::ErrorCode;
use crate::field_errors::Field;
use crate::ids::TenantId;
use crate::permissions::Action;
use crate::ports::Ports;
use crate::tenant::{
    Reason, Statement, Tenant, TenantChange, TenantList, TenantOutcome, TenantPage, TenantState,
};

/// How much of a tenant's log its page shows.
const HISTORY_LENGTH: u32 = 50;

/// A page of all tenants.
pub async fn tenants(
    ports: &Ports,
    manager: &AccountManager,
    list: &TenantList,
) -> Result<TenantPage, BackOfficeError> {
    may_look(manager)?;
    Ok(ports.store.tenants(list).await?)
}

/// What waits for an account manager.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Waiting {
    /// Tenants that nobody has verified or rejected yet.
    pub verifications: u64,
    /// Quota requests that nobody has decided.
    pub quota_requests: u64,
    /// Requests about channels that nobody has decided.
    pub channel_requests: u64,
}

/// What waits for an account manager.
pub async fn waiting(ports: &Ports, manager: &AccountManager) -> Result<Waiting, BackOfficeError> {
    may_look(manager)?;
    let verifications = ports.store.count_tenants(TenantState::Pending).await?;
    let quota_requests = ports.store.count_open_quota_requests().await?;
    let channel_requests = ports.store.count_open_channel_requests().await?;
    Ok(Waiting { verifications, quota_requests, channel_requests })
}

/// The tenant with this id.
pub async fn tenant(
    ports: &Ports,
    manager: &AccountManager,
    id: TenantId,
) -> Result<Tenant, BackOfficeError> {
    may_look(manager)?;
    ports.store.tenant_by_id(id).await?.ok_or(BackOfficeError::NotFound)
}

/// The newest entries of a tenant's log, newest first.
pub async fn history(
    ports: &Ports,
    manager: &AccountManager,
    id: TenantId,
) -> Result<Vec<AuditEntry>, BackOfficeError> {
    may_look(manager)?;
    let all = AuditFilter::default();
    Ok(ports.store.audit_entries(id, &all, None, HISTORY_LENGTH).await?)
}

/// Says that a tenant is who it says. `seen` is what it said about itself when the manager looked:
/// the text of its [`Statement`].
pub async fn verify(
    ports: &Ports,
    manager: &AccountManager,
    id: TenantId,
    seen: &str,
) -> Result<(), BackOfficeError> {
    let audit = managing(ports, manager, id, Action::RunBackOffice, AuditAction::TenantVerify);
    let audit = audit.await?;
    let statement = statement(ports, id, seen, &audit).await?;
    change(ports, id, &TenantChange::Verify(statement), audit).await
}

/// Says why a tenant is not accepted. `seen` as for [`verify`].
pub async fn reject(
    ports: &Ports,
    manager: &AccountManager,
    id: TenantId,
    seen: &str,
    form: &ReasonForm,
) -> Result<(), BackOfficeError> {
    let audit = managing(ports, manager, id, Action::RunBackOffice, AuditAction::TenantReject);
    let mut audit = audit.await?;
    let reason = form.parse().map_err(BackOfficeError::Invalid)?;
    audit.changes = vec![because(&reason)];
    let statement = statement(ports, id, seen, &audit).await?;
    change(ports, id, &TenantChange::Reject(statement, reason), audit).await
}

/// Lets a tenant have another number of channels, be it fewer than it has now.
pub async fn set_quota(
    ports: &Ports,
    manager: &AccountManager,
    id: TenantId,
    form: &QuotaForm,
) -> Result<(), BackOfficeError> {
    let audit = managing(ports, manager, id, Action::LimitTenants, AuditAction::TenantQuota);
    let mut audit = audit.await?;
    let draft = form.parse().map_err(BackOfficeError::Invalid)?;
    let before = ports.store.tenant_by_id(id).await?.map(|tenant| tenant.usage.quota.to_string());
    let after = Some(draft.quota.to_string());
    let quota = FieldChange { field: Field::Quota, before, after };
    let note = FieldChange { field: Field::Note, ..because(&draft.note) };
    audit.changes = vec![quota, note];
    change(ports, id, &TenantChange::SetQuota(draft.quota), audit).await
}

/// Lets nothing be changed in a tenant any more.
pub async fn suspend(
    ports: &Ports,
    manager: &AccountManager,
    id: TenantId,
    form: &ReasonForm,
) -> Result<(), BackOfficeError> {
    let audit = managing(ports, manager, id, Action::LimitTenants, AuditAction::TenantSuspend);
    let mut audit = audit.await?;
    let reason = form.parse().map_err(BackOfficeError::Invalid)?;
    audit.changes = vec![because(&reason)];
    change(ports, id, &TenantChange::Suspend(ports.clock.now()), audit).await
}

/// Lets a suspended tenant go on.
pub async fn resume(
    ports: &Ports,
    manager: &AccountManager,
    id: TenantId,
) -> Result<(), BackOfficeError> {
    let audit = managing(ports, manager, id, Action::LimitTenants, AuditAction::TenantResume);
    change(ports, id, &TenantChange::Resume, audit.await?).await
}

/// Lets a tenant act for customers, if it uses the service and is nobody's customer.
pub async fn grant_provider_right(
    ports: &Ports,
    manager: &AccountManager,
    id: TenantId,
) -> Result<(), BackOfficeError> {
    let audit = managing(ports, manager, id, Action::LimitTenants, AuditAction::ProviderGrant);
    set_provider_right(ports, id, true, audit.await?).await
}

/// Lets a tenant act for customers no longer, from the next request on. It keeps them: they may
/// end the relation, and whoever gets the right back goes on.
pub async fn revoke_provider_right(
    ports: &Ports,
    manager: &AccountManager,
    id: TenantId,
) -> Result<(), BackOfficeError> {
    let audit = managing(ports, manager, id, Action::LimitTenants, AuditAction::ProviderRevoke);
    set_provider_right(ports, id, false, audit.await?).await
}

/// The service provider of a tenant.
pub async fn provider_of(
    ports: &Ports,
    manager: &AccountManager,
    id: TenantId,
) -> Result<Option<OwnProvider>, BackOfficeError> {
    may_look(manager)?;
    Ok(ports.store.provider_of(id).await?)
}

/// Lets the caller's own tenant, which is verified, use the service from now on.
pub async fn activate(ports: &Ports, caller: &Caller) -> Result<(), BackOfficeError> {
    let audit = AuditEntry::by(ports, caller, AuditAction::TenantActivate);
    if let Some(code) = denied(ports, caller, Action::ChangeTenant, &audit).await? {
        return Err(BackOfficeError::Denied(code));
    }
    let now = ports.clock.now();
    change(ports, caller.tenant, &TenantChange::Activate(now), audit).await
}

/// What a tenant says about itself, if that is still what the manager has seen.
async fn statement(
    ports: &Ports,
    id: TenantId,
    seen: &str,
    audit: &AuditEntry,
) -> Result<Box<Statement>, BackOfficeError> {
    let tenant = ports.store.tenant_by_id(id).await?.ok_or(BackOfficeError::NotFound)?;
    let statement = tenant.statement();
    if statement.text() != seen {
        audit.clone().refused(ports, ErrorCode::TenantCorrected).await?;
        return Err(BackOfficeError::Refused(ErrorCode::TenantCorrected));
    }
    Ok(Box::new(statement))
}

/// Reading is not audited, and so its refusal is not noted either.
pub(super) fn may_look(manager: &AccountManager) -> Result<(), BackOfficeError> {
    manager.may(Action::RunBackOffice).map_err(BackOfficeError::Denied)
}

/// The audit entry for something that an account manager does, if they may.
pub(super) async fn managing(
    ports: &Ports,
    manager: &AccountManager,
    id: TenantId,
    action: Action,
    noted: AuditAction,
) -> Result<AuditEntry, BackOfficeError> {
    let audit = AuditEntry::new(ports, id, &manager.actor, noted);
    let Err(code) = manager.may(action) else { return Ok(audit) };
    // An id that somebody made up gets no log.
    if ports.store.tenant_by_id(id).await?.is_some() {
        audit.refused(ports, code).await?;
    }
    Err(BackOfficeError::Denied(code))
}

fn because(reason: &Reason) -> FieldChange {
    FieldChange { field: Field::Reason, before: None, after: Some(reason.to_string()) }
}

async fn change(
    ports: &Ports,
    id: TenantId,
    change: &TenantChange,
    audit: AuditEntry,
) -> Result<(), BackOfficeError> {
    let outcome = ports.store.change_tenant(id, change, &audit).await?;
    answer(ports, outcome, audit).await
}

async fn set_provider_right(
    ports: &Ports,
    id: TenantId,
    granted: bool,
    audit: AuditEntry,
) -> Result<(), BackOfficeError> {
    let outcome = ports.store.set_provider_right(id, granted, &audit).await?;
    answer(ports, outcome, audit).await
}

async fn answer(
    ports: &Ports,
    outcome: TenantOutcome,
    audit: AuditEntry,
) -> Result<(), BackOfficeError> {
    match outcome {
        TenantOutcome::Done => Ok(()),
        TenantOutcome::NotFound => Err(BackOfficeError::NotFound),
        TenantOutcome::OtherState => {
            audit.refused(ports, ErrorCode::TenantOtherState).await?;
            Err(BackOfficeError::OtherState)
        }
    }
}
