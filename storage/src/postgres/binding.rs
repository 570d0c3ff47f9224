mod steps;

use async_trait::async_trait;
use domain::audit::AuditEntry;
use domain::binding::{
    Binding, BindingStore, Bound, CancelOutcome, ClaimOutcome, Fingerprint, Hold, KeptPicture,
    Progress, StartOutcome, StepOutcome,
};
use domain::ids::{BindingId, ChannelId, TenantId};
use domain::platform::Problem;
use domain::sealing::Sealed;
use domain::secrets::TokenHash;
use domain::store::StoreError;
use domain::time::Timestamp;
use sqlx::postgres::PgArguments;
use sqlx::{Postgres, query, query_as, query_scalar};

use super::scope::Scope;
use super::{PostgresStore, retrying};
use crate::binding_statements::{self as statement, claim_release};
use crate::error::Failure;
use crate::rows::{
    self, BindingRow, PictureRow, fingerprint_column, json, picture_column, sealed_columns,
};

/// What platforms send, and what is released, is of whichever tenant.
const ANY_TENANT: Scope = Scope::Installation;

pub(super) use steps::unbind_current;

type Query = query::Query<'static, Postgres, PgArguments>;

#[async_trait]
impl BindingStore for PostgresStore {
    async fn start_binding(
        &self,
        binding: &Binding,
        audit: &AuditEntry,
    ) -> Result<StartOutcome, StoreError> {
        retrying(|| self.try_start(binding, audit)).await
    }

    async fn progress_binding(
        &self,
        binding: &Binding,
        progress: &Progress,
        audit: Option<&AuditEntry>,
    ) -> Result<StepOutcome, StoreError> {
        retrying(|| self.try_progress(binding, progress, audit)).await
    }

    async fn take_authorisation(&self, token: &TokenHash) -> Result<Option<Binding>, StoreError> {
        // Whose it is tells only the binding.
        let row = retrying(async || {
            let taken = query_as(statement::TAKE_AUTHORISATION).bind(token.0.to_vec());
            self.pool.optional(Scope::Installation, taken).await
        })
        .await?;
        Ok(rows::one::<BindingRow, _>(row)?)
    }

    async fn claim_account(
        &self,
        binding: &Binding,
        hold: Option<&Hold>,
        now: Timestamp,
        until: Timestamp,
    ) -> Result<ClaimOutcome, StoreError> {
        retrying(|| self.try_claim_account(binding, hold, now, until)).await
    }

    async fn finish_binding(
        &self,
        binding: &Binding,
        bound: &Bound,
        audit: &AuditEntry,
    ) -> Result<StepOutcome, StoreError> {
        retrying(|| self.try_finish(binding, bound, audit)).await
    }

    async fn cancel_binding(
        &self,
        tenant: TenantId,
        channel: ChannelId,
        now: Timestamp,
        audit: &AuditEntry,
    ) -> Result<CancelOutcome, StoreError> {
        retrying(|| self.try_cancel(tenant, channel, now, audit)).await
    }

    async fn roll_back_binding(
        &self,
        tenant: TenantId,
        channel: ChannelId,
        now: Timestamp,
        audit: &AuditEntry,
    ) -> Result<StepOutcome, StoreError> {
        retrying(|| self.try_roll_back(tenant, channel, now, audit)).await
    }

    async fn unbind_channel(
        &self,
        tenant: TenantId,
        channel: ChannelId,
        now: Timestamp,
        audit: &AuditEntry,
    ) -> Result<StepOutcome, StoreError> {
        retrying(|| self.try_unbind(tenant, channel, now, audit)).await
    }

    async fn claim_release(
        &self,
        now: Timestamp,
        until: Timestamp,
    ) -> Result<Option<Binding>, StoreError> {
        // Of all tenants; what another server is just taking is passed over.
        let row = retrying(async || {
            let claimed = query_as(claim_release!(" FOR UPDATE SKIP LOCKED"))
                .bind(now.micros())
                .bind(until.micros());
            self.pool.optional(Scope::Installation, claimed).await
        })
        .await?;
        Ok(rows::one::<BindingRow, _>(row)?)
    }

    async fn put_off_release(
        &self,
        binding: &Binding,
        at: Timestamp,
        problem: &Problem,
    ) -> Result<(), StoreError> {
        retrying(async || {
            let mut write = self.pool.begin(Scope::Tenant(binding.tenant)).await?;
            let put_off = of(statement::PUT_OFF, binding).bind(at.micros()).bind(json(problem)?);
            put_off.execute(&mut *write).await?;
            Ok(write.commit().await?)
        })
        .await
    }

    async fn finish_release(
        &self,
        binding: &Binding,
        audit: &AuditEntry,
    ) -> Result<StepOutcome, StoreError> {
        retrying(|| self.try_finish_release(binding, audit)).await
    }

    async fn renew_credentials(
        &self,
        binding: &Binding,
        sealed: &Sealed,
    ) -> Result<StepOutcome, StoreError> {
        retrying(async || {
            let (_, before) = sealed_columns(binding.sealed.as_ref());
            let (key, after) = sealed_columns(Some(sealed));
            let mut write = self.pool.begin(Scope::Tenant(binding.tenant)).await?;
            let renew = query(statement::RENEW)
                .bind(binding.tenant.uuid())
                .bind(binding.id.uuid())
                .bind(before)
                .bind(key)
                .bind(after);
            let done = renew.execute(&mut *write).await?.rows_affected();
            write.commit().await?;
            Ok(step(done))
        })
        .await
    }

