use async_trait::async_trait;
use domain::health::{CheckResult, ClaimOutcome, ClaimedCheck, HealthStore, WatchedChannel};
use domain::ids::{ChannelId, TenantId};
use domain::store::StoreError;
use domain::time::Timestamp;
use sqlx::sqlite::SqliteConnection;
use sqlx::{query, query_as, query_scalar};
use uuid::Uuid;

use super::SqliteStore;
use super::audit::insert_audit_entry;
use super::mail::insert_mail;
use super::notification::insert_notification;
use crate::error::Failure;
use crate::rows::{self, HealthColumns, HealthRow, health_columns, is_current};

#[async_trait]
impl HealthStore for SqliteStore {
    async fn watch_bound_channels(&self, now: Timestamp) -> Result<u64, StoreError> {
        Ok(self.try_watch(now).await?)
    }

    async fn claim_due_checks(
        &self,
        lease: Uuid,
        now: Timestamp,
        until: Timestamp,
        limit: u32,
    ) -> Result<Vec<ClaimedCheck>, StoreError> {
        // Asked all the time: without a check that is due, nobody has to wait for the writer.
        let is_due: Result<bool, _> =
            query_scalar("SELECT EXISTS (SELECT 1 FROM channel_health WHERE next_check_at <= $1)")
                .bind(now.micros())
                .fetch_one(&self.readers)
                .await;
        if !is_due.map_err(Failure::from)? {
            return Ok(Vec::new());
        }
        let found = query_as(concat!(
            "UPDATE channel_health SET lease = $1, leased_until = $2, next_check_at = $2 \
             WHERE (tenant_id, channel_id) IN (SELECT tenant_id, channel_id FROM channel_health \
             WHERE next_check_at <= $3 ORDER BY next_check_at LIMIT $4) RETURNING ",
            health_columns!()
        ))
        .bind(lease)
        .bind(until.micros())
        .bind(now.micros())
        .bind(i64::from(limit))
        .fetch_all(&self.writer)
        .await
        .map_err(Failure::from)?;
        Ok(rows::claimed(lease, found))
    }

    async fn claim_check(
        &self,
        tenant: TenantId,
        channel: ChannelId,
        lease: Uuid,
        now: Timestamp,
        until: Timestamp,
        checked_before: Timestamp,
    ) -> Result<ClaimOutcome, StoreError> {
        let row = query_as(concat!(
            "UPDATE channel_health SET lease = $3, leased_until = $4, next_check_at = $4 \
                 WHERE tenant_id = $1 AND channel_id = $2 \
                 AND (leased_until IS NULL OR leased_until <= $5) \
                 AND (checked_at IS NULL OR checked_at <= $6) RETURNING ",
            health_columns!()
        ))
        .bind(tenant.uuid())
        .bind(channel.uuid())
        .bind(lease)
        .bind(until.micros())
        .bind(now.micros())
        .bind(checked_before.micros())
        .fetch_optional(&self.writer)
        .await
        .map_err(Failure::from)?;
        if let Some(watched) = rows::one::<HealthRow, _>(row)? {
            return Ok(ClaimOutcome::Claimed(Box::new(ClaimedCheck { watched, lease })));
        }
        let is_watched = self.watched_channel(tenant, channel).await?.is_some();
        Ok(if is_watched { ClaimOutcome::TooSoon } else { ClaimOutcome::NotBound })
    }

    async fn finish_check(
        &self,
        claimed: &ClaimedCheck,
        result: &CheckResult,
    ) -> Result<bool, StoreError> {
        Ok(self.try_finish_check(claimed, result).await?)
    }

    async fn watched_channel(
        &self,
        tenant: TenantId,
        channel: ChannelId,
    ) -> Result<Option<WatchedChannel>, StoreError> {
        let row = query_as(concat!(
            "SELECT ",
            health_columns!(),
            " FROM channel_health WHERE tenant_id = $1 AND channel_id = $2"
        ))
        .bind(tenant.uuid())
        .bind(channel.uuid())
        .fetch_optional(&self.readers)
        .await
        .map_err(Failure::from)?;
        Ok(rows::one::<HealthRow, _>(row)?)
    }
}

