//! Things to store. Every value is decided by a fixed seed.

use std::sync::Mutex;

use domain::audit::{AuditAction, AuditEntry, AuditOutcome};
use domain::channel::{
    Channel, ChannelEdit, ChannelName, ChannelType, InsertOutcome, Lifecycle, Remarks,
};
use domain::ids::{AuditEntryId, ChannelId, CreationKey, TenantId};
use domain::store::Store;
use domain::tenant::{ChannelUsage, Company, Standing, Tenant};
use domain::time::Timestamp;
use uuid::Uuid;

/// 2027-01-15, in microseconds, with all digits in use.
pub(crate) const NOW: i64 = 1_800_000_123_456_789;

/// `SplitMix64`: the same numbers in every run.
pub(crate) struct Samples(Mutex<u64>);

impl Samples {
    pub(crate) fn new(seed: u64) -> Self {
        Self(Mutex::new(seed))
    }

    pub(crate) fn number(&self) -> u64 {
        let mut state = self.0.lock().expect("no panic while it is held");
        *state = state.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = *state;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// 0 to `bound - 1`.
    pub(crate) fn below(&self, bound: usize) -> usize {
        let bound = u64::try_from(bound).expect("a small number");
        usize::try_from(self.number() % bound).expect("a small number")
    }

    pub(crate) fn one_of<T: Copy>(&self, choices: &[T]) -> T {
        choices[self.below(choices.len())]
    }

    pub(crate) fn uuid(&self) -> Uuid {
        Uuid::from_u64_pair(self.number(), self.number())
    }

    pub(crate) fn key(&self) -> CreationKey {
        CreationKey::from_uuid(self.uuid())
    }

    pub(crate) fn tenant(&self) -> Tenant {
        Tenant {
            id: TenantId::from_uuid(self.uuid()),
            name: "水路商会".to_owned(),
            usage: ChannelUsage { used: 0, quota: 100 },
            standing: Standing::active(Timestamp::from_micros(NOW)),
            company: Company::default(),
            service_provider: false,
            provider: None,
            created_at: Timestamp::from_micros(NOW),
        }
    }

    /// A tenant that the store knows.
    pub(crate) async fn stored_tenant(&self, store: &dyn Store) -> TenantId {
        let tenant = self.tenant();
        assert!(store.insert_tenant(&tenant, &[]).await.expect("an insertion"));
        tenant.id
    }

    pub(crate) fn channel(&self, tenant: TenantId) -> Channel {
        Channel {
            id: ChannelId::from_uuid(self.uuid()),
            tenant,
            channel_type: ChannelType::Sms,
            name: name("Support"),
            remarks: remarks("the first one"),
            lifecycle: Lifecycle::Unbound,
            bound_account: None,
            health: domain::channel::ChannelHealth::NotMeasured,
            version: 1,
            created_at: Timestamp::from_micros(NOW),
            updated_at: Timestamp::from_micros(NOW),
        }
    }

    /// A channel whose every column is shared with others.
    pub(crate) fn mixed_channel(&self, tenant: TenantId) -> Channel {
        let names = ["Abc", "abC", "ABD", "Zürich", "zurich", "水路", "東京", "😀", "~", "_"];
        Channel {
            channel_type: self.one_of(&ChannelType::ALL),
            name: name(self.one_of(&names)),
            lifecycle: self.one_of(&Lifecycle::ALL),
            created_at: Timestamp::from_micros(NOW + i64::from(self.below(5) == 0)),
            ..self.channel(tenant)
        }
    }

    /// A channel that the store has created, with its key.
    pub(crate) async fn stored_channel(
        &self,
        store: &dyn Store,
        tenant: TenantId,
    ) -> (Channel, CreationKey) {
        let (channel, key) = (self.channel(tenant), self.key());
        let audit = self.audit(&channel, AuditAction::ChannelCreate);
        let outcome = store.insert_channel(&channel, key, &audit).await.expect("an insertion");
        assert_eq!(outcome, InsertOutcome::Inserted);
        (channel, key)
    }

    /// A tenant with a channel in this state.
    pub(crate) async fn tenant_with_channel(
        &self,
        store: &dyn Store,
        lifecycle: Lifecycle,
    ) -> Channel {
        let tenant = self.tenant();
        let channel = Channel { lifecycle, ..self.channel(tenant.id) };
        let channels = std::slice::from_ref(&channel);
        assert!(store.insert_tenant(&tenant, channels).await.expect("an insertion"));
        channel
    }

    pub(crate) fn audit(&self, channel: &Channel, action: AuditAction) -> AuditEntry {
        AuditEntry {
            id: AuditEntryId::from_uuid(self.uuid()),
            tenant: channel.tenant,
            at: Timestamp::from_micros(NOW),
            actor: "mika@example.test".to_owned(),
            provider: None,
            action,
            channel: Some(channel.id),
            user: None,
            outcome: AuditOutcome::Done,
            changes: Vec::new(),
        }
    }
}

pub(crate) fn name(text: &str) -> ChannelName {
    ChannelName::parse(text).expect("a name")
}

pub(crate) fn remarks(text: &str) -> Remarks {
    Remarks::parse(text).expect("remarks")
}

pub(crate) fn edit(new_name: &str, new_remarks: &str, version: i64) -> ChannelEdit {
    ChannelEdit { name: name(new_name), remarks: remarks(new_remarks), version }
}

/// How many channels the tenant has by its own count.
pub(crate) async fn used(store: &dyn Store, tenant: TenantId) -> u32 {
    store.tenant_by_id(tenant).await.expect("an answer").expect("the tenant").usage.used
}

/// How many entries the log has about a channel.
pub(crate) async fn noted(store: &dyn Store, channel: &Channel) -> usize {
    let entries = store.audit_entries_of_channel(channel.tenant, channel.id, 1000).await;
    entries.expect("an answer").len()
}
