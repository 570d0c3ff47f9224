//! The second wall: what a transaction may see is decided before its first statement.
//!
//! The tables of tenants have row level security (migration 3). A connection acts as
//! [`RUNTIME_ROLE`], which owns no table and cannot pass by the policies, and each transaction
//! begins by saying whose rows it is about. A statement that forgets the tenant finds nothing
//! that is foreign, nor does one of a service provider find what is not its customers'.

use domain::ids::TenantId;
use sqlx::postgres::{PgArguments, PgConnectOptions, PgConnection, PgPool, PgPoolOptions, PgRow};
use sqlx::query::{QueryAs, QueryScalar};
use sqlx::{
    AssertSqlSafe, Decode, Executor, FromRow, Postgres, SqlSafeStr, SqlStr, Transaction, Type,
};

use crate::error::Failure;
use crate::{ACQUIRE_TIMEOUT, LOCK_TIMEOUT};

/// Acts for requests. It cannot sign in and owns nothing.
pub(super) const RUNTIME_ROLE: &str = "suiro_runtime";

/// A query that has its parameters.
pub(super) type Select<Row> = QueryAs<'static, Postgres, Row, PgArguments>;
/// The same for a single value.
pub(super) type SelectValue<Value> = QueryScalar<'static, Postgres, Value, PgArguments>;

const CONNECTIONS: u32 = 8;

/// Whose rows a transaction is about.
#[derive(Debug, Clone, Copy)]
pub(super) enum Scope {
    /// One tenant's.
    Tenant(TenantId),
    /// What stands in the list of a service provider: itself, its customers, and the channels of
    /// all of them. Only for reading: what is done for a customer is done in the customer's name.
    Provider(TenantId),
    /// Everybody's: for what comes before a tenant is known, concerns a person and not a tenant,
    /// or compares tenants. Each use says why.
    Installation,
}

/// For a connection that serves no request: what migrations change belongs to many tenants, and
/// the owner of the tables is bound by their policies, too.
pub(super) const EVERYBODY: &str = "SET suiro.tenant = 'installation'";

impl Scope {
    /// All statements in one way to the server and back. What is set ends with the transaction.
    fn begin(self) -> SqlStr {
        // SET takes no parameters. No value holds anything that came from outside: a UUID has
        // digits, letters and hyphens only.
        let begin = match self {
            Self::Tenant(tenant) => {
                format!("BEGIN; SET LOCAL suiro.tenant = '{}'", tenant.uuid())
            }
            Self::Provider(provider) => format!(
                "BEGIN READ ONLY; SET LOCAL suiro.tenant = 'provider'; \
                 SET LOCAL suiro.provider = '{}'",
                provider.uuid()
            ),
            Self::Installation => "BEGIN; SET LOCAL suiro.tenant = 'installation'".to_owned(),
        };
        AssertSqlSafe(begin).into_sql_str()
    }
}

/// The connections for requests. There is no way to one but in a scope.
pub(super) struct Pool(PgPool);

impl Pool {
    /// Connects when it is first asked: the role is there only once the migrations have run.
    pub(super) fn new(options: PgConnectOptions) -> Self {
        Self(
            PgPoolOptions::new()
                .max_connections(CONNECTIONS)
                .acquire_timeout(ACQUIRE_TIMEOUT)
                .after_connect(|connection, _| Box::pin(prepare(connection)))
                .connect_lazy_with(options),
        )
    }

    pub(super) async fn begin(
        &self,
        scope: Scope,
    ) -> Result<Transaction<'static, Postgres>, Failure> {
        Ok(self.0.begin_with(scope.begin()).await?)
    }

    /// Reads all rows, in a transaction of its own.
    pub(super) async fn all<R>(
        &self,
        scope: Scope,
        query: QueryAs<'_, Postgres, R, PgArguments>,
    ) -> Result<Vec<R>, Failure>
    where
        R: for<'r> FromRow<'r, PgRow> + Send + Unpin,
    {
        let mut read = self.begin(scope).await?;
        let rows = query.fetch_all(&mut *read).await?;
        read.commit().await?;
        Ok(rows)
    }

    /// Reads one row or none, in a transaction of its own.
    pub(super) async fn optional<R>(
        &self,
        scope: Scope,
        query: QueryAs<'_, Postgres, R, PgArguments>,
    ) -> Result<Option<R>, Failure>
    where
        R: for<'r> FromRow<'r, PgRow> + Send + Unpin,
    {
        let mut read = self.begin(scope).await?;
        let row = query.fetch_optional(&mut *read).await?;
        read.commit().await?;
        Ok(row)
    }

    /// Reads one value, in a transaction of its own.
    pub(super) async fn value<V>(
        &self,
        scope: Scope,
        query: QueryScalar<'_, Postgres, V, PgArguments>,
    ) -> Result<V, Failure>
    where
        V: for<'r> Decode<'r, Postgres> + Type<Postgres> + Send + Unpin,
    {
        let mut read = self.begin(scope).await?;
        let value = query.fetch_one(&mut *read).await?;
        read.commit().await?;
        Ok(value)
    }

    pub(super) async fn close(&self) {
        self.0.close().await;
    }
}

/// What every connection needs. One that may not act as the role is thrown away.
async fn prepare(connection: &mut PgConnection) -> Result<(), sqlx::Error> {
    let milliseconds = LOCK_TIMEOUT.as_millis();
    let settings = format!("SET lock_timeout = {milliseconds}; SET ROLE {RUNTIME_ROLE}");
    connection.execute(AssertSqlSafe(settings)).await?;
    Ok(())
}
