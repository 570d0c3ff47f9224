//! Backups of a `PostgreSQL` database: every row of every table, from one snapshot.
//!
//! Not `pg_dump`, which has to be there in a version that fits the server, has to be told the
//! scope, and cannot put its rows back in one transaction with what makes room for them. Here a
//! backup is the same file on both engines.

use std::path::Path;
use std::time::{Duration, Instant};

use futures::TryStreamExt;
use sqlx::postgres::{PgConnectOptions, PgConnection};
use sqlx::{AssertSqlSafe, ConnectOptions, Connection, Executor, query, query_as, query_scalar};

use super::scope::EVERYBODY;
use super::{OWN_NAME, describe, migrate, unreachable, with_own_name};
use crate::backup::{BackupError, Column, Copied, Draft, Kind, ROWS_AT_ONCE, Rows, Table, Values};
use crate::error::ConnectError;
use crate::{LOCK_TIMEOUT, sqlite};

/// How long connections of a server that was stopped are waited for.
const LEAVING_TIME: Duration = Duration::from_secs(2);

/// Copies everything as it is at this moment. Servers may go on writing.
pub(crate) async fn copy_into(options: PgConnectOptions, draft: &Draft) -> Result<(), BackupError> {
    let options = with_own_name(options);
    let reached = options.connect().await;
    let mut connection = reached.map_err(|source| unreachable(&options, source))?;
    connection.execute(EVERYBODY).await?;
    let mut read = connection.begin_with("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY").await?;
    let found = describe(&mut read).await?;
    match found.schema_version {
        0 => return Err(BackupError::Empty),
        database if database > found.known_schema_version => {
            let program = found.known_schema_version;
            return Err(ConnectError::SchemaTooNew { database, program }.into());
        }
        _ => {}
    }
    let tables = tables(&mut read).await?;
    let mut file = draft.open().await?;
    sqlite::backup::make_tables(&mut file, found.schema_version).await?;
    assert_same(&tables, &sqlite::backup::columns(&mut file).await?)?;
    let mut write = file.begin().await?;
    for table in &tables {
        let columns = table.list(readable);
        let select = query(AssertSqlSafe(format!("SELECT {columns} FROM \"{}\"", table.name)));
        let mut stream = select.fetch(&mut *read);
        let mut rows = Rows::of(table);
        while let Some(row) = stream.try_next().await? {
            rows.push(&row)?;
            if rows.count == ROWS_AT_ONCE {
                let full = std::mem::replace(&mut rows, Rows::of(table));
                sqlite::backup::insert(&mut write, table, full).await?;
            }
        }
        if rows.count > 0 {
            sqlite::backup::insert(&mut write, table, rows).await?;
        }
    }
    write.commit().await?;
    file.close().await?;
    read.commit().await?;
    Ok(connection.close().await?)
}

/// Puts a backup into the database, in one transaction.
pub(crate) async fn restore(
    file: &Path,
    options: PgConnectOptions,
    replace: bool,
) -> Result<Copied, BackupError> {
    let options = with_own_name(options);
    let draft = Draft::anywhere()?;
    let copied = draft.take(file).await?;
    migrate(&options).await?;
    let reached = options.connect().await;
    let mut connection = reached.map_err(|source| unreachable(&options, source))?;
    assert_no_servers(&mut connection).await?;
    connection.execute(EVERYBODY).await?;
    let mut write = connection.begin().await?;
    let timeout = format!("SET LOCAL lock_timeout = {}", LOCK_TIMEOUT.as_millis());
    write.execute(AssertSqlSafe(timeout)).await?;
    let tables = tables(&mut write).await?;
    let mut backup = draft.open().await?;
    assert_same(&tables, &sqlite::backup::columns(&mut backup).await?)?;
    if !replace && holds_something(&mut write).await? {
        let name = options.get_database().unwrap_or_default().to_owned();
        return Err(BackupError::NotEmpty(format!("the database {name}")));
    }
    let keys = make_room(&mut write, &tables).await?;
    for table in &tables {
        fill(&mut write, &mut backup, table).await?;
    }
    secure(&mut write, &tables, &keys).await?;
    write.commit().await?;
    connection.close().await?;
    backup.close().await?;
    Ok(copied)
}

/// Every table of this program with its columns, by name.
async fn tables(connection: &mut PgConnection) -> Result<Vec<Table>, BackupError> {
    let columns = query_as(
        "SELECT table_name::text, column_name::text, udt_name::text \
         FROM information_schema.columns JOIN information_schema.tables \
         USING (table_schema, table_name) \
         WHERE table_schema = current_schema() AND table_type = 'BASE TABLE' \
         AND table_name <> '_sqlx_migrations' \
         ORDER BY table_name COLLATE \"C\", column_name COLLATE \"C\"",
    );
    Table::from_columns(columns.fetch_all(connection).await?)
}

/// The engines have the same tables and columns; a test compares them after every migration.
fn assert_same(tables: &[Table], others: &[(String, String)]) -> Result<(), BackupError> {
    let own = tables.iter().flat_map(|table| {
        table.columns.iter().map(|column| (table.name.clone(), column.name.clone()))
    });
    let own: Vec<_> = own.collect();
    match own.iter().chain(others).find(|one| !own.contains(one) || !others.contains(one)) {
        Some((table, column)) => Err(BackupError::NotCopied(format!("{table}.{column}"))),
        None => Ok(()),
    }
}

