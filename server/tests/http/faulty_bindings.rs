//! The rest of the faulty store: bindings.

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

use crate::faulty_store::FaultyStore;

#[async_trait]
impl BindingStore for FaultyStore {
    async fn start_binding(
        &self,
        binding: &Binding,
        audit: &AuditEntry,
    ) -> Result<StartOutcome, StoreError> {
        self.working()?.start_binding(binding, audit).await
    }

    async fn progress_binding(
        &self,
        binding: &Binding,
        progress: &Progress,
        audit: Option<&AuditEntry>,
    ) -> Result<StepOutcome, StoreError> {
        self.working()?.progress_binding(binding, progress, audit).await
    }

    async fn take_authorisation(&self, token: &TokenHash) -> Result<Option<Binding>, StoreError> {
        self.working()?.take_authorisation(token).await
    }

    async fn claim_account(
        &self,
        binding: &Binding,
        hold: Option<&Hold>,
        now: Timestamp,
        until: Timestamp,
    ) -> Result<ClaimOutcome, StoreError> {
        self.working()?.claim_account(binding, hold, now, until).await
    }

    async fn finish_binding(
        &self,
        binding: &Binding,
        bound: &Bound,
        audit: &AuditEntry,
    ) -> Result<StepOutcome, StoreError> {
        self.working()?.finish_binding(binding, bound, audit).await
    }

    async fn cancel_binding(
        &self,
        tenant: TenantId,
        channel: ChannelId,
        now: Timestamp,
        audit: &AuditEntry,
    ) -> Result<CancelOutcome, StoreError> {
        self.working()?.cancel_binding(tenant, channel, now, audit).await
    }

    async fn roll_back_binding(
        &self,
        tenant: TenantId,
        channel: ChannelId,
        now: Timestamp,
        audit: &AuditEntry,
    ) -> Result<StepOutcome, StoreError> {
        self.working()?.roll_back_binding(tenant, channel, now, audit).await
    }

    async fn unbind_channel(
        &self,
        tenant: TenantId,
        channel: ChannelId,
        now: Timestamp,
        audit: &AuditEntry,
    ) -> Result<StepOutcome, StoreError> {
        self.working()?.unbind_channel(tenant, channel, now, audit).await
    }

    async fn claim_release(
        &self,
        now: Timestamp,
        until: Timestamp,
    ) -> Result<Option<Binding>, StoreError> {
        self.working()?.claim_release(now, until).await
    }

    async fn put_off_release(
        &self,
        binding: &Binding,
        at: Timestamp,
        problem: &Problem,
    ) -> Result<(), StoreError> {
        self.working()?.put_off_release(binding, at, problem).await
    }

    async fn finish_release(
        &self,
        binding: &Binding,
        audit: &AuditEntry,
    ) -> Result<StepOutcome, StoreError> {
        self.working()?.finish_release(binding, audit).await
    }

    async fn renew_credentials(
        &self,
        binding: &Binding,
        sealed: &Sealed,
    ) -> Result<StepOutcome, StoreError> {
        self.working()?.renew_credentials(binding, sealed).await
    }

    async fn kept_picture(&self, binding: &Binding) -> Result<Option<KeptPicture>, StoreError> {
        self.working()?.kept_picture(binding).await
    }

    async fn keep_picture(&self, binding: &Binding, kept: &KeptPicture) -> Result<(), StoreError> {
        self.working()?.keep_picture(binding, kept).await
    }

    async fn bindings_of_channel(
        &self,
        tenant: TenantId,
        channel: ChannelId,
    ) -> Result<Vec<Binding>, StoreError> {
        self.working()?.bindings_of_channel(tenant, channel).await
    }

    async fn binding_by_id(&self, id: BindingId) -> Result<Option<Binding>, StoreError> {
        self.working()?.binding_by_id(id).await
    }

    async fn binding_by_account(
        &self,
        account: &Fingerprint,
    ) -> Result<Option<Binding>, StoreError> {
        self.working()?.binding_by_account(account).await
    }

    async fn bindings_by_unit(&self, unit: &Fingerprint) -> Result<Vec<Binding>, StoreError> {
        self.working()?.bindings_by_unit(unit).await
    }

    async fn shares_unit(&self, binding: &Binding) -> Result<bool, StoreError> {
        self.working()?.shares_unit(binding).await
    }

    async fn abandoned_bindings(
        &self,
        before: Timestamp,
        limit: u32,
    ) -> Result<Vec<Binding>, StoreError> {
        self.working()?.abandoned_bindings(before, limit).await
    }

    async fn fingerprint_key(&self, candidate: &Sealed) -> Result<Sealed, StoreError> {
        self.working()?.fingerprint_key(candidate).await
    }
}
