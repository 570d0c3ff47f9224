use super::Session;
use crate::audit::{AuditAction, AuditEntry, FieldChange};
use crate::caller::Visitor;
use crate::ids::{SessionId, TenantId, UserId};
use crate::ports::Ports;
use crate::secrets::SecretToken;
use crate::store::StoreError;
use crate::text::cut;
use crate::user::User;

/// A session that begins now, with a proof of now.
pub(crate) fn new_session(
    ports: &Ports,
    visitor: &Visitor,
    user: UserId,
    tenant: Option<TenantId>,
) -> Session {
    let now = ports.clock.now();
    Session {
        id: SessionId::from_uuid(ports.ids.next()),
        user,
        tenant,
        created_at: now,
        seen_at: now,
        proven_at: now,
        second_factor: false,
        address: cut(&visitor.address, Session::MAX_ADDRESS_LENGTH),
        agent: cut(&visitor.agent, Session::MAX_AGENT_LENGTH),
    }
}

/// Adds a session in the place of another one, and makes the token that opens it. `how` its user
/// proved who they are stands in the audit log, unless it was with a password. Nothing when they
/// have been disabled, or been given another password, since they were read.
pub(crate) async fn insert_session(
    ports: &Ports,
    session: &Session,
    user: &User,
    how: Vec<FieldChange>,
    replaces: Option<SessionId>,
) -> Result<Option<SecretToken>, StoreError> {
    let log = session.tenant.unwrap_or(TenantId::INSTALLATION);
    let mut audit = AuditEntry::new(ports, log, user.email.as_str(), AuditAction::SessionStart);
    audit.user = Some(session.user);
    audit.changes = how;
    let token = ports.secrets.token();
    let hash = ports.secrets.hash_token(&token);
    let checked = user.password.as_ref();
    let inserted = ports.store.insert_session(session, &hash, checked, replaces, &audit).await?;
    Ok(inserted.then_some(token))
}
