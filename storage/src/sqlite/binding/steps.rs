//! The changes that take more than one statement: each a transaction.

use domain::audit::{AuditEntry, SYSTEM};
use domain::binding::{
    Binding, BindingState, Bound, CancelOutcome, Progress, Purpose, StartOutcome, StepOutcome,
};
use domain::ids::{ChannelId, TenantId};
use domain::platform::Account;
use domain::time::Timestamp;
use sqlx::sqlite::SqliteConnection;
use sqlx::{query, query_as, query_scalar};

use super::{Query, SqliteStore, of};
use crate::binding_statements as statement;
use crate::channel_request_statements::{SETTLE, UNBOUND};
use crate::error::Failure;
use crate::rows::{self, BindingRow, ProgressColumns, json, sealed_columns};
use crate::sqlite::audit::insert_audit_entry;
use crate::sqlite::channel_request as request;

impl SqliteStore {
    pub(super) async fn try_start(
        &self,
        binding: &Binding,
        audit: &AuditEntry,
    ) -> Result<StartOutcome, Failure> {
        let mut write = self.write().await?;
        if let Some(open) = open_of(&mut write, binding.tenant, binding.channel).await? {
            return Ok(StartOutcome::AlreadyOpen(Box::new(open)));
        }
        let is_bind = binding.state == BindingState::Open(Purpose::Bind);
        let channel = if is_bind { statement::TO_BINDING } else { statement::STAYS_BOUND };
        if on_channel(channel, binding.tenant, binding.channel, &mut write).await? == 0 {
            return Ok(StartOutcome::OtherState);
        }
        let row = BindingRow::try_from(binding)?;
        query(statement::INSERT)
            .bind(row.tenant_id)
            .bind(row.id)
            .bind(row.channel_id)
            .bind(row.channel_type)
            .bind(row.state)
            .bind(row.purpose)
            .bind(row.version)
            .bind(row.way)
            .bind(row.account)
            .bind(row.key_id)
            .bind(row.sealed)
            .bind(row.checks)
            .bind(row.problem)
            .bind(row.told_platform)
            .bind(row.started_by)
            .bind(row.started_by_name)
            .bind(row.started_at)
            .bind(row.changed_at)
            .bind(row.due_at)
            .bind(row.turns)
            .execute(&mut *write)
            .await?;
        insert_audit_entry(&mut write, audit).await?;
        write.commit().await?;
        Ok(StartOutcome::Started)
    }

    pub(super) async fn try_progress(
        &self,
        binding: &Binding,
        progress: &Progress,
        audit: Option<&AuditEntry>,
    ) -> Result<StepOutcome, Failure> {
        let mut write = self.write().await?;
        let columns = ProgressColumns::try_from(progress)?;
        let done = of(statement::PROGRESS, binding)
            .bind(columns.way)
            .bind(columns.account)
            .bind(columns.key_id)
            .bind(columns.sealed)
            .bind(columns.checks)
            .bind(columns.problem)
            .bind(columns.token_hash)
            .bind(progress.at.micros())
            .execute(&mut *write)
            .await?;
        if done.rows_affected() == 0 {
            return Ok(StepOutcome::OtherState);
        }
        if let Some(audit) = audit {
            insert_audit_entry(&mut write, audit).await?;
        }
        write.commit().await?;
        Ok(StepOutcome::Done)
    }