/// A server that was just stopped may still be on its way out.
async fn assert_no_servers(connection: &mut PgConnection) -> Result<(), BackupError> {
    let begin = Instant::now();
    loop {
        let others: i64 = query_scalar(
            "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() \
             AND application_name = $1 AND pid <> pg_backend_pid()",
        )
        .bind(OWN_NAME)
        .fetch_one(&mut *connection)
        .await?;
        if others == 0 {
            return Ok(());
        }
        if begin.elapsed() > LEAVING_TIME {
            return Err(BackupError::ServersRun(others));
        }
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
}

async fn holds_something(connection: &mut PgConnection) -> Result<bool, BackupError> {
    let holds = "SELECT EXISTS (SELECT FROM tenants) OR EXISTS (SELECT FROM users) \
                 OR EXISTS (SELECT FROM audit_entries)";
    Ok(query_scalar(holds).fetch_one(connection).await?)
}

/// A foreign key.
struct Key {
    table: String,
    name: String,
}

/// Empties all tables, and lets rows come in any order.
async fn make_room(
    connection: &mut PgConnection,
    tables: &[Table],
) -> Result<Vec<Key>, BackupError> {
    let keys: Vec<(String, String)> = query_as(
        "SELECT conrelid::regclass::text, conname::text FROM pg_constraint \
         WHERE contype = 'f' AND connamespace = current_schema()::regnamespace \
         AND NOT condeferrable",
    )
    .fetch_all(&mut *connection)
    .await?;
    let keys: Vec<_> = keys.into_iter().map(|(table, name)| Key { table, name }).collect();
    for Key { table, name } in &keys {
        let defer = "DEFERRABLE INITIALLY DEFERRED";
        run(connection, format!("ALTER TABLE {table} ALTER CONSTRAINT \"{name}\" {defer}")).await?;
    }
    for Table { name, .. } in tables {
        // The audit log's refuse that anything is taken away.
        run(connection, format!("ALTER TABLE \"{name}\" DISABLE TRIGGER USER")).await?;
    }
    let names: Vec<_> = tables.iter().map(|table| format!("\"{}\"", table.name)).collect();
    run(connection, format!("TRUNCATE {}", names.join(", "))).await?;
    Ok(keys)
}

/// Takes back what [`make_room`] allowed, and fails if a row refers to nothing.
async fn secure(
    connection: &mut PgConnection,
    tables: &[Table],
    keys: &[Key],
) -> Result<(), BackupError> {
    run(connection, "SET CONSTRAINTS ALL IMMEDIATE".to_owned()).await?;
    for Key { table, name } in keys {
        let alter = format!("ALTER TABLE {table} ALTER CONSTRAINT \"{name}\" NOT DEFERRABLE");
        run(connection, alter).await?;
    }
    for Table { name, .. } in tables {
        run(connection, format!("ALTER TABLE \"{name}\" ENABLE TRIGGER USER")).await?;
    }
    Ok(())
}

async fn run(connection: &mut PgConnection, sql: String) -> Result<(), sqlx::Error> {
    // Names of our own tables and constraints, as the database tells them.
    query(AssertSqlSafe(sql)).execute(connection).await?;
    Ok(())
}

async fn fill(
    connection: &mut PgConnection,
    backup: &mut sqlx::SqliteConnection,
    table: &Table,
) -> Result<(), BackupError> {
    let mut stream = sqlite::backup::select(table).fetch(backup);
    let mut rows = Rows::of(table);
    while let Some(row) = stream.try_next().await? {
        rows.push(&row)?;
        if rows.count == ROWS_AT_ONCE {
            let full = std::mem::replace(&mut rows, Rows::of(table));
            insert(connection, table, full).await?;
        }
    }
    insert(connection, table, rows).await
}

async fn insert(
    connection: &mut PgConnection,
    table: &Table,
    rows: Rows,
) -> Result<(), BackupError> {
    let names = table.list(Column::quoted);
    let mut number = 0;
    let arrays = table.list(|column| {
        number += 1;
        format!("${number}::{}[]", carrier(column.kind))
    });
    let sql = format!(
        "INSERT INTO \"{}\" ({names}) SELECT {} FROM UNNEST({arrays}) AS given ({names})",
        table.name,
        table.list(writable)
    );
    let mut insert = query(AssertSqlSafe(sql));
    for values in rows.columns {
        insert = match values {
            Values::Bytes(values) => insert.bind(values),
            Values::Numbers(values) => insert.bind(values),
            Values::Texts(values) => insert.bind(values),
        };
    }
    insert.execute(connection).await?;
    Ok(())
}

/// The type in which values of a kind travel.
const fn carrier(kind: Kind) -> &'static str {
    match kind {
        Kind::Boolean | Kind::Long | Kind::Short => "bigint",
        Kind::Bytes | Kind::Uuid => "bytea",
        Kind::Text => "text",
    }
}

/// A column as `SQLite` holds it.
fn readable(column: &Column) -> String {
    let name = column.quoted();
    match column.kind {
        Kind::Boolean => format!("{name}::integer::bigint"),
        Kind::Short => format!("{name}::bigint"),
        Kind::Uuid => format!("uuid_send({name})"),
        Kind::Bytes | Kind::Long | Kind::Text => name,
    }
}

/// What `SQLite` held, as the column holds it.
fn writable(column: &Column) -> String {
    let name = column.quoted();
    match column.kind {
        Kind::Boolean => format!("{name} <> 0"),
        Kind::Short => format!("{name}::smallint"),
        Kind::Uuid => format!("encode({name}, 'hex')::uuid"),
        Kind::Bytes | Kind::Long | Kind::Text => name,
    }
}
