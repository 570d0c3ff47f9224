//! What a service provider does about its customers.

use super::{
    AdminForm, AskOutcome, ConsentForm, ConsentRequest, CustomerChoices, CustomerError,
    CustomerForm, CustomerList, CustomerPage, InsertCustomerOutcome, InviteAdminOutcome,
};
use crate::audit::{AuditAction, AuditEntry, FieldChange, denied};
use crate::caller::Caller;
use crate::error_code::ErrorCode;
use crate::field_errors::{Field, FieldErrors};
use crate::ids::TenantId;
use crate::link::{Link, LinkPurpose, new_link};
use crate::permissions::{Action, Role};
use crate::ports::Ports;
use crate::secrets::SecretToken;
use crate::store::StoreError;
use crate::tenant::{ChannelUsage, Company, DEFAULT_CHANNEL_QUOTA, Standing, Tenant, Verification};
use crate::user::EmailAddress;

/// A customer, as its service provider sees it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CustomerDetails {
    /// The customer.
    pub tenant: Tenant,
    /// Whether somebody belongs to it. If nobody does, its provider can invite its first admin.
    pub has_members: bool,
}

/// An invitation for the first admin of a customer. The token is shown once.
#[derive(Debug, Clone)]
pub struct NewAdmin {
    /// The customer.
    pub customer: TenantId,
    /// The invitation.
    pub link: Link,
    /// What opens it.
    pub token: SecretToken,
}

/// A page of the caller's customers.
pub async fn customers(
    ports: &Ports,
    caller: &Caller,
    list: &CustomerList,
) -> Result<CustomerPage, CustomerError> {
    may_look(caller)?;
    Ok(ports.store.customers(caller.tenant, list).await?)
}

/// One of the caller's customers.
pub async fn customer(
    ports: &Ports,
    caller: &Caller,
    id: TenantId,
) -> Result<CustomerDetails, CustomerError> {
    may_look(caller)?;
    let tenant = ports.store.customer(caller.tenant, id).await?;
    let tenant = tenant.ok_or(CustomerError::Refused(ErrorCode::CustomerNotFound))?;
    let has_members = !ports.store.members(id).await?.is_empty();
    Ok(CustomerDetails { tenant, has_members })
}

/// What a form offers to choose from: the caller's own tenant and its customers, among them the
/// one that is chosen already. Nothing to whoever has no customers.
pub async fn choices(
    ports: &Ports,
    caller: &Caller,
    chosen: Option<TenantId>,
) -> Result<CustomerChoices, StoreError> {
    let Some(provider) = &caller.provider else { return Ok(CustomerChoices::default()) };
    let own = &provider.organisation;
    let list = CustomerList { limit: CustomerChoices::MAX, ..CustomerList::default() };
    let page = ports.store.customers(own.id, &list).await?;
    let mut organisations = vec![own.clone()];
    organisations.extend(page.customers.iter().map(Tenant::organisation));
    if let Some(chosen) = chosen
        && organisations.iter().all(|one| one.id != chosen)
        && let Some(customer) = ports.store.customer(own.id, chosen).await?
    {
        organisations.push(customer.organisation());
    }
    Ok(CustomerChoices { organisations, incomplete: page.next.is_some() })
}

