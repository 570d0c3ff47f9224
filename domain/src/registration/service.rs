//! The use cases: check, count, call the store.
//!
//! No mail is sent yet, so whoever tries to register with an address learns whether somebody signs
//! in with it. How often it can be tried from one network is limited
//! (`docs/decisions/0008-registration.md`).

use super::{
    CompanyDraft, CompanyForm, RegisterOutcome, Registrant, RegistrationError, RegistrationForm,
};
use crate::audit::{AuditAction, AuditEntry, FieldChange, denied};
use crate::caller::{Caller, Visitor};
use crate::error_code::ErrorCode;
use crate::field_errors::Field;
use crate::ids::{CreationKey, TenantId, UserId};
use crate::permissions::Action;
use crate::ports::Ports;
use crate::session::SignedIn;
use crate::sign_in::{AttemptOutcome, AttemptSubject, SignInSuccess, let_in};
use crate::store::StoreError;
use crate::tenant::{
    ChannelUsage, Company, DEFAULT_CHANNEL_QUOTA, Standing, Tenant, TenantChange, TenantOutcome,
    Verification,
};
use crate::user::{User, refuse_easy_password};

/// What came of a registration by somebody who was not signed in.
#[derive(Debug)]
pub enum Registered {
    /// They are an admin of the new tenant, and signed in.
    SignedIn(SignInSuccess),
    /// This form has registered the tenant before. Nobody was signed in: that takes the password,
    /// and whatever else signing in may take.
    Before,
}

/// Whether anybody can register: not before the first start, which is for whoever has its link.
/// There is somebody from then on for ever.
pub async fn is_possible(ports: &Ports) -> Result<bool, StoreError> {
    ports.store.has_users().await
}

/// Registers a company and its first admin, who is new here, and signs them in. The company waits
/// for an account manager then.
///
/// The same form sent again with the same `key` changes nothing more.
pub async fn register(
    ports: &Ports,
    visitor: &Visitor,
    form: &RegistrationForm,
    key: CreationKey,
) -> Result<Registered, RegistrationError> {
    let draft = form.parse().map_err(RegistrationError::Invalid)?;
    let (password, email) = (&draft.password, draft.email);
    refuse_easy_password(ports, password, &email).map_err(RegistrationError::Invalid)?;
    count(ports, visitor).await?;
    if ports.store.user_by_email(&email).await?.is_none() {
        let now = ports.clock.now();
        let user = User {
            id: UserId::from_uuid(ports.ids.next()),
            email: email.clone(),
            name: draft.person_name,
            password: Some(ports.secrets.hash_password(password).await),
            account_manager: false,
            disabled_at: None,
            created_at: now,
        };
        let (tenant, mut audit) = new_tenant(ports, &draft.company, &user);
        let person =
            [(Field::PersonName, user.name.to_string()), (Field::Email, email.to_string())];
        audit.changes.extend(person.map(added));
        let admin = Registrant::New(&user);
        match ports.store.register(&tenant, key, admin, &audit).await? {
            RegisterOutcome::Registered => {
                let success = let_in(ports, visitor, user, Some(tenant.id), None).await?;
                // Somebody who was disabled in this moment.
                return success.map(Registered::SignedIn).ok_or(RegistrationError::EmailTaken);
            }
            // Somebody was faster: perhaps the same form, sent twice.
            RegisterOutcome::EmailTaken | RegisterOutcome::KeyUsed(_) => {}
        }
    }
    if let Some(user) = ports.store.user_by_email(&email).await?
        && ports.store.registered_by(user.id, key).await?.is_some()
    {
        return Ok(Registered::Before);
    }
    let action = AuditAction::TenantRegister;
    let audit = AuditEntry::new(ports, TenantId::INSTALLATION, email.as_str(), action);
    audit.refused(ports, ErrorCode::EmailTaken).await?;
    Err(RegistrationError::EmailTaken)
}

