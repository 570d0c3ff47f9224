//! The rest of the faulty store: accounts at providers.

use async_trait::async_trait;
use domain::audit::AuditEntry;
use domain::ids::{IdentityId, UserId};
use domain::open_id::{Attempt, Identity, LinkOutcome, OpenIdStore, Subject, UnlinkOutcome};
use domain::secrets::TokenHash;
use domain::store::StoreError;
use domain::time::Timestamp;
use domain::user::User;

use crate::faulty_store::FaultyStore;

#[async_trait]
impl OpenIdStore for FaultyStore {
    async fn insert_open_id_attempt(
        &self,
        token: &TokenHash,
        attempt: &Attempt,
    ) -> Result<(), StoreError> {
        self.working()?.insert_open_id_attempt(token, attempt).await
    }

    async fn take_open_id_attempt(
        &self,
        token: &TokenHash,
        now: Timestamp,
    ) -> Result<Option<Attempt>, StoreError> {
        self.working()?.take_open_id_attempt(token, now).await
    }

    async fn user_by_identity(
        &self,
        issuer: &str,
        subject: &Subject,
    ) -> Result<Option<User>, StoreError> {
        self.working()?.user_by_identity(issuer, subject).await
    }

    async fn identities(&self, user: UserId) -> Result<Vec<Identity>, StoreError> {
        self.working()?.identities(user).await
    }

    async fn link_identity(
        &self,
        identity: &Identity,
        audit: &AuditEntry,
    ) -> Result<LinkOutcome, StoreError> {
        self.working()?.link_identity(identity, audit).await
    }

    async fn unlink_identity(
        &self,
        user: UserId,
        id: IdentityId,
        audit: &AuditEntry,
    ) -> Result<UnlinkOutcome, StoreError> {
        self.working()?.unlink_identity(user, id, audit).await
    }
}
