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
use sqlx::sqlite::SqliteArguments;
use sqlx::{Sqlite, query, query_as, query_scalar};

use super::SqliteStore;
use crate::binding_statements::{self as statement, claim_release};
use crate::error::Failure;
use crate::rows::{
    self, BindingRow, PictureRow, fingerprint_column, json, picture_column, sealed_columns,
};

pub(super) use steps::unbind_current;

type Query = query::Query<'static, Sqlite, SqliteArguments>;

#[async_trait]
impl BindingStore for SqliteStore {
    async fn start_binding(
        &self,
        binding: &Binding,
        audit: &AuditEntry,
    ) -> Result<StartOutcome, StoreError> {
        Ok(self.try_start(binding, audit).await?)
    }

    async fn progress_binding(
        &self,
        binding: &Binding,
        progress: &Progress,
        audit: Option<&AuditEntry>,
    ) -> Result<StepOutcome, StoreError> {
        Ok(self.try_progress(binding, progress, audit).await?)
    }

    async fn take_authorisation(&self, token: &TokenHash) -> Result<Option<Binding>, StoreError> {
        let taken = query_as(statement::TAKE_AUTHORISATION).bind(token.0.to_vec());
        let row = taken.fetch_optional(&self.writer).await.map_err(Failure::from)?;
        Ok(rows::one::<BindingRow, _>(row)?)
    }

    async fn claim_account(
        &self,
        binding: &Binding,
        hold: Option<&Hold>,
        now: Timestamp,
        until: Timestamp,
    ) -> Result<ClaimOutcome, StoreError> {
        let claimed = of(statement::CLAIM_ACCOUNT, binding)
            .bind(fingerprint_column(hold.map(|hold| hold.account)))
            .bind(fingerprint_column(hold.and_then(|hold| hold.unit)))
            .bind(now.micros())
            .bind(until.micros())
            .execute(&self.writer)
            .await;
        match claimed {
            Ok(done) if done.rows_affected() == 1 => Ok(ClaimOutcome::Claimed),
            Ok(_) => Ok(ClaimOutcome::OtherState),
            Err(sqlx::Error::Database(error)) if error.is_unique_violation() => {
                Ok(ClaimOutcome::Taken)
            }
            Err(error) => Err(Failure::from(error).into()),
        }
    }

    async fn finish_binding(
        &self,
        binding: &Binding,
        bound: &Bound,
        audit: &AuditEntry,
    ) -> Result<StepOutcome, StoreError> {
        Ok(self.try_finish(binding, bound, audit).await?)
    }

    async fn cancel_binding(
        &self,
        tenant: TenantId,
        channel: ChannelId,
        now: Timestamp,
        audit: &AuditEntry,
    ) -> Result<CancelOutcome, StoreError> {
        Ok(self.try_cancel(tenant, channel, now, audit).await?)
    }

    async fn roll_back_binding(
        &self,
        tenant: TenantId,
        channel: ChannelId,
        now: Timestamp,
        audit: &AuditEntry,
    ) -> Result<StepOutcome, StoreError> {
        Ok(self.try_roll_back(tenant, channel, now, audit).await?)
    }

    async fn unbind_channel(
        &self,
        tenant: TenantId,
        channel: ChannelId,
        now: Timestamp,
        audit: &AuditEntry,
    ) -> Result<StepOutcome, StoreError> {
        Ok(self.try_unbind(tenant, channel, now, audit).await?)
    }

    async fn claim_release(
        &self,
        now: Timestamp,
        until: Timestamp,
    ) -> Result<Option<Binding>, StoreError> {
        Ok(self.try_claim_release(now, until).await?)
    }

    async fn put_off_release(
        &self,
        binding: &Binding,
        at: Timestamp,
        problem: &Problem,
    ) -> Result<(), StoreError> {
        let put_off = of(statement::PUT_OFF, binding).bind(at.micros()).bind(json(problem)?);
        put_off.execute(&self.writer).await.map_err(Failure::from)?;
        Ok(())
    }

    async fn finish_release(
        &self,
        binding: &Binding,
        audit: &AuditEntry,
    ) -> Result<StepOutcome, StoreError> {
        Ok(self.try_finish_release(binding, audit).await?)
    }

    async fn renew_credentials(
        &self,
        binding: &Binding,
        sealed: &Sealed,
    ) -> Result<StepOutcome, StoreError> {
        let (_, before) = sealed_columns(binding.sealed.as_ref());
        let (key, after) = sealed_columns(Some(sealed));
        let renew = query(statement::RENEW)
            .bind(binding.tenant.uuid())
            .bind(binding.id.uuid())
            .bind(before)
            .bind(key)
            .bind(after);
        let done = renew.execute(&self.writer).await.map_err(Failure::from)?;
        Ok(step(done.rows_affected()))
    }

