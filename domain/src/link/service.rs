//! Making links, and looking at them.

use super::{Link, LinkPurpose};
use crate::audit::{AuditAction, AuditEntry};
use crate::ids::{LinkId, TenantId};
use crate::ports::Ports;
use crate::secrets::SecretToken;
use crate::store::StoreError;
use crate::time::Timestamp;
use crate::user::User;

/// A link that works from now on.
pub(crate) fn new_link(ports: &Ports, purpose: LinkPurpose) -> Link {
    let created_at = ports.clock.now();
    let expires_at = Timestamp::from_micros(created_at.micros() + purpose.lifetime());
    Link { id: LinkId::from_uuid(ports.ids.next()), purpose, created_at, expires_at }
}

/// The link that this token opens, if it still works.
pub async fn open_link(ports: &Ports, token: &SecretToken) -> Result<Option<Link>, StoreError> {
    let hash = ports.secrets.hash_token(token);
    ports.store.link_by_token(&hash, ports.clock.now()).await
}

/// A new link for the first start, in the place of the one before. Nothing once there is a user.
pub async fn new_set_up_link(ports: &Ports) -> Result<Option<SecretToken>, StoreError> {
    if ports.store.has_users().await? {
        return Ok(None);
    }
    let link = new_link(ports, LinkPurpose::SetUp);
    let action = AuditAction::SetUpLink;
    let audit = AuditEntry::new(ports, TenantId::INSTALLATION, "program", action);
    let token = ports.secrets.token();
    ports.store.insert_link(&link, &ports.secrets.hash_token(&token), None, &audit).await?;
    Ok(Some(token))
}

/// A new link with which a user chooses another password, in the place of the one before.
pub async fn new_password_reset(
    ports: &Ports,
    actor: &str,
    user: &User,
) -> Result<SecretToken, StoreError> {
    let link = new_link(ports, LinkPurpose::PasswordReset { user: user.id });
    let action = AuditAction::PasswordResetLink;
    let mut audit = AuditEntry::new(ports, TenantId::INSTALLATION, actor, action);
    audit.user = Some(user.id);
    let token = ports.secrets.token();
    ports.store.insert_link(&link, &ports.secrets.hash_token(&token), None, &audit).await?;
    Ok(token)
}
