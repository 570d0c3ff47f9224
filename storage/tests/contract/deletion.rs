use std::sync::Arc;

use domain::audit::AuditAction;
use domain::channel::{Channel, DeleteOutcome, InsertOutcome, Lifecycle};
use domain::store::StoreError;
use domain::time::Timestamp;
use tokio::task::JoinSet;

use crate::bench::TestDatabase;
use crate::samples::{NOW, Samples, edit, noted, used};

pub(crate) async fn a_deleted_channel_is_gone_and_frees_its_place(database: &TestDatabase) {
    let (store, samples) = (&*database.store, Samples::new(20));
    let tenant = samples.stored_tenant(store).await;
    let (channel, key) = samples.stored_channel(store, tenant).await;
    let (kept, _) = samples.stored_channel(store, tenant).await;
    let audit = samples.audit(&channel, AuditAction::ChannelDelete);
    let outcome = store.delete_channel(tenant, channel.id, 1, &audit).await.expect("an outcome");
    assert_eq!(outcome, DeleteOutcome::Deleted);
    assert_eq!(store.channel_by_id(tenant, channel.id).await.expect("an answer"), None);
    assert_eq!(store.channel_by_creation_key(tenant, key).await.expect("an answer"), None);
    assert_eq!(crate::list::all(store, tenant).await, [kept]);
    assert_eq!(used(store, tenant).await, 1);
    assert_eq!(noted(store, &channel).await, 2);
}

pub(crate) async fn only_an_unbound_channel_is_deleted(database: &TestDatabase) {
    let (store, samples) = (&*database.store, Samples::new(21));
    for lifecycle in Lifecycle::ALL {
        let channel = samples.tenant_with_channel(store, lifecycle).await;
        let audit = samples.audit(&channel, AuditAction::ChannelDelete);
        let outcome = store.delete_channel(channel.tenant, channel.id, 1, &audit).await;
        let deleted = lifecycle == Lifecycle::Unbound;
        let wanted = if deleted { DeleteOutcome::Deleted } else { DeleteOutcome::NotUnbound };
        assert_eq!(outcome.expect("an outcome"), wanted);
        let stored = store.channel_by_id(channel.tenant, channel.id).await.expect("an answer");
        assert_eq!(stored.is_none(), deleted);
        assert_eq!(used(store, channel.tenant).await, u32::from(!deleted));
        assert_eq!(noted(store, &channel).await, usize::from(deleted));
    }
}

pub(crate) async fn a_deletion_of_another_version_changes_nothing(database: &TestDatabase) {
    let (store, samples) = (&*database.store, Samples::new(22));
    let tenant = samples.stored_tenant(store).await;
    let (channel, _) = samples.stored_channel(store, tenant).await;
    let audit = samples.audit(&channel, AuditAction::ChannelEdit);
    let now = Timestamp::from_micros(NOW + 1);
    store.update_channel(tenant, channel.id, &edit("Neu", "", 1), now, &audit).await.expect("ok");
    for version in [1, 3, 0, -1] {
        let audit = samples.audit(&channel, AuditAction::ChannelDelete);
        let outcome = store.delete_channel(tenant, channel.id, version, &audit).await;
        assert_eq!(outcome.expect("an outcome"), DeleteOutcome::VersionConflict);
    }
    assert_eq!(used(store, tenant).await, 1);
    assert_eq!(noted(store, &channel).await, 2);
}

pub(crate) async fn a_channel_is_deleted_once(database: &TestDatabase) {
    let samples = Arc::new(Samples::new(23));
    let tenant = samples.stored_tenant(&*database.store).await;
    let (channel, _) = samples.stored_channel(&*database.store, tenant).await;
    let mut tasks = JoinSet::new();
    for _ in 0..20 {
        let (store, samples, channel) = (database.store.clone(), samples.clone(), channel.clone());
        tasks.spawn(async move {
            let audit = samples.audit(&channel, AuditAction::ChannelDelete);
            store.delete_channel(tenant, channel.id, 1, &audit).await.expect("an outcome")
        });
    }
    let outcomes = tasks.join_all().await;
    let count = |wanted| outcomes.iter().filter(|one| **one == wanted).count();
    assert_eq!(count(DeleteOutcome::Deleted), 1);
    assert_eq!(count(DeleteOutcome::NotFound), 19);
    assert_eq!(used(&*database.store, tenant).await, 0);
    assert_eq!(noted(&*database.store, &channel).await, 2);
}

pub(crate) async fn a_deletion_that_cannot_be_noted_is_undone(database: &TestDatabase) {
    let (store, samples) = (&*database.store, Samples::new(24));
    let tenant = samples.stored_tenant(store).await;
    let (channel, _) = samples.stored_channel(store, tenant).await;
    let audit = samples.audit(&channel, AuditAction::ChannelDelete);
    store.append_audit_entry(&audit).await.expect("an entry");
    let outcome = store.delete_channel(tenant, channel.id, 1, &audit).await;
    assert!(matches!(outcome, Err(StoreError::Failed(_))), "{outcome:?}");
    assert_eq!(store.channel_by_id(tenant, channel.id).await.expect("an answer"), Some(channel));
    assert_eq!(used(store, tenant).await, 1);
}

/// Each task creates a channel and deletes it again, all with one creation key, so that
/// insertions wait for deletions and the other way round.
pub(crate) async fn insertions_and_deletions_at_once_keep_the_count(database: &TestDatabase) {
    let samples = Arc::new(Samples::new(25));
    let tenant = samples.stored_tenant(&*database.store).await;
    let key = samples.key();
    let mut tasks = JoinSet::new();
    for _ in 0..30 {
        let (store, samples) = (database.store.clone(), samples.clone());
        tasks.spawn(async move {
            let channel = samples.channel(tenant);
            let audit = samples.audit(&channel, AuditAction::ChannelCreate);
            let existing: Channel =
                match store.insert_channel(&channel, key, &audit).await.expect("an outcome") {
                    InsertOutcome::Inserted => channel,
                    InsertOutcome::KeyUsed(existing) => *existing,
                    other => panic!("one channel at most exists: {other:?}"),
                };
            let audit = samples.audit(&existing, AuditAction::ChannelDelete);
            store.delete_channel(tenant, existing.id, 1, &audit).await.expect("an outcome")
        });
    }
    tasks.join_all().await;
    assert_eq!(crate::list::all(&*database.store, tenant).await, []);
    assert_eq!(used(&*database.store, tenant).await, 0);
}
