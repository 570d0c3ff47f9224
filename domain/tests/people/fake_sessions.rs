//! Sessions and attempts in memory.

use std::sync::atomic::Ordering;

use async_trait::async_trait;
use domain::audit::AuditEntry;
use domain::ids::{SessionId, TenantId, UserId};
use domain::secrets::TokenHash;
use domain::session::{Session, SessionStore, SignedIn};
use domain::sign_in::{AttemptOutcome, AttemptStore, AttemptSubject};
use domain::store::StoreError;
use domain::time::Timestamp;
use domain::user::PasswordHash;

use crate::fake_store::{FakeStore, Tables};

impl Tables {
    /// Takes sessions away and, if there was one, writes the audit entry.
    fn end_sessions(&mut self, audit: &AuditEntry, ends: impl Fn(&Session) -> bool) -> usize {
        let before = self.sessions.len();
        self.sessions.retain(|(_, session)| !ends(session));
        let ended = before - self.sessions.len();
        if ended > 0 {
            self.audit.push(audit.clone());
        }
        ended
    }
}

#[async_trait]
impl SessionStore for FakeStore {
    async fn insert_session(
        &self,
        session: &Session,
        token: &TokenHash,
        checked: Option<&PasswordHash>,
        replaces: Option<SessionId>,
        audit: &AuditEntry,
    ) -> Result<bool, StoreError> {
        let mut tables = self.tables();
        let mut users = tables.users.iter().filter(|user| user.id == session.user);
        if !users.any(|user| user.disabled_at.is_none() && user.password.as_ref() == checked) {
            return Ok(false);
        }
        if tables.has_totp(session.user) && !session.second_factor {
            return Ok(false);
        }
        tables.sessions.retain(|(_, other)| Some(other.id) != replaces);
        tables.sessions.push((*token, session.clone()));
        tables.audit.push(audit.clone());
        Ok(true)
    }

    async fn signed_in(&self, token: &TokenHash) -> Result<Option<SignedIn>, StoreError> {
        let tables = self.tables();
        let session = tables.sessions.iter().find(|(hash, _)| hash == token);
        Ok(session.and_then(|(_, session)| {
            let mut users = tables.users.iter();
            let user = users.find(|user| user.id == session.user && user.disabled_at.is_none())?;
            let tenant = tables.tenants.iter().find(|tenant| Some(tenant.id) == session.tenant);
            let membership =
                tenant.and_then(|tenant| Some((tenant.clone(), tables.role(tenant.id, user.id)?)));
            Some(SignedIn { session: session.clone(), user: user.clone(), membership, unread: 0 })
        }))
    }

    async fn touch_session(&self, id: SessionId, now: Timestamp) -> Result<(), StoreError> {
        if self.is_read_only.load(Ordering::Relaxed) {
            return Err(StoreError::Unavailable("read-only".into()));
        }
        let mut tables = self.tables();
        let session = tables.sessions.iter_mut().find(|(_, session)| session.id == id);
        session.expect("a session").1.seen_at = now;
        Ok(())
    }

    async fn sessions_of_user(&self, user: UserId) -> Result<Vec<Session>, StoreError> {
        let tables = self.tables();
        let sessions = tables.sessions.iter().map(|(_, session)| session);
        Ok(sessions.filter(|session| session.user == user).cloned().collect())
    }

    async fn switch_tenant(
        &self,
        id: SessionId,
        user: UserId,
        tenant: TenantId,
    ) -> Result<bool, StoreError> {
        let mut tables = self.tables();
        let belongs = tables.role(tenant, user).is_some();
        let session = tables.sessions.iter_mut().find(|(_, session)| session.id == id);
        let session = session.filter(|_| belongs);
        Ok(session.map(|(_, session)| session.tenant = Some(tenant)).is_some())
    }

    async fn end_session(
        &self,
        user: UserId,
        id: SessionId,
        audit: &AuditEntry,
    ) -> Result<bool, StoreError> {
        let ends = |session: &Session| session.user == user && session.id == id;
        Ok(self.tables().end_sessions(audit, ends) == 1)
    }

    async fn end_other_sessions(
        &self,
        user: UserId,
        keep: SessionId,
        audit: &AuditEntry,
    ) -> Result<u64, StoreError> {
        let ends = |session: &Session| session.user == user && session.id != keep;
        Ok(self.tables().end_sessions(audit, ends) as u64)
    }

    async fn delete_expired(
        &self,
        _: Timestamp,
        _: Timestamp,
        _: Timestamp,
    ) -> Result<(), StoreError> {
        panic!("no use case asks for it")
    }
}

#[async_trait]
impl AttemptStore for FakeStore {
    async fn begin_attempt(
        &self,
        subjects: &[AttemptSubject],
        now: Timestamp,
    ) -> Result<AttemptOutcome, StoreError> {
        let mut tables = self.tables();
        let mut counts = tables.attempts.clone();
        for subject in subjects {
            match subject.next(counts.get(subject).copied(), now) {
                Ok(count) => counts.insert(subject.clone(), count),
                Err(until) => return Ok(AttemptOutcome::WaitUntil(until)),
            };
        }
        tables.attempts = counts;
        Ok(AttemptOutcome::Allowed)
    }

    async fn forget_attempts(&self, subjects: &[AttemptSubject]) -> Result<(), StoreError> {
        let mut tables = self.tables();
        for subject in subjects {
            if subject.is_forgotten_by_success() {
                tables.attempts.remove(subject);
            } else if let Some(count) = tables.attempts.get_mut(subject) {
                count.attempts -= 1;
            }
        }
        Ok(())
    }

    async fn is_known_device(&self, user: UserId, device: &TokenHash) -> Result<bool, StoreError> {
        Ok(self.tables().devices.contains(&(user, *device)))
    }

    async fn remember_device(
        &self,
        user: UserId,
        device: &TokenHash,
        _: Timestamp,
    ) -> Result<(), StoreError> {
        self.tables().devices.push((user, *device));
        Ok(())
    }
}
