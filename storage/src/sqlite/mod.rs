//! The store in one `SQLite` file, for one server.

mod audit;
pub(crate) mod backup;
mod binding;
mod callback;
mod channel;
mod channel_request;
mod channel_settings;
mod consent;
mod customer;
mod email_change;
mod health;
mod link;
mod listening;
mod mail;
mod member;
mod message;
mod notification;
mod open_id;
mod passkey;
mod quota_request;
mod registration;
mod sealed;
mod second_factor;
mod session;
mod sign_in;
mod tenant;
mod user;

use std::fs::{self, File, TryLockError};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use async_trait::async_trait;
use domain::store::{Store, StoreError};
use sqlx::migrate::Migrator;
use sqlx::sqlite::{
    SqliteConnectOptions, SqliteConnection, SqliteJournalMode, SqlitePool, SqlitePoolOptions,
    SqliteSynchronous,
};
use sqlx::{ConnectOptions, Connection, Sqlite, Transaction, query, query_as, query_scalar};

use crate::error::{ConnectError, Failure, is_read_only};
use crate::rows::SealedCountRow;
use crate::{ACQUIRE_TIMEOUT, Description, Engine, LOCK_TIMEOUT, migration, rows};

pub(crate) static MIGRATOR: Migrator = sqlx::migrate!("../migrations/sqlite");

/// 3.7.0 to 3.51.2 can lose committed changes (sqlite.org/wal.html#walresetbug).
const OLDEST: (u32, u32, u32) = (3, 51, 3);
const OLDEST_TEXT: &str = "3.51.3";

const READERS: u32 = 4;

/// The store in a `SQLite` file.
pub(crate) struct SqliteStore {
    file: PathBuf,
    /// One connection: writers queue here instead of failing in the database.
    writer: SqlitePool,
    readers: SqlitePool,
    /// Held as long as the store may write. The operating system lets go of it when the process
    /// ends, however it ends.
    lock: Mutex<Option<File>>,
}

impl SqliteStore {
    pub(crate) async fn open(path: &Path) -> Result<Self, ConnectError> {
        let file = prepare_folder(path)?;
        let lock = lock(&file)?;
        let unreachable = |source| unreachable(&file, source);
        let writer = pool(1)
            .connect_with(
                options(&file)
                    .create_if_missing(true)
                    .journal_mode(SqliteJournalMode::Wal)
                    .synchronous(SqliteSynchronous::Full),
            )
            .await
            .map_err(|error| writing_error(&file, error))?;
        let mut connection = writer.acquire().await.map_err(unreachable)?;
        assert_version(&version(&mut connection).await.map_err(unreachable)?)?;
        assert_durable(&mut connection, &file).await?;
        drop(connection);
        // A file that is write-protected opens without an error.
        let probe = writer.begin_with("BEGIN IMMEDIATE").await;
        let probe = probe.map_err(|error| writing_error(&file, error))?;
        probe.rollback().await.map_err(unreachable)?;
        let readers = pool(READERS)
            .connect_with(options(&file).read_only(true).pragma("query_only", "ON"))
            .await
            .map_err(unreachable)?;
        Ok(Self { file, writer, readers, lock: Mutex::new(Some(lock)) })
    }

    pub(crate) async fn migrate(&self) -> Result<(), ConnectError> {
        let mut connection =
            self.writer.acquire().await.map_err(|error| unreachable(&self.file, error))?;
        migration::migrate(&MIGRATOR, &mut *connection).await
    }

    pub(crate) async fn describe(&self) -> Result<Description, ConnectError> {
        let unreachable = |source| unreachable(&self.file, source);
        let mut connection = self.readers.acquire().await.map_err(unreachable)?;
        describe(&mut connection).await.map_err(unreachable)
    }

    /// Begins a transaction that may write. `IMMEDIATE` takes the write lock at once: one that
    /// begins by reading could not wait for it later.
    async fn write(&self) -> Result<Transaction<'static, Sqlite>, Failure> {
        Ok(self.writer.begin_with("BEGIN IMMEDIATE").await?)
    }
}

#[async_trait]
impl Store for SqliteStore {
    async fn check_ready(&self) -> Result<(), StoreError> {
        self.probe().await.map_err(StoreError::from)
    }

    async fn installation_secret(&self, candidate: [u8; 32]) -> Result<[u8; 32], StoreError> {
        let stored: Result<Vec<u8>, _> = query_scalar(
            "UPDATE installation SET secret = COALESCE(secret, $1) WHERE id = 1 RETURNING secret",
        )
        .bind(candidate.as_slice())
        .fetch_one(&self.writer)
        .await;
        Ok(rows::secret(&stored.map_err(Failure::from)?)?)
    }

    async fn close(&self) {
        self.readers.close().await;
        self.writer.close().await;
        self.lock.lock().unwrap_or_else(PoisonError::into_inner).take();
    }
}

impl SqliteStore {
    async fn probe(&self) -> Result<(), Failure> {
        let mut write = self.write().await?;
        query("UPDATE installation SET secret = secret WHERE id = 1").execute(&mut *write).await?;
        write.rollback().await?;
        query("SELECT 1").execute(&self.readers).await?;
        Ok(())
    }
}

