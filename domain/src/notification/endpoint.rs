//! Where a tenant's notifications are sent to.

use super::{
    DeliveryState, Notification, NotificationError, WebhookEndpoint, WebhookSecret, WebhookUrl,
};
use crate::audit::{AuditAction, AuditEntry, FieldChange, denied};
use crate::caller::Caller;
use crate::field_errors::{Field, FieldErrors};
use crate::ids::TenantId;
use crate::permissions::Action;
use crate::ports::Ports;
use crate::sealing::SealedPlace;

/// The table with the sealed secrets.
pub const WEBHOOK_TABLE: &str = "webhook_endpoints";

/// Where the secret of a tenant's endpoint stands.
pub(super) const fn place(tenant: TenantId) -> SealedPlace {
    SealedPlace { table: WEBHOOK_TABLE, row: tenant.uuid(), owner: tenant.uuid() }
}

/// The endpoint of the caller's tenant.
pub async fn webhook_endpoint(
    ports: &Ports,
    caller: &Caller,
) -> Result<Option<WebhookEndpoint>, NotificationError> {
    caller.may(Action::SetNotifications, caller.tenant).map_err(NotificationError::Denied)?;
    Ok(ports.store.webhook_endpoint(caller.tenant).await?)
}

/// How the newest `limit` webhooks of the caller's tenant went, newest first.
pub async fn deliveries(
    ports: &Ports,
    caller: &Caller,
    limit: u32,
) -> Result<Vec<(Notification, DeliveryState)>, NotificationError> {
    caller.may(Action::SetNotifications, caller.tenant).map_err(NotificationError::Denied)?;
    Ok(ports.store.deliveries(caller.tenant, limit).await?)
}

/// Sets where notifications are sent to, in the place of what was before, and makes the secret
/// that they are signed with. It is returned here and never again.
pub async fn set_endpoint(
    ports: &Ports,
    caller: &Caller,
    typed: &str,
) -> Result<WebhookSecret, NotificationError> {
    let mut audit = entry(ports, caller, AuditAction::WebhookSet).await?;
    let url = WebhookUrl::parse(typed)
        .map_err(|code| NotificationError::Invalid(FieldErrors::only(Field::WebhookUrl, code)))?;
    let before = ports.store.webhook_endpoint(caller.tenant).await?;
    audit.changes = vec![FieldChange {
        field: Field::WebhookUrl,
        before: before.map(|one| one.url.to_string()),
        after: Some(url.to_string()),
    }];
    // 256 random bits: as much as the signature has.
    let secret = WebhookSecret(ports.secrets.token().bytes().to_vec());
    let sealed = ports.sealing.seal(&place(caller.tenant), &secret.0).await;
    let endpoint = WebhookEndpoint {
        tenant: caller.tenant,
        url,
        sealed: sealed.map_err(crate::store::StoreError::from)?,
        set_by: audit.actor.clone(),
        set_at: audit.at,
    };
    ports.store.set_webhook_endpoint(&endpoint, &audit).await?;
    Ok(secret)
}

/// Sends notifications nowhere any more.
pub async fn remove_endpoint(ports: &Ports, caller: &Caller) -> Result<(), NotificationError> {
    let mut audit = entry(ports, caller, AuditAction::WebhookRemove).await?;
    let before = ports.store.webhook_endpoint(caller.tenant).await?;
    audit.changes = before
        .map(|one| FieldChange {
            field: Field::WebhookUrl,
            before: Some(one.url.to_string()),
            after: None,
        })
        .into_iter()
        .collect();
    // One that is gone already is as wished.
    ports.store.delete_webhook_endpoint(caller.tenant, &audit).await?;
    Ok(())
}

async fn entry(
    ports: &Ports,
    caller: &Caller,
    action: AuditAction,
) -> Result<AuditEntry, NotificationError> {
    let audit = AuditEntry::by(ports, caller, action);
    match denied(ports, caller, Action::SetNotifications, &audit).await? {
        Some(code) => Err(NotificationError::Denied(code)),
        None => Ok(audit),
    }
}
