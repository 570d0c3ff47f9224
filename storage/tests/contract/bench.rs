//! A database for each case, taken away afterwards, whatever came of it.

use std::env;
use std::panic::resume_unwind;
use std::path::PathBuf;
use std::str::FromStr;
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};

use domain::store::Store;
use sqlx::postgres::{PgConnectOptions, PgConnection};
use sqlx::sqlite::{SqliteConnectOptions, SqliteConnection};
use sqlx::{AssertSqlSafe, ConnectOptions, Connection, query_scalar, raw_sql};
use storage::Database;

/// A migrated database that only one case knows.
pub(crate) struct TestDatabase {
    pub(crate) url: String,
    pub(crate) database: Database,
    pub(crate) store: Arc<dyn Store>,
    place: Place,
}

enum Place {
    Folder(PathBuf),
    Server { admin: Box<PgConnectOptions>, name: String },
}

impl TestDatabase {
    pub(crate) async fn sqlite() -> Self {
        let folder = new_folder();
        let url = format!("sqlite://{}/suiro.db", folder.display());
        Self::open(url, Place::Folder(folder)).await
    }

    pub(crate) async fn postgres(admin: PgConnectOptions) -> Self {
        let mut connection = admin.connect().await.expect("the test server");
        let name: String =
            query_scalar("SELECT 'suiro_test_' || replace(gen_random_uuid()::text, '-', '')")
                .fetch_one(&mut connection)
                .await
                .expect("a random name");
        // A language's own order, so that a forgotten COLLATE "C" is noticed.
        let create = format!(
            "CREATE DATABASE {name} ENCODING 'UTF8' LOCALE_PROVIDER icu ICU_LOCALE 'en' \
             TEMPLATE template0"
        );
        raw_sql(AssertSqlSafe(create)).execute(&mut connection).await.expect("a new database");
        connection.close().await.expect("the connection closes");
        let url = admin.clone().database(&name).to_url_lossy().to_string();
        Self::open(url, Place::Server { admin: Box::new(admin), name }).await
    }

    /// One more, on the same engine.
    pub(crate) async fn another(&self) -> Self {
        match &self.place {
            Place::Folder(_) => Self::sqlite().await,
            Place::Server { admin, .. } => Self::postgres((**admin).clone()).await,
        }
    }

    async fn open(url: String, place: Place) -> Self {
        let database = storage::connect(&url).await.expect("the database opens");
        database.migrate().await.expect("the migrations run");
        let store = database.store();
        Self { url, database, store, place }
    }

    /// Runs SQL past the store, as an administrator or a bug would.
    pub(crate) async fn execute(&self, sql: impl Into<String>) -> Result<u64, sqlx::Error> {
        let sql = AssertSqlSafe(sql.into());
        Ok(match &self.place {
            Place::Folder(_) => {
                let mut connection = self.raw_sqlite().await;
                raw_sql(sql).execute(&mut connection).await?.rows_affected()
            }
            Place::Server { .. } => {
                let mut connection = self.raw_postgres().await;
                raw_sql(sql).execute(&mut connection).await?.rows_affected()
            }
        })
    }

    pub(crate) async fn raw_sqlite(&self) -> SqliteConnection {
        let file = self.url.trim_start_matches("sqlite://");
        SqliteConnectOptions::new().filename(file).connect().await.expect("the file opens")
    }

    pub(crate) async fn raw_postgres(&self) -> PgConnection {
        PgConnection::connect(&self.url).await.expect("the database opens")
    }

    /// An id as a literal of the engine.
    pub(crate) fn literal(&self, id: uuid::Uuid) -> String {
        match self.place {
            Place::Folder(_) => format!("X'{}'", id.simple()),
            Place::Server { .. } => format!("'{id}'::uuid"),
        }
    }

    pub(crate) async fn remove(&self) {
        self.store.close().await;
        match &self.place {
            Place::Folder(folder) => std::fs::remove_dir_all(folder).expect("the folder goes"),
            Place::Server { admin, name } => {
                let mut connection = admin.connect().await.expect("the test server");
                raw_sql(AssertSqlSafe(format!("DROP DATABASE {name} WITH (FORCE)")))
                    .execute(&mut connection)
                    .await
                    .expect("the database goes");
            }
        }
    }
}

/// An empty folder for one case.
pub(crate) fn new_folder() -> PathBuf {
    static NUMBER: AtomicU32 = AtomicU32::new(0);
    let number = NUMBER.fetch_add(1, Ordering::Relaxed);
    let name = format!("contract-{}-{number}", std::process::id());
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(name);
    // A run before this one may have had the same process id.
    let _ = std::fs::remove_dir_all(&folder);
    std::fs::create_dir_all(&folder).expect("a folder");
    folder
}

/// The server for tests, if there is one.
pub(crate) fn postgres_server() -> Option<PgConnectOptions> {
    let Ok(url) = env::var("SUIRO_TEST_POSTGRES_URL") else {
        let required = env::var_os("CI").is_some()
            || env::var("SUIRO_TEST_REQUIRE_POSTGRES").is_ok_and(|value| value == "1");
        assert!(!required, "SUIRO_TEST_POSTGRES_URL has to name a PostgreSQL server");
        notice("skipped: SUIRO_TEST_POSTGRES_URL names no PostgreSQL server");
        return None;
    };
    Some(PgConnectOptions::from_str(&url).expect("SUIRO_TEST_POSTGRES_URL is a PostgreSQL URL"))
}

#[expect(clippy::print_stderr, reason = "whoever runs the tests has to see it")]
pub(crate) fn notice(text: &str) {
    eprintln!("{text}");
}

pub(crate) async fn on_sqlite<F>(case: impl FnOnce(Arc<TestDatabase>) -> F)
where
    F: Future<Output = ()> + Send + 'static,
{
    run(TestDatabase::sqlite().await, case).await;
}

pub(crate) async fn on_postgres<F>(case: impl FnOnce(Arc<TestDatabase>) -> F)
where
    F: Future<Output = ()> + Send + 'static,
{
    if let Some(server) = postgres_server() {
        run(TestDatabase::postgres(server).await, case).await;
    }
}

async fn run<F>(database: TestDatabase, case: impl FnOnce(Arc<TestDatabase>) -> F)
where
    F: Future<Output = ()> + Send + 'static,
{
    let database = Arc::new(database);
    // A task of its own, so that a panic does not keep the database from being removed.
    let outcome = tokio::spawn(case(database.clone())).await;
    database.remove().await;
    if let Err(failure) = outcome {
        resume_unwind(failure.into_panic());
    }
}

/// Makes a test of each case on each engine.
macro_rules! cases {
    ($($module:ident { $($case:ident)+ })+) => {
        mod sqlite {
            $($(
                #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
                async fn $case() {
                    crate::bench::on_sqlite(|database| async move {
                        crate::$module::$case(&database).await;
                    })
                    .await;
                }
            )+)+
        }
        mod postgres {
            $($(
                #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
                async fn $case() {
                    crate::bench::on_postgres(|database| async move {
                        crate::$module::$case(&database).await;
                    })
                    .await;
                }
            )+)+
        }
    };
}
