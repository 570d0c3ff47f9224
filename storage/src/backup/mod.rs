//! Backups. One is a whole `SQLite` database in one file, whichever engine it comes from and goes
//! to: `sqlite/backup.rs` and `postgres/backup.rs` do the parts that differ.

mod draft;
mod table;

use std::path::{Path, PathBuf};

use thiserror::Error;

pub(crate) use self::draft::Draft;
pub(crate) use self::table::{Column, Kind, Rows, Table, Values};
use crate::address::Address;
use crate::error::ConnectError;
use crate::{postgres, sqlite};

/// How many rows go from one database to the other at a time.
pub(crate) const ROWS_AT_ONCE: usize = 500;

/// Why there is no backup, or why nothing was restored.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum BackupError {
    /// The database cannot be used.
    #[error(transparent)]
    Connect(#[from] ConnectError),
    /// The file to write is there already.
    #[error("{} is there already; name another file, or say --replace", .0.display())]
    FileExists(PathBuf),
    /// There is data where the backup should go.
    #[error("{0} holds data already; with --replace it is thrown away")]
    NotEmpty(String),
    /// Servers are connected to the database that should be replaced.
    #[error("{0} connections of Suiro servers are open; stop the servers first")]
    ServersRun(i64),
    /// The database has no tables of this program.
    #[error("the database is empty: there is nothing to back up")]
    Empty,
    /// The file is no backup.
    #[error("{} is no backup of Suiro", .file.display())]
    NoBackup {
        /// The file.
        file: PathBuf,
        /// What `SQLite` says.
        source: Option<sqlx::Error>,
    },
    /// The file is damaged.
    #[error("{} is damaged: {problem}", .file.display())]
    Damaged {
        /// The file.
        file: PathBuf,
        /// What `SQLite` found.
        problem: String,
    },
    /// A file cannot be written.
    #[error("cannot write {}", .file.display())]
    File {
        /// The file.
        file: PathBuf,
        /// What the operating system says.
        source: std::io::Error,
    },
    /// The two engines do not have the same tables and columns, or a column of a new kind.
    #[error("this program cannot copy {0}; please report this")]
    NotCopied(String),
    /// A statement failed.
    #[error("the database broke off; nothing was changed")]
    Sql(#[from] sqlx::Error),
}

/// Writes everything in the database that `url` names into a new file, while servers may go on
/// using it. The file appears at once and whole, and only its owner may read it.
///
/// With `replace` a file of that name is replaced.
pub async fn backup(url: &str, file: &Path, replace: bool) -> Result<Copied, BackupError> {
    if !replace && file.exists() {
        return Err(BackupError::FileExists(file.to_owned()));
    }
    let draft = Draft::beside(file)?;
    let copied = match Address::parse(url)? {
        Address::Sqlite(database) => {
            sqlite::backup::copy_into(&database, &draft).await?;
            // What is wrong with the copy is wrong with the database.
            draft.check(&database).await?
        }
        Address::Postgres(options) => {
            postgres::backup::copy_into(*options, &draft).await?;
            draft.check(file).await?
        }
    };
    draft.publish(file, replace)?;
    Ok(copied)
}

/// Puts a backup into the database that `url` names. A backup of an older version is brought up to
/// date on the way. Afterwards the database is as the backup or, after an error, as before.
///
/// With `replace` what the database holds is thrown away; without it, only an empty or missing
/// database is filled. No server may use the database meanwhile.
pub async fn restore(file: &Path, url: &str, replace: bool) -> Result<Copied, BackupError> {
    match Address::parse(url)? {
        Address::Sqlite(database) => sqlite::backup::restore(file, &database, replace).await,
        Address::Postgres(options) => postgres::backup::restore(file, *options, replace).await,
    }
}

/// What was copied.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Copied {
    /// The number of the last migration of the copy.
    pub schema_version: i64,
    /// The size of the file in bytes.
    pub bytes: u64,
}
