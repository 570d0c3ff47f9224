//! The store on a `PostgreSQL` server, for any number of servers.

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
mod role;
mod scope;
mod sealed;
mod second_factor;
mod session;
mod sign_in;
mod tenant;
mod user;

use async_trait::async_trait;
use domain::store::{Store, StoreError};
use sqlx::migrate::Migrator;
use sqlx::postgres::{PgConnectOptions, PgConnection};
use sqlx::{ConnectOptions, Connection, Executor, query, query_as, query_scalar};

use self::scope::{Pool, Scope};
use crate::error::{ConnectError, Failure};
use crate::rows::SealedCountRow;
use crate::{Description, Engine, migration, rows};

static MIGRATOR: Migrator = sqlx::migrate!("../migrations/postgres");

/// By this a database administrator sees whose connections these are.
const OWN_NAME: &str = "suiro";

/// How often a transaction is begun that others keep getting in the way of.
const ATTEMPTS: usize = 4;

/// The store on a `PostgreSQL` server.
pub(crate) struct PostgresStore {
    pool: Pool,
    options: PgConnectOptions,
}

impl PostgresStore {
    pub(crate) async fn open(options: PgConnectOptions) -> Result<Self, ConnectError> {
        let options = with_own_name(options);
        let encoding = encoding(&options).await.map_err(|source| unreachable(&options, source))?;
        if encoding == "UTF8" {
            Ok(Self { pool: Pool::new(options.clone()), options })
        } else {
            Err(ConnectError::NotUtf8(encoding))
        }
    }

    pub(crate) async fn migrate(&self) -> Result<(), ConnectError> {
        migrate(&self.options).await
    }

    pub(crate) async fn describe(&self) -> Result<Description, ConnectError> {
        inspect(self.options.clone()).await
    }

    async fn probe(&self) -> Result<(), Failure> {
        // There is one row for all tenants.
        let mut write = self.pool.begin(Scope::Installation).await?;
        query("UPDATE installation SET secret = secret WHERE id = 1").execute(&mut *write).await?;
        Ok(write.rollback().await?)
    }
}

#[async_trait]
impl Store for PostgresStore {
    async fn check_ready(&self) -> Result<(), StoreError> {
        retrying(|| self.probe()).await
    }

    async fn installation_secret(&self, candidate: [u8; 32]) -> Result<[u8; 32], StoreError> {
        let stored: Vec<u8> = retrying(async || {
            let secret = query_scalar(
                "UPDATE installation SET secret = COALESCE(secret, $1) WHERE id = 1 \
                 RETURNING secret",
            )
            .bind(candidate.as_slice());
            // One for all tenants.
            self.pool.value(Scope::Installation, secret).await
        })
        .await?;
        Ok(rows::secret(&stored)?)
    }

    async fn close(&self) {
        self.pool.close().await;
    }
}

/// Runs a transaction, and runs it again when it only lost against another one.
async fn retrying<T, F>(attempt: impl Fn() -> F) -> Result<T, StoreError>
where
    F: Future<Output = Result<T, Failure>>,
{
    for _ in 1..ATTEMPTS {
        match attempt().await {
            Err(failure) if failure.is_passing() => {
                tracing::debug!(?failure, "trying the transaction again");
            }
            outcome => return outcome.map_err(StoreError::from),
        }
    }
    attempt().await.map_err(StoreError::from)
}

/// On a connection of its own, which acts as the user of the URL: a server that waits for the
/// migrations of another one must not run into the time limit for locks, and the role for
/// requests may change no table.
async fn migrate(options: &PgConnectOptions) -> Result<(), ConnectError> {
    let unreachable = |source| unreachable(options, source);
    let explain = |error| role::explain(options.get_username(), error);
    let mut connection = options.connect().await.map_err(unreachable)?;
    connection.execute(scope::EVERYBODY).await.map_err(unreachable)?;
    migration::migrate(&MIGRATOR, &mut connection).await.map_err(explain)?;
    role::assume(&mut connection).await.map_err(unreachable).map_err(explain)?;
    connection.close().await.map_err(unreachable)
}

async fn encoding(options: &PgConnectOptions) -> Result<String, sqlx::Error> {
    let mut connection = options.connect().await?;
    let encoding = query_scalar("SELECT current_setting('server_encoding')")
        .fetch_one(&mut connection)
        .await?;
    connection.close().await?;
    Ok(encoding)
}

/// Describes a database without changing it.
pub(crate) async fn inspect(options: PgConnectOptions) -> Result<Description, ConnectError> {
    let options = with_own_name(options);
    let unreachable = |source| unreachable(&options, source);
    let mut connection = options.connect().await.map_err(unreachable)?;
    let description = describe(&mut connection).await.map_err(unreachable)?;
    connection.close().await.map_err(unreachable)?;
    Ok(description)
}

async fn describe(connection: &mut PgConnection) -> Result<Description, sqlx::Error> {
    let version = query_scalar("SELECT current_setting('server_version')")
        .fetch_one(&mut *connection)
        .await?;
    let migrated: bool = query_scalar("SELECT to_regclass('_sqlx_migrations') IS NOT NULL")
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
        engine: Engine::Postgres,
        version,
        schema_version,
        known_schema_version: migration::known_version(&MIGRATOR),
        sealed: rows::sealed_counts(sealed),
    })
}

/// Unless the URL has another one.
fn with_own_name(options: PgConnectOptions) -> PgConnectOptions {
    if options.get_application_name().is_some() {
        options
    } else {
        options.application_name(OWN_NAME)
    }
}

/// The place without user and password.
fn unreachable(options: &PgConnectOptions, source: sqlx::Error) -> ConnectError {
    let server = match options.get_socket() {
        Some(socket) => socket.display().to_string(),
        None => format!("{}:{}", options.get_host(), options.get_port()),
    };
    let database = options.get_database().unwrap_or_default();
    ConnectError::Unreachable { place: format!("{server}/{database}"), source }
}

#[cfg(test)]
mod tests;
