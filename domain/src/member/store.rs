use async_trait::async_trait;

use super::{Member, Membership};
use crate::audit::AuditEntry;
use crate::ids::{TenantId, UserId};
use crate::open_id::Identity;
use crate::permissions::Role;
use crate::secrets::TokenHash;
use crate::store::StoreError;
use crate::tenant::Tenant;
use crate::time::Timestamp;
use crate::user::User;

/// Memberships in the database.
#[async_trait]
pub trait MemberStore: Send + Sync {
    /// Whether anybody can sign in to this installation.
    async fn has_users(&self) -> Result<bool, StoreError>;

    /// The first start, all or nothing: uses up the set-up link, adds the user, adds the tenant
    /// (or, if there is a tenant with this id, gives it this name), makes the user its admin and
    /// writes the audit entry.
    async fn set_up(
        &self,
        link: &TokenHash,
        user: &User,
        tenant: &Tenant,
        now: Timestamp,
        audit: &AuditEntry,
    ) -> Result<SetUpOutcome, StoreError>;

    /// The tenant's members by name, at most 1,000.
    async fn members(&self, tenant: TenantId) -> Result<Vec<Member>, StoreError>;

    /// The tenants a user belongs to, by name, at most 1,000.
    async fn memberships(&self, user: UserId) -> Result<Vec<Membership>, StoreError>;

    /// Uses up an invitation and makes the invitee a member with the role it names, all or
    /// nothing. Somebody who is a member already keeps the higher of the two roles.
    async fn accept_invitation(
        &self,
        link: &TokenHash,
        invitee: Invitee<'_>,
        now: Timestamp,
        audit: &AuditEntry,
    ) -> Result<AcceptOutcome, StoreError>;

    /// Gives a member another role. A tenant that has an admin who is not disabled keeps one,
    /// under any number of simultaneous calls.
    async fn set_role(
        &self,
        tenant: TenantId,
        user: UserId,
        role: Role,
        audit: &AuditEntry,
    ) -> Result<MemberChange, StoreError>;

    /// Takes a member out of the tenant. Their sessions act for no tenant then. Keeps an admin
    /// like [`Self::set_role`].
    async fn remove_member(
        &self,
        tenant: TenantId,
        user: UserId,
        audit: &AuditEntry,
    ) -> Result<MemberChange, StoreError>;
}

/// Who follows an invitation.
#[derive(Debug, Clone, Copy)]
pub enum Invitee<'a> {
    /// Somebody who is new here.
    New(&'a User),
    /// The same, who will sign in with this account at an OpenID provider.
    NewWithIdentity(&'a User, &'a Identity),
    /// Somebody who can sign in already.
    Known(UserId),
}

/// What came of the first start.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SetUpOutcome {
    /// It is done.
    Done,
    /// The link does not work (any more); nothing was changed.
    LinkInvalid,
}

/// What came of following an invitation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AcceptOutcome {
    /// They are a member.
    Joined(TenantId),
    /// The link does not work (any more), or was for another address; nothing was changed.
    LinkInvalid,
    /// Somebody new has an address that somebody has, or an account at a provider that belongs to
    /// somebody; nothing was changed.
    EmailTaken,
}

/// What came of a change to a member.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MemberChange {
    /// It is done.
    Done,
    /// The tenant has no such member.
    NotFound,
    /// The tenant would be left without an admin; nothing was changed.
    LastAdmin,
}
