//! Staying in, and leaving.

use super::{Session, SessionLimits, SignedIn};
use crate::audit::{AuditAction, AuditEntry};
use crate::caller::{AccountManager, Caller, ServiceProvider};
use crate::error_code::ErrorCode;
use crate::ids::{SessionId, TenantId};
use crate::ports::Ports;
use crate::secrets::SecretToken;
use crate::store::StoreError;
use crate::time::Timestamp;
use crate::user::User;

/// How exactly it is known when a session was last used, in microseconds: more exactly would be a
/// write for every request.
const SEEN_STEP: i64 = 60 * 1_000_000;

/// Who holds this token, if the session has not ended; notes that it was used.
pub async fn resume(
    ports: &Ports,
    limits: &SessionLimits,
    token: &SecretToken,
) -> Result<Option<SignedIn>, StoreError> {
    let hash = ports.secrets.hash_token(token);
    let now = ports.clock.now();
    let found = ports.store.signed_in(&hash).await?;
    let Some(mut signed_in) = found.filter(|found| !found.session.has_ended(limits, now)) else {
        return Ok(None);
    };
    let session = &mut signed_in.session;
    // A short idle time, as somebody may set it, must not be over between two notes.
    if now.micros() - session.seen_at.micros() >= SEEN_STEP.min(limits.idle / 2) {
        match ports.store.touch_session(session.id, now).await {
            Ok(()) => session.seen_at = now,
            // While nothing can be written, people can go on reading.
            Err(StoreError::Unavailable(_)) => {}
            Err(error) => return Err(error),
        }
    }
    Ok(Some(signed_in))
}

/// The caller that the use cases ask for. Nobody without a tenant to act for.
pub fn caller_of(signed_in: &SignedIn, now: Timestamp) -> Option<Caller> {
    let (tenant, role) = signed_in.membership.as_ref()?;
    let provider = tenant.service_provider.then(|| ServiceProvider {
        organisation: tenant.organisation(),
        suspended: tenant.standing.suspended_at.is_some(),
    });
    Some(Caller {
        user: signed_in.user.id,
        tenant: tenant.id,
        tenant_name: tenant.name.clone(),
        role: *role,
        standing: tenant.standing.clone(),
        provider,
        fresh: signed_in.is_fresh(now),
        actor: signed_in.user.email.to_string(),
    })
}

/// The account manager that the use cases of the back office ask for, if it is one.
pub fn account_manager_of(signed_in: &SignedIn, now: Timestamp) -> Option<AccountManager> {
    let User { account_manager, email, .. } = &signed_in.user;
    account_manager
        .then(|| AccountManager { fresh: signed_in.is_fresh(now), actor: email.to_string() })
}

/// Ends the session itself.
pub async fn sign_out(ports: &Ports, signed_in: &SignedIn) -> Result<(), StoreError> {
    let audit = signed_in.audit_entry(ports, AuditAction::SessionEnd);
    // One that is gone by now has ended as well.
    ports.store.end_session(signed_in.user.id, signed_in.session.id, &audit).await?;
    Ok(())
}

/// The user's sessions that have not ended, the last used first.
pub async fn sessions(
    ports: &Ports,
    limits: &SessionLimits,
    signed_in: &SignedIn,
) -> Result<Vec<Session>, StoreError> {
    let now = ports.clock.now();
    let mut sessions = ports.store.sessions_of_user(signed_in.user.id).await?;
    sessions.retain(|session| !session.has_ended(limits, now));
    Ok(sessions)
}

/// Ends one of the user's sessions. Returns whether they had it.
pub async fn end_session(
    ports: &Ports,
    signed_in: &SignedIn,
    id: SessionId,
) -> Result<bool, StoreError> {
    let audit = signed_in.audit_entry(ports, AuditAction::SessionEnd);
    let ended = ports.store.end_session(signed_in.user.id, id, &audit).await?;
    if !ended {
        audit.refused(ports, ErrorCode::SessionNotFound).await?;
    }
    Ok(ended)
}

/// Ends all sessions of the user but this one. Returns how many.
pub async fn end_other_sessions(ports: &Ports, signed_in: &SignedIn) -> Result<u64, StoreError> {
    let audit = signed_in.audit_entry(ports, AuditAction::SessionEnd);
    ports.store.end_other_sessions(signed_in.user.id, signed_in.session.id, &audit).await
}

/// Lets the session act for another tenant of its user. Returns whether they belong to it.
pub async fn switch_tenant(
    ports: &Ports,
    signed_in: &SignedIn,
    tenant: TenantId,
) -> Result<bool, StoreError> {
    ports.store.switch_tenant(signed_in.session.id, signed_in.user.id, tenant).await
}

impl SignedIn {
    /// An entry about the user by themselves, in the log of the tenant they act for.
    pub(crate) fn audit_entry(&self, ports: &Ports, action: AuditAction) -> AuditEntry {
        let tenant =
            self.membership.as_ref().map_or(TenantId::INSTALLATION, |(tenant, _)| tenant.id);
        let mut entry = AuditEntry::new(ports, tenant, self.user.email.as_str(), action);
        entry.user = Some(self.user.id);
        entry
    }
}
