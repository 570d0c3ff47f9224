//! The rest of the faulty store: second factors, passkeys and what is sealed.

use async_trait::async_trait;
use domain::audit::AuditEntry;
use domain::ids::{PasskeyId, SessionId, UserId};
use domain::passkey::{Ceremony, Credential, InsertPasskeyOutcome, Passkey, PasskeyStore};
use domain::sealing::{KeyId, Sealed, SealedPlace, SealedStore};
use domain::second_factor::{SecondFactorStore, TotpFactor};
use domain::secrets::TokenHash;
use domain::store::StoreError;
use domain::time::Timestamp;
use domain::user::PasswordHash;

use crate::faulty_store::FaultyStore;

#[async_trait]
impl SecondFactorStore for FaultyStore {
    async fn totp_factor(&self, user: UserId) -> Result<Option<TotpFactor>, StoreError> {
        self.working()?.totp_factor(user).await
    }

    async fn start_totp(
        &self,
        user: UserId,
        key: &Sealed,
        now: Timestamp,
    ) -> Result<bool, StoreError> {
        self.working()?.start_totp(user, key, now).await
    }

    async fn confirm_totp(
        &self,
        user: UserId,
        key: &Sealed,
        confirmed: (Timestamp, i64),
        recovery_codes: &[TokenHash],
        keep: SessionId,
        audit: &AuditEntry,
    ) -> Result<bool, StoreError> {
        self.working()?.confirm_totp(user, key, confirmed, recovery_codes, keep, audit).await
    }

    async fn use_totp_step(&self, user: UserId, step: i64) -> Result<bool, StoreError> {
        self.working()?.use_totp_step(user, step).await
    }

    async fn use_recovery_code(
        &self,
        user: UserId,
        code: &TokenHash,
        audit: &AuditEntry,
    ) -> Result<bool, StoreError> {
        self.working()?.use_recovery_code(user, code, audit).await
    }

    async fn recovery_codes(&self, user: UserId) -> Result<u32, StoreError> {
        self.working()?.recovery_codes(user).await
    }

    async fn replace_recovery_codes(
        &self,
        user: UserId,
        codes: &[TokenHash],
        audit: &AuditEntry,
    ) -> Result<bool, StoreError> {
        self.working()?.replace_recovery_codes(user, codes, audit).await
    }

    async fn remove_second_factor(
        &self,
        user: UserId,
        keep: Option<SessionId>,
        audit: &AuditEntry,
    ) -> Result<bool, StoreError> {
        self.working()?.remove_second_factor(user, keep, audit).await
    }

    async fn remove_every_factor(
        &self,
        user: UserId,
        audit: &AuditEntry,
    ) -> Result<bool, StoreError> {
        self.working()?.remove_every_factor(user, audit).await
    }

    async fn insert_pending_sign_in(
        &self,
        token: &TokenHash,
        user: UserId,
        checked: Option<&PasswordHash>,
        expires_at: Timestamp,
    ) -> Result<bool, StoreError> {
        self.working()?.insert_pending_sign_in(token, user, checked, expires_at).await
    }

    async fn pending_sign_in(
        &self,
        token: &TokenHash,
        now: Timestamp,
    ) -> Result<Option<UserId>, StoreError> {
        self.working()?.pending_sign_in(token, now).await
    }

    async fn use_pending_sign_in(
        &self,
        token: &TokenHash,
        now: Timestamp,
    ) -> Result<bool, StoreError> {
        self.working()?.use_pending_sign_in(token, now).await
    }
}

#[async_trait]
impl SealedStore for FaultyStore {
    async fn sealed_counts(&self) -> Result<Vec<(KeyId, u64)>, StoreError> {
        self.working()?.sealed_counts().await
    }

    async fn sealed_with_others(
        &self,
        key: KeyId,
        limit: u32,
    ) -> Result<Vec<(SealedPlace, Sealed)>, StoreError> {
        self.working()?.sealed_with_others(key, limit).await
    }

    async fn replace_sealed(
        &self,
        place: &SealedPlace,
        before: &Sealed,
        after: &Sealed,
    ) -> Result<(), StoreError> {
        self.working()?.replace_sealed(place, before, after).await
    }
}

#[async_trait]
impl PasskeyStore for FaultyStore {
    async fn insert_ceremony(
        &self,
        token: &TokenHash,
        ceremony: &Ceremony,
    ) -> Result<(), StoreError> {
        self.working()?.insert_ceremony(token, ceremony).await
    }

    async fn take_ceremony(
        &self,
        token: &TokenHash,
        now: Timestamp,
    ) -> Result<Option<Ceremony>, StoreError> {
        self.working()?.take_ceremony(token, now).await
    }

    async fn insert_passkey(
        &self,
        passkey: &Passkey,
        audit: &AuditEntry,
    ) -> Result<InsertPasskeyOutcome, StoreError> {
        self.working()?.insert_passkey(passkey, audit).await
    }

    async fn passkeys_of_user(&self, user: UserId) -> Result<Vec<Passkey>, StoreError> {
        self.working()?.passkeys_of_user(user).await
    }

    async fn passkey_by_credential(&self, id: &[u8]) -> Result<Option<Passkey>, StoreError> {
        self.working()?.passkey_by_credential(id).await
    }

    async fn use_passkey(
        &self,
        before: &Credential,
        after: &Credential,
        now: Timestamp,
    ) -> Result<bool, StoreError> {
        self.working()?.use_passkey(before, after, now).await
    }

    async fn remove_passkey(
        &self,
        user: UserId,
        id: PasskeyId,
        audit: &AuditEntry,
    ) -> Result<bool, StoreError> {
        self.working()?.remove_passkey(user, id, audit).await
    }
}
