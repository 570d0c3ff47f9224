use async_trait::async_trait;
use domain::channel::ChannelType;
use domain::ids::{BindingId, TenantId};
use domain::listening::{ClaimedListening, HeldListening, KnownListening, ListeningStore};
use domain::platform::Problem;
use domain::store::StoreError;
use domain::time::Timestamp;
use sqlx::sqlite::SqliteArguments;
use sqlx::{Sqlite, query, query_as, query_scalar};
use uuid::Uuid;

use super::SqliteStore;
use crate::error::Failure;
use crate::listening_statements as statement;
use crate::rows::{self, KnownListeningRow, json};

type Query<'q> = query::Query<'q, Sqlite, SqliteArguments>;

#[async_trait]
impl ListeningStore for SqliteStore {
    async fn watch_listening(&self, now: Timestamp) -> Result<u64, StoreError> {
        Ok(self.try_watch_listening(now).await?)
    }

    async fn claim_listening(
        &self,
        lease: Uuid,
        now: Timestamp,
        until: Timestamp,
        limit: u32,
    ) -> Result<Vec<ClaimedListening>, StoreError> {
        Ok(self.try_claim_listening(lease, now, until, limit).await?)
    }

    async fn renew_listening(
        &self,
        lease: Uuid,
        until: Timestamp,
    ) -> Result<Vec<HeldListening>, StoreError> {
        let renew = query_as(statement::RENEW).bind(lease).bind(until.micros());
        let held = renew.fetch_all(&self.writer).await.map_err(Failure::from)?;
        Ok(rows::held_listening(held))
    }

    async fn listening_connected(
        &self,
        session: &ClaimedListening,
        now: Timestamp,
    ) -> Result<bool, StoreError> {
        Ok(self.note(of(statement::CONNECTED, session).bind(now.micros())).await?)
    }

    async fn move_listening(
        &self,
        session: &ClaimedListening,
        position: &str,
    ) -> Result<bool, StoreError> {
        Ok(self.note(of(statement::MOVE, session).bind(position)).await?)
    }

    async fn end_listening(
        &self,
        session: &ClaimedListening,
        problem: Option<&Problem>,
        breaks: u32,
        next_at: Timestamp,
    ) -> Result<bool, StoreError> {
        let end = of(statement::END, session)
            .bind(session.binding_version)
            .bind(problem.map(json).transpose()?)
            .bind(i64::from(breaks))
            .bind(next_at.micros());
        Ok(self.note(end).await?)
    }

    async fn listening_of_binding(
        &self,
        tenant: TenantId,
        binding: BindingId,
    ) -> Result<Option<KnownListening>, StoreError> {
        let row = query_as(statement::OF_BINDING)
            .bind(tenant.uuid())
            .bind(binding.uuid())
            .fetch_optional(&self.readers)
            .await
            .map_err(Failure::from)?;
        Ok(rows::one::<KnownListeningRow, _>(row)?)
    }
}

/// A statement about a session, if this server still holds it.
fn of<'q>(sql: &'static str, session: &ClaimedListening) -> Query<'q> {
    query(sql).bind(session.tenant.uuid()).bind(session.binding.uuid()).bind(session.lease)
}

impl SqliteStore {
    /// Whether the statement has found its row.
    async fn note(&self, statement: Query<'_>) -> Result<bool, Failure> {
        Ok(statement.execute(&self.writer).await?.rows_affected() == 1)
    }

    async fn try_watch_listening(&self, now: Timestamp) -> Result<u64, Failure> {
        let types: Vec<_> = statement::types().map(ChannelType::number).collect();
        // Asked all the time: nobody has to wait for the writer.
        let is_out_of_date: bool = query_scalar(statement::IS_OUT_OF_DATE)
            .bind(json(&types)?)
            .fetch_one(&self.readers)
            .await?;
        if !is_out_of_date {
            return Ok(0);
        }
        let mut write = self.write().await?;
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

    async fn try_claim_listening(
        &self,
        lease: Uuid,
        now: Timestamp,
        until: Timestamp,
        limit: u32,
    ) -> Result<Vec<ClaimedListening>, Failure> {
        let is_due: bool =
            query_scalar(statement::IS_DUE).bind(now.micros()).fetch_one(&self.readers).await?;
        if !is_due {
            return Ok(Vec::new());
        }
        let found = query_as(statement::CLAIM_SQLITE)
            .bind(lease)
            .bind(until.micros())
            .bind(now.micros())
            .bind(i64::from(limit))
            .fetch_all(&self.writer)
            .await?;
        rows::claimed_listening(lease, found)
    }
}