/// Creates a tenant as a customer of the caller's, and invites its first admin.
///
/// It waits for an account manager to verify it, and then for its own admin to activate the
/// service: until somebody of the customer has said so, nothing is done in its name. The same form
/// sent again with the same `id` creates nothing.
pub async fn create_customer(
    ports: &Ports,
    caller: &Caller,
    form: &CustomerForm,
    id: TenantId,
) -> Result<NewAdmin, CustomerError> {
    let mut audit = managing(ports, caller, AuditAction::CustomerCreate).await?;
    let (name, email) = form.parse().map_err(CustomerError::Invalid)?;
    let verification = Verification::Pending;
    let tenant = Tenant {
        id,
        name: name.to_string(),
        usage: ChannelUsage { used: 0, quota: DEFAULT_CHANNEL_QUOTA },
        standing: Standing { verification, activated_at: None, suspended_at: None },
        company: Company::default(),
        service_provider: false,
        provider: Some(caller.tenant),
        created_at: ports.clock.now(),
    };
    let invited = change(Field::Email, None, Some(email.as_str()));
    audit.changes = vec![change(Field::Customer, None, Some(name.as_str())), invited.clone()];
    let theirs = in_log_of(ports, id, &audit, vec![by_caller(caller, true), invited]);
    let new = new_admin(ports, id, email);
    let hash = ports.secrets.hash_token(&new.token);
    match ports.store.insert_customer(&tenant, &new.link, &hash, &[audit, theirs]).await? {
        InsertCustomerOutcome::Inserted => Ok(new),
        InsertCustomerOutcome::IdUsed => Err(CustomerError::AlreadyCreated(id)),
    }
}

/// Invites the first admin of a customer once more, for whom the link before is lost or too old.
pub async fn invite_first_admin(
    ports: &Ports,
    caller: &Caller,
    customer: TenantId,
    form: &AdminForm,
) -> Result<NewAdmin, CustomerError> {
    let mut audit = managing(ports, caller, AuditAction::CustomerInvite).await?;
    let email = form.parse().map_err(CustomerError::Invalid)?;
    let invited = change(Field::Email, None, Some(email.as_str()));
    audit.changes = vec![named(ports, caller, customer).await?, invited.clone()];
    let theirs = in_log_of(ports, customer, &audit, vec![invited]);
    let new = new_admin(ports, customer, email);
    let hash = ports.secrets.hash_token(&new.token);
    let both = [audit, theirs];
    match ports.store.invite_first_admin(caller.tenant, &new.link, &hash, &both).await? {
        InviteAdminOutcome::Invited => Ok(new),
        InviteAdminOutcome::NotFound => {
            Err(refuse(ports, both, ErrorCode::CustomerNotFound).await?)
        }
        InviteAdminOutcome::HasMembers => {
            Err(refuse(ports, both, ErrorCode::CustomerHasMembers).await?)
        }
    }
}

/// Asks a tenant for consent. Whether there is such a tenant, is not told.
pub async fn ask(ports: &Ports, caller: &Caller, form: &ConsentForm) -> Result<(), CustomerError> {
    let mut audit = managing(ports, caller, AuditAction::CustomerAsk).await?;
    let customer = form.parse().map_err(CustomerError::Invalid)?;
    if customer == caller.tenant || customer == TenantId::INSTALLATION {
        let errors = FieldErrors::only(Field::Customer, ErrorCode::CustomerIdInvalid);
        return Err(CustomerError::Invalid(errors));
    }
    audit.changes = vec![change(Field::Customer, None, Some(&customer.to_string()))];
    let theirs = in_log_of(ports, customer, &audit, vec![by_caller(caller, true)]);
    let provider = own_organisation(caller)?;
    let request = ConsentRequest { customer, provider, asked_at: ports.clock.now() };
    let both = [audit, theirs];
    match ports.store.ask_consent(&request, &both).await? {
        AskOutcome::Asked => Ok(()),
        AskOutcome::AlreadyCustomer => Err(refuse(ports, both, ErrorCode::CustomerAlready).await?),
        AskOutcome::TooMany => Err(refuse(ports, both, ErrorCode::CustomerTooManyRequests).await?),
    }
}

/// The requests for consent that the caller's tenant has made, the oldest first.
pub async fn requests_of(
    ports: &Ports,
    caller: &Caller,
) -> Result<Vec<ConsentRequest>, CustomerError> {
    may_look(caller)?;
    let mut requests = ports.store.consent_requests(caller.tenant).await?;
    requests.retain(|request| request.provider.id == caller.tenant);
    Ok(requests)
}