    async fn kept_picture(&self, binding: &Binding) -> Result<Option<KeptPicture>, StoreError> {
        let kept =
            query_as(statement::KEPT_PICTURE).bind(binding.tenant.uuid()).bind(binding.id.uuid());
        let row = self.pool.optional(Scope::Tenant(binding.tenant), kept).await?;
        Ok(rows::one::<PictureRow, _>(row)?)
    }

    async fn keep_picture(&self, binding: &Binding, kept: &KeptPicture) -> Result<(), StoreError> {
        retrying(async || {
            let mut write = self.pool.begin(Scope::Tenant(binding.tenant)).await?;
            let keep = query(statement::KEEP_PICTURE)
                .bind(binding.tenant.uuid())
                .bind(binding.id.uuid())
                .bind(kept.address.clone())
                .bind(picture_column(kept))
                .bind(kept.asked_at.micros());
            keep.execute(&mut *write).await?;
            write.commit().await?;
            Ok(())
        })
        .await
    }

    async fn bindings_of_channel(
        &self,
        tenant: TenantId,
        channel: ChannelId,
    ) -> Result<Vec<Binding>, StoreError> {
        let all = query_as(statement::OF_CHANNEL).bind(tenant.uuid()).bind(channel.uuid());
        let found = self.pool.all(Scope::Tenant(tenant), all).await?;
        Ok(rows::all::<BindingRow, _>(found)?)
    }

    async fn binding_by_id(&self, id: BindingId) -> Result<Option<Binding>, StoreError> {
        let one = query_as(statement::BY_ID).bind(id.uuid());
        let row = self.pool.optional(ANY_TENANT, one).await?;
        Ok(rows::one::<BindingRow, _>(row)?)
    }

    async fn binding_by_account(
        &self,
        account: &Fingerprint,
    ) -> Result<Option<Binding>, StoreError> {
        let one = query_as(statement::BY_ACCOUNT).bind(account.0.to_vec());
        let row = self.pool.optional(ANY_TENANT, one).await?;
        Ok(rows::one::<BindingRow, _>(row)?)
    }

    async fn bindings_by_unit(&self, unit: &Fingerprint) -> Result<Vec<Binding>, StoreError> {
        let all = query_as(statement::BY_UNIT).bind(unit.0.to_vec());
        let found = self.pool.all(ANY_TENANT, all).await?;
        Ok(rows::all::<BindingRow, _>(found)?)
    }

    async fn shares_unit(&self, binding: &Binding) -> Result<bool, StoreError> {
        let shares = query_scalar(statement::SHARES_UNIT).bind(binding.id.uuid());
        Ok(self.pool.value(ANY_TENANT, shares).await?)
    }

    async fn abandoned_bindings(
        &self,
        before: Timestamp,
        limit: u32,
    ) -> Result<Vec<Binding>, StoreError> {
        let all = query_as(statement::ABANDONED).bind(before.micros()).bind(i64::from(limit));
        let found = self.pool.all(ANY_TENANT, all).await?;
        Ok(rows::all::<BindingRow, _>(found)?)
    }

    async fn fingerprint_key(&self, candidate: &Sealed) -> Result<Sealed, StoreError> {
        let row: Option<(String, Vec<u8>)> = retrying(async || {
            let (key, sealed) = sealed_columns(Some(candidate));
            let stored = query_as(statement::FINGERPRINT_KEY).bind(key).bind(sealed);
            self.pool.optional(ANY_TENANT, stored).await
        })
        .await?;
        let (key, bytes) = row.ok_or(Failure::Sql(sqlx::Error::RowNotFound))?;
        Ok(rows::sealed_in("installation", key, bytes)?)
    }
}

impl PostgresStore {
    async fn try_claim_account(
        &self,
        binding: &Binding,
        hold: Option<&Hold>,
        now: Timestamp,
        until: Timestamp,
    ) -> Result<ClaimOutcome, Failure> {
        let mut write = self.pool.begin(Scope::Tenant(binding.tenant)).await?;
        let claimed = of(statement::CLAIM_ACCOUNT, binding)
            .bind(fingerprint_column(hold.map(|hold| hold.account)))
            .bind(fingerprint_column(hold.and_then(|hold| hold.unit)))
            .bind(now.micros())
            .bind(until.micros())
            .execute(&mut *write)
            .await;
        match claimed {
            Ok(done) if done.rows_affected() == 1 => {
                write.commit().await?;
                Ok(ClaimOutcome::Claimed)
            }
            Ok(_) => Ok(ClaimOutcome::OtherState),
            Err(sqlx::Error::Database(error)) if error.is_unique_violation() => {
                Ok(ClaimOutcome::Taken)
            }
            Err(error) => Err(error.into()),
        }
    }
}

/// A statement about this version of a binding.
fn of(statement: &'static str, binding: &Binding) -> Query {
    query(statement).bind(binding.tenant.uuid()).bind(binding.id.uuid()).bind(binding.version)
}

const fn step(changed: u64) -> StepOutcome {
    if changed == 0 { StepOutcome::OtherState } else { StepOutcome::Done }
}
