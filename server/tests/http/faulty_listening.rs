//! The rest of the faulty store: the sessions with platforms.

use async_trait::async_trait;
use domain::ids::{BindingId, TenantId};
use domain::listening::{ClaimedListening, HeldListening, KnownListening, ListeningStore};
use domain::platform::Problem;
use domain::store::StoreError;
use domain::time::Timestamp;
use uuid::Uuid;

use crate::faulty_store::FaultyStore;

#[async_trait]
impl ListeningStore for FaultyStore {
    async fn watch_listening(&self, now: Timestamp) -> Result<u64, StoreError> {
        self.working()?.watch_listening(now).await
    }

    async fn claim_listening(
        &self,
        lease: Uuid,
        now: Timestamp,
        until: Timestamp,
        limit: u32,
    ) -> Result<Vec<ClaimedListening>, StoreError> {
        self.working()?.claim_listening(lease, now, until, limit).await
    }

    async fn renew_listening(
        &self,
        lease: Uuid,
        until: Timestamp,
    ) -> Result<Vec<HeldListening>, StoreError> {
        self.working()?.renew_listening(lease, until).await
    }

    async fn listening_connected(
        &self,
        session: &ClaimedListening,
        now: Timestamp,
    ) -> Result<bool, StoreError> {
        self.working()?.listening_connected(session, now).await
    }

    async fn move_listening(
        &self,
        session: &ClaimedListening,
        position: &str,
    ) -> Result<bool, StoreError> {
        self.working()?.move_listening(session, position).await
    }

    async fn end_listening(
        &self,
        session: &ClaimedListening,
        problem: Option<&Problem>,
        breaks: u32,
        next_at: Timestamp,
    ) -> Result<bool, StoreError> {
        self.working()?.end_listening(session, problem, breaks, next_at).await
    }

    async fn listening_of_binding(
        &self,
        tenant: TenantId,
        binding: BindingId,
    ) -> Result<Option<KnownListening>, StoreError> {
        self.working()?.listening_of_binding(tenant, binding).await
    }
}
