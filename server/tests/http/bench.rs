//! The real router on a port of its own, around a database of its own.

use std::panic::resume_unwind;
use std::sync::{Arc, Mutex, PoisonError};

use domain::audit::{AuditAction, AuditEntry, AuditOutcome};
use domain::channel::{
    Channel, ChannelName, ChannelStore, ChannelType, InsertOutcome, Lifecycle, Remarks,
};
use domain::ids::{AuditEntryId, ChannelId};
use domain::store::Store;
use domain::time::Timestamp;
use server::start::BUILT_IN_TENANT;
use tokio::net::TcpListener;
use uuid::Uuid;

use crate::faulty_store::FaultyStore;
use crate::support::client::{Client, creation_key};
use crate::support::database::{TestDatabase, postgres_server};

/// A console that only one case knows.
pub(crate) struct TestServer {
    pub(crate) client: Client,
    pub(crate) store: Arc<FaultyStore>,
    _database: TestDatabase,
}

impl TestServer {
    async fn start(database: TestDatabase) -> Self {
        log_into_memory();
        let opened = storage::connect(&database.url).await.expect("the database opens");
        opened.migrate().await.expect("the migrations run");
        let store = Arc::new(FaultyStore::new(opened.store()));
        let console = server::start::console(store.clone()).await.expect("a console");
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let address = listener.local_addr().expect("an address");
        tokio::spawn(async move { axum::serve(listener, server::router::build(console)).await });
        Self { client: Client { address }, store, _database: database }
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
            version: 1,
            created_at: at,
            updated_at: at,
        };
        let audit = AuditEntry {
            id: AuditEntryId::from_uuid(id.uuid()),
            tenant: BUILT_IN_TENANT,
            at,
            actor: "a test".to_owned(),
            action: AuditAction::ChannelCreate,
            channel: Some(id),
            outcome: AuditOutcome::Done,
            changes: Vec::new(),
        };
        let inserted = self.store.insert_channel(&channel, creation_key(0xb0), &audit).await;
        assert_eq!(inserted.expect("an answer"), InsertOutcome::Inserted);
        id
    }
}

pub(crate) async fn on_sqlite<F>(case: impl FnOnce(Arc<TestServer>) -> F)
where
    F: Future<Output = ()> + Send + 'static,
{
    run(TestDatabase::sqlite(), case).await;
}

pub(crate) async fn on_postgres<F>(case: impl FnOnce(Arc<TestServer>) -> F)
where
    F: Future<Output = ()> + Send + 'static,
{
    if let Some(server) = postgres_server() {
        run(TestDatabase::postgres(server), case).await;
    }
}

async fn run<F>(database: TestDatabase, case: impl FnOnce(Arc<TestServer>) -> F)
where
    F: Future<Output = ()> + Send + 'static,
{
    let server = Arc::new(TestServer::start(database).await);
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
