//! People who can sign in. They are made by the use cases themselves, without a browser.

use domain::audit::{AuditAction, AuditEntry, AuditOutcome};
use domain::caller::{Caller, ServiceProvider, Visitor};
use domain::customer::{ConsentForm, CustomerForm, accept, ask, create_customer};
use domain::email_change::EmailChange;
use domain::ids::{AuditEntryId, IdentityId, MailId, TenantId, UserId};
use domain::link::{Link, new_set_up_link};
use domain::mail::{Mail, MailPurpose};
use domain::member::{InvitationForm, JoinForm, SetUpForm, invite, join_as_new, set_up};
use domain::open_id::{Identity, LinkOutcome, Subject};
use domain::permissions::Role;
use domain::ports::Ports;
use domain::secrets::SecretToken;
use domain::sign_in::{self, SignInForm, SignInSuccess};
use domain::tenant::{
    ChannelUsage, Company, DEFAULT_CHANNEL_QUOTA, Organisation, Standing, Tenant,
};
use domain::time::Timestamp;
use domain::user::{EmailAddress, PasswordResetForm, create_account_manager, reset_password};
use server::start::BUILT_IN_TENANT;
use uuid::Uuid;

/// Whoever set the console up.
pub(crate) const ADMIN: &str = "admin@example.com";

/// What everybody has chosen.
pub(crate) const PASSWORD: &str = "correct horse battery";

/// A tenant that has nothing to do with the first one.
pub(crate) const OTHER_TENANT: TenantId = TenantId::from_uuid(Uuid::from_u128(0xa2));

/// A service provider whose customer the first tenant is, once [`relation`] has made it one.
pub(crate) const PROVIDER: TenantId = TenantId::from_uuid(Uuid::from_u128(0xa4));

/// A service provider of others.
pub(crate) const RIVAL: TenantId = TenantId::from_uuid(Uuid::from_u128(0xa6));

fn visitor() -> Visitor {
    Visitor { address: "192.0.2.1".to_owned(), agent: "a test".to_owned(), device: None }
}

/// An admin of this tenant whom nobody has heard of.
pub(crate) fn host(tenant: TenantId) -> Caller {
    Caller {
        user: UserId::from_uuid(Uuid::from_u128(0xa1)),
        tenant,
        tenant_name: "Example".to_owned(),
        role: Role::Admin,
        standing: Standing::active(Timestamp::from_micros(0)),
        provider: None,
        fresh: true,
        actor: "a test".to_owned(),
    }
}

/// Makes the first person, who is an admin of the first tenant.
pub(crate) async fn first(ports: &Ports) -> SignInSuccess {
    let token = new_set_up_link(ports).await.expect("an answer").expect("nobody was here before");
    let form = SetUpForm {
        person_name: "Ada Admin".to_owned(),
        email: ADMIN.to_owned(),
        password: PASSWORD.to_owned(),
        organisation: "Example".to_owned(),
    };
    set_up(ports, &visitor(), &token, BUILT_IN_TENANT, &form).await.expect("a first person")
}

/// Makes somebody with this role in this tenant, and signs them in.
pub(crate) async fn member(
    ports: &Ports,
    tenant: TenantId,
    email: &str,
    role: Role,
) -> SignInSuccess {
    let (_, token) = invitation(ports, tenant, email, role).await;
    let form = JoinForm { person_name: email.to_owned(), password: PASSWORD.to_owned() };
    join_as_new(ports, &visitor(), &token, &form).await.expect("a member")
}

/// Invites somebody into this tenant.
pub(crate) async fn invitation(
    ports: &Ports,
    tenant: TenantId,
    email: &str,
    role: Role,
) -> (Link, SecretToken) {
    let form = InvitationForm { email: email.to_owned(), role: role.slug().to_owned() };
    invite(ports, &host(tenant), &form, "en").await.expect("an invitation")
}

/// Signs somebody in with one more browser.
pub(crate) async fn sign_in(ports: &Ports, email: &str) -> SecretToken {
    let form = SignInForm { email: email.to_owned(), password: PASSWORD.to_owned() };
    sign_in::sign_in(ports, &visitor(), &form, None).await.expect("a session").token
}

/// Makes the other tenant, if it is not there yet.
pub(crate) async fn other_tenant(ports: &Ports) {
    tenant(ports, OTHER_TENANT, Standing::active(ports.clock.now())).await;
}

/// Makes a tenant, if it is not there yet.
pub(crate) async fn tenant(ports: &Ports, id: TenantId, standing: Standing) {
    let tenant = Tenant {
        id,
        name: "Another company".to_owned(),
        usage: ChannelUsage { used: 0, quota: DEFAULT_CHANNEL_QUOTA },
        standing,
        company: Company::default(),
        service_provider: false,
        provider: None,
        created_at: ports.clock.now(),
    };
    ports.store.insert_tenant(&tenant, &[]).await.expect("an answer");
}

