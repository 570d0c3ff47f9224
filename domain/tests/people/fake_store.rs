//! A store in memory. A lock around everything makes each method a transaction.

use std::collections::HashMap;
use std::sync::atomic::AtomicBool;
use std::sync::{Mutex, MutexGuard};

use async_trait::async_trait;
use domain::audit::{AuditEntry, AuditFilter, AuditStore};
use domain::channel::{
    Channel, ChannelEdit, ChannelList, ChannelName, ChannelPage, ChannelStore, ChannelType,
    DeleteOutcome, InsertOutcome, UpdateOutcome,
};
use domain::customer::ConsentRequest;
use domain::email_change::EmailChange;
use domain::ids::{AuditEntryId, ChannelId, CreationKey, TenantId, UserId};
use domain::link::Link;
use domain::open_id::{Attempt, Identity};
use domain::passkey::{Ceremony, Passkey};
use domain::permissions::Role;
use domain::quota_request::QuotaRequest;
use domain::second_factor::TotpFactor;
use domain::secrets::TokenHash;
use domain::session::Session;
use domain::sign_in::{AttemptCount, AttemptSubject};
use domain::store::{Store, StoreError};
use domain::tenant::{
    Tenant, TenantChange, TenantList, TenantOutcome, TenantPage, TenantState, TenantStore,
    Verification,
};
use domain::time::Timestamp;
use domain::user::User;

use crate::fake_mail::WaitingMail;

#[derive(Default)]
pub(crate) struct FakeStore {
    tables: Mutex<Tables>,
    /// Whether noting the use of a session fails.
    pub(crate) is_read_only: AtomicBool,
}

/// What is stored, in the order of writing.
#[derive(Default)]
pub(crate) struct Tables {
    pub(crate) users: Vec<User>,
    pub(crate) tenants: Vec<Tenant>,
    pub(crate) members: Vec<(TenantId, UserId, Role)>,
    pub(crate) sessions: Vec<(TokenHash, Session)>,
    pub(crate) links: Vec<(TokenHash, Link)>,
    pub(crate) attempts: HashMap<AttemptSubject, AttemptCount>,
    pub(crate) identities: Vec<Identity>,
    pub(crate) visits: Vec<(TokenHash, Attempt)>,
    pub(crate) devices: Vec<(UserId, TokenHash)>,
    pub(crate) quota_requests: Vec<QuotaRequest>,
    pub(crate) registrations: Vec<(UserId, CreationKey, TenantId)>,
    pub(crate) totp: HashMap<UserId, (TotpFactor, i64)>,
    pub(crate) recovery_codes: Vec<(UserId, TokenHash)>,
    pub(crate) pending: Vec<(TokenHash, UserId, Timestamp)>,
    pub(crate) passkeys: Vec<Passkey>,
    pub(crate) ceremonies: Vec<(TokenHash, Ceremony)>,
    pub(crate) audit: Vec<AuditEntry>,
    pub(crate) requests: Vec<ConsentRequest>,
    pub(crate) mails: Vec<WaitingMail>,
    /// With the token that was mailed, once one was.
    pub(crate) email_changes: Vec<(Option<TokenHash>, EmailChange)>,
}

impl FakeStore {
    pub(crate) fn tables(&self) -> MutexGuard<'_, Tables> {
        self.tables.lock().expect("no test goes on after a panic")
    }
}

impl Tables {
    /// The link with this token that works at `now`, without taking it away.
    pub(crate) fn link(&self, token: &TokenHash, now: Timestamp) -> Option<Link> {
        let found = self.links.iter().find(|(hash, link)| hash == token && now < link.expires_at);
        found.map(|(_, link)| link.clone())
    }

    pub(crate) fn role(&self, tenant: TenantId, user: UserId) -> Option<Role> {
        let found = self.members.iter().find(|(its, who, _)| (*its, *who) == (tenant, user));
        found.map(|(.., role)| *role)
    }

    /// Whether taking this member's role away leaves no admin.
    pub(crate) fn is_last_admin(&self, tenant: TenantId, user: UserId) -> bool {
        self.role(tenant, user) == Some(Role::Admin)
            && !self
                .members
                .iter()
                .any(|(its, who, role)| *its == tenant && *who != user && *role == Role::Admin)
    }
}

#[async_trait]
impl AuditStore for FakeStore {
    async fn append_audit_entry(&self, entry: &AuditEntry) -> Result<(), StoreError> {
        self.tables().audit.push(entry.clone());
        Ok(())
    }

    async fn audit_entries_of_channel(
        &self,
        _: TenantId,
        _: ChannelId,
        _: u32,
    ) -> Result<Vec<AuditEntry>, StoreError> {
        not_about_people()
    }

