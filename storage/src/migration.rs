//! Bringing a schema up to date.

use sqlx::migrate::{Migrate, MigrateError, Migrator};

use crate::error::ConnectError;

/// The migration that made the last table with sealed secrets. Before it they are not counted.
pub(crate) const SEALED_SINCE: i64 = 14;

/// The number of the last migration.
pub(crate) fn known_version(migrator: &Migrator) -> i64 {
    migrator.iter().map(|migration| migration.version).max().unwrap_or(0)
}

/// Applies what is missing, on a connection of its own.
pub(crate) async fn migrate<C: Migrate>(
    migrator: &Migrator,
    connection: &mut C,
) -> Result<(), ConnectError> {
    match migrator.run_direct(None, connection, false).await {
        Ok(()) => Ok(()),
        Err(MigrateError::VersionMissing(_)) => {
            let applied = connection
                .list_applied_migrations(&migrator.table_name)
                .await
                .map_err(ConnectError::Migration)?;
            Err(ConnectError::SchemaTooNew {
                database: applied.iter().map(|migration| migration.version).max().unwrap_or(0),
                program: known_version(migrator),
            })
        }
        Err(error) => Err(ConnectError::Migration(error)),
    }
}
