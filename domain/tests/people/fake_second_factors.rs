//! Second factors in memory.

use async_trait::async_trait;
use domain::audit::AuditEntry;
use domain::ids::{SessionId, UserId};
use domain::sealing::{KeyId, Sealed, SealedPlace, SealedStore};
use domain::second_factor::{SecondFactorStore, TotpFactor, TotpKey};
use domain::secrets::TokenHash;
use domain::store::StoreError;
use domain::time::Timestamp;
use domain::user::PasswordHash;

use crate::fake_store::{FakeStore, Tables};

impl Tables {
    pub(crate) fn has_totp(&self, user: UserId) -> bool {
        self.totp.get(&user).is_some_and(|(factor, _)| factor.confirmed_at.is_some())
    }

    /// Ends the user's sessions but one, and what waits.
    pub(crate) fn end_all_but(&mut self, user: UserId, keep: Option<SessionId>) {
        self.sessions.retain(|(_, one)| one.user != user || Some(one.id) == keep);
        self.pending.retain(|(_, who, _)| *who != user);
    }

    fn set_codes(&mut self, user: UserId, codes: &[TokenHash]) {
        self.recovery_codes.retain(|(who, _)| *who != user);
        self.recovery_codes.extend(codes.iter().map(|code| (user, *code)));
    }
}

#[async_trait]
impl SecondFactorStore for FakeStore {
    async fn totp_factor(&self, user: UserId) -> Result<Option<TotpFactor>, StoreError> {
        Ok(self.tables().totp.get(&user).map(|(factor, _)| factor.clone()))
    }

    async fn start_totp(
        &self,
        user: UserId,
        key: &Sealed,
        _: Timestamp,
    ) -> Result<bool, StoreError> {
        let mut tables = self.tables();
        if tables.has_totp(user) {
            return Ok(false);
        }
        let factor = TotpFactor { sealed: key.clone(), confirmed_at: None };
        tables.totp.insert(user, (factor, 0));
        Ok(true)
    }

    async fn confirm_totp(
        &self,
        user: UserId,
        key: &Sealed,
        (at, step): (Timestamp, i64),
        recovery_codes: &[TokenHash],
        keep: SessionId,
        audit: &AuditEntry,
    ) -> Result<bool, StoreError> {
        let mut tables = self.tables();
        match tables.totp.get_mut(&user) {
            Some((factor, last)) if factor.confirmed_at.is_none() && factor.sealed == *key => {
                factor.confirmed_at = Some(at);
                *last = step;
            }
            _ => return Ok(false),
        }
        tables.set_codes(user, recovery_codes);
        tables.end_all_but(user, Some(keep));
        for (_, session) in &mut tables.sessions {
            session.second_factor |= session.id == keep;
        }
        tables.audit.push(audit.clone());
        Ok(true)
    }

    async fn use_totp_step(&self, user: UserId, step: i64) -> Result<bool, StoreError> {
        let mut tables = self.tables();
        let last = tables.totp.get_mut(&user).map(|(_, last)| last);
        Ok(last.filter(|last| **last < step).map(|last| *last = step).is_some())
    }

    async fn use_recovery_code(
        &self,
        user: UserId,
        code: &TokenHash,
        audit: &AuditEntry,
    ) -> Result<bool, StoreError> {
        let mut tables = self.tables();
        let Some(index) = tables.recovery_codes.iter().position(|one| *one == (user, *code)) else {
            return Ok(false);
        };
        tables.recovery_codes.remove(index);
        tables.audit.push(audit.clone());
        Ok(true)
    }

    async fn recovery_codes(&self, user: UserId) -> Result<u32, StoreError> {
        let tables = self.tables();
        let codes = tables.recovery_codes.iter().filter(|(who, _)| *who == user).count();
        Ok(u32::try_from(codes).expect("a few"))
    }

