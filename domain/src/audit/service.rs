//! Reading the log. That is not audited, and so its refusal is not noted either.

use thiserror::Error;

use super::{AuditEntry, AuditFilter};
use crate::caller::{AccountManager, Caller};
use crate::error_code::ErrorCode;
use crate::ids::{AuditEntryId, TenantId};
use crate::permissions::Action;
use crate::ports::Ports;
use crate::store::StoreError;

/// Why a log was not read.
#[derive(Debug, Error)]
pub enum AuditLogError {
    /// Whoever asks may not read it.
    #[error("the log may not be read: {}", .0.code())]
    Denied(ErrorCode),
    /// The store gave no answer.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// Which part of a log is wanted.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct AuditList {
    /// Which entries.
    pub filter: AuditFilter,
    /// Begins behind the entry with this id.
    pub after: Option<AuditEntryId>,
    /// How many entries at most.
    pub limit: u16,
}

/// A part of a log, newest first.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AuditPage {
    /// The entries.
    pub entries: Vec<AuditEntry>,
    /// Behind which entry the next page begins, if there is one.
    pub next: Option<AuditEntryId>,
}

/// A part of the log of the caller's tenant.
pub async fn tenant_log(
    ports: &Ports,
    caller: &Caller,
    list: &AuditList,
) -> Result<AuditPage, AuditLogError> {
    caller.may(Action::SeeAuditLog, caller.tenant).map_err(AuditLogError::Denied)?;
    page(ports, caller.tenant, list).await
}

/// A part of the log of what concerns no tenant.
pub async fn installation_log(
    ports: &Ports,
    manager: &AccountManager,
    list: &AuditList,
) -> Result<AuditPage, AuditLogError> {
    manager.may(Action::RunBackOffice).map_err(AuditLogError::Denied)?;
    page(ports, TenantId::INSTALLATION, list).await
}

async fn page(
    ports: &Ports,
    tenant: TenantId,
    list: &AuditList,
) -> Result<AuditPage, AuditLogError> {
    let AuditList { filter, after, limit } = list;
    let one_more = u32::from(*limit) + 1;
    let mut entries = ports.store.audit_entries(tenant, filter, *after, one_more).await?;
    let more = entries.len() > usize::from(*limit);
    entries.truncate(usize::from(*limit));
    let next = entries.last().filter(|_| more).map(|last| last.id);
    Ok(AuditPage { entries, next })
}