/// Describes a file that a server may be using, without changing it.
pub(crate) async fn inspect(path: &Path) -> Result<Description, ConnectError> {
    let unreachable = |source| unreachable(path, source);
    let mut connection = options(path).read_only(true).connect().await.map_err(unreachable)?;
    let description = describe(&mut connection).await.map_err(unreachable)?;
    connection.close().await.map_err(unreachable)?;
    Ok(description)
}

pub(crate) async fn describe(
    connection: &mut SqliteConnection,
) -> Result<Description, sqlx::Error> {
    let version = version(connection).await?;
    let migrated: bool =
        query_scalar("SELECT EXISTS (SELECT 1 FROM sqlite_schema WHERE name = '_sqlx_migrations')")
            .fetch_one(&mut *connection)
            .await?;
    let schema_version = if migrated {
        query_scalar("SELECT COALESCE(MAX(version), 0) FROM _sqlx_migrations")
            .fetch_one(&mut *connection)
            .await?
    } else {
        0
    };
    let mut sealed: Vec<SealedCountRow> = Vec::new();
    if schema_version >= migration::SEALED_SINCE {
        sealed = query_as(rows::SEALED_COUNTS).fetch_all(connection).await?;
    }
    Ok(Description {
        engine: Engine::Sqlite,
        version,
        schema_version,
        known_schema_version: migration::known_version(&MIGRATOR),
        sealed: rows::sealed_counts(sealed),
    })
}

async fn version(connection: &mut SqliteConnection) -> Result<String, sqlx::Error> {
    query_scalar("SELECT sqlite_version()").fetch_one(connection).await
}

fn assert_version(found: &str) -> Result<(), ConnectError> {
    let mut parts = found.split('.').map(|part| part.parse().unwrap_or(0));
    let mut next = || parts.next().unwrap_or(0);
    if (next(), next(), next()) >= OLDEST {
        Ok(())
    } else {
        Err(ConnectError::SqliteTooOld { found: found.to_owned(), needed: OLDEST_TEXT })
    }
}

async fn assert_durable(
    connection: &mut SqliteConnection,
    file: &Path,
) -> Result<(), ConnectError> {
    let unreachable = |source| unreachable(file, source);
    let journal_mode: String = query_scalar("PRAGMA journal_mode")
        .fetch_one(&mut *connection)
        .await
        .map_err(unreachable)?;
    let synchronous: i64 =
        query_scalar("PRAGMA synchronous").fetch_one(connection).await.map_err(unreachable)?;
    if journal_mode == "wal" && synchronous == 2 {
        Ok(())
    } else {
        Err(ConnectError::NotDurable { file: file.to_owned(), journal_mode, synchronous })
    }
}

/// Makes the folder, and returns the one path by which every server knows the file.
fn prepare_folder(path: &Path) -> Result<PathBuf, ConnectError> {
    let folder = match path.parent() {
        Some(folder) if folder != Path::new("") => folder,
        _ => Path::new("."),
    };
    let not_writable =
        |source| ConnectError::FolderNotWritable { folder: folder.to_owned(), source };
    fs::create_dir_all(folder).map_err(not_writable)?;
    if let Ok(file) = path.canonicalize() {
        return Ok(file);
    }
    let folder = folder.canonicalize().map_err(not_writable)?;
    Ok(folder.join(path.file_name().unwrap_or(path.as_os_str())))
}

/// Takes the lock file. It stays behind when the server stops: taking it away would let two
/// servers lock two different files of that name.
fn lock(file: &Path) -> Result<File, ConnectError> {
    let mut name = file.as_os_str().to_owned();
    name.push(".lock");
    let not_writable = |source| ConnectError::FolderNotWritable {
        folder: file.parent().unwrap_or(file).to_owned(),
        source,
    };
    let lock = File::options()
        .create(true)
        .truncate(false)
        .write(true)
        .open(PathBuf::from(name))
        .map_err(not_writable)?;
    match lock.try_lock() {
        Ok(()) => Ok(lock),
        Err(TryLockError::WouldBlock) => Err(ConnectError::InUse { file: file.to_owned() }),
        Err(TryLockError::Error(source)) => Err(not_writable(source)),
    }
}

fn options(file: &Path) -> SqliteConnectOptions {
    SqliteConnectOptions::new().filename(file).foreign_keys(true).busy_timeout(LOCK_TIMEOUT)
}

fn pool(connections: u32) -> SqlitePoolOptions {
    // The connections are in this process: nothing can go wrong with one that lies idle.
    SqlitePoolOptions::new()
        .max_connections(connections)
        .acquire_timeout(ACQUIRE_TIMEOUT)
        .idle_timeout(None)
        .max_lifetime(None)
        .test_before_acquire(false)
        // When the disk is full, SQLite ends the transaction by itself and sqlx does not notice:
        // every later one on this connection would fail. Such a connection is replaced.
        .before_acquire(|connection, _| {
            Box::pin(async move { Ok(!connection.is_in_transaction()) })
        })
}

fn unreachable(file: &Path, source: sqlx::Error) -> ConnectError {
    ConnectError::Unreachable { place: file.display().to_string(), source }
}

fn writing_error(file: &Path, source: sqlx::Error) -> ConnectError {
    if is_read_only(&source) {
        ConnectError::FileNotWritable { file: file.to_owned(), source }
    } else {
        unreachable(file, source)
    }
}

#[cfg(test)]
mod tests;
