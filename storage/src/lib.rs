//! The only SQL of Suiro: the store ports of `domain`, on `SQLite` and on `PostgreSQL`.
//!
//! Each engine has its own folder with the same file names, so that a comparison of the two shows
//! what differs:
//!
//! | Topic | `SQLite` | `PostgreSQL` |
//! |---|---|---|
//! | Servers | one; a lock file refuses a second | any number |
//! | Ids | `BLOB` of 16 bytes | `uuid` |
//! | Numbers | `INTEGER` | `smallint`, `bigint` |
//! | Order of text | by byte, which is by code point | the same, by `COLLATE "C"` |
//! | Part of a text | `instr` | `strpos` |
//! | Writing | one connection, `BEGIN IMMEDIATE`: writers queue | row locks, first the installation, then the tenant, then the user, then what belongs to them; deadlocks and serialisation failures are tried again |
//! | Reading | four connections that cannot write | the same pool, a transaction for each reading |
//! | Foreign rows | kept out by the conditions | by the conditions, and by row level security when one is missing (`scope.rs`) |
//! | Who acts | the process | a role that owns nothing (`suiro_runtime`); migrations run as the user of the URL |
//! | Audit log | triggers refuse changes | the role has no right to change it, and triggers refuse, too |
//! | Many rows at once | multi-row `VALUES` | `UNNEST` |
//! | Backup | a copy of the file (`VACUUM INTO`) | every row, read in one snapshot, in a `SQLite` file |
//! | Migration lock | the lock file | an advisory lock |
//!
//! The same on both: times are integer microseconds that come from outside; folding of case is
//! done by [`domain::channel::name_key`], by SQL only for ASCII; `FromRow` structs; the names and numbers
//! of migrations; the list query, which is written once in `list.rs`.
#![warn(missing_docs)]

mod address;
mod audit_list;
mod backup;
mod binding_statements;
mod callback_statements;
mod channel_request_statements;
mod channel_settings_statements;
mod customer_list;
mod error;
mod list;
mod listening_statements;
mod migration;
mod postgres;
mod rows;
mod sqlite;
mod tenant_statements;

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use domain::sealing::KeyId;
use domain::store::Store;

use crate::address::Address;
pub use crate::backup::{BackupError, Copied, backup, restore};
pub use crate::error::ConnectError;
use crate::postgres::PostgresStore;
use crate::sqlite::SqliteStore;

/// How long a call waits for a free connection, and with it for a database that is away.
const ACQUIRE_TIMEOUT: Duration = Duration::from_secs(3);

/// How long a statement waits for a lock that another transaction holds.
const LOCK_TIMEOUT: Duration = Duration::from_secs(5);

/// Opens the database that `url` names: `sqlite://` and a path, or `postgres://…`.
///
/// The path of a `SQLite` file is taken literally, without percent-decoding, and is relative
/// unless it begins with a third `/`. The file and its folder are made if they are missing.
pub async fn connect(url: &str) -> Result<Database, ConnectError> {
    Ok(Database(match Address::parse(url)? {
        Address::Sqlite(path) => Opened::Sqlite(Arc::new(SqliteStore::open(&path).await?)),
        Address::Postgres(options) => {
            Opened::Postgres(Arc::new(PostgresStore::open(*options).await?))
        }
    }))
}

/// Looks at the database that `url` names without changing it. Unlike [`connect`] it works while
/// a server holds the `SQLite` file.
pub async fn inspect(url: &str) -> Result<Description, ConnectError> {
    match Address::parse(url)? {
        Address::Sqlite(path) => sqlite::inspect(&path).await,
        Address::Postgres(options) => postgres::inspect(*options).await,
    }
}

/// An open database.
pub struct Database(Opened);

enum Opened {
    Sqlite(Arc<SqliteStore>),
    Postgres(Arc<PostgresStore>),
}

impl Database {
    /// Brings the schema up to the version this program knows. Does nothing if it is there
    /// already, waits while another server does the same, and refuses a newer schema.
    pub async fn migrate(&self) -> Result<(), ConnectError> {
        match &self.0 {
            Opened::Sqlite(store) => store.migrate().await,
            Opened::Postgres(store) => store.migrate().await,
        }
    }

    /// What kind of database this is.
    pub async fn describe(&self) -> Result<Description, ConnectError> {
        match &self.0 {
            Opened::Sqlite(store) => store.describe().await,
            Opened::Postgres(store) => store.describe().await,
        }
    }

    /// The store. All stores of a database share its connections.
    pub fn store(&self) -> Arc<dyn Store> {
        match &self.0 {
            Opened::Sqlite(store) => store.clone(),
            Opened::Postgres(store) => store.clone(),
        }
    }
}

impl fmt::Debug for Database {
    // By hand: the connection options know the password.
    fn fmt(&self, text: &mut fmt::Formatter<'_>) -> fmt::Result {
        let engine = match self.0 {
            Opened::Sqlite(_) => Engine::Sqlite,
            Opened::Postgres(_) => Engine::Postgres,
        };
        text.debug_tuple("Database").field(&engine).finish()
    }
}

/// What kind of database it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Description {
    /// The engine.
    pub engine: Engine,
    /// The version of the engine, as it tells it.
    pub version: String,
    /// The number of the last migration applied to the database; 0 when there is none.
    pub schema_version: i64,
    /// The number of the last migration this program has.
    pub known_schema_version: i64,
    /// How many secrets each key has sealed.
    pub sealed: Vec<(KeyId, u64)>,
}

/// A database engine.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Engine {
    /// One file, one server.
    Sqlite,
    /// A database server for any number of servers.
    Postgres,
}

impl fmt::Display for Engine {
    fn fmt(&self, text: &mut fmt::Formatter<'_>) -> fmt::Result {
        text.write_str(match self {
            Self::Sqlite => "SQLite",
            Self::Postgres => "PostgreSQL",
        })
    }
}