impl SqliteStore {
    async fn try_watch(&self, now: Timestamp) -> Result<u64, Failure> {
        let is_as_it_should_be: bool = query_scalar(concat!(
            "SELECT (SELECT COUNT(*) FROM bindings b WHERE ",
            is_current!(),
            ") = (SELECT COUNT(*) FROM channel_health) AND NOT EXISTS \
             (SELECT 1 FROM channel_health h WHERE NOT EXISTS \
             (SELECT 1 FROM bindings b WHERE b.tenant_id = h.tenant_id \
             AND b.channel_id = h.channel_id AND b.id = h.binding_id \
             AND b.version = h.binding_version AND ",
            is_current!(),
            "))"
        ))
        .fetch_one(&self.readers)
        .await?;
        // Asked all the time: nobody has to wait for the writer.
        if is_as_it_should_be {
            return Ok(0);
        }
        let mut write = self.write().await?;
        let let_go = query(concat!(
            "UPDATE channels AS c SET health = 0 FROM channel_health h \
             WHERE c.tenant_id = h.tenant_id AND c.id = h.channel_id AND NOT EXISTS \
             (SELECT 1 FROM bindings b WHERE b.tenant_id = h.tenant_id \
             AND b.channel_id = h.channel_id AND ",
            is_current!(),
            ")"
        ))
        .execute(&mut *write)
        .await?
        .rows_affected();
        if let_go > 0 {
            query(concat!(
                "DELETE FROM channel_health AS h WHERE NOT EXISTS \
                 (SELECT 1 FROM bindings b WHERE b.tenant_id = h.tenant_id \
                 AND b.channel_id = h.channel_id AND ",
                is_current!(),
                ")"
            ))
            .execute(&mut *write)
            .await?;
        }
        let bound_anew = query(concat!(
            "UPDATE channel_health AS h SET binding_id = b.id, binding_version = b.version, \
             next_check_at = $1, lease = NULL, leased_until = NULL FROM bindings b \
             WHERE b.tenant_id = h.tenant_id AND b.channel_id = h.channel_id \
             AND (b.id <> h.binding_id OR b.version <> h.binding_version) AND ",
            is_current!()
        ))
        .bind(now.micros())
        .execute(&mut *write)
        .await?
        .rows_affected();
        let bound = query(concat!(
            "INSERT INTO channel_health (",
            health_columns!(),
            ", binding_version) SELECT b.tenant_id, b.channel_id, b.id, b.channel_type, '[]', \
             '[]', '[]', 0, 0, NULL, NULL, $1, b.version FROM bindings b WHERE NOT EXISTS (SELECT 1 FROM channel_health h \
             WHERE h.tenant_id = b.tenant_id AND h.channel_id = b.channel_id) AND ",
            is_current!(),
            " ON CONFLICT DO NOTHING"
        ))
        .bind(now.micros())
        .execute(&mut *write)
        .await?
        .rows_affected();
        write.commit().await?;
        Ok(let_go + bound_anew + bound)
    }

    async fn try_finish_check(
        &self,
        claimed: &ClaimedCheck,
        result: &CheckResult,
    ) -> Result<bool, Failure> {
        let WatchedChannel { tenant, channel, .. } = &claimed.watched;
        let mut write = self.write().await?;
        // Undone when the claim has ended.
        query("UPDATE channels SET health = $3 WHERE tenant_id = $1 AND id = $2 AND health <> $3")
            .bind(tenant.uuid())
            .bind(channel.uuid())
            .bind(result.level.number())
            .execute(&mut *write)
            .await?;
        if !keep_health(&mut write, claimed, result).await? {
            return Ok(false);
        }
        for notification in &result.notifications {
            insert_notification(&mut write, notification).await?;
        }
        for mail in &result.mails {
            insert_mail(&mut write, Some(mail)).await?;
        }
        if let Some(audit) = &result.audit {
            insert_audit_entry(&mut write, audit).await?;
        }
        write.commit().await?;
        Ok(true)
    }
}

/// Keeps what is known if the claim still holds for what the channel is bound to.
async fn keep_health(
    connection: &mut SqliteConnection,
    claimed: &ClaimedCheck,
    result: &CheckResult,
) -> Result<bool, Failure> {
    let columns = HealthColumns::try_from(&result.health)?;
    let kept = query(concat!(
        "UPDATE channel_health SET sides = $5, facts = $6, expiries = $7, refusals = $8, \
         unanswered = $9, quiet_since = $10, checked_at = $11, next_check_at = $12, lease = NULL, \
         leased_until = NULL WHERE tenant_id = $1 AND channel_id = $2 AND lease = $3 \
         AND EXISTS (SELECT 1 FROM bindings b WHERE b.tenant_id = $1 AND b.id = $4 AND ",
        is_current!(),
        ")"
    ))
    .bind(claimed.watched.tenant.uuid())
    .bind(claimed.watched.channel.uuid())
    .bind(claimed.lease)
    .bind(claimed.watched.binding.uuid())
    .bind(columns.sides)
    .bind(columns.facts)
    .bind(columns.expiries)
    .bind(columns.refusals)
    .bind(columns.unanswered)
    .bind(columns.quiet_since)
    .bind(columns.checked_at)
    .bind(result.next_check_at.micros())
    .execute(connection)
    .await?;
    Ok(kept.rows_affected() == 1)
}