/// Links the user with an account at a provider that nobody else has.
pub(crate) async fn identity(ports: &Ports, user: UserId) -> IdentityId {
    let id = IdentityId::from_uuid(ports.ids.next());
    let identity = Identity {
        id,
        user,
        issuer: format!("https://{id}.example.com"),
        subject: Subject::parse("there").expect("a subject"),
        email: None,
        linked_at: ports.clock.now(),
    };
    let note = AuditEntry {
        id: AuditEntryId::from_uuid(ports.ids.next()),
        tenant: TenantId::INSTALLATION,
        at: ports.clock.now(),
        actor: "a test".to_owned(),
        provider: None,
        action: AuditAction::IdentityLink,
        channel: None,
        user: Some(user),
        outcome: AuditOutcome::Done,
        changes: Vec::new(),
    };
    let outcome = ports.store.link_identity(&identity, &note).await.expect("an outcome");
    assert_eq!(outcome, LinkOutcome::Linked);
    id
}

/// Makes an account manager who belongs to no tenant.
pub(crate) async fn account_manager(ports: &Ports, email: &str) {
    let made = create_account_manager(ports, email, "Mika Manager").await;
    let (_, token) = made.expect("an account manager");
    let form = PasswordResetForm { new_password: PASSWORD.to_owned() };
    reset_password(ports, &token, &form, "en").await.expect("a password");
}

/// The token of a link that gives somebody another address.
pub(crate) async fn email_change(ports: &Ports, email: &str) -> SecretToken {
    let user = member(ports, BUILT_IN_TENANT, email, Role::Viewer).await.user.id;
    let now = ports.clock.now();
    let change = EmailChange {
        user,
        email: EmailAddress::parse(&format!("new-{email}")).expect("an address"),
        created_at: now,
        expires_at: Timestamp::from_micros(now.micros() + EmailChange::LIFETIME),
    };
    let mail = Mail {
        id: MailId::from_uuid(ports.ids.next()),
        purpose: MailPurpose::EmailChange(user),
        language: "en".to_owned(),
        created_at: now,
    };
    let audit = AuditEntry {
        id: AuditEntryId::from_uuid(ports.ids.next()),
        tenant: TenantId::INSTALLATION,
        at: now,
        actor: "a test".to_owned(),
        provider: None,
        action: AuditAction::EmailChangeLink,
        channel: None,
        user: Some(user),
        outcome: AuditOutcome::Done,
        changes: Vec::new(),
    };
    ports.store.insert_email_change(&change, &mail, &audit).await.expect("an insertion");
    let token = ports.secrets.token();
    let hash = ports.secrets.hash_token(&token);
    let mailed = ports.store.mail_email_change(user, &hash, now).await.expect("an answer");
    assert_eq!(mailed, Some(change));
    token
}

/// Makes a service provider, if it is not there yet.
pub(crate) async fn provider(ports: &Ports, id: TenantId, name: &str) {
    let now = ports.clock.now();
    let tenant = Tenant {
        id,
        name: name.to_owned(),
        usage: ChannelUsage { used: 0, quota: DEFAULT_CHANNEL_QUOTA },
        standing: Standing::active(now),
        company: Company::default(),
        service_provider: true,
        provider: None,
        created_at: now,
    };
    ports.store.insert_tenant(&tenant, &[]).await.expect("an answer");
}

/// An admin of a service provider whom nobody has heard of.
pub(crate) fn provider_host(id: TenantId) -> Caller {
    let organisation = Organisation { id, name: "Provider KK".to_owned() };
    let provider = Some(ServiceProvider { organisation, suspended: false });
    Caller { provider, ..host(id) }
}

/// Makes a tenant a customer of a provider, with its consent, if it has none yet.
pub(crate) async fn relation(ports: &Ports, provider: TenantId, customer: TenantId) {
    if ports.store.provider_of(customer).await.expect("an answer").is_some() {
        return;
    }
    request(ports, provider, customer).await;
    accept(ports, &host(customer), provider).await.expect("consent");
}

/// Asks a tenant for consent.
pub(crate) async fn request(ports: &Ports, provider: TenantId, customer: TenantId) {
    let form = ConsentForm { customer: customer.to_string() };
    ask(ports, &provider_host(provider), &form).await.expect("a request");
}

/// A customer of a provider to which nobody belongs yet.
pub(crate) async fn new_customer(ports: &Ports, provider: TenantId) -> TenantId {
    let id = TenantId::from_uuid(ports.ids.next());
    let form = CustomerForm {
        organisation: "New customer".to_owned(),
        email: "nina@example.com".to_owned(),
    };
    create_customer(ports, &provider_host(provider), &form, id).await.expect("a customer");
    id
}
