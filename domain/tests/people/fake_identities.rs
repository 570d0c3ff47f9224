//! Accounts at providers in memory, and a provider whose word is given beforehand.

use std::sync::Mutex;

use async_trait::async_trait;
use domain::audit::AuditEntry;
use domain::ids::{IdentityId, UserId};
use domain::open_id::{
    Attempt, Challenge, Claims, Identity, LinkOutcome, OpenIdProvider, OpenIdStore, ProviderError,
    Subject, UnlinkOutcome,
};
use domain::secrets::TokenHash;
use domain::store::StoreError;
use domain::time::Timestamp;
use domain::user::User;

use crate::fake_store::{FakeStore, Tables};

pub(crate) const ISSUER: &str = "https://id.example.com";

/// The code that [`FakeProvider`] takes.
pub(crate) const CODE: &str = "code";

impl Tables {
    /// Adds an account unless it is there, or the user has another one of its issuer.
    pub(crate) fn add_identity(&mut self, identity: &Identity) -> bool {
        let taken = self.identities.iter().any(|other| {
            other.issuer == identity.issuer
                && (other.subject == identity.subject || other.user == identity.user)
        });
        if !taken {
            self.identities.push(identity.clone());
        }
        !taken
    }
}

#[async_trait]
impl OpenIdStore for FakeStore {
    async fn insert_open_id_attempt(
        &self,
        token: &TokenHash,
        attempt: &Attempt,
    ) -> Result<(), StoreError> {
        self.tables().visits.push((*token, attempt.clone()));
        Ok(())
    }

    async fn take_open_id_attempt(
        &self,
        token: &TokenHash,
        now: Timestamp,
    ) -> Result<Option<Attempt>, StoreError> {
        let mut tables = self.tables();
        let visits = &mut tables.visits;
        let found =
            visits.iter().position(|(hash, visit)| hash == token && now < visit.expires_at());
        Ok(found.map(|index| visits.remove(index).1))
    }

    async fn user_by_identity(
        &self,
        issuer: &str,
        subject: &Subject,
    ) -> Result<Option<User>, StoreError> {
        let tables = self.tables();
        let mut identities = tables.identities.iter();
        let found = identities.find(|one| (one.issuer.as_str(), &one.subject) == (issuer, subject));
        Ok(found.and_then(|one| tables.users.iter().find(|user| user.id == one.user)).cloned())
    }

    async fn identities(&self, user: UserId) -> Result<Vec<Identity>, StoreError> {
        let tables = self.tables();
        Ok(tables.identities.iter().filter(|one| one.user == user).cloned().collect())
    }

    async fn link_identity(
        &self,
        identity: &Identity,
        audit: &AuditEntry,
    ) -> Result<LinkOutcome, StoreError> {
        let mut tables = self.tables();
        if !tables.add_identity(identity) {
            return Ok(LinkOutcome::Taken);
        }
        tables.audit.push(audit.clone());
        Ok(LinkOutcome::Linked)
    }

    async fn unlink_identity(
        &self,
        user: UserId,
        id: IdentityId,
        audit: &AuditEntry,
    ) -> Result<UnlinkOutcome, StoreError> {
        let mut tables = self.tables();
        if !tables.identities.iter().any(|one| one.id == id && one.user == user) {
            return Ok(UnlinkOutcome::NotFound);
        }
        if tables.users.iter().any(|one| one.id == user && one.password.is_none()) {
            return Ok(UnlinkOutcome::OnlyWayIn);
        }
        tables.identities.retain(|one| one.id != id);
        tables.audit.push(audit.clone());
        Ok(UnlinkOutcome::Unlinked)
    }
}

/// Vouches for whoever was named last, and takes [`CODE`] alone.
#[derive(Default)]
pub(crate) struct FakeProvider {
    claims: Mutex<Option<Claims>>,
}

impl FakeProvider {
    pub(crate) fn vouch_for(&self, claims: &Claims) {
        *self.claims.lock().expect("no panic before") = Some(claims.clone());
    }
}

#[async_trait]
impl OpenIdProvider for FakeProvider {
    fn issuer(&self) -> &str {
        ISSUER
    }

    async fn sign_in_url(
        &self,
        challenge: &Challenge,
        again: bool,
    ) -> Result<String, ProviderError> {
        Ok(format!("{ISSUER}/{}?again={again}", challenge.state.reveal()))
    }

    async fn redeem(
        &self,
        code: &str,
        _: Option<&str>,
        _: &Challenge,
    ) -> Result<Claims, ProviderError> {
        if code != CODE {
            return Err(ProviderError::CodeRefused("another code".into()));
        }
        Ok(self.claims.lock().expect("no panic before").clone().expect("somebody"))
    }
}
