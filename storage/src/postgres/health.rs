use async_trait::async_trait;
use domain::health::{CheckResult, ClaimOutcome, ClaimedCheck, HealthStore, WatchedChannel};
use domain::ids::{ChannelId, TenantId};
use domain::store::StoreError;
use domain::time::Timestamp;
use sqlx::postgres::PgConnection;
use sqlx::{query, query_as};
use uuid::Uuid;

use super::audit::insert_audit_entry;
use super::mail::insert_mail;
use super::notification::insert_notification;
use super::scope::Scope;
use super::{PostgresStore, retrying};
use crate::error::Failure;
use crate::rows::{self, HealthColumns, HealthRow, health_columns, is_current};

/// The schedule is that of all tenants.
const SCHEDULE: Scope = Scope::Installation;

#[async_trait]
impl HealthStore for PostgresStore {
    async fn watch_bound_channels(&self, now: Timestamp) -> Result<u64, StoreError> {
        retrying(|| self.try_watch(now)).await
    }

    async fn claim_due_checks(
        &self,
        lease: Uuid,
        now: Timestamp,
        until: Timestamp,
        limit: u32,
    ) -> Result<Vec<ClaimedCheck>, StoreError> {
        // What another server is just taking is passed over. Materialized: with a limit, a
        // sub-query that is run once more would take others.
        let found = retrying(async || {
            let claim = query_as(concat!(
                "WITH due AS MATERIALIZED (SELECT tenant_id AS tenant, channel_id AS channel \
                 FROM channel_health WHERE next_check_at <= $3 ORDER BY next_check_at LIMIT $4 \
                 FOR UPDATE SKIP LOCKED) \
                 UPDATE channel_health SET lease = $1, leased_until = $2, next_check_at = $2 \
                 FROM due WHERE tenant_id = due.tenant AND channel_id = due.channel RETURNING ",
                health_columns!()
            ))
            .bind(lease)
            .bind(until.micros())
            .bind(now.micros())
            .bind(i64::from(limit));
            self.pool.all(SCHEDULE, claim).await
        })
        .await?;
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
        let row = retrying(async || {
            let claim = query_as(concat!(
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
            .bind(checked_before.micros());
            self.pool.optional(Scope::Tenant(tenant), claim).await
        })
        .await?;
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
        retrying(|| self.try_finish_check(claimed, result)).await
    }

    async fn watched_channel(
        &self,
        tenant: TenantId,
        channel: ChannelId,
    ) -> Result<Option<WatchedChannel>, StoreError> {
        let watched = query_as(concat!(
            "SELECT ",
            health_columns!(),
            " FROM channel_health WHERE tenant_id = $1 AND channel_id = $2"
        ))
        .bind(tenant.uuid())
        .bind(channel.uuid());
        let row = self.pool.optional(Scope::Tenant(tenant), watched).await?;
        Ok(rows::one::<HealthRow, _>(row)?)
    }
}

impl PostgresStore {
    async fn try_watch(&self, now: Timestamp) -> Result<u64, Failure> {
        let mut write = self.pool.begin(SCHEDULE).await?;
        // The channels first, as everywhere, so that the two cannot deadlock with a deletion.
        let let_go = query(concat!(
            "UPDATE channels c SET health = 0 FROM channel_health h \
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
                "DELETE FROM channel_health h WHERE NOT EXISTS \
                 (SELECT 1 FROM bindings b WHERE b.tenant_id = h.tenant_id \
                 AND b.channel_id = h.channel_id AND ",
                is_current!(),
                ")"
            ))
            .execute(&mut *write)
            .await?;
        }
        let bound_anew = query(concat!(
            "UPDATE channel_health h SET binding_id = b.id, binding_version = b.version, \
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
        let mut write = self.pool.begin(Scope::Tenant(*tenant)).await?;
        // The channel before what belongs to it, as everywhere; undone when the claim has ended.
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
    connection: &mut PgConnection,
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
