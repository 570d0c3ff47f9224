//! No sessions with platforms: their rules are tested on the real databases.

use async_trait::async_trait;
use domain::ids::{BindingId, TenantId};
use domain::listening::{ClaimedListening, HeldListening, KnownListening, ListeningStore};
use domain::platform::Problem;
use domain::store::StoreError;
use domain::time::Timestamp;
use uuid::Uuid;

use crate::fake_store::FakeStore;

#[async_trait]
impl ListeningStore for FakeStore {
    async fn watch_listening(&self, _: Timestamp) -> Result<u64, StoreError> {
        Err(elsewhere())
    }

    async fn claim_listening(
        &self,
        _: Uuid,
        _: Timestamp,
        _: Timestamp,
        _: u32,
    ) -> Result<Vec<ClaimedListening>, StoreError> {
        Err(elsewhere())
    }

    async fn renew_listening(
        &self,
        _: Uuid,
        _: Timestamp,
    ) -> Result<Vec<HeldListening>, StoreError> {
        Err(elsewhere())
    }

    async fn listening_connected(
        &self,
        _: &ClaimedListening,
        _: Timestamp,
    ) -> Result<bool, StoreError> {
        Err(elsewhere())
    }

    async fn move_listening(&self, _: &ClaimedListening, _: &str) -> Result<bool, StoreError> {
        Err(elsewhere())
    }

    async fn end_listening(
        &self,
        _: &ClaimedListening,
        _: Option<&Problem>,
        _: u32,
        _: Timestamp,
    ) -> Result<bool, StoreError> {
        Err(elsewhere())
    }

    async fn listening_of_binding(
        &self,
        _: TenantId,
        _: BindingId,
    ) -> Result<Option<KnownListening>, StoreError> {
        Err(elsewhere())
    }
}

fn elsewhere() -> StoreError {
    StoreError::Failed("tested on the real databases".into())
}
