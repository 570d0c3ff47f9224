//! The rest of the faulty store: people and how they get in.

use async_trait::async_trait;
use domain::audit::AuditEntry;
use domain::ids::{LinkId, SessionId, TenantId, UserId};
use domain::link::{Link, LinkStore};
use domain::mail::Mail;
use domain::member::{
    AcceptOutcome, Invitee, Member, MemberChange, MemberStore, Membership, SetUpOutcome,
};
use domain::permissions::Role;
use domain::secrets::TokenHash;
use domain::session::{Session, SessionStore, SignedIn};
use domain::sign_in::{AttemptOutcome, AttemptStore, AttemptSubject};
use domain::store::StoreError;
use domain::tenant::Tenant;
use domain::time::Timestamp;
use domain::user::{EmailAddress, InsertUserOutcome, PasswordHash, User, UserStore};

use crate::faulty_store::FaultyStore;

#[async_trait]
impl UserStore for FaultyStore {
    async fn user_by_email(&self, email: &EmailAddress) -> Result<Option<User>, StoreError> {
        self.working()?.user_by_email(email).await
    }

    async fn user_by_id(&self, id: UserId) -> Result<Option<User>, StoreError> {
        self.working()?.user_by_id(id).await
    }

    async fn users(
        &self,
        after: Option<&EmailAddress>,
        limit: u32,
    ) -> Result<Vec<User>, StoreError> {
        self.working()?.users(after, limit).await
    }

    async fn insert_user(
        &self,
        user: &User,
        audit: &AuditEntry,
    ) -> Result<InsertUserOutcome, StoreError> {
        self.working()?.insert_user(user, audit).await
    }

    async fn set_password(
        &self,
        user: UserId,
        checked: Option<&PasswordHash>,
        password: &PasswordHash,
        keep: Option<SessionId>,
        mail: Option<&Mail>,
        audit: &AuditEntry,
    ) -> Result<bool, StoreError> {
        self.working()?.set_password(user, checked, password, keep, mail, audit).await
    }

    async fn reset_password(
        &self,
        link: &TokenHash,
        password: &PasswordHash,
        now: Timestamp,
        mail: Option<&Mail>,
        audit: &AuditEntry,
    ) -> Result<bool, StoreError> {
        self.working()?.reset_password(link, password, now, mail, audit).await
    }

    async fn set_disabled(
        &self,
        user: UserId,
        at: Option<Timestamp>,
        audit: &AuditEntry,
    ) -> Result<bool, StoreError> {
        self.working()?.set_disabled(user, at, audit).await
    }
}

#[async_trait]
impl SessionStore for FaultyStore {
    async fn insert_session(
        &self,
        session: &Session,
        token: &TokenHash,
        checked: Option<&PasswordHash>,
        replaces: Option<SessionId>,
        audit: &AuditEntry,
    ) -> Result<bool, StoreError> {
        self.working()?.insert_session(session, token, checked, replaces, audit).await
    }

    async fn signed_in(&self, token: &TokenHash) -> Result<Option<SignedIn>, StoreError> {
        self.working()?.signed_in(token).await
    }

    async fn touch_session(&self, id: SessionId, now: Timestamp) -> Result<(), StoreError> {
        self.working()?.touch_session(id, now).await
    }

    async fn sessions_of_user(&self, user: UserId) -> Result<Vec<Session>, StoreError> {
        self.working()?.sessions_of_user(user).await
    }

    async fn switch_tenant(
        &self,
        id: SessionId,
        user: UserId,
        tenant: TenantId,
    ) -> Result<bool, StoreError> {
        self.working()?.switch_tenant(id, user, tenant).await
    }

    async fn end_session(
        &self,
        user: UserId,
        id: SessionId,
        audit: &AuditEntry,
    ) -> Result<bool, StoreError> {
        self.working()?.end_session(user, id, audit).await
    }

    async fn end_other_sessions(
        &self,
        user: UserId,
        keep: SessionId,
        audit: &AuditEntry,
    ) -> Result<u64, StoreError> {
        self.working()?.end_other_sessions(user, keep, audit).await
    }

    async fn delete_expired(
        &self,
        idle_since: Timestamp,
        begun_before: Timestamp,
        now: Timestamp,
    ) -> Result<(), StoreError> {
        self.working()?.delete_expired(idle_since, begun_before, now).await
    }
}

#[async_trait]
impl AttemptStore for FaultyStore {
    async fn begin_attempt(
        &self,
        subjects: &[AttemptSubject],
        now: Timestamp,
    ) -> Result<AttemptOutcome, StoreError> {
        self.working()?.begin_attempt(subjects, now).await
    }

    async fn forget_attempts(&self, subjects: &[AttemptSubject]) -> Result<(), StoreError> {
        self.working()?.forget_attempts(subjects).await
    }

    async fn is_known_device(&self, user: UserId, device: &TokenHash) -> Result<bool, StoreError> {
        self.working()?.is_known_device(user, device).await
    }

    async fn remember_device(
        &self,
        user: UserId,
        device: &TokenHash,
        now: Timestamp,
    ) -> Result<(), StoreError> {
        self.working()?.remember_device(user, device, now).await
    }
}

#[async_trait]
impl LinkStore for FaultyStore {
    async fn insert_link(
        &self,
        link: &Link,
        token: &TokenHash,
        mail: Option<&Mail>,
        audit: &AuditEntry,
    ) -> Result<(), StoreError> {
        self.working()?.insert_link(link, token, mail, audit).await
    }

    async fn link_by_token(
        &self,
        token: &TokenHash,
        now: Timestamp,
    ) -> Result<Option<Link>, StoreError> {
        self.working()?.link_by_token(token, now).await
    }

    async fn invitations(&self, tenant: TenantId, now: Timestamp) -> Result<Vec<Link>, StoreError> {
        self.working()?.invitations(tenant, now).await
    }

    async fn delete_invitation(
        &self,
        tenant: TenantId,
        id: LinkId,
        audit: &AuditEntry,
    ) -> Result<bool, StoreError> {
        self.working()?.delete_invitation(tenant, id, audit).await
    }
}

#[async_trait]
impl MemberStore for FaultyStore {
    async fn has_users(&self) -> Result<bool, StoreError> {
        self.working()?.has_users().await
    }

    async fn set_up(
        &self,
        link: &TokenHash,
        user: &User,
        tenant: &Tenant,
        now: Timestamp,
        audit: &AuditEntry,
    ) -> Result<SetUpOutcome, StoreError> {
        self.working()?.set_up(link, user, tenant, now, audit).await
    }

    async fn members(&self, tenant: TenantId) -> Result<Vec<Member>, StoreError> {
        self.working()?.members(tenant).await
    }

    async fn memberships(&self, user: UserId) -> Result<Vec<Membership>, StoreError> {
        self.working()?.memberships(user).await
    }

    async fn accept_invitation(
        &self,
        link: &TokenHash,
        invitee: Invitee<'_>,
        now: Timestamp,
        audit: &AuditEntry,
    ) -> Result<AcceptOutcome, StoreError> {
        self.working()?.accept_invitation(link, invitee, now, audit).await
    }

    async fn set_role(
        &self,
        tenant: TenantId,
        user: UserId,
        role: Role,
        audit: &AuditEntry,
    ) -> Result<MemberChange, StoreError> {
        self.working()?.set_role(tenant, user, role, audit).await
    }

    async fn remove_member(
        &self,
        tenant: TenantId,
        user: UserId,
        audit: &AuditEntry,
    ) -> Result<MemberChange, StoreError> {
        self.working()?.remove_member(tenant, user, audit).await
    }
}