    pub(super) async fn try_finish(
        &self,
        binding: &Binding,
        bound: &Bound,
        audit: &AuditEntry,
    ) -> Result<StepOutcome, Failure> {
        let mut write = self.write().await?;
        let (tenant, channel) = (binding.tenant, binding.channel);
        let account = json(&bound.account)?;
        let (key, sealed) = sealed_columns(Some(&bound.sealed));
        let at = bound.at.micros();
        let to_bound = query(statement::TO_BOUND)
            .bind(tenant.uuid())
            .bind(channel.uuid())
            .bind(&bound.account.name);
        if to_bound.execute(&mut *write).await?.rows_affected() == 0 {
            return Ok(StepOutcome::OtherState);
        }
        let changed = if binding.purpose() == Some(Purpose::Reauthorise) {
            let deleted = of(statement::DELETE_OPEN, binding).execute(&mut *write).await?;
            let given = query(statement::GIVE_CREDENTIALS)
                .bind(tenant.uuid())
                .bind(channel.uuid())
                .bind(account)
                .bind(key)
                .bind(sealed)
                .bind(binding.way.clone())
                .bind(at);
            let given = given.execute(&mut *write).await?;
            deleted.rows_affected().min(given.rows_affected())
        } else {
            on_channel_at(statement::RELEASE_KEPT, tenant, channel, bound.at)
                .execute(&mut *write)
                .await?;
            on_channel_at(statement::KEEP_CURRENT, tenant, channel, bound.at)
                .bind(bound.kept_until.micros())
                .execute(&mut *write)
                .await?;
            let current =
                of(statement::MAKE_CURRENT, binding).bind(account).bind(key).bind(sealed).bind(at);
            request::end(SETTLE, (tenant, channel), bound.at, SYSTEM, &mut write).await?;
            current.execute(&mut *write).await?.rows_affected()
        };
        if changed == 0 {
            return Ok(StepOutcome::OtherState);
        }
        insert_audit_entry(&mut write, audit).await?;
        write.commit().await?;
        Ok(StepOutcome::Done)
    }

    pub(super) async fn try_cancel(
        &self,
        tenant: TenantId,
        channel: ChannelId,
        now: Timestamp,
        audit: &AuditEntry,
    ) -> Result<CancelOutcome, Failure> {
        let mut write = self.write().await?;
        if end_open(&mut write, tenant, channel, now, false).await? == 0 {
            let open: bool = query_scalar(statement::HAS_OPEN)
                .bind(tenant.uuid())
                .bind(channel.uuid())
                .fetch_one(&mut *write)
                .await?;
            return Ok(if open { CancelOutcome::Confirming } else { CancelOutcome::NotOpen });
        }
        on_channel(statement::TO_UNBOUND, tenant, channel, &mut write).await?;
        insert_audit_entry(&mut write, audit).await?;
        write.commit().await?;
        Ok(CancelOutcome::Cancelled)
    }

    pub(super) async fn try_roll_back(
        &self,
        tenant: TenantId,
        channel: ChannelId,
        now: Timestamp,
        audit: &AuditEntry,
    ) -> Result<StepOutcome, Failure> {
        let mut write = self.write().await?;
        on_channel_at(statement::RELEASE_CURRENT, tenant, channel, now)
            .execute(&mut *write)
            .await?;
        let restored: Option<String> = query_scalar(statement::RESTORE_KEPT)
            .bind(tenant.uuid())
            .bind(channel.uuid())
            .bind(now.micros())
            .fetch_optional(&mut *write)
            .await?;
        let Some(account) = restored else { return Ok(StepOutcome::OtherState) };
        let account: Account = rows::account(&account)?;
        let bound =
            query(statement::TO_BOUND).bind(tenant.uuid()).bind(channel.uuid()).bind(account.name);
        if bound.execute(&mut *write).await?.rows_affected() == 0 {
            return Ok(StepOutcome::OtherState);
        }
        on_channel(statement::DELETE_REAUTHORISING, tenant, channel, &mut write).await?;
        insert_audit_entry(&mut write, audit).await?;
        write.commit().await?;
        Ok(StepOutcome::Done)
    }

    pub(super) async fn try_unbind(
        &self,
        tenant: TenantId,
        channel: ChannelId,
        now: Timestamp,
        audit: &AuditEntry,
    ) -> Result<StepOutcome, Failure> {
        let mut write = self.write().await?;
        if !unbind(&mut write, (tenant, channel), now, &audit.actor).await? {
            return Ok(StepOutcome::OtherState);
        }
        insert_audit_entry(&mut write, audit).await?;
        write.commit().await?;
        Ok(StepOutcome::Done)
    }

