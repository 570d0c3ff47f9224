use super::{AuditAction, AuditEntry, AuditOutcome};
use crate::caller::Caller;
use crate::error_code::ErrorCode;
use crate::ids::{AuditEntryId, TenantId};
use crate::permissions::Action;
use crate::ports::Ports;
use crate::store::StoreError;
use crate::text::cut;

/// As long as the database keeps it. Longer than any name a person goes by; only an e-mail
/// address could be longer.
const LONGEST_ACTOR: usize = 200;

/// The name under which the log has what the program does by itself.
pub const SYSTEM: &str = "Suiro";

impl AuditEntry {
    /// An entry about something that is done now. What it is about is filled in where it is known.
    pub(crate) fn new(ports: &Ports, tenant: TenantId, actor: &str, action: AuditAction) -> Self {
        Self {
            id: AuditEntryId::from_uuid(ports.ids.next()),
            tenant,
            at: ports.clock.now(),
            actor: cut(actor, LONGEST_ACTOR),
            provider: None,
            action,
            channel: None,
            user: None,
            outcome: AuditOutcome::Done,
            changes: Vec::new(),
        }
    }

    /// The same for a caller, in the log of the tenant they act for.
    pub(crate) fn by(ports: &Ports, caller: &Caller, action: AuditAction) -> Self {
        let provider = caller.acts_as_provider().map(|provider| provider.organisation.clone());
        Self { provider, ..Self::new(ports, caller.tenant, &caller.actor, action) }
    }

    /// Notes that it was refused.
    pub(crate) async fn refused(self, ports: &Ports, code: ErrorCode) -> Result<(), StoreError> {
        let refusal = Self { outcome: AuditOutcome::Refused(code), ..self };
        ports.store.append_audit_entry(&refusal).await
    }
}

/// Why the caller may not do what the entry is about, if they may not. Notes the refusal.
pub(crate) async fn denied(
    ports: &Ports,
    caller: &Caller,
    action: Action,
    entry: &AuditEntry,
) -> Result<Option<ErrorCode>, StoreError> {
    let Err(code) = caller.may(action, caller.tenant) else { return Ok(None) };
    entry.clone().refused(ports, code).await?;
    Ok(Some(code))
}
