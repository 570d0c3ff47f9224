//! Users and members in memory.

use async_trait::async_trait;
use domain::audit::AuditEntry;
use domain::ids::{SessionId, TenantId, UserId};
use domain::link::LinkPurpose;
use domain::mail::Mail;
use domain::member::{
    AcceptOutcome, Invitee, Member, MemberChange, MemberStore, Membership, SetUpOutcome,
};
use domain::permissions::Role;
use domain::secrets::TokenHash;
use domain::store::StoreError;
use domain::tenant::Tenant;
use domain::time::Timestamp;
use domain::user::{EmailAddress, InsertUserOutcome, PasswordHash, User, UserStore};

use crate::fake_mail::WaitingMail;
use crate::fake_store::{FakeStore, Tables};

impl Tables {
    pub(crate) fn change_user(&mut self, id: UserId, change: impl FnOnce(&mut User)) -> bool {
        self.users.iter_mut().find(|user| user.id == id).map(change).is_some()
    }
}

#[async_trait]
impl UserStore for FakeStore {
    async fn user_by_email(&self, email: &EmailAddress) -> Result<Option<User>, StoreError> {
        Ok(self.tables().users.iter().find(|user| user.email == *email).cloned())
    }

    async fn user_by_id(&self, id: UserId) -> Result<Option<User>, StoreError> {
        Ok(self.tables().users.iter().find(|user| user.id == id).cloned())
    }

    async fn users(&self, _: Option<&EmailAddress>, _: u32) -> Result<Vec<User>, StoreError> {
        panic!("no use case asks for all users")
    }

    async fn insert_user(
        &self,
        user: &User,
        audit: &AuditEntry,
    ) -> Result<InsertUserOutcome, StoreError> {
        let mut tables = self.tables();
        if tables.users.iter().any(|other| other.email == user.email) {
            return Ok(InsertUserOutcome::EmailTaken);
        }
        tables.users.push(user.clone());
        tables.audit.push(audit.clone());
        Ok(InsertUserOutcome::Inserted)
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
        let mut tables = self.tables();
        let mut users = tables.users.iter();
        if !users.any(|one| one.id == user && one.password.as_ref() == checked) {
            return Ok(false);
        }
        tables.change_user(user, |user| user.password = Some(password.clone()));
        tables.links.retain(|(_, link)| link.purpose != LinkPurpose::PasswordReset { user });
        tables.email_changes.retain(|(_, change)| change.user != user);
        tables.mails.extend(mail.cloned().map(WaitingMail::new));
        tables.end_all_but(user, keep);
        tables.audit.push(audit.clone());
        Ok(true)
    }

    async fn reset_password(
        &self,
        link: &TokenHash,
        password: &PasswordHash,
        now: Timestamp,
        mail: Option<&Mail>,
        audit: &AuditEntry,
    ) -> Result<bool, StoreError> {
        let purpose = self.tables().link(link, now).map(|link| link.purpose);
        let Some(LinkPurpose::PasswordReset { user }) = purpose else { return Ok(false) };
        let before = self.user_by_id(user).await?.and_then(|user| user.password);
        self.set_password(user, before.as_ref(), password, None, mail, audit).await
    }

    async fn set_disabled(
        &self,
        user: UserId,
        at: Option<Timestamp>,
        audit: &AuditEntry,
    ) -> Result<bool, StoreError> {
        let mut tables = self.tables();
        if !tables.change_user(user, |user| user.disabled_at = at) {
            return Ok(false);
        }
        if at.is_some() {
            tables.end_all_but(user, None);
        }
        tables.audit.push(audit.clone());
        Ok(true)
    }
}

#[async_trait]
impl MemberStore for FakeStore {
    async fn has_users(&self) -> Result<bool, StoreError> {
        Ok(!self.tables().users.is_empty())
    }

    async fn set_up(
        &self,
        link: &TokenHash,
        user: &User,
        tenant: &Tenant,
        now: Timestamp,
        audit: &AuditEntry,
    ) -> Result<SetUpOutcome, StoreError> {
        let mut tables = self.tables();
        if tables.link(link, now).is_none() {
            return Ok(SetUpOutcome::LinkInvalid);
        }
        tables.links.retain(|(hash, _)| hash != link);
        tables.users.push(user.clone());
        tables.tenants.push(tenant.clone());
        tables.members.push((tenant.id, user.id, Role::Admin));
        tables.audit.push(audit.clone());
        Ok(SetUpOutcome::Done)
    }

    async fn members(&self, tenant: TenantId) -> Result<Vec<Member>, StoreError> {
        let tables = self.tables();
        let members = tables.users.iter().filter_map(|user| {
            Some(Member {
                role: tables.role(tenant, user.id)?,
                user: user.id,
                name: user.name.clone(),
                email: user.email.clone(),
                disabled: user.disabled_at.is_some(),
                joined_at: user.created_at,
            })
        });
        Ok(members.collect())
    }

    async fn memberships(&self, user: UserId) -> Result<Vec<Membership>, StoreError> {
        let tables = self.tables();
        let memberships = tables.tenants.iter().filter_map(|tenant| {
            Some(Membership {
                role: tables.role(tenant.id, user)?,
                tenant: tenant.id,
                tenant_name: tenant.name.clone(),
            })
        });
        Ok(memberships.collect())
    }

    async fn accept_invitation(
        &self,
        link: &TokenHash,
        invitee: Invitee<'_>,
        now: Timestamp,
        audit: &AuditEntry,
    ) -> Result<AcceptOutcome, StoreError> {
        let mut tables = self.tables();
        let purpose = tables.link(link, now).map(|link| link.purpose);
        let Some(LinkPurpose::Invitation { tenant, email, role }) = purpose else {
            return Ok(AcceptOutcome::LinkInvalid);
        };
        let user = match invitee {
            Invitee::New(_) | Invitee::NewWithIdentity(..)
                if tables.users.iter().any(|user| user.email == email) =>
            {
                return Ok(AcceptOutcome::EmailTaken);
            }
            Invitee::NewWithIdentity(_, identity) if !tables.add_identity(identity) => {
                return Ok(AcceptOutcome::EmailTaken);
            }
            Invitee::New(user) | Invitee::NewWithIdentity(user, _) => {
                tables.users.push(user.clone());
                user.id
            }
            Invitee::Known(user) => user,
        };
        tables.links.retain(|(hash, _)| hash != link);
        let role = tables.role(tenant, user).unwrap_or(role).max(role);
        tables.members.retain(|(its, who, _)| (*its, *who) != (tenant, user));
        tables.members.push((tenant, user, role));
        tables.audit.push(audit.clone());
        Ok(AcceptOutcome::Joined(tenant))
    }

    async fn set_role(
        &self,
        tenant: TenantId,
        user: UserId,
        role: Role,
        audit: &AuditEntry,
    ) -> Result<MemberChange, StoreError> {
        let removed = self.remove_member(tenant, user, audit).await?;
        if removed == MemberChange::Done {
            self.tables().members.push((tenant, user, role));
        }
        Ok(removed)
    }

    async fn remove_member(
        &self,
        tenant: TenantId,
        user: UserId,
        audit: &AuditEntry,
    ) -> Result<MemberChange, StoreError> {
        let mut tables = self.tables();
        if tables.role(tenant, user).is_none() {
            return Ok(MemberChange::NotFound);
        }
        if tables.is_last_admin(tenant, user) {
            return Ok(MemberChange::LastAdmin);
        }
        tables.members.retain(|(its, who, _)| (*its, *who) != (tenant, user));
        tables.audit.push(audit.clone());
        Ok(MemberChange::Done)
    }
}
