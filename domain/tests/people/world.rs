//! What the tests have in common: one installation with people in it.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use domain::audit::{AuditAction, AuditEntry, AuditOutcome};
use domain::caller::{Caller, Visitor};
use domain::error_code::ErrorCode;
use domain::ids::{TenantId, UserId};
use domain::mail::{Sending, send_next};
use domain::permissions::Role;
use domain::platform::Platforms;
use domain::ports::Ports;
use domain::secrets::{SecretToken, Secrets};
use domain::session::{SessionLimits, SignedIn, caller_of, resume};
use domain::sign_in::{SignInError, SignInForm, SignInSuccess, sign_in};
use domain::sources::{Clock, CountingIds};
use domain::tenant::{ChannelUsage, Company, Standing, Tenant};
use domain::time::Timestamp;
use domain::user::{EmailAddress, Password, PersonName, User};
use uuid::Uuid;

use crate::fake_mail::FakeMailer;
use crate::fake_sealing::FakeSealing;
use crate::fake_secrets::FakeSecrets;
use crate::fake_store::FakeStore;

pub(crate) const PASSWORD: &str = "correct horse battery";
pub(crate) const SECOND: i64 = 1_000_000;
pub(crate) const MINUTE: i64 = 60 * SECOND;
pub(crate) const HOUR: i64 = 60 * MINUTE;

/// The tenant that most people belong to.
pub(crate) const TENANT: TenantId = TenantId::from_uuid(Uuid::from_u128(1 << 100));
/// Another tenant.
pub(crate) const OTHER_TENANT: TenantId = TenantId::from_uuid(Uuid::from_u128(2 << 100));

#[derive(Default)]
struct SettableClock(AtomicI64);

impl Clock for SettableClock {
    fn now(&self) -> Timestamp {
        Timestamp::from_micros(self.0.load(Ordering::Relaxed))
    }
}

pub(crate) struct World {
    pub(crate) ports: Ports,
    pub(crate) store: Arc<FakeStore>,
    pub(crate) secrets: Arc<FakeSecrets>,
    pub(crate) sealing: Arc<FakeSealing>,
    pub(crate) mailer: Arc<FakeMailer>,
    clock: Arc<SettableClock>,
}

impl World {
    /// An installation in which nobody is yet.
    pub(crate) fn empty() -> Self {
        let (store, secrets) = (Arc::<FakeStore>::default(), Arc::<FakeSecrets>::default());
        let mailer = Arc::<FakeMailer>::default();
        let clock = Arc::<SettableClock>::default();
        let sealing = Arc::<FakeSealing>::default();
        let ports = Ports {
            store: store.clone(),
            clock: clock.clone(),
            ids: Arc::<CountingIds>::default(),
            secrets: secrets.clone(),
            sealing: sealing.clone(),
            fingerprint_key: Arc::default(),
            open_id: None,
            mailer: Some(mailer.clone()),
            platforms: Platforms::none(),
        };
        Self { ports, store, secrets, sealing, mailer, clock }
    }

    /// An installation with two tenants, without members.
    pub(crate) fn new() -> Self {
        let world = Self::empty();
        for (id, name) in [(TENANT, "Suiro KK"), (OTHER_TENANT, "Waterways")] {
            world.store.tables().tenants.push(Tenant {
                id,
                name: name.to_owned(),
                usage: ChannelUsage { used: 0, quota: 100 },
                standing: Standing::active(world.now()),
                company: Company::default(),
                service_provider: false,
                provider: None,
                created_at: world.now(),
            });
        }
        world
    }

    pub(crate) fn now(&self) -> Timestamp {
        self.clock.now()
    }

    pub(crate) fn wait(&self, micros: i64) {
        self.clock.0.fetch_add(micros, Ordering::Relaxed);
    }

    /// Adds a person with [`PASSWORD`] who belongs to no tenant.
    pub(crate) async fn add_person(&self, email: &str) -> User {
        let password = Password::parse(PASSWORD).expect("a password");
        let user = User {
            id: UserId::from_uuid(self.ports.ids.next()),
            email: EmailAddress::parse(email).expect("an address"),
            name: PersonName::parse("Ada").expect("a name"),
            password: Some(self.secrets.hash_password(&password).await),
            account_manager: false,
            disabled_at: None,
            created_at: self.now(),
        };
        self.store.tables().users.push(user.clone());
        user
    }

    /// Adds a person with [`PASSWORD`] to [`TENANT`].
    pub(crate) async fn add_member(&self, email: &str, role: Role) -> User {
        let user = self.add_person(email).await;
        self.store.tables().members.push((TENANT, user.id, role));
        user
    }

    pub(crate) fn disable(&self, user: &User) {
        let now = self.now();
        let mut tables = self.store.tables();
        let found = tables.users.iter_mut().find(|one| one.id == user.id);
        found.expect("a user").disabled_at = Some(now);
    }

    pub(crate) async fn try_sign_in(
        &self,
        visitor: &Visitor,
        email: &str,
        password: &str,
    ) -> Result<SignInSuccess, SignInError> {
        let form = SignInForm { email: email.to_owned(), password: password.to_owned() };
        sign_in(&self.ports, visitor, &form, None).await
    }

    /// Signs somebody in with [`PASSWORD`].
    pub(crate) async fn sign_in(&self, email: &str) -> SignedIn {
        let success = self.try_sign_in(&visitor(), email, PASSWORD).await.expect("a sign-in");
        self.resume(&success.token).await.expect("a session")
    }

    pub(crate) async fn resume(&self, token: &SecretToken) -> Option<SignedIn> {
        resume(&self.ports, &SessionLimits::default(), token).await.expect("a store")
    }

    /// Adds a member and signs them in.
    pub(crate) async fn caller(&self, email: &str, role: Role) -> Caller {
        self.add_member(email, role).await;
        caller_of(&self.sign_in(email).await, self.now()).expect("a caller")
    }

    /// Sends every mail whose turn it is.
    pub(crate) async fn send_mails(&self) -> Vec<Sending> {
        let mut sendings = Vec::new();
        loop {
            match send_next(&self.ports, &*self.mailer).await.expect("a store") {
                Sending::Nothing => return sendings,
                sending => sendings.push(sending),
            }
        }
    }

    pub(crate) fn audit(&self) -> Vec<AuditEntry> {
        self.store.tables().audit.clone()
    }

    /// The last audit entry, which is about something done.
    pub(crate) fn done(&self) -> AuditEntry {
        let entry = self.audit().pop().expect("an entry");
        assert_eq!(entry.outcome, AuditOutcome::Done);
        entry
    }

    /// The last audit entry, which is about this refusal.
    pub(crate) fn refused(&self, action: AuditAction, code: ErrorCode) -> AuditEntry {
        let entry = self.audit().pop().expect("an entry");
        assert_eq!((entry.action, entry.outcome), (action, AuditOutcome::Refused(code)));
        entry
    }
}

/// A browser that has never been here.
pub(crate) fn visitor() -> Visitor {
    Visitor { address: "192.0.2.1".to_owned(), agent: "Browser".to_owned(), device: None }
}

/// The changes of an entry as `field: before -> after`, with nothing for what is absent.
pub(crate) fn changes(entry: &AuditEntry) -> Vec<String> {
    let text = |value: &Option<String>| value.clone().unwrap_or_default();
    let changes = entry.changes.iter();
    changes
        .map(|one| format!("{}: {} -> {}", one.field.name(), text(&one.before), text(&one.after)))
        .collect()
}
