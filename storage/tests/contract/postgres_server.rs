//! What only a `PostgreSQL` server can do: go away, come back, and refuse to write.

use std::net::SocketAddr;

use domain::store::StoreError;
use sqlx::postgres::PgConnectOptions;
use sqlx::{ConnectOptions, query};
use storage::ConnectError;
use tokio::io::copy_bidirectional;
use tokio::net::{TcpListener, TcpStream};
use tokio::task::{JoinHandle, JoinSet};

use crate::bench::{self, TestDatabase};
use crate::samples::Samples;

/// Stands between the store and the server, so that a test can take the server away.
struct Proxy {
    address: SocketAddr,
    server: (String, u16),
    task: JoinHandle<()>,
}

impl Proxy {
    async fn start(server: &PgConnectOptions) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let address = listener.local_addr().expect("an address");
        let server = (server.get_host().to_owned(), server.get_port());
        let task = tokio::spawn(pass_on(listener, server.clone()));
        Self { address, server, task }
    }

    /// Breaks all connections and refuses new ones.
    async fn stop(&mut self) {
        self.task.abort();
        let stopped = (&mut self.task).await.expect_err("it only ends when it is stopped");
        assert!(stopped.is_cancelled());
    }

    async fn start_again(&mut self) {
        let listener = TcpListener::bind(self.address).await.expect("the same port");
        self.task = tokio::spawn(pass_on(listener, self.server.clone()));
    }
}

async fn pass_on(listener: TcpListener, server: (String, u16)) {
    let mut connections = JoinSet::new();
    loop {
        let (mut here, _) = listener.accept().await.expect("a connection");
        let server = server.clone();
        connections.spawn(async move {
            if let Ok(mut there) = TcpStream::connect(server).await {
                let _ = copy_bidirectional(&mut here, &mut there).await;
            }
        });
    }
}

fn through(proxy: &Proxy, url: &str) -> String {
    let options: PgConnectOptions = url.parse().expect("a URL");
    let options = options.host("127.0.0.1").port(proxy.address.port());
    options.to_url_lossy().to_string()
}

#[tokio::test]
async fn a_server_that_goes_away_is_unavailable_until_it_comes_back() {
    let Some(server) = bench::postgres_server() else { return };
    let mut proxy = Proxy::start(&server).await;
    let direct = TestDatabase::postgres(server).await;
    let database = storage::connect(&through(&proxy, &direct.url)).await.expect("it opens");
    let store = database.store();
    let tenant = Samples::new(300).stored_tenant(&*store).await;

    proxy.stop().await;
    let found = store.tenant_by_id(tenant).await;
    assert!(matches!(found, Err(StoreError::Unavailable(_))), "{found:?}");
    let ready = store.check_ready().await;
    assert!(matches!(ready, Err(StoreError::Unavailable(_))), "{ready:?}");

    proxy.start_again().await;
    let found = store.tenant_by_id(tenant).await.expect("an answer");
    assert_eq!(found.map(|tenant| tenant.id), Some(tenant));
    store.check_ready().await.expect("ready");
    store.close().await;
    direct.remove().await;
}

#[tokio::test]
async fn broken_connections_are_replaced_unseen() {
    let Some(server) = bench::postgres_server() else { return };
    let database = TestDatabase::postgres(server).await;
    let samples = Samples::new(301);
    for _ in 0..3 {
        database
            .execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity \
                 WHERE datname = current_database() AND pid <> pg_backend_pid()",
            )
            .await
            .expect("an answer");
        samples.stored_tenant(&*database.store).await;
    }
    database.remove().await;
}

#[tokio::test]
async fn a_read_only_server_is_not_ready() {
    let Some(server) = bench::postgres_server() else { return };
    let database = TestDatabase::postgres(server).await;
    let name = database.url.rsplit('/').next().expect("a name");
    let name = name.split('?').next().expect("a name");
    let setting = |value| {
        format!(
            "BEGIN READ WRITE; ALTER DATABASE {name} SET default_transaction_read_only = {value}; \
             COMMIT; SELECT pg_terminate_backend(pid) FROM pg_stat_activity \
             WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )
    };
    database.execute(setting("on")).await.expect("a setting");
    let ready = database.store.check_ready().await;
    assert!(matches!(ready, Err(StoreError::Unavailable(_))), "{ready:?}");
    let tenant = Samples::new(302).tenant();
    let added = database.store.insert_tenant(&tenant, &[]).await;
    assert!(matches!(added, Err(StoreError::Unavailable(_))), "{added:?}");
    assert_eq!(database.store.tenant_by_id(tenant.id).await.expect("an answer"), None);

    database.execute(setting("off")).await.expect("a setting");
    database.store.check_ready().await.expect("ready");
    database.remove().await;
}

#[tokio::test]
async fn a_server_that_is_away_is_named_without_the_password() {
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
    let port = listener.local_addr().expect("an address").port();
    drop(listener);
    let url = format!("postgres://suiro:geheim@127.0.0.1:{port}/console");
    let refusal = storage::connect(&url).await.expect_err("a refusal");
    assert!(matches!(refusal, ConnectError::Unreachable { .. }), "{refusal:?}");
    assert!(refusal.to_string().contains(&format!("127.0.0.1:{port}/console")), "{refusal}");
    assert!(!format!("{refusal} {refusal:?}").contains("geheim"), "{refusal:?}");
}

#[tokio::test]
async fn a_lock_that_is_never_granted_is_unavailable() {
    let Some(server) = bench::postgres_server() else { return };
    let database = TestDatabase::postgres(server).await;
    let mut other = database.raw_postgres().await;
    query("BEGIN").execute(&mut other).await.expect("a transaction");
    query("LOCK TABLE installation").execute(&mut other).await.expect("the lock");
    let ready = database.store.check_ready().await;
    assert!(matches!(ready, Err(StoreError::Unavailable(_))), "{ready:?}");
    query("ROLLBACK").execute(&mut other).await.expect("the end");
    database.store.check_ready().await.expect("ready");
    drop(other);
    database.remove().await;
}

#[tokio::test]
async fn a_database_with_another_encoding_is_refused() {
    let Some(server) = bench::postgres_server() else { return };
    let mut admin = server.connect().await.expect("the test server");
    let database = TestDatabase::postgres(server.clone()).await;
    let name = format!("{}_latin", database.url.rsplit('/').next().expect("a name"));
    let name = name.split('?').next().expect("a name").to_owned();
    let name = if name.ends_with("_latin") { name } else { format!("{name}_latin") };
    let create = format!("CREATE DATABASE {name} ENCODING 'LATIN1' LOCALE 'C' TEMPLATE template0");
    sqlx::raw_sql(sqlx::AssertSqlSafe(create)).execute(&mut admin).await.expect("a database");
    let url = server.database(&name).to_url_lossy().to_string();
    let refusal = storage::connect(&url).await;
    let drop = format!("DROP DATABASE {name} WITH (FORCE)");
    sqlx::raw_sql(sqlx::AssertSqlSafe(drop)).execute(&mut admin).await.expect("it goes");
    database.remove().await;
    let refusal = refusal.expect_err("a refusal");
    assert!(matches!(refusal, ConnectError::NotUtf8(_)), "{refusal:?}");
}