    pub(super) async fn try_finish_release(
        &self,
        binding: &Binding,
        audit: &AuditEntry,
    ) -> Result<StepOutcome, Failure> {
        let mut write = self.write().await?;
        let (tenant, channel) = (binding.tenant, binding.channel);
        let deleted = query(statement::DELETE_RELEASED)
            .bind(tenant.uuid())
            .bind(binding.id.uuid())
            .execute(&mut *write)
            .await?;
        if deleted.rows_affected() == 0 {
            return Ok(StepOutcome::OtherState);
        }
        on_channel(statement::UNBINDING_ENDS, tenant, channel, &mut write).await?;
        insert_audit_entry(&mut write, audit).await?;
        write.commit().await?;
        Ok(StepOutcome::Done)
    }
}

/// Begins to unbind a channel, if it is Bound.
async fn unbind(
    connection: &mut SqliteConnection,
    (tenant, channel): (TenantId, ChannelId),
    now: Timestamp,
    by: &str,
) -> Result<bool, Failure> {
    if on_channel(statement::TO_UNBINDING, tenant, channel, connection).await? == 0 {
        return Ok(false);
    }
    request::end(UNBOUND, (tenant, channel), now, by, connection).await?;
    end_open(connection, tenant, channel, now, true).await?;
    for release in [statement::RELEASE_CURRENT, statement::RELEASE_KEPT] {
        on_channel_at(release, tenant, channel, now).execute(&mut *connection).await?;
    }
    Ok(true)
}

/// Begins to unbind a channel, if it is still Bound by this very binding.
pub(in crate::sqlite) async fn unbind_current(
    connection: &mut SqliteConnection,
    binding: &Binding,
    now: Timestamp,
    by: &str,
) -> Result<bool, Failure> {
    let (tenant, channel) = (binding.tenant, binding.channel);
    if on_channel(statement::STAYS_BOUND, tenant, channel, connection).await? == 0 {
        return Ok(false);
    }
    let current: bool = query_scalar(statement::IS_CURRENT)
        .bind(tenant.uuid())
        .bind(binding.id.uuid())
        .fetch_one(&mut *connection)
        .await?;
    if current { unbind(connection, (tenant, channel), now, by).await } else { Ok(false) }
}

fn on_channel_at(
    statement: &'static str,
    tenant: TenantId,
    channel: ChannelId,
    at: Timestamp,
) -> Query {
    query(statement).bind(tenant.uuid()).bind(channel.uuid()).bind(at.micros())
}

/// Changes a channel. Returns how many.
async fn on_channel(
    statement: &'static str,
    tenant: TenantId,
    channel: ChannelId,
    connection: &mut SqliteConnection,
) -> Result<u64, Failure> {
    let changed = query(statement).bind(tenant.uuid()).bind(channel.uuid());
    Ok(changed.execute(connection).await?.rows_affected())
}

/// Ends the open binding of a channel, if there is one. Returns how many there were.
async fn end_open(
    connection: &mut SqliteConnection,
    tenant: TenantId,
    channel: ChannelId,
    now: Timestamp,
    also_confirming: bool,
) -> Result<u64, Failure> {
    let mut ended = 0;
    for end in [statement::RELEASE_OPEN, statement::DELETE_OPEN_OF_CHANNEL] {
        let end = on_channel_at(end, tenant, channel, now).bind(also_confirming);
        ended += end.execute(&mut *connection).await?.rows_affected();
    }
    Ok(ended)
}

async fn open_of(
    connection: &mut SqliteConnection,
    tenant: TenantId,
    channel: ChannelId,
) -> Result<Option<Binding>, Failure> {
    let all = query_as(statement::OF_CHANNEL).bind(tenant.uuid()).bind(channel.uuid());
    let found: Vec<Binding> = rows::all::<BindingRow, _>(all.fetch_all(connection).await?)?;
    Ok(found.into_iter().find(|binding| binding.purpose().is_some()))
}