/// Registers a company for whoever is signed in, and lets their session act for it.
pub async fn register_another(
    ports: &Ports,
    visitor: &Visitor,
    signed_in: &SignedIn,
    form: &CompanyForm,
    key: CreationKey,
) -> Result<TenantId, RegistrationError> {
    let draft = form.parse().map_err(RegistrationError::Invalid)?;
    count(ports, visitor).await?;
    let SignedIn { session, user, .. } = signed_in;
    let (tenant, audit) = new_tenant(ports, &draft, user);
    let admin = Registrant::Known(user.id);
    let tenant = match ports.store.register(&tenant, key, admin, &audit).await? {
        RegisterOutcome::Registered => tenant.id,
        RegisterOutcome::KeyUsed(before) => before,
        RegisterOutcome::EmailTaken => return Err(RegistrationError::EmailTaken),
    };
    ports.store.switch_tenant(session.id, user.id, tenant).await?;
    Ok(tenant)
}

/// Corrects what the caller's tenant has said about itself, after it was rejected, and lets it wait
/// for an account manager again.
pub async fn ask_again(
    ports: &Ports,
    caller: &Caller,
    form: &CompanyForm,
) -> Result<(), RegistrationError> {
    let mut audit = AuditEntry::by(ports, caller, AuditAction::TenantAskAgain);
    if let Some(code) = denied(ports, caller, Action::ChangeTenant, &audit).await? {
        return Err(RegistrationError::Denied(code));
    }
    let draft = form.parse().map_err(RegistrationError::Invalid)?;
    if let Some(tenant) = ports.store.tenant_by_id(caller.tenant).await? {
        audit.changes = changes(&tenant, &draft);
    }
    let change = TenantChange::AskAgain(draft.name, draft.company);
    match ports.store.change_tenant(caller.tenant, &change, &audit).await? {
        TenantOutcome::Done => Ok(()),
        TenantOutcome::NotFound | TenantOutcome::OtherState => {
            audit.refused(ports, ErrorCode::TenantOtherState).await?;
            Err(RegistrationError::OtherState)
        }
    }
}

/// Counts a registration, whatever comes of it: successes are what a flood is made of.
async fn count(ports: &Ports, visitor: &Visitor) -> Result<(), RegistrationError> {
    let subject = AttemptSubject::registration_from(&visitor.address);
    match ports.store.begin_attempt(&[subject], ports.clock.now()).await? {
        AttemptOutcome::Allowed => Ok(()),
        AttemptOutcome::WaitUntil(until) => Err(RegistrationError::TooManyAttempts(until)),
    }
}

fn new_tenant(ports: &Ports, draft: &CompanyDraft, admin: &User) -> (Tenant, AuditEntry) {
    let verification = Verification::Pending;
    let tenant = Tenant {
        id: TenantId::from_uuid(ports.ids.next()),
        name: draft.name.to_string(),
        usage: ChannelUsage { used: 0, quota: DEFAULT_CHANNEL_QUOTA },
        standing: Standing { verification, activated_at: None, suspended_at: None },
        company: draft.company.clone(),
        service_provider: false,
        provider: None,
        created_at: ports.clock.now(),
    };
    let action = AuditAction::TenantRegister;
    let mut audit = AuditEntry::new(ports, tenant.id, admin.email.as_str(), action);
    audit.user = Some(admin.id);
    audit.changes = values(draft.name.as_str(), &draft.company).map(added).into();
    (tenant, audit)
}

fn values(name: &str, company: &Company) -> [(Field, String); 4] {
    let Company { country, registration_number, contact } = company;
    [
        (Field::Organisation, name.to_owned()),
        (Field::Country, country.map(|it| it.to_string()).unwrap_or_default()),
        (
            Field::RegistrationNumber,
            registration_number.as_ref().map(ToString::to_string).unwrap_or_default(),
        ),
        (Field::Contact, contact.as_ref().map(ToString::to_string).unwrap_or_default()),
    ]
}

fn added((field, value): (Field, String)) -> FieldChange {
    FieldChange { field, before: None, after: Some(value) }
}

fn changes(before: &Tenant, after: &CompanyDraft) -> Vec<FieldChange> {
    let old = values(&before.name, &before.company);
    let new = values(after.name.as_str(), &after.company);
    old.into_iter()
        .zip(new)
        .filter(|(old, new)| old != new)
        .map(|((field, before), (_, after))| {
            let before = Some(before).filter(|text| !text.is_empty());
            FieldChange { field, before, after: Some(after) }
        })
        .collect()
}