    async fn kept_picture(&self, binding: &Binding) -> Result<Option<KeptPicture>, StoreError> {
        let kept =
            query_as(statement::KEPT_PICTURE).bind(binding.tenant.uuid()).bind(binding.id.uuid());
        let row = kept.fetch_optional(&self.readers).await.map_err(Failure::from)?;
        Ok(rows::one::<PictureRow, _>(row)?)
    }

    async fn keep_picture(&self, binding: &Binding, kept: &KeptPicture) -> Result<(), StoreError> {
        let keep = query(statement::KEEP_PICTURE)
            .bind(binding.tenant.uuid())
            .bind(binding.id.uuid())
            .bind(kept.address.clone())
            .bind(picture_column(kept))
            .bind(kept.asked_at.micros());
        keep.execute(&self.writer).await.map_err(Failure::from)?;
        Ok(())
    }

    async fn bindings_of_channel(
        &self,
        tenant: TenantId,
        channel: ChannelId,
    ) -> Result<Vec<Binding>, StoreError> {
        let all = query_as(statement::OF_CHANNEL).bind(tenant.uuid()).bind(channel.uuid());
        let found = all.fetch_all(&self.readers).await.map_err(Failure::from)?;
        Ok(rows::all::<BindingRow, _>(found)?)
    }

    async fn binding_by_id(&self, id: BindingId) -> Result<Option<Binding>, StoreError> {
        let one = query_as(statement::BY_ID).bind(id.uuid());
        let row = one.fetch_optional(&self.readers).await.map_err(Failure::from)?;
        Ok(rows::one::<BindingRow, _>(row)?)
    }

    async fn binding_by_account(
        &self,
        account: &Fingerprint,
    ) -> Result<Option<Binding>, StoreError> {
        let one = query_as(statement::BY_ACCOUNT).bind(account.0.to_vec());
        let row = one.fetch_optional(&self.readers).await.map_err(Failure::from)?;
        Ok(rows::one::<BindingRow, _>(row)?)
    }

    async fn bindings_by_unit(&self, unit: &Fingerprint) -> Result<Vec<Binding>, StoreError> {
        let all = query_as(statement::BY_UNIT).bind(unit.0.to_vec());
        let found = all.fetch_all(&self.readers).await.map_err(Failure::from)?;
        Ok(rows::all::<BindingRow, _>(found)?)
    }

    async fn shares_unit(&self, binding: &Binding) -> Result<bool, StoreError> {
        let shares = query_scalar(statement::SHARES_UNIT).bind(binding.id.uuid());
        Ok(shares.fetch_one(&self.readers).await.map_err(Failure::from)?)
    }

    async fn abandoned_bindings(
        &self,
        before: Timestamp,
        limit: u32,
    ) -> Result<Vec<Binding>, StoreError> {
        let all = query_as(statement::ABANDONED).bind(before.micros()).bind(i64::from(limit));
        let found = all.fetch_all(&self.readers).await.map_err(Failure::from)?;
        Ok(rows::all::<BindingRow, _>(found)?)
    }

    async fn fingerprint_key(&self, candidate: &Sealed) -> Result<Sealed, StoreError> {
        let (key, sealed) = sealed_columns(Some(candidate));
        let stored = query_as(statement::FINGERPRINT_KEY).bind(key).bind(sealed);
        let (key, bytes) = stored.fetch_one(&self.writer).await.map_err(Failure::from)?;
        Ok(rows::sealed_in("installation", key, bytes)?)
    }
}

impl SqliteStore {
    async fn try_claim_release(
        &self,
        now: Timestamp,
        until: Timestamp,
    ) -> Result<Option<Binding>, Failure> {
        // Asked every second: when nothing waits, nobody has to wait for the writer.
        let is_due: bool = query_scalar(
            "SELECT EXISTS (SELECT 1 FROM bindings WHERE state IN (3, 4) AND due_at <= $1)",
        )
        .bind(now.micros())
        .fetch_one(&self.readers)
        .await?;
        if !is_due {
            return Ok(None);
        }
        let claimed = query_as(claim_release!("")).bind(now.micros()).bind(until.micros());
        rows::one::<BindingRow, _>(claimed.fetch_optional(&self.writer).await?)
    }
}

/// A statement about this version of a binding.
fn of(statement: &'static str, binding: &Binding) -> Query {
    query(statement).bind(binding.tenant.uuid()).bind(binding.id.uuid()).bind(binding.version)
}

const fn step(changed: u64) -> StepOutcome {
    if changed == 0 { StepOutcome::OtherState } else { StepOutcome::Done }
}