/// Takes a request for consent back.
pub async fn withdraw(
    ports: &Ports,
    caller: &Caller,
    customer: TenantId,
) -> Result<(), CustomerError> {
    let mut audit = managing(ports, caller, AuditAction::CustomerWithdraw).await?;
    audit.changes = vec![change(Field::Customer, Some(&customer.to_string()), None)];
    let theirs = in_log_of(ports, customer, &audit, vec![by_caller(caller, false)]);
    let both = [audit, theirs];
    if ports.store.delete_consent_request(caller.tenant, customer, &both).await? {
        Ok(())
    } else {
        Err(refuse(ports, both, ErrorCode::CustomerNotFound).await?)
    }
}

/// Ends the relation with a customer.
pub async fn end_with_customer(
    ports: &Ports,
    caller: &Caller,
    customer: TenantId,
) -> Result<(), CustomerError> {
    let mut audit = managing(ports, caller, AuditAction::CustomerEnd).await?;
    let FieldChange { field, after, .. } = named(ports, caller, customer).await?;
    audit.changes = vec![FieldChange { field, before: after, after: None }];
    let theirs = in_log_of(ports, customer, &audit, vec![by_caller(caller, false)]);
    let both = [audit, theirs];
    if ports.store.end_relation(caller.tenant, customer, &both).await? {
        Ok(())
    } else {
        Err(refuse(ports, both, ErrorCode::CustomerNotFound).await?)
    }
}

/// Reading is not audited, and so its refusal is not noted either.
fn may_look(caller: &Caller) -> Result<(), CustomerError> {
    caller.may(Action::SeeCustomers, caller.tenant).map_err(CustomerError::Denied)
}

/// The audit entry for something about customers, in the log of the caller's tenant, if they may.
async fn managing(
    ports: &Ports,
    caller: &Caller,
    action: AuditAction,
) -> Result<AuditEntry, CustomerError> {
    let audit = AuditEntry::by(ports, caller, action);
    match denied(ports, caller, Action::ManageCustomers, &audit).await? {
        Some(code) => Err(CustomerError::Denied(code)),
        None => Ok(audit),
    }
}

/// The same entry for the customer's log. It names the provider among the changes and not as the
/// one that is acted for: there is no relation yet, or none any more.
fn in_log_of(
    ports: &Ports,
    customer: TenantId,
    audit: &AuditEntry,
    changes: Vec<FieldChange>,
) -> AuditEntry {
    let theirs = AuditEntry::new(ports, customer, &audit.actor, audit.action);
    AuditEntry { changes, ..theirs }
}

fn by_caller(caller: &Caller, begins: bool) -> FieldChange {
    let name = Some(&*caller.tenant_name);
    if begins { change(Field::Provider, None, name) } else { change(Field::Provider, name, None) }
}

/// The customer by its name, or an unknown one by its id.
async fn named(
    ports: &Ports,
    caller: &Caller,
    customer: TenantId,
) -> Result<FieldChange, StoreError> {
    let found = ports.store.customer(caller.tenant, customer).await?;
    let name = found.map_or_else(|| customer.to_string(), |customer| customer.name);
    Ok(change(Field::Customer, None, Some(&name)))
}

fn own_organisation(caller: &Caller) -> Result<crate::tenant::Organisation, CustomerError> {
    let provider = caller.provider.as_ref();
    let own = provider.map(|provider| provider.organisation.clone());
    own.ok_or(CustomerError::Denied(ErrorCode::ProviderRightMissing))
}

fn new_admin(ports: &Ports, customer: TenantId, email: EmailAddress) -> NewAdmin {
    let purpose = LinkPurpose::Invitation { tenant: customer, email, role: Role::Admin };
    NewAdmin { customer, link: new_link(ports, purpose), token: ports.secrets.token() }
}

pub(super) fn change(field: Field, before: Option<&str>, after: Option<&str>) -> FieldChange {
    FieldChange { field, before: before.map(str::to_owned), after: after.map(str::to_owned) }
}

/// Notes the refusal in the log of whoever asked, and nowhere else.
async fn refuse(
    ports: &Ports,
    [audit, _]: [AuditEntry; 2],
    code: ErrorCode,
) -> Result<CustomerError, StoreError> {
    audit.refused(ports, code).await?;
    Ok(CustomerError::Refused(code))
}
