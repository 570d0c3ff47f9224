//! A `SQLite` file in the making.

use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};

use sqlx::error::DatabaseError;
use sqlx::sqlite::{SqliteConnectOptions, SqliteConnection, SqliteJournalMode, SqliteSynchronous};
use sqlx::{ConnectOptions, Connection, query, query_scalar};
use tempfile::TempPath;

use super::{BackupError, Copied};
use crate::error::ConnectError;
use crate::migration;
use crate::sqlite::{MIGRATOR, describe};

/// A file beside its place. Only its owner may read it; it is taken away unless it is published.
pub(crate) struct Draft(TempPath);

impl Draft {
    /// An empty file in the folder of `place`, so that it can take that place in one step.
    pub(crate) fn beside(place: &Path) -> Result<Self, BackupError> {
        let made = named().tempfile_in(folder_of(place));
        Ok(Self(made.map_err(|source| not_written(place, source))?.into_temp_path()))
    }

    /// An empty file where programs keep such files.
    pub(crate) fn anywhere() -> Result<Self, BackupError> {
        let made = named().tempfile();
        let made = made.map_err(|source| not_written(Path::new("a temporary file"), source))?;
        Ok(Self(made.into_temp_path()))
    }

    /// Becomes a copy of the backup `file`, checked, and brought up to date.
    pub(crate) async fn take(&self, file: &Path) -> Result<Copied, BackupError> {
        self.fill_from(file).await.map_err(|source| not_read(file, source))?;
        self.check(file).await?;
        let mut connection = self.open().await?;
        migration::migrate(&MIGRATOR, &mut connection).await?;
        connection.close().await?;
        self.check(file).await
    }

    pub(crate) fn path(&self) -> &Path {
        &self.0
    }

    /// Copies a `SQLite` database as it is at this moment, while others may write to it.
    pub(crate) async fn fill_from(&self, database: &Path) -> Result<(), sqlx::Error> {
        let options = SqliteConnectOptions::new().filename(database).read_only(true);
        let mut connection = options.connect().await?;
        let path = self.path().to_str().ok_or_else(|| {
            sqlx::Error::Io(io::Error::new(io::ErrorKind::InvalidFilename, "it is not in UTF-8"))
        })?;
        query("VACUUM INTO $1").bind(path.to_owned()).execute(&mut connection).await?;
        connection.close().await
    }

    /// A connection for filling it. What makes changes durable comes at the end, in
    /// [`Self::publish`].
    pub(crate) async fn open(&self) -> Result<SqliteConnection, sqlx::Error> {
        SqliteConnectOptions::new()
            .filename(self.path())
            .journal_mode(SqliteJournalMode::Memory)
            .synchronous(SqliteSynchronous::Off)
            .foreign_keys(false)
            .connect()
            .await
    }

    /// Checks that the file is whole and a database of this program. Problems are told of `file`,
    /// which the person knows.
    pub(crate) async fn check(&self, file: &Path) -> Result<Copied, BackupError> {
        let not_read = |source| not_read(file, source);
        let mut connection = self.open().await.map_err(not_read)?;
        let checks = [
            "PRAGMA integrity_check",
            "SELECT 'a row of ' || \"table\" || ' refers to nothing' FROM pragma_foreign_key_check",
        ];
        for check in checks {
            let found: Vec<String> =
                query_scalar(check).fetch_all(&mut connection).await.map_err(not_read)?;
            if let Some(problem) = found.into_iter().find(|found| found != "ok") {
                return Err(BackupError::Damaged { file: file.to_owned(), problem });
            }
        }
        let found = describe(&mut connection).await.map_err(not_read)?;
        connection.close().await.map_err(not_read)?;
        if found.schema_version == 0 {
            return Err(BackupError::NoBackup { file: file.to_owned(), source: None });
        }
        if found.schema_version > found.known_schema_version {
            return Err(BackupError::Connect(ConnectError::SchemaTooNew {
                database: found.schema_version,
                program: found.known_schema_version,
            }));
        }
        let size = fs::metadata(self.path()).map_err(|source| not_written(file, source))?;
        Ok(Copied { schema_version: found.schema_version, bytes: size.len() })
    }

    /// Puts the file into its place, durably.
    pub(crate) fn publish(self, place: &Path, replace: bool) -> Result<(), BackupError> {
        let not_written = |source| not_written(place, source);
        File::open(&self.0).and_then(|file| file.sync_all()).map_err(not_written)?;
        let moved = if replace { self.0.persist(place) } else { self.0.persist_noclobber(place) };
        match moved {
            Ok(()) => {}
            Err(error) if error.error.kind() == io::ErrorKind::AlreadyExists => {
                return Err(BackupError::FileExists(place.to_owned()));
            }
            Err(error) => return Err(not_written(error.error)),
        }
        File::open(folder_of(place)).and_then(|folder| folder.sync_all()).map_err(not_written)
    }
}

fn named() -> tempfile::Builder<'static, 'static> {
    let mut builder = tempfile::Builder::new();
    builder.prefix(".suiro-").suffix(".draft");
    builder
}

fn folder_of(place: &Path) -> &Path {
    match place.parent() {
        Some(folder) if folder != Path::new("") => folder,
        _ => Path::new("."),
    }
}

fn not_written(file: &Path, source: io::Error) -> BackupError {
    BackupError::File { file: PathBuf::from(file), source }
}

/// `SQLite` says by code 11 that a file is damaged and by 26 that it is none of its own.
fn not_read(file: &Path, source: sqlx::Error) -> BackupError {
    let code = source.as_database_error().and_then(DatabaseError::code);
    let code = code.and_then(|code| code.parse::<u32>().ok()).map(|code| code & 0xff);
    match code {
        Some(11) => BackupError::Damaged { file: file.to_owned(), problem: source.to_string() },
        _ => BackupError::NoBackup { file: file.to_owned(), source: Some(source) },
    }
}
