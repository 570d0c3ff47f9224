use domain::channel::Channel;
use domain::ids::{CreationKey, TenantId};
use domain::store::StoreError;
use domain::tenant::{ChannelUsage, Tenant};
use domain::time::Timestamp;

use crate::bench::TestDatabase;
use crate::samples::{Samples, name, used};

pub(crate) async fn a_tenant_brings_its_channels_along(database: &TestDatabase) {
    let (store, samples) = (&*database.store, Samples::new(40));
    let unknown = TenantId::from_uuid(samples.uuid());
    assert_eq!(store.tenant_by_id(unknown).await.expect("an answer"), None);

    // What the tenant says of its usage does not count, and it may bring more than its quota.
    let tenant = Tenant { usage: ChannelUsage { used: 77, quota: 2 }, ..samples.tenant() };
    let mut channels: Vec<_> = (0..3)
        .map(|number| Channel { version: number + 1, ..samples.mixed_channel(tenant.id) })
        .collect();
    assert!(store.insert_tenant(&tenant, &channels).await.expect("an insertion"));
    let stored = store.tenant_by_id(tenant.id).await.expect("an answer").expect("the tenant");
    let wanted = Tenant { usage: ChannelUsage { used: 3, quota: 2 }, ..tenant.clone() };
    assert_eq!(stored, wanted);
    let mut found = crate::list::all(store, tenant.id).await;
    found.sort_by_key(|channel| channel.id);
    channels.sort_by_key(|channel| channel.id);
    assert_eq!(found, channels);
    for channel in channels {
        let key = CreationKey::from_uuid(channel.id.uuid());
        let found = store.channel_by_creation_key(tenant.id, key).await.expect("an answer");
        assert_eq!(found, Some(channel));
    }
}

pub(crate) async fn a_tenant_is_added_once(database: &TestDatabase) {
    let (store, samples) = (&*database.store, Samples::new(41));
    let tenant = samples.tenant();
    let channel = samples.channel(tenant.id);
    assert!(store.insert_tenant(&tenant, &[channel]).await.expect("an insertion"));
    let other = Tenant { name: "other".to_owned(), ..tenant.clone() };
    let more = [samples.channel(tenant.id), samples.channel(tenant.id)];
    assert!(!store.insert_tenant(&other, &more).await.expect("an answer"));
    let stored = store.tenant_by_id(tenant.id).await.expect("an answer").expect("the tenant");
    assert_eq!(stored.name, tenant.name);
    assert_eq!(used(store, tenant.id).await, 1);
    assert_eq!(crate::list::all(store, tenant.id).await.len(), 1);
}

pub(crate) async fn a_tenant_with_a_wrong_channel_is_not_added(database: &TestDatabase) {
    let (store, samples) = (&*database.store, Samples::new(42));
    let tenant = samples.tenant();
    let channel = samples.channel(tenant.id);
    let foreign = samples.channel(samples.tenant().id);
    let versionless = Channel { version: 0, ..samples.channel(tenant.id) };
    for channels in
        [[channel.clone(), channel.clone()], [channel.clone(), foreign], [channel, versionless]]
    {
        let outcome = store.insert_tenant(&tenant, &channels).await;
        assert!(matches!(outcome, Err(StoreError::Failed(_))), "{outcome:?}");
        assert_eq!(store.tenant_by_id(tenant.id).await.expect("an answer"), None);
        assert_eq!(crate::list::all(store, tenant.id).await, []);
    }
}

pub(crate) async fn a_tenant_may_bring_thousands_of_channels(database: &TestDatabase) {
    let (store, samples) = (&*database.store, Samples::new(43));
    let tenant = samples.tenant();
    let channels: Vec<_> = (0..12_345).map(|_| samples.mixed_channel(tenant.id)).collect();
    assert!(store.insert_tenant(&tenant, &channels).await.expect("an insertion"));
    assert_eq!(used(store, tenant.id).await, 12_345);
    assert_eq!(crate::list::all(store, tenant.id).await.len(), 12_345);
}

pub(crate) async fn limits_of_a_tenant_are_kept(database: &TestDatabase) {
    let (store, samples) = (&*database.store, Samples::new(44));
    let mut tenant = samples.tenant();
    for wrong in [String::new(), "水".repeat(201)] {
        tenant.name = wrong;
        let outcome = store.insert_tenant(&tenant, &[]).await;
        assert!(matches!(outcome, Err(StoreError::Failed(_))), "{outcome:?}");
    }
    tenant.name = "𠮷".repeat(200);
    tenant.usage.quota = u32::MAX;
    tenant.created_at = Timestamp::from_micros(i64::MIN);
    let channel = Channel { name: name("a"), version: i64::MAX, ..samples.channel(tenant.id) };
    assert!(store.insert_tenant(&tenant, std::slice::from_ref(&channel)).await.expect("ok"));
    tenant.usage.used = 1;
    let stored = store.tenant_by_id(tenant.id).await.expect("an answer");
    assert_eq!(stored, Some(tenant));
    assert_eq!(crate::list::all(store, channel.tenant).await, [channel]);
}
