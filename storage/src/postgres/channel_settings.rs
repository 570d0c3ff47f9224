use async_trait::async_trait;
use domain::audit::AuditEntry;
use domain::channel_settings::{
    ChannelSettingsStore, ClaimSettingsOutcome, ClaimedSettings, KnownSettings, PassedSettings,
    SaveOutcome, SettingsEdit,
};
use domain::ids::{ChannelId, TenantId};
use domain::platform::Setting;
use domain::store::StoreError;
use domain::time::Timestamp;
use sqlx::{query, query_as, query_scalar};
use uuid::Uuid;

use super::audit::insert_audit_entry;
use super::scope::Scope;
use super::{PostgresStore, retrying};
use crate::channel_settings_statements::{self as statement, has_channel};
use crate::error::Failure;
use crate::rows::{self, ChannelSettingsRow, PassedColumns, channel_settings_columns};

/// What is to be told is that of all tenants.
const EVERYBODY: Scope = Scope::Installation;

#[async_trait]
impl ChannelSettingsStore for PostgresStore {
    async fn channel_settings(
        &self,
        tenant: TenantId,
        channel: ChannelId,
    ) -> Result<Option<KnownSettings>, StoreError> {
        let of_channel = query_as(statement::OF_CHANNEL).bind(tenant.uuid()).bind(channel.uuid());
        let row = self.pool.optional(Scope::Tenant(tenant), of_channel).await?;
        Ok(rows::one::<ChannelSettingsRow, _>(row)?)
    }

    async fn save_channel_settings(
        &self,
        tenant: TenantId,
        channel: ChannelId,
        edit: &SettingsEdit,
        now: Timestamp,
        audit: &AuditEntry,
    ) -> Result<SaveOutcome, StoreError> {
        let saved = retrying(|| self.try_save_settings(tenant, channel, edit, now, audit)).await?;
        match saved {
            Some(outcome) => Ok(outcome),
            // Read afterwards: what matters is how it is now.
            None => Ok(match self.channel_settings(tenant, channel).await? {
                Some(theirs) => SaveOutcome::Conflict(Box::new(theirs)),
                None => SaveOutcome::NotFound,
            }),
        }
    }

    async fn watch_settings(&self, now: Timestamp) -> Result<u64, StoreError> {
        retrying(|| self.try_watch_settings(now)).await
    }

    async fn claim_due_settings(
        &self,
        lease: Uuid,
        now: Timestamp,
        until: Timestamp,
        limit: u32,
    ) -> Result<Vec<ClaimedSettings>, StoreError> {
        // What another server is just taking is passed over. Materialized: with a limit, a
        // sub-query that is run once more would take others.
        let found = retrying(async || {
            let claim = query_as(concat!(
                "WITH due AS MATERIALIZED (SELECT tenant_id AS tenant, channel_id AS channel \
                 FROM channel_settings WHERE next_at <= $3 \
                 AND (leased_until IS NULL OR leased_until <= $3) ORDER BY next_at LIMIT $4 \
                 FOR UPDATE SKIP LOCKED) \
                 UPDATE channel_settings SET lease = $1, leased_until = $2 \
                 FROM due WHERE tenant_id = due.tenant AND channel_id = due.channel RETURNING ",
                channel_settings_columns!()
            ))
            .bind(lease)
            .bind(until.micros())
            .bind(now.micros())
            .bind(i64::from(limit));
            self.pool.all(EVERYBODY, claim).await
        })
        .await?;
        Ok(rows::claimed_settings(lease, found))
    }

    async fn claim_settings(
        &self,
        tenant: TenantId,
        channel: ChannelId,
        lease: Uuid,
        now: Timestamp,
        until: Timestamp,
    ) -> Result<ClaimSettingsOutcome, StoreError> {
        let row = retrying(async || {
            let claim = query_as(statement::CLAIM)
                .bind(tenant.uuid())
                .bind(channel.uuid())
                .bind(lease)
                .bind(until.micros())
                .bind(now.micros());
            self.pool.optional(Scope::Tenant(tenant), claim).await
        })
        .await?;
        if let Some(known) = rows::one::<ChannelSettingsRow, _>(row)? {
            let claimed = ClaimedSettings { known, lease };
            return Ok(ClaimSettingsOutcome::Claimed(Box::new(claimed)));
        }
        let known = self.channel_settings(tenant, channel).await?;
        let is_bound = known.is_some_and(|known| known.binding.is_some());
        Ok(if is_bound {
            ClaimSettingsOutcome::BeingPassedOn
        } else {
            ClaimSettingsOutcome::NotBound
        })
    }

