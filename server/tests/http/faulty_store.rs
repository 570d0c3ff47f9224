//! A store whose calls can be made to fail, in the ways a database fails.

use std::sync::Arc;
use std::sync::atomic::{AtomicU8, AtomicU32, Ordering};

use async_trait::async_trait;
use domain::audit::{AuditEntry, AuditFilter, AuditStore};
use domain::channel::{
    Channel, ChannelEdit, ChannelList, ChannelName, ChannelPage, ChannelStore, ChannelType,
    DeleteOutcome, InsertOutcome, UpdateOutcome,
};
use domain::ids::{AuditEntryId, ChannelId, CreationKey, TenantId};
use domain::store::{Store, StoreError};
use domain::tenant::{
    Tenant, TenantChange, TenantList, TenantOutcome, TenantPage, TenantState, TenantStore,
};
use domain::time::Timestamp;

/// What the log may say and nobody else.
pub(crate) const SECRET: &str = "password authentication failed for user suiro_admin";

/// What happens to a call.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Fault {
    /// It is passed on.
    None = 0,
    /// The database is away.
    Unavailable = 1,
    /// A statement fails.
    Failed = 2,
    /// A row is broken.
    Corrupt = 3,
    /// The program has a bug.
    Panic = 4,
    /// Only the tenant cannot be read.
    TenantUnavailable = 5,
}

pub(crate) struct FaultyStore {
    inner: Arc<dyn Store>,
    fault: AtomicU8,
    /// How many calls are left before the power is cut.
    calls_left: AtomicU32,
}

impl FaultyStore {
    pub(crate) fn new(inner: Arc<dyn Store>) -> Self {
        let calls_left = AtomicU32::new(u32::MAX);
        Self { inner, fault: AtomicU8::new(Fault::None as u8), calls_left }
    }

    pub(crate) fn set(&self, fault: Fault) {
        self.fault.store(fault as u8, Ordering::SeqCst);
    }

    /// Cuts the power after so many calls: nothing is done after them.
    pub(crate) fn cut_after(&self, calls: u32) {
        self.calls_left.store(calls, Ordering::SeqCst);
    }

    /// Brings the power back. Returns whether it was cut.
    pub(crate) fn power_on(&self) -> bool {
        self.calls_left.swap(u32::MAX, Ordering::SeqCst) == 0
    }

    fn has(&self, fault: Fault) -> bool {
        self.fault.load(Ordering::SeqCst) == fault as u8
    }

    pub(crate) fn working(&self) -> Result<&dyn Store, StoreError> {
        let left = self.calls_left.load(Ordering::SeqCst);
        if left == 0 {
            return Err(StoreError::Unavailable(SECRET.into()));
        }
        if left < u32::MAX {
            self.calls_left.store(left - 1, Ordering::SeqCst);
        }
        if self.has(Fault::Unavailable) {
            return Err(StoreError::Unavailable(SECRET.into()));
        }
        if self.has(Fault::Failed) {
            return Err(StoreError::Failed(SECRET.into()));
        }
        if self.has(Fault::Corrupt) {
            return Err(StoreError::Corrupt { table: "channel", column: "lifecycle" });
        }
        assert!(!self.has(Fault::Panic), "{SECRET}");
        Ok(&*self.inner)
    }
}

#[async_trait]
impl Store for FaultyStore {
    async fn check_ready(&self) -> Result<(), StoreError> {
        self.working()?.check_ready().await
    }

    async fn installation_secret(&self, candidate: [u8; 32]) -> Result<[u8; 32], StoreError> {
        self.working()?.installation_secret(candidate).await
    }

    async fn close(&self) {
        self.inner.close().await;
    }
}

#[async_trait]
impl ChannelStore for FaultyStore {
    async fn insert_channel(
        &self,
        channel: &Channel,
        key: CreationKey,
        audit: &AuditEntry,
    ) -> Result<InsertOutcome, StoreError> {
        self.working()?.insert_channel(channel, key, audit).await
    }

    async fn update_channel(
        &self,
        tenant: TenantId,
        id: ChannelId,
        edit: &ChannelEdit,
        now: Timestamp,
        audit: &AuditEntry,
    ) -> Result<UpdateOutcome, StoreError> {
        self.working()?.update_channel(tenant, id, edit, now, audit).await
    }

    async fn delete_channel(
        &self,
        tenant: TenantId,
        id: ChannelId,
        version: i64,
        audit: &AuditEntry,
    ) -> Result<DeleteOutcome, StoreError> {
        self.working()?.delete_channel(tenant, id, version, audit).await
    }

    async fn channel_by_id(
        &self,
        tenant: TenantId,
        id: ChannelId,
    ) -> Result<Option<Channel>, StoreError> {
        self.working()?.channel_by_id(tenant, id).await
    }

    async fn channel_by_creation_key(
        &self,
        tenant: TenantId,
        key: CreationKey,
    ) -> Result<Option<Channel>, StoreError> {
        self.working()?.channel_by_creation_key(tenant, key).await
    }

    async fn channels(
        &self,
        tenant: TenantId,
        list: &ChannelList,
    ) -> Result<ChannelPage, StoreError> {
        self.working()?.channels(tenant, list).await
    }

    async fn channels_of_provider(
        &self,
        provider: TenantId,
        list: &ChannelList,
    ) -> Result<ChannelPage, StoreError> {
        self.working()?.channels_of_provider(provider, list).await
    }

    async fn has_channel_named(
        &self,
        tenant: TenantId,
        channel_type: ChannelType,
        name: &ChannelName,
    ) -> Result<bool, StoreError> {
        self.working()?.has_channel_named(tenant, channel_type, name).await
    }
}

#[async_trait]
impl TenantStore for FaultyStore {
    async fn tenant_by_id(&self, id: TenantId) -> Result<Option<Tenant>, StoreError> {
        if self.has(Fault::TenantUnavailable) {
            return Err(StoreError::Unavailable(SECRET.into()));
        }
        self.working()?.tenant_by_id(id).await
    }

    async fn insert_tenant(
        &self,
        tenant: &Tenant,
        channels: &[Channel],
    ) -> Result<bool, StoreError> {
        self.working()?.insert_tenant(tenant, channels).await
    }

    async fn tenants(&self, list: &TenantList) -> Result<TenantPage, StoreError> {
        self.working()?.tenants(list).await
    }

    async fn count_tenants(&self, state: TenantState) -> Result<u64, StoreError> {
        self.working()?.count_tenants(state).await
    }

    async fn change_tenant(
        &self,
        id: TenantId,
        change: &TenantChange,
        audit: &AuditEntry,
    ) -> Result<TenantOutcome, StoreError> {
        self.working()?.change_tenant(id, change, audit).await
    }
}

#[async_trait]
impl AuditStore for FaultyStore {
    async fn append_audit_entry(&self, entry: &AuditEntry) -> Result<(), StoreError> {
        self.working()?.append_audit_entry(entry).await
    }

    async fn audit_entries_of_channel(
        &self,
        tenant: TenantId,
        channel: ChannelId,
        limit: u32,
    ) -> Result<Vec<AuditEntry>, StoreError> {
        self.working()?.audit_entries_of_channel(tenant, channel, limit).await
    }

    async fn audit_entries(
        &self,
        tenant: TenantId,
        filter: &AuditFilter,
        after: Option<AuditEntryId>,
        limit: u32,
    ) -> Result<Vec<AuditEntry>, StoreError> {
        self.working()?.audit_entries(tenant, filter, after, limit).await
    }
}