    async fn audit_entries(
        &self,
        tenant: TenantId,
        _: &AuditFilter,
        _: Option<AuditEntryId>,
        _: u32,
    ) -> Result<Vec<AuditEntry>, StoreError> {
        let tables = self.tables();
        let its_own = tables.audit.iter().rev().filter(|entry| entry.tenant == tenant);
        Ok(its_own.cloned().collect())
    }
}

#[async_trait]
impl TenantStore for FakeStore {
    async fn tenant_by_id(&self, id: TenantId) -> Result<Option<Tenant>, StoreError> {
        Ok(self.tables().tenants.iter().find(|tenant| tenant.id == id).cloned())
    }

    async fn insert_tenant(&self, _: &Tenant, _: &[Channel]) -> Result<bool, StoreError> {
        not_about_people()
    }

    async fn tenants(&self, _: &TenantList) -> Result<TenantPage, StoreError> {
        Ok(TenantPage::from_rows(self.tables().tenants.clone()))
    }

    async fn count_tenants(&self, state: TenantState) -> Result<u64, StoreError> {
        let tables = self.tables();
        let found = tables.tenants.iter().filter(|tenant| tenant.standing.state() == state);
        Ok(found.count() as u64)
    }

    /// Takes a rejection and other data only of what is not verified, and everything else in any
    /// state: the rest is tested in `storage`.
    async fn change_tenant(
        &self,
        id: TenantId,
        change: &TenantChange,
        audit: &AuditEntry,
    ) -> Result<TenantOutcome, StoreError> {
        let mut tables = self.tables();
        let Some(tenant) = tables.tenants.iter_mut().find(|tenant| tenant.id == id) else {
            return Ok(TenantOutcome::NotFound);
        };
        let standing = &mut tenant.standing;
        match change {
            TenantChange::Reject(..) | TenantChange::AskAgain(..)
                if standing.verification == Verification::Verified =>
            {
                return Ok(TenantOutcome::OtherState);
            }
            TenantChange::Verify(_) => standing.verification = Verification::Verified,
            TenantChange::Reject(_, why) => {
                standing.verification = Verification::Rejected(why.clone());
            }
            TenantChange::AskAgain(name, company) => {
                standing.verification = Verification::Pending;
                tenant.name = name.to_string();
                tenant.company = company.clone();
            }
            TenantChange::Activate(at) => standing.activated_at = Some(*at),
            TenantChange::SetQuota(quota) => tenant.usage.quota = *quota,
            TenantChange::Suspend(at) => standing.suspended_at = Some(*at),
            TenantChange::Resume => standing.suspended_at = None,
        }
        tables.audit.push(audit.clone());
        Ok(TenantOutcome::Done)
    }
}

#[async_trait]
impl Store for FakeStore {
    async fn check_ready(&self) -> Result<(), StoreError> {
        not_about_people()
    }

    async fn installation_secret(&self, _: [u8; 32]) -> Result<[u8; 32], StoreError> {
        not_about_people()
    }

    async fn close(&self) {}
}

pub(crate) fn not_about_people() -> ! {
    panic!("no use case about people asks for this")
}

#[async_trait]
impl ChannelStore for FakeStore {
    async fn insert_channel(
        &self,
        _: &Channel,
        _: CreationKey,
        _: &AuditEntry,
    ) -> Result<InsertOutcome, StoreError> {
        not_about_people()
    }

    async fn update_channel(
        &self,
        _: TenantId,
        _: ChannelId,
        _: &ChannelEdit,
        _: Timestamp,
        _: &AuditEntry,
    ) -> Result<UpdateOutcome, StoreError> {
        not_about_people()
    }

    async fn delete_channel(
        &self,
        _: TenantId,
        _: ChannelId,
        _: i64,
        _: &AuditEntry,
    ) -> Result<DeleteOutcome, StoreError> {
        not_about_people()
    }

    async fn channel_by_id(
        &self,
        _: TenantId,
        _: ChannelId,
    ) -> Result<Option<Channel>, StoreError> {
        not_about_people()
    }

    async fn channel_by_creation_key(
        &self,
        _: TenantId,
        _: CreationKey,
    ) -> Result<Option<Channel>, StoreError> {
        not_about_people()
    }

    async fn channels(&self, _: TenantId, _: &ChannelList) -> Result<ChannelPage, StoreError> {
        not_about_people()
    }

    async fn channels_of_provider(
        &self,
        _: TenantId,
        _: &ChannelList,
    ) -> Result<ChannelPage, StoreError> {
        not_about_people()
    }

    async fn has_channel_named(
        &self,
        _: TenantId,
        _: ChannelType,
        _: &ChannelName,
    ) -> Result<bool, StoreError> {
        not_about_people()
    }
}