    async fn replace_recovery_codes(
        &self,
        user: UserId,
        codes: &[TokenHash],
        audit: &AuditEntry,
    ) -> Result<bool, StoreError> {
        let mut tables = self.tables();
        if !tables.has_totp(user) {
            return Ok(false);
        }
        tables.set_codes(user, codes);
        tables.audit.push(audit.clone());
        Ok(true)
    }

    async fn remove_second_factor(
        &self,
        user: UserId,
        keep: Option<SessionId>,
        audit: &AuditEntry,
    ) -> Result<bool, StoreError> {
        let mut tables = self.tables();
        if !tables.has_totp(user) {
            return Ok(false);
        }
        tables.totp.remove(&user);
        tables.set_codes(user, &[]);
        tables.end_all_but(user, keep);
        for (_, session) in &mut tables.sessions {
            session.second_factor &= session.user != user;
        }
        tables.audit.push(audit.clone());
        Ok(true)
    }

    async fn remove_every_factor(
        &self,
        user: UserId,
        audit: &AuditEntry,
    ) -> Result<bool, StoreError> {
        let had_passkeys = {
            let mut tables = self.tables();
            let before = tables.passkeys.len();
            tables.passkeys.retain(|one| one.user != user);
            tables.passkeys.len() < before
        };
        if self.remove_second_factor(user, None, audit).await? {
            return Ok(true);
        }
        let mut tables = self.tables();
        if had_passkeys {
            tables.end_all_but(user, None);
            tables.audit.push(audit.clone());
        }
        Ok(had_passkeys)
    }

    async fn insert_pending_sign_in(
        &self,
        token: &TokenHash,
        user: UserId,
        checked: Option<&PasswordHash>,
        expires_at: Timestamp,
    ) -> Result<bool, StoreError> {
        let mut tables = self.tables();
        let mut users = tables.users.iter().filter(|one| one.id == user);
        if !users.any(|one| one.disabled_at.is_none() && one.password.as_ref() == checked) {
            return Ok(false);
        }
        tables.pending.push((*token, user, expires_at));
        Ok(true)
    }

    async fn pending_sign_in(
        &self,
        token: &TokenHash,
        now: Timestamp,
    ) -> Result<Option<UserId>, StoreError> {
        let tables = self.tables();
        let found = tables.pending.iter().find(|(hash, _, end)| hash == token && now < *end);
        Ok(found.map(|(_, user, _)| *user))
    }

    async fn use_pending_sign_in(
        &self,
        token: &TokenHash,
        now: Timestamp,
    ) -> Result<bool, StoreError> {
        let mut tables = self.tables();
        let before = tables.pending.len();
        tables.pending.retain(|(hash, _, end)| hash != token || now >= *end);
        Ok(tables.pending.len() < before)
    }
}

#[async_trait]
impl SealedStore for FakeStore {
    async fn sealed_counts(&self) -> Result<Vec<(KeyId, u64)>, StoreError> {
        panic!("no use case asks for it")
    }

    async fn sealed_with_others(
        &self,
        key: KeyId,
        limit: u32,
    ) -> Result<Vec<(SealedPlace, Sealed)>, StoreError> {
        let tables = self.tables();
        let all = tables.totp.iter().map(|(user, (factor, _))| (*user, factor.sealed.clone()));
        let others = all.filter(|(_, sealed)| sealed.key != key);
        let others = others.map(|(user, sealed)| (TotpKey::place(user), sealed));
        Ok(others.take(usize::try_from(limit).expect("a number")).collect())
    }

    async fn replace_sealed(
        &self,
        place: &SealedPlace,
        before: &Sealed,
        after: &Sealed,
    ) -> Result<(), StoreError> {
        let mut tables = self.tables();
        let factor = tables.totp.get_mut(&UserId::from_uuid(place.row)).map(|(factor, _)| factor);
        if let Some(factor) = factor.filter(|factor| factor.sealed == *before) {
            factor.sealed = after.clone();
        }
        Ok(())
    }
}
