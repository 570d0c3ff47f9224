//! What a tenant does about its service provider, and about those who ask to be.

use super::service::change;
use super::{AcceptConsentOutcome, ConsentRequest, CustomerError, OwnProvider};
use crate::audit::{AuditAction, AuditEntry, FieldChange, denied};
use crate::caller::Caller;
use crate::error_code::ErrorCode;
use crate::field_errors::Field;
use crate::ids::TenantId;
use crate::permissions::Action;
use crate::ports::Ports;
use crate::store::StoreError;
use crate::tenant::Organisation;

/// The service provider of the caller's tenant.
pub async fn own_provider(
    ports: &Ports,
    caller: &Caller,
) -> Result<Option<OwnProvider>, CustomerError> {
    may_look(caller)?;
    Ok(ports.store.provider_of(caller.tenant).await?)
}

/// The requests for consent to the caller's tenant, the oldest first.
pub async fn requests_to(
    ports: &Ports,
    caller: &Caller,
) -> Result<Vec<ConsentRequest>, CustomerError> {
    may_look(caller)?;
    let mut requests = ports.store.consent_requests(caller.tenant).await?;
    requests.retain(|request| request.customer == caller.tenant);
    Ok(requests)
}

/// Makes the caller's tenant a customer of a service provider that asks for it.
pub async fn accept(
    ports: &Ports,
    caller: &Caller,
    provider: TenantId,
) -> Result<(), CustomerError> {
    let audit = choosing(ports, caller, AuditAction::CustomerAccept).await?;
    let name = asking(ports, caller, provider).await?;
    let ours = change(Field::Provider, None, Some(&name));
    // From now on the provider knows the tenant by its name, but not its people.
    let theirs = change(Field::Customer, None, Some(&caller.tenant_name));
    let [theirs, ours] = in_both(ports, caller, provider, audit, theirs, ours);
    let both = [theirs, ours];
    match ports.store.accept_consent_request(provider, caller.tenant, &both).await? {
        AcceptConsentOutcome::Accepted => Ok(()),
        AcceptConsentOutcome::NotFound => {
            Err(refuse(ports, both, ErrorCode::ProviderNotFound).await?)
        }
        AcceptConsentOutcome::HasProvider => {
            Err(refuse(ports, both, ErrorCode::ProviderAlready).await?)
        }
    }
}

/// Refuses consent to a service provider that asks for it.
pub async fn decline(
    ports: &Ports,
    caller: &Caller,
    provider: TenantId,
) -> Result<(), CustomerError> {
    let audit = choosing(ports, caller, AuditAction::CustomerDecline).await?;
    let name = asking(ports, caller, provider).await?;
    let ours = change(Field::Provider, Some(&name), None);
    // It asked by the id, and learns no more.
    let id = caller.tenant.to_string();
    let theirs = change(Field::Customer, Some(&id), None);
    let [mut theirs, ours] = in_both(ports, caller, provider, audit, theirs, ours);
    theirs.actor = id;
    let both = [theirs, ours];
    if ports.store.delete_consent_request(provider, caller.tenant, &both).await? {
        Ok(())
    } else {
        Err(refuse(ports, both, ErrorCode::ProviderNotFound).await?)
    }
}

/// Ends the relation with the service provider.
pub async fn end_with_provider(
    ports: &Ports,
    caller: &Caller,
    provider: TenantId,
) -> Result<(), CustomerError> {
    let audit = choosing(ports, caller, AuditAction::CustomerEnd).await?;
    let found = ports.store.provider_of(caller.tenant).await?;
    let found = found.filter(|own| own.organisation.id == provider);
    let name = found.map_or_else(|| provider.to_string(), |own| own.organisation.name);
    let ours = change(Field::Provider, Some(&name), None);
    let theirs = change(Field::Customer, Some(&caller.tenant_name), None);
    let both = in_both(ports, caller, provider, audit, theirs, ours);
    if ports.store.end_relation(provider, caller.tenant, &both).await? {
        Ok(())
    } else {
        Err(refuse(ports, both, ErrorCode::ProviderNotFound).await?)
    }
}

/// Reading is not audited, and so its refusal is not noted either.
fn may_look(caller: &Caller) -> Result<(), CustomerError> {
    caller.may(Action::SeeProvider, caller.tenant).map_err(CustomerError::Denied)
}

async fn choosing(
    ports: &Ports,
    caller: &Caller,
    action: AuditAction,
) -> Result<AuditEntry, CustomerError> {
    let audit = AuditEntry::by(ports, caller, action);
    match denied(ports, caller, Action::ChooseProvider, &audit).await? {
        Some(code) => Err(CustomerError::Denied(code)),
        None => Ok(audit),
    }
}

/// The name of a provider that asks the caller's tenant, or the id of one that does not.
async fn asking(ports: &Ports, caller: &Caller, provider: TenantId) -> Result<String, StoreError> {
    let requests = ports.store.consent_requests(caller.tenant).await?;
    let mut names = requests.into_iter().map(|request| request.provider);
    let found: Option<Organisation> = names.find(|asking| asking.id == provider);
    Ok(found.map_or_else(|| provider.to_string(), |asking| asking.name))
}

/// The entry for the provider's log, in the name of the caller's organisation, and the caller's
/// own.
fn in_both(
    ports: &Ports,
    caller: &Caller,
    provider: TenantId,
    audit: AuditEntry,
    theirs: FieldChange,
    ours: FieldChange,
) -> [AuditEntry; 2] {
    let new = AuditEntry::new(ports, provider, &caller.tenant_name, audit.action);
    [AuditEntry { changes: vec![theirs], ..new }, AuditEntry { changes: vec![ours], ..audit }]
}

/// Notes the refusal in the log of whoever asked, and nowhere else.
async fn refuse(
    ports: &Ports,
    [_, audit]: [AuditEntry; 2],
    code: ErrorCode,
) -> Result<CustomerError, StoreError> {
    audit.refused(ports, code).await?;
    Ok(CustomerError::Refused(code))
}
