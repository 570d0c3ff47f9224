//! No bindings: their rules are tested on the real databases, where they are enforced.

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

use crate::fake_store::FakeStore;

#[async_trait]
impl BindingStore for FakeStore {
    async fn start_binding(&self, _: &Binding, _: &AuditEntry) -> Result<StartOutcome, StoreError> {
        Err(elsewhere())
    }

    async fn progress_binding(
        &self,
        _: &Binding,
        _: &Progress,
        _: Option<&AuditEntry>,
    ) -> Result<StepOutcome, StoreError> {
        Err(elsewhere())
    }

    async fn take_authorisation(&self, _: &TokenHash) -> Result<Option<Binding>, StoreError> {
        Err(elsewhere())
    }

    async fn claim_account(
        &self,
        _: &Binding,
        _: Option<&Hold>,
        _: Timestamp,
        _: Timestamp,
    ) -> Result<ClaimOutcome, StoreError> {
        Err(elsewhere())
    }

    async fn finish_binding(
        &self,
        _: &Binding,
        _: &Bound,
        _: &AuditEntry,
    ) -> Result<StepOutcome, StoreError> {
        Err(elsewhere())
    }

    async fn cancel_binding(
        &self,
        _: TenantId,
        _: ChannelId,
        _: Timestamp,
        _: &AuditEntry,
    ) -> Result<CancelOutcome, StoreError> {
        Err(elsewhere())
    }

    async fn roll_back_binding(
        &self,
        _: TenantId,
        _: ChannelId,
        _: Timestamp,
        _: &AuditEntry,
    ) -> Result<StepOutcome, StoreError> {
        Err(elsewhere())
    }

    async fn unbind_channel(
        &self,
        _: TenantId,
        _: ChannelId,
        _: Timestamp,
        _: &AuditEntry,
    ) -> Result<StepOutcome, StoreError> {
        Err(elsewhere())
    }

    async fn claim_release(
        &self,
        _: Timestamp,
        _: Timestamp,
    ) -> Result<Option<Binding>, StoreError> {
        Err(elsewhere())
    }

    async fn put_off_release(
        &self,
        _: &Binding,
        _: Timestamp,
        _: &Problem,
    ) -> Result<(), StoreError> {
        Err(elsewhere())
    }

    async fn finish_release(&self, _: &Binding, _: &AuditEntry) -> Result<StepOutcome, StoreError> {
        Err(elsewhere())
    }

    async fn renew_credentials(&self, _: &Binding, _: &Sealed) -> Result<StepOutcome, StoreError> {
        Err(elsewhere())
    }

    async fn kept_picture(&self, _: &Binding) -> Result<Option<KeptPicture>, StoreError> {
        Err(elsewhere())
    }

    async fn keep_picture(&self, _: &Binding, _: &KeptPicture) -> Result<(), StoreError> {
        Err(elsewhere())
    }

    async fn bindings_of_channel(
        &self,
        _: TenantId,
        _: ChannelId,
    ) -> Result<Vec<Binding>, StoreError> {
        Err(elsewhere())
    }

    async fn binding_by_id(&self, _: BindingId) -> Result<Option<Binding>, StoreError> {
        Err(elsewhere())
    }

    async fn binding_by_account(&self, _: &Fingerprint) -> Result<Option<Binding>, StoreError> {
        Err(elsewhere())
    }

    async fn bindings_by_unit(&self, _: &Fingerprint) -> Result<Vec<Binding>, StoreError> {
        Err(elsewhere())
    }

    async fn shares_unit(&self, _: &Binding) -> Result<bool, StoreError> {
        Err(elsewhere())
    }

    async fn abandoned_bindings(&self, _: Timestamp, _: u32) -> Result<Vec<Binding>, StoreError> {
        Err(elsewhere())
    }

    async fn fingerprint_key(&self, _: &Sealed) -> Result<Sealed, StoreError> {
        Err(elsewhere())
    }
}

fn elsewhere() -> StoreError {
    StoreError::Failed("this store has no bindings".into())
}
