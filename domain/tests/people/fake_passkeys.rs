//! Passkeys in memory, and a protocol that everybody could speak.

use async_trait::async_trait;
use domain::audit::AuditEntry;
use domain::ids::{PasskeyId, UserId};
use domain::passkey::{
    Ceremony, Challenge, Credential, InsertPasskeyOutcome, Passkey, PasskeyRefused, PasskeyStore,
    Passkeys,
};
use domain::secrets::TokenHash;
use domain::store::StoreError;
use domain::time::Timestamp;
use domain::user::User;

use crate::fake_store::FakeStore;

/// An answer is the state of its challenge, the id of the passkey, and how often it was used.
pub(crate) struct FakePasskeys;

pub(crate) fn answer(challenge: &Challenge, id: &str, uses: u32) -> String {
    format!("{} {id} {uses}", challenge.state)
}

fn refused() -> PasskeyRefused {
    PasskeyRefused("no answer to this challenge".into())
}

fn read<'a>(state: &str, answer: &'a str) -> Result<(&'a str, &'a str), PasskeyRefused> {
    let rest = answer.strip_prefix(state).ok_or_else(refused)?;
    rest.trim().split_once(' ').ok_or_else(refused)
}

impl Passkeys for FakePasskeys {
    fn start_adding(&self, user: &User, known: &[Credential]) -> Result<Challenge, PasskeyRefused> {
        let state = format!("add {} {}", user.id, known.len());
        Ok(Challenge { options: "{}".to_owned(), state })
    }

    fn add(&self, state: &str, answer: &str) -> Result<Credential, PasskeyRefused> {
        let (id, uses) = read(state, answer)?;
        Ok(Credential { id: id.as_bytes().to_vec(), data: uses.to_owned() })
    }

    fn start_sign_in(&self) -> Result<Challenge, PasskeyRefused> {
        Ok(Challenge { options: "{}".to_owned(), state: "sign in".to_owned() })
    }

    fn credential_id(&self, answer: &str) -> Result<Vec<u8>, PasskeyRefused> {
        let id = answer.split(' ').nth_back(1).ok_or_else(refused)?;
        Ok(id.as_bytes().to_vec())
    }

    fn sign_in(
        &self,
        state: &str,
        answer: &str,
        before: &Credential,
    ) -> Result<Credential, PasskeyRefused> {
        let (id, uses) = read(state, answer)?;
        let more = uses.parse::<u32>().ok() > before.data.parse().ok();
        if id.as_bytes() != before.id || !more {
            return Err(refused());
        }
        Ok(Credential { data: uses.to_owned(), ..before.clone() })
    }
}

#[async_trait]
impl PasskeyStore for FakeStore {
    async fn insert_ceremony(
        &self,
        token: &TokenHash,
        ceremony: &Ceremony,
    ) -> Result<(), StoreError> {
        self.tables().ceremonies.push((*token, ceremony.clone()));
        Ok(())
    }

    async fn take_ceremony(
        &self,
        token: &TokenHash,
        now: Timestamp,
    ) -> Result<Option<Ceremony>, StoreError> {
        let mut tables = self.tables();
        let waits = |(hash, one): &(TokenHash, Ceremony)| hash == token && now < one.expires_at;
        let index = tables.ceremonies.iter().position(waits);
        Ok(index.map(|index| tables.ceremonies.remove(index).1))
    }

    async fn insert_passkey(
        &self,
        passkey: &Passkey,
        audit: &AuditEntry,
    ) -> Result<InsertPasskeyOutcome, StoreError> {
        let mut tables = self.tables();
        if tables.passkeys.iter().any(|one| one.credential.id == passkey.credential.id) {
            return Ok(InsertPasskeyOutcome::Known);
        }
        tables.passkeys.push(passkey.clone());
        tables.audit.push(audit.clone());
        Ok(InsertPasskeyOutcome::Inserted)
    }

    async fn passkeys_of_user(&self, user: UserId) -> Result<Vec<Passkey>, StoreError> {
        let tables = self.tables();
        Ok(tables.passkeys.iter().rev().filter(|one| one.user == user).cloned().collect())
    }

    async fn passkey_by_credential(&self, id: &[u8]) -> Result<Option<Passkey>, StoreError> {
        Ok(self.tables().passkeys.iter().find(|one| one.credential.id == id).cloned())
    }

    async fn use_passkey(
        &self,
        before: &Credential,
        after: &Credential,
        now: Timestamp,
    ) -> Result<bool, StoreError> {
        let mut tables = self.tables();
        let found = tables.passkeys.iter_mut().find(|one| one.credential == *before);
        Ok(found
            .map(|one| {
                one.credential = after.clone();
                one.used_at = Some(now);
            })
            .is_some())
    }

    async fn remove_passkey(
        &self,
        user: UserId,
        id: PasskeyId,
        audit: &AuditEntry,
    ) -> Result<bool, StoreError> {
        let mut tables = self.tables();
        let before = tables.passkeys.len();
        tables.passkeys.retain(|one| one.user != user || one.id != id);
        let removed = tables.passkeys.len() < before;
        if removed {
            tables.audit.push(audit.clone());
        }
        Ok(removed)
    }
}
