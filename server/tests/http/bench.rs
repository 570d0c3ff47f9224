//! The real router on a port of its own, around a database of its own.

use std::future::pending;
use std::panic::resume_unwind;
use std::path::PathBuf;
use std::sync::atomic::{AtomicI64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use app::api::Console;
use argon2::Params;
use domain::audit::{AuditAction, AuditEntry, AuditOutcome};
use domain::channel::{
    Channel, ChannelName, ChannelStore, ChannelType, InsertOutcome, Lifecycle, Remarks,
};
use domain::ids::{AuditEntryId, ChannelId, UserId};
use domain::open_id::OpenId;
use domain::permissions::Role;
use domain::platform::Platforms;
use domain::ports::Ports;
use domain::session::SessionLimits;
use domain::sources::Clock;
use domain::store::Store;
use domain::time::Timestamp;
use domain::user::EmailAddress;
use server::callbacks::{Callbacks, Journal};
use server::connections::Connections;
use server::key_file::KeyFile;
use server::platforms::PlatformSettings;
use server::sealing::FileSealing;
use server::secrets::Argon2Secrets;
use server::sources::{RandomIds, SystemClock};
use server::start::BUILT_IN_TENANT;
use tokio::net::TcpListener;
use uuid::Uuid;

use crate::fake_mailer::FakeMailer;
use crate::fake_provider::{self, FakeProvider};
use crate::faulty_store::FaultyStore;
use crate::people::{self, OTHER_TENANT};
use crate::support::client::{Client, creation_key};
use crate::support::database::{TestDatabase, postgres_server};

/// Where people reach it.
const PUBLIC_URL: &str = "http://suiro.example";

/// A console that only one case knows.
pub(crate) struct TestServer {
    /// An admin, who has just signed in.
    pub(crate) client: Client,
    pub(crate) store: Arc<FaultyStore>,
    pub(crate) clock: Arc<MovableClock>,
    pub(crate) provider: Arc<FakeProvider>,
    /// Nothing is sent unless a case asks for it.
    pub(crate) mailer: Arc<FakeMailer>,
    pub(crate) ports: Ports,
    database: TestDatabase,
}

/// The real time, and what a case adds to it.
#[derive(Debug, Default)]
pub(crate) struct MovableClock(AtomicI64);

impl MovableClock {
    pub(crate) fn advance(&self, by: Duration) {
        let micros = i64::try_from(by.as_micros()).expect("a short time");
        self.0.fetch_add(micros, Ordering::SeqCst);
    }
}

impl Clock for MovableClock {
    fn now(&self) -> Timestamp {
        Timestamp::from_micros(SystemClock.now().micros() + self.0.load(Ordering::SeqCst))
    }
}

impl TestServer {
    /// A console in which somebody has signed in.
    async fn start(database: TestDatabase) -> Self {
        let mut server = Self::start_empty(database).await;
        let first = people::first(&server.ports).await;
        server.client = server.client.with_session(&first.token);
        server
    }

    async fn start_empty(database: TestDatabase) -> Self {
        log_into_memory();
        let opened = storage::connect(&database.url).await.expect("the database opens");
        opened.migrate().await.expect("the migrations run");
        let store = Arc::new(FaultyStore::new(opened.store()));
        let clock = Arc::new(MovableClock::default());
        let provider = Arc::new(FakeProvider::default());
        let mailer = Arc::new(FakeMailer::default());
        let cheap = Params::new(Params::MIN_M_COST, 1, 1, None).expect("a cost");
        let key_file = KeyFile::at(database.key_file());
        key_file.read_or_make(clock.now()).expect("keys");
        let ports = Ports {
            store: store.clone(),
            clock: clock.clone(),
            ids: Arc::new(RandomIds),
            secrets: Arc::new(Argon2Secrets::new(cheap).expect("randomness")),
            open_id: Some(OpenId {
                name: fake_provider::NAME.to_owned(),
                link_by_email: false,
                provider: provider.clone(),
            }),
            sealing: Arc::new(FileSealing::new(key_file)),
            fingerprint_key: Arc::default(),
            mailer: Some(mailer.clone()),
            platforms: Platforms::none(),
        };
        let client = serve(&ports, PUBLIC_URL, false).await;
        Self { client, store, clock, provider, mailer, ports, database }
    }

    /// A console that nobody has seen yet, on the same engine.
    pub(crate) async fn empty(&self) -> Self {
        Self::start_empty(self.database.another()).await
    }

    /// A browser in which nobody has signed in.
    pub(crate) fn anonymous(&self) -> Client {
        self.client.without_session()
    }

    /// Somebody new with this role, who has just signed in.
    pub(crate) async fn as_role(&self, role: Role) -> Client {
        // Not the address of the first admin.
        let email = match role {
            Role::Admin => "second-admin@example.com".to_owned(),
            _ => format!("{}@example.com", role.slug()),
        };
        let member = people::member(&self.ports, BUILT_IN_TENANT, &email, role).await;
        self.client.with_session(&member.token)
    }

    /// An admin of another tenant, who has just signed in.
    pub(crate) async fn as_stranger(&self) -> Client {
        people::other_tenant(&self.ports).await;
        let email = "stranger@example.com";
        let stranger = people::member(&self.ports, OTHER_TENANT, email, Role::Admin).await;
        self.client.with_session(&stranger.token)
    }

    /// The id of somebody who can sign in.
    pub(crate) async fn user(&self, email: &str) -> UserId {
        let email = EmailAddress::parse(email).expect("an address");
        let user = self.ports.store.user_by_email(&email).await.expect("an answer");
        user.expect("somebody").id
    }

    /// A browser in front of the same console, where an e-mail address that the provider has
    /// verified links an account with whoever has it, or where no provider is set.
    pub(crate) async fn with_provider(&self, link_by_email: Option<bool>) -> Client {
        let open_id = self.ports.open_id.clone().zip(link_by_email);
        let open_id = open_id.map(|(open_id, link_by_email)| OpenId { link_by_email, ..open_id });
        serve(&Ports { open_id, ..self.ports.clone() }, PUBLIC_URL, false).await
    }

    /// A browser in front of the same console, which sends no mail.
    pub(crate) async fn without_mail(&self) -> Client {
        let ports = Ports { mailer: None, ..self.ports.clone() };
        serve(&ports, "http://suiro.example", false).await
    }

    /// The same database with connections of its own, as another server has them.
    pub(crate) async fn another_store(&self) -> Arc<dyn Store> {
        storage::connect(&self.database.url).await.expect("the database opens").store()
    }

    /// Runs SQL past the store. For `PostgreSQL`.
    pub(crate) fn run_sql(&self, sql: &str) -> String {
        crate::support::database::psql(&self.database.url, sql)
    }

    /// A browser in front of another server, which works with these ports.
    pub(crate) async fn served(&self, ports: &Ports) -> Client {
        serve(ports, PUBLIC_URL, false).await
    }

    /// A browser in front of the same console, which people reach by this URL.
    pub(crate) async fn reached_by(&self, public_url: &str) -> Client {
        serve(&self.ports, public_url, false).await
    }

    /// The same console with the adapters of platforms that find it on this machine.
    pub(crate) async fn with_platforms(&self, settings: &PlatformSettings) -> (Ports, Client) {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let address = listener.local_addr().expect("an address");
        let url = format!("http://{address}");
        let public_url = url.parse().expect("a URL");
        let platforms = server::platforms::platforms(settings, &public_url, self.clock.clone());
        let platforms = platforms.expect("adapters");
        let ports = Ports { platforms, ..self.ports.clone() };
        let client = serve_at(listener, console(&ports, &url, false).await);
        (ports, client)
    }

    /// A browser in front of the same console with other ports.
    pub(crate) async fn in_front_of(&self, ports: &Ports) -> Client {
        serve(ports, PUBLIC_URL, false).await
    }

    /// Where the keys are.
    pub(crate) fn key_file(&self) -> PathBuf {
        self.database.key_file()
    }

    /// A browser in front of another server of the same console, which has read no key yet.
    pub(crate) async fn of_another_server(&self) -> Client {
        let sealing = Arc::new(FileSealing::new(KeyFile::at(self.key_file())));
        serve(&Ports { sealing, ..self.ports.clone() }, "http://suiro.example", false).await
    }

    /// A browser in front of the same console, whose account managers need a second factor.
    pub(crate) async fn exposed(&self) -> Client {
        serve(&self.ports, "http://suiro.example", true).await
    }

    /// The same console where companies cannot register by themselves.
    pub(crate) async fn without_registration(&self) -> Client {
        let console =
            Console { registration: false, ..console(&self.ports, PUBLIC_URL, false).await };
        listen(console).await
    }

    /// Puts a channel into the database that no form can make: one that is already bound.
    pub(crate) async fn bound_channel(&self, name: &str) -> ChannelId {
        let id = ChannelId::from_uuid(Uuid::from_u128(0xb0));
        let at = Timestamp::from_micros(1_700_000_000_000_000);
        let channel = Channel {
            id,
            tenant: BUILT_IN_TENANT,
            channel_type: ChannelType::Sms,
            name: ChannelName::parse(name).expect("a name"),
            remarks: Remarks::default(),
            lifecycle: Lifecycle::Bound,
            bound_account: None,
            health: domain::channel::ChannelHealth::NotMeasured,
            version: 1,
            created_at: at,
            updated_at: at,
        };
        let audit = AuditEntry {
            id: AuditEntryId::from_uuid(id.uuid()),
            tenant: BUILT_IN_TENANT,
            at,
            actor: "a test".to_owned(),
            provider: None,
            action: AuditAction::ChannelCreate,
            channel: Some(id),
            user: None,
            outcome: AuditOutcome::Done,
            changes: Vec::new(),
        };
        let inserted = self.store.insert_channel(&channel, creation_key(0xb0), &audit).await;
        assert_eq!(inserted.expect("an answer"), InsertOutcome::Inserted);
        id
    }
}

/// Serves a console on a port of its own, and returns a browser in front of it. Account managers
/// may be required to have a second factor.
async fn serve(ports: &Ports, public_url: &str, required: bool) -> Client {
    listen(console(ports, public_url, required).await).await
}

async fn console(ports: &Ports, public_url: &str, required: bool) -> Console {
    let public_url = public_url.parse().expect("a URL");
    let limits = SessionLimits::default();
    let console = server::start::console(ports.clone(), limits, &public_url, required).await;
    console.expect("a console")
}

async fn listen(console: Console) -> Client {
    serve_at(TcpListener::bind("127.0.0.1:0").await.expect("a port"), console)
}

fn serve_at(listener: TcpListener, console: Console) -> Client {
    // The tests stand behind a proxy, and may say where they come from.
    let proxies = "127.0.0.1".parse().expect("a network");
    let (journal, writer) = Journal::new();
    let callbacks = Callbacks { ports: console.ports.clone(), journal };
    tokio::spawn(writer.keep_writing(console.ports.store.clone()));
    let router = server::router::build(console, callbacks, proxies);
    let address = listener.local_addr().expect("an address");
    tokio::spawn(Connections::default().serve(listener, router, pending()));
    Client::anonymous(address)
}

pub(crate) async fn on_sqlite<F>(case: impl FnOnce(Arc<TestServer>) -> F)
where
    F: Future<Output = ()> + Send + 'static,
{
    run(TestServer::start(TestDatabase::sqlite()).await, case).await;
}

pub(crate) async fn on_postgres<F>(case: impl FnOnce(Arc<TestServer>) -> F)
where
    F: Future<Output = ()> + Send + 'static,
{
    if let Some(server) = postgres_server() {
        run(TestServer::start(TestDatabase::postgres(server)).await, case).await;
    }
}

async fn run<F>(server: TestServer, case: impl FnOnce(Arc<TestServer>) -> F)
where
    F: Future<Output = ()> + Send + 'static,
{
    let server = Arc::new(server);
    // A task of its own, so that a panic does not keep the database from being removed.
    let outcome = tokio::spawn(case(server.clone())).await;
    server.store.close().await;
    drop(server);
    if let Err(failure) = outcome {
        resume_unwind(failure.into_panic());
    }
}

static LOG: Mutex<Vec<u8>> = Mutex::new(Vec::new());

/// The program's log lines about one request.
pub(crate) fn log_about(trace_id: &str) -> Vec<String> {
    let log = LOG.lock().unwrap_or_else(PoisonError::into_inner);
    let lines = String::from_utf8_lossy(&log);
    lines.lines().filter(|line| line.contains(trace_id)).map(str::to_owned).collect()
}

fn log_into_memory() {
    struct Memory;
    impl std::io::Write for Memory {
        fn write(&mut self, line: &[u8]) -> std::io::Result<usize> {
            LOG.lock().unwrap_or_else(PoisonError::into_inner).write(line)
        }
        fn flush(&mut self) -> std::io::Result<()> {
            Ok(())
        }
    }
    let lines = tracing_subscriber::fmt().with_ansi(false).with_writer(|| Memory);
    // Only the first case of the process starts it.
    let _ = lines.try_init();
}
