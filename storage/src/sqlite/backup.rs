//! Backups of a `SQLite` file, and rows from and for the other engine.

use std::fs;
use std::path::{Path, PathBuf};

use sqlx::sqlite::{SqliteArguments, SqliteConnection};
use sqlx::{AssertSqlSafe, ConnectOptions, Connection, QueryBuilder, Sqlite, query, query_as};

use super::{MIGRATOR, lock, options, prepare_folder};
use crate::backup::{BackupError, Column, Copied, Draft, Rows, Table, Values};
use crate::error::ConnectError;

/// Copies the database as it is at this moment. A server may hold it and write to it.
pub(crate) async fn copy_into(database: &Path, draft: &Draft) -> Result<(), BackupError> {
    let found = super::inspect(database).await?;
    if found.schema_version == 0 {
        return Err(BackupError::Empty);
    }
    draft
        .fill_from(database)
        .await
        .map_err(|source| BackupError::Connect(super::unreachable(database, source)))
}

/// Puts a backup in the place of the database.
pub(crate) async fn restore(
    file: &Path,
    database: &Path,
    replace: bool,
) -> Result<Copied, BackupError> {
    let database = prepare_folder(database)?;
    let _held = lock(&database)?;
    if !replace && database.exists() {
        return Err(BackupError::NotEmpty(database.display().to_string()));
    }
    let draft = Draft::beside(&database)?;
    let copied = draft.take(file).await?;
    if database.exists() {
        settle(&database).await?;
    }
    draft.publish(&database, replace)?;
    Ok(copied)
}

/// Moves what stands in the log beside a database into the database, and takes the log away:
/// `SQLite` would read it into the file that comes next.
async fn settle(database: &Path) -> Result<(), BackupError> {
    let written = async {
        let mut connection = options(database).connect().await?;
        query("PRAGMA wal_checkpoint(TRUNCATE)").execute(&mut connection).await?;
        connection.close().await
    };
    if let Err(error) = written.await {
        // It may be damaged; that may be why there is a backup to restore.
        tracing::warn!(%error, "the database that is replaced could not be read");
    }
    for ending in ["-wal", "-shm"] {
        let mut beside = database.as_os_str().to_owned();
        beside.push(ending);
        let beside = PathBuf::from(beside);
        match fs::remove_file(&beside) {
            Err(source) if source.kind() != std::io::ErrorKind::NotFound => {
                return Err(BackupError::File { file: beside, source });
            }
            _ => {}
        }
    }
    Ok(())
}

/// Makes the tables of this version, without rows.
pub(crate) async fn make_tables(
    connection: &mut SqliteConnection,
    version: i64,
) -> Result<(), BackupError> {
    let made = MIGRATOR.run_direct(Some(version), connection, false).await;
    made.map_err(ConnectError::Migration)?;
    for (table, _) in columns(connection).await? {
        query(AssertSqlSafe(format!("DELETE FROM \"{table}\""))).execute(&mut *connection).await?;
    }
    Ok(())
}

/// All columns, by table and name.
pub(crate) async fn columns(
    connection: &mut SqliteConnection,
) -> Result<Vec<(String, String)>, BackupError> {
    let columns = query_as(
        "SELECT tables.name, columns.name \
         FROM sqlite_schema AS tables, pragma_table_info(tables.name) AS columns \
         WHERE tables.type = 'table' AND tables.name NOT LIKE 'sqlite_%' \
         AND tables.name <> '_sqlx_migrations' ORDER BY tables.name, columns.name",
    );
    Ok(columns.fetch_all(connection).await?)
}

/// Adds rows to a table.
pub(crate) async fn insert(
    connection: &mut SqliteConnection,
    table: &Table,
    rows: Rows,
) -> Result<(), BackupError> {
    let count = rows.count;
    let names = table.list(Column::quoted);
    let mut insert: QueryBuilder<Sqlite> =
        QueryBuilder::new(format!("INSERT INTO \"{}\" ({names}) ", table.name));
    let mut columns = rows.columns;
    insert.push_values(0..count, |mut row, index| {
        for values in &mut columns {
            match values {
                Values::Bytes(values) => row.push_bind(values[index].take()),
                Values::Numbers(values) => row.push_bind(values[index]),
                Values::Texts(values) => row.push_bind(values[index].take()),
            };
        }
    });
    insert.build().execute(connection).await?;
    Ok(())
}

/// A statement that reads a whole table.
pub(crate) fn select(table: &Table) -> query::Query<'static, Sqlite, SqliteArguments> {
    let names = table.list(Column::quoted);
    query(AssertSqlSafe(format!("SELECT {names} FROM \"{}\"", table.name)))
}
