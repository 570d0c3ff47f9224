//! What can go wrong, and what the rest of the program is told about it.

use std::path::PathBuf;

use domain::store::StoreError;
use sqlx::error::DatabaseError;
use thiserror::Error;

/// Why a database could not be opened or brought up to date. Written for operators; none of them
/// holds a password.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum ConnectError {
    /// The URL begins with something else.
    #[error("the database URL must begin with sqlite:// or postgres://")]
    UnknownScheme,
    /// The URL cannot be read.
    #[error("the database URL cannot be read: {0}")]
    InvalidUrl(&'static str),
    /// The folder of a `SQLite` file is missing and cannot be made, or refuses new files.
    #[error("the folder {} of the database file cannot be made or written to", .folder.display())]
    FolderNotWritable {
        /// The folder.
        folder: PathBuf,
        /// What the operating system says.
        source: std::io::Error,
    },
    /// A `SQLite` file cannot be changed.
    #[error("the database file {} cannot be written to", .file.display())]
    FileNotWritable {
        /// The file.
        file: PathBuf,
        /// What `SQLite` says.
        source: sqlx::Error,
    },
    /// Another process holds the `SQLite` file.
    #[error(
        "another Suiro server is using the database file {}; a SQLite file serves one server at \
         a time, several servers need PostgreSQL", .file.display()
    )]
    InUse {
        /// The file.
        file: PathBuf,
    },
    /// The library is older than the program can trust.
    #[error(
        "SQLite {found} is too old: at least {needed} is needed, older ones can lose committed \
         changes"
    )]
    SqliteTooOld {
        /// The version of the library.
        found: String,
        /// The oldest version that will do.
        needed: &'static str,
    },
    /// The file system cannot do what durable writing needs.
    #[error(
        "SQLite cannot write durably to {}: journal_mode is {journal_mode} instead of wal, \
         synchronous is {synchronous} instead of 2", .file.display()
    )]
    NotDurable {
        /// The file.
        file: PathBuf,
        /// The journal mode in force.
        journal_mode: String,
        /// The synchronous level in force.
        synchronous: i64,
    },
    /// A `PostgreSQL` database that cannot hold every text.
    #[error("the PostgreSQL database has the encoding {0}; Suiro needs one with UTF8")]
    NotUtf8(String),
    /// The database has been migrated by a newer program.
    #[error(
        "the database has schema version {database}, but this program knows versions up to \
         {program} only; start a newer version of Suiro"
    )]
    SchemaTooNew {
        /// The version of the database.
        database: i64,
        /// The newest version this program knows.
        program: i64,
    },
    /// A migration did not run through; the database is as it was before that migration.
    #[error("the database schema cannot be brought up to date")]
    Migration(#[source] sqlx::migrate::MigrateError),
    /// The user of a `PostgreSQL` URL may not act as the role that requests are served with.
    #[error(
        "the database user may not act as the role suiro_runtime, or the role may not use the \
         tables; an administrator of the PostgreSQL server has to run: CREATE ROLE suiro_runtime \
         NOLOGIN; GRANT suiro_runtime TO {user}; a backup is restored after that"
    )]
    RuntimeRole {
        /// Who signs in.
        user: String,
        /// What `PostgreSQL` says.
        source: sqlx::Error,
    },
    /// The database cannot be opened or does not answer.
    #[error("the database {place} cannot be reached")]
    Unreachable {
        /// The file, or host, port and database name.
        place: String,
        /// What the driver says.
        source: sqlx::Error,
    },
}

/// Why a statement or a transaction came to no answer.
#[derive(Debug)]
pub(crate) enum Failure {
    Sql(sqlx::Error),
    Corrupt {
        table: &'static str,
        column: &'static str,
    },
    /// The caller broke the contract of the port.
    Misuse(&'static str),
    /// Another transaction came between; the same call may succeed now.
    Overtaken,
}

impl From<sqlx::Error> for Failure {
    fn from(error: sqlx::Error) -> Self {
        Self::Sql(error)
    }
}

impl Failure {
    /// Whether the same transaction may succeed when it is tried again at once.
    pub(crate) fn is_passing(&self) -> bool {
        match self {
            Self::Overtaken => true,
            Self::Sql(sqlx::Error::Database(error)) => {
                matches!(error.code().as_deref(), Some("40001" | "40P01"))
            }
            _ => false,
        }
    }
}

impl From<Failure> for StoreError {
    fn from(failure: Failure) -> Self {
        match failure {
            Failure::Corrupt { table, column } => Self::Corrupt { table, column },
            Failure::Misuse(what) => Self::Failed(what.into()),
            Failure::Overtaken => Self::Unavailable("overtaken by others each time".into()),
            Failure::Sql(error) if is_unavailable(&error) => Self::Unavailable(error.into()),
            Failure::Sql(error) => Self::Failed(error.into()),
        }
    }
}

fn is_unavailable(error: &sqlx::Error) -> bool {
    match error {
        sqlx::Error::Database(error) => {
            let code = error.code().unwrap_or_default();
            if error.try_downcast_ref::<sqlx::sqlite::SqliteError>().is_some() {
                is_unavailable_sqlite(&code)
            } else {
                is_unavailable_postgres(&code)
            }
        }
        sqlx::Error::Io(_)
        | sqlx::Error::Tls(_)
        | sqlx::Error::PoolTimedOut
        | sqlx::Error::PoolClosed
        | sqlx::Error::WorkerCrashed => true,
        _ => false,
    }
}

/// By the primary result code, which is the low byte: BUSY, LOCKED, READONLY, IOERR, FULL,
/// CANTOPEN.
fn is_unavailable_sqlite(code: &str) -> bool {
    code.parse::<u32>().is_ok_and(|code| matches!(code & 0xff, 5 | 6 | 8 | 10 | 13 | 14))
}

fn is_unavailable_postgres(code: &str) -> bool {
    // Connection lost, out of resources, server going down or coming up, disk error.
    let class = ["08", "53", "57P0", "58"].iter().any(|class| code.starts_with(class));
    // Read-only, serialisation failure, deadlock, database closed to connections, lock not granted
    // in time.
    class || matches!(code, "25006" | "40001" | "40P01" | "55000" | "55P03")
}

/// Whether `SQLite` refused because the file or the file system is read-only.
pub(crate) fn is_read_only(error: &sqlx::Error) -> bool {
    error
        .as_database_error()
        .and_then(DatabaseError::code)
        .and_then(|code| code.parse::<u32>().ok())
        .is_some_and(|code| code & 0xff == 8)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_passes_by_itself_is_unavailable() {
        for code in ["5", "6", "8", "10", "13", "14", "261", "517", "1032", "266"] {
            assert!(is_unavailable_sqlite(code), "{code}");
        }
        for code in
            ["08006", "53300", "57P01", "57P03", "25006", "40001", "40P01", "55000", "55P03"]
        {
            assert!(is_unavailable_postgres(code), "{code}");
        }
    }

    #[test]
    fn an_error_of_the_program_is_not() {
        for code in ["1", "11", "19", "275", "2067", ""] {
            assert!(!is_unavailable_sqlite(code), "{code}");
        }
        for code in ["23505", "23514", "42601", "42P01", "57014", ""] {
            assert!(!is_unavailable_postgres(code), "{code}");
        }
    }
}
