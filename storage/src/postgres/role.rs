//! Whether the user of the URL may act as the role that requests are served with.

use sqlx::migrate::MigrateError;
use sqlx::postgres::PgConnection;
use sqlx::{AssertSqlSafe, Executor};

use super::scope::RUNTIME_ROLE;
use crate::error::ConnectError;

/// The migration that makes the role and gives it to the user.
const MIGRATION: i64 = 3;

/// Acts as the role and reads. Roles are not part of a backup: one that was restored on another
/// server may have no role, or one without rights.
pub(super) async fn assume(connection: &mut PgConnection) -> Result<(), sqlx::Error> {
    let act = format!("SET ROLE {RUNTIME_ROLE}; SELECT FROM installation, audit_entries LIMIT 1");
    connection.execute(AssertSqlSafe(act)).await?;
    Ok(())
}

/// What keeps the user from the role, if it is that, in words of its own.
pub(super) fn explain(user: &str, error: ConnectError) -> ConnectError {
    match error {
        ConnectError::Migration(MigrateError::ExecuteMigration(source, MIGRATION))
        | ConnectError::Unreachable { source, .. }
            if is_refusal(&source) =>
        {
            ConnectError::RuntimeRole { user: user.to_owned(), source }
        }
        error => error,
    }
}

/// No right to something, or a role that does not exist.
fn is_refusal(error: &sqlx::Error) -> bool {
    let code = error.as_database_error().and_then(sqlx::error::DatabaseError::code);
    matches!(code.as_deref(), Some("42501" | "22023"))
}