    async fn note_touched(
        &self,
        claimed: &ClaimedSettings,
        touched: &[Setting],
    ) -> Result<bool, StoreError> {
        retrying(|| self.try_note_touched(claimed, touched)).await
    }

    async fn finish_passing(
        &self,
        claimed: &ClaimedSettings,
        passed: &PassedSettings,
    ) -> Result<bool, StoreError> {
        retrying(|| self.try_finish_passing(claimed, passed)).await
    }
}

impl PostgresStore {
    /// Nothing where the version is another one.
    async fn try_save_settings(
        &self,
        tenant: TenantId,
        channel: ChannelId,
        edit: &SettingsEdit,
        now: Timestamp,
        audit: &AuditEntry,
    ) -> Result<Option<SaveOutcome>, Failure> {
        let mut write = self.pool.begin(Scope::Tenant(tenant)).await?;
        let is_there: Option<i32> = query_scalar(concat!(has_channel!(), " FOR KEY SHARE"))
            .bind(tenant.uuid())
            .bind(channel.uuid())
            .fetch_optional(&mut *write)
            .await?;
        if is_there.is_none() {
            return Ok(Some(SaveOutcome::NotFound));
        }
        let saved = query(statement::SAVE)
            .bind(tenant.uuid())
            .bind(channel.uuid())
            .bind(rows::json(&edit.settings)?)
            .bind(edit.version)
            .bind(&audit.actor)
            .bind(now.micros())
            .execute(&mut *write)
            .await?;
        if saved.rows_affected() == 0 {
            return Ok(None);
        }
        insert_audit_entry(&mut write, audit).await?;
        write.commit().await?;
        Ok(Some(SaveOutcome::Saved))
    }

    async fn try_watch_settings(&self, now: Timestamp) -> Result<u64, Failure> {
        let is_watched: bool =
            self.pool.value(EVERYBODY, query_scalar(statement::IS_WATCHED)).await?;
        // Asked all the time: nobody has to wait for a lock.
        if is_watched {
            return Ok(0);
        }
        let mut write = self.pool.begin(EVERYBODY).await?;
        let mut changed = query(statement::LET_GO).execute(&mut *write).await?.rows_affected();
        for change in [statement::BOUND_TO_ANOTHER, statement::AUTHORISED_ANEW, statement::BOUND] {
            let done = query(change).bind(now.micros()).execute(&mut *write).await?;
            changed += done.rows_affected();
        }
        write.commit().await?;
        Ok(changed)
    }

    async fn try_note_touched(
        &self,
        claimed: &ClaimedSettings,
        touched: &[Setting],
    ) -> Result<bool, Failure> {
        let mut write = self.pool.begin(Scope::Tenant(claimed.known.tenant)).await?;
        let noted = query(statement::TOUCH)
            .bind(claimed.known.tenant.uuid())
            .bind(claimed.known.channel.uuid())
            .bind(claimed.lease)
            .bind(rows::json(&touched)?)
            .execute(&mut *write)
            .await?;
        write.commit().await?;
        Ok(noted.rows_affected() == 1)
    }

    async fn try_finish_passing(
        &self,
        claimed: &ClaimedSettings,
        passed: &PassedSettings,
    ) -> Result<bool, Failure> {
        let known = &claimed.known;
        let columns = PassedColumns::of(known, passed)?;
        let mut write = self.pool.begin(Scope::Tenant(claimed.known.tenant)).await?;
        let kept = query(statement::FINISH)
            .bind(known.tenant.uuid())
            .bind(known.channel.uuid())
            .bind(claimed.lease)
            .bind(known.version)
            .bind(columns.applied)
            .bind(columns.found)
            .bind(columns.found_at)
            .bind(columns.problem)
            .bind(columns.turns)
            .bind(columns.next_at)
            .bind(known.next_at.map(Timestamp::micros))
            .execute(&mut *write)
            .await?;
        write.commit().await?;
        Ok(kept.rows_affected() == 1)
    }
}
