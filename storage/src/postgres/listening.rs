use async_trait::async_trait;
use domain::ids::{BindingId, TenantId};
use domain::listening::{ClaimedListening, HeldListening, KnownListening, ListeningStore};
use domain::platform::Problem;
use domain::store::StoreError;
use domain::time::Timestamp;
use sqlx::postgres::PgArguments;
use sqlx::{Postgres, query, query_as};
use uuid::Uuid;

use super::scope::Scope;
use super::{PostgresStore, retrying};
use crate::error::Failure;
use crate::listening_statements as statement;
use crate::rows::{self, KnownListeningRow, json};

/// A server holds sessions of all tenants.
const SCHEDULE: Scope = Scope::Installation;

type Query<'q> = query::Query<'q, Postgres, PgArguments>;

#[async_trait]
impl ListeningStore for PostgresStore {
    async fn watch_listening(&self, now: Timestamp) -> Result<u64, StoreError> {
        retrying(|| self.try_watch_listening(now)).await
    }

    async fn claim_listening(
        &self,
        lease: Uuid,
        now: Timestamp,
        until: Timestamp,
        limit: u32,
    ) -> Result<Vec<ClaimedListening>, StoreError> {
        retrying(async || {
            let claim = query_as(statement::CLAIM_POSTGRES)
                .bind(lease)
                .bind(until.micros())
                .bind(now.micros())
                .bind(i64::from(limit));
            rows::claimed_listening(lease, self.pool.all(SCHEDULE, claim).await?)
        })
        .await
    }

    async fn renew_listening(
        &self,
        lease: Uuid,
        until: Timestamp,
    ) -> Result<Vec<HeldListening>, StoreError> {
        retrying(async || {
            let renew = query_as(statement::RENEW).bind(lease).bind(until.micros());
            Ok(rows::held_listening(self.pool.all(SCHEDULE, renew).await?))
        })
        .await
    }

    async fn listening_connected(
        &self,
        session: &ClaimedListening,
        now: Timestamp,
    ) -> Result<bool, StoreError> {
        retrying(|| self.note(session, of(statement::CONNECTED, session).bind(now.micros()))).await
    }

    async fn move_listening(
        &self,
        session: &ClaimedListening,
        position: &str,
    ) -> Result<bool, StoreError> {
        retrying(|| self.note(session, of(statement::MOVE, session).bind(position))).await
    }

    async fn end_listening(
        &self,
        session: &ClaimedListening,
        problem: Option<&Problem>,
        breaks: u32,
        next_at: Timestamp,
    ) -> Result<bool, StoreError> {
        let problem = problem.map(json).transpose()?;
        retrying(|| {
            let end = of(statement::END, session)
                .bind(session.binding_version)
                .bind(problem.clone())
                .bind(i64::from(breaks))
                .bind(next_at.micros());
            self.note(session, end)
        })
        .await
    }

    async fn listening_of_binding(
        &self,
        tenant: TenantId,
        binding: BindingId,
    ) -> Result<Option<KnownListening>, StoreError> {
        let known = query_as(statement::OF_BINDING).bind(tenant.uuid()).bind(binding.uuid());
        let row = self.pool.optional(Scope::Tenant(tenant), known).await?;
        Ok(rows::one::<KnownListeningRow, _>(row)?)
    }
}

/// A statement about a session, if this server still holds it.
fn of<'q>(sql: &'static str, session: &ClaimedListening) -> Query<'q> {
    query(sql).bind(session.tenant.uuid()).bind(session.binding.uuid()).bind(session.lease)
}

impl PostgresStore {
    /// Whether the statement has found its row.
    async fn note(
        &self,
        session: &ClaimedListening,
        statement: Query<'_>,
    ) -> Result<bool, Failure> {
        let mut write = self.pool.begin(Scope::Tenant(session.tenant)).await?;
        let noted = statement.execute(&mut *write).await?.rows_affected() == 1;
        write.commit().await?;
        Ok(noted)
    }

    async fn try_watch_listening(&self, now: Timestamp) -> Result<u64, Failure> {
        let mut write = self.pool.begin(SCHEDULE).await?;
        let taken_away = query(statement::TAKE_AWAY).execute(&mut *write).await?;
        let changed = query(statement::CHANGED).bind(now.micros()).execute(&mut *write).await?;
        let mut rows = taken_away.rows_affected() + changed.rows_affected();
        for channel_type in statement::types() {
            let add = query(statement::ADD).bind(now.micros()).bind(channel_type.number());
            rows += add.execute(&mut *write).await?.rows_affected();
        }
        write.commit().await?;
        Ok(rows)
    }
}
