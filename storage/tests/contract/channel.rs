use std::sync::Arc;

use domain::audit::AuditAction;
use domain::channel::{Channel, ChannelType, InsertOutcome, Lifecycle, UpdateOutcome};
use domain::ids::TenantId;
use domain::store::StoreError;
use domain::tenant::{ChannelUsage, Tenant};
use domain::time::Timestamp;
use tokio::task::JoinSet;

use crate::bench::TestDatabase;
use crate::samples::{NOW, Samples, edit, name, noted, remarks, used};

pub(crate) async fn a_new_channel_is_found_counted_and_noted(database: &TestDatabase) {
    let (store, samples) = (&*database.store, Samples::new(1));
    let tenant = samples.stored_tenant(store).await;
    let (channel, key) = samples.stored_channel(store, tenant).await;
    let by_id = store.channel_by_id(tenant, channel.id).await.expect("an answer");
    assert_eq!(by_id.as_ref(), Some(&channel));
    let by_key = store.channel_by_creation_key(tenant, key).await.expect("an answer");
    assert_eq!(by_key.as_ref(), Some(&channel));
    assert_eq!(used(store, tenant).await, 1);
    assert_eq!(noted(store, &channel).await, 1);
}

pub(crate) async fn any_allowed_text_comes_back_as_it_was(database: &TestDatabase) {
    let (store, samples) = (&*database.store, Samples::new(2));
    let tenant = samples.stored_tenant(store).await;
    for text in ["O'Brien \"%_\\ $1 ?1 :a", "水路 チャンネル", "İstanbul ΣΑΣ ß", &"𠮷".repeat(50)]
    {
        let channel = Channel {
            name: name(text),
            remarks: remarks(&format!("  {text}\n\n{text}")),
            ..samples.channel(tenant)
        };
        let audit = samples.audit(&channel, AuditAction::ChannelCreate);
        store.insert_channel(&channel, samples.key(), &audit).await.expect("an insertion");
        let found = store.channel_by_id(tenant, channel.id).await.expect("an answer");
        assert_eq!(found, Some(channel));
    }
}

pub(crate) async fn the_quota_holds_under_parallel_insertions(database: &TestDatabase) {
    let samples = Arc::new(Samples::new(3));
    let tenant = samples.stored_tenant(&*database.store).await;
    let mut tasks = JoinSet::new();
    for _ in 0..300 {
        let (store, samples) = (database.store.clone(), samples.clone());
        tasks.spawn(async move {
            let channel = samples.channel(tenant);
            let audit = samples.audit(&channel, AuditAction::ChannelCreate);
            store.insert_channel(&channel, samples.key(), &audit).await.expect("an outcome")
        });
    }
    let outcomes = tasks.join_all().await;
    let count = |wanted: &InsertOutcome| outcomes.iter().filter(|one| *one == wanted).count();
    assert_eq!(count(&InsertOutcome::Inserted), 100);
    assert_eq!(count(&InsertOutcome::QuotaExceeded), 200);
    assert_eq!(used(&*database.store, tenant).await, 100);
    assert_eq!(rows(database, tenant).await, 100);
}

pub(crate) async fn one_form_sent_fifty_times_creates_one_channel(database: &TestDatabase) {
    let samples = Arc::new(Samples::new(4));
    let tenant = samples.stored_tenant(&*database.store).await;
    let key = samples.key();
    let mut tasks = JoinSet::new();
    for _ in 0..50 {
        let (store, samples) = (database.store.clone(), samples.clone());
        tasks.spawn(async move {
            let channel = samples.channel(tenant);
            let audit = samples.audit(&channel, AuditAction::ChannelCreate);
            (store.insert_channel(&channel, key, &audit).await.expect("an outcome"), channel)
        });
    }
    let outcomes = tasks.join_all().await;
    let created: Vec<_> =
        outcomes.iter().filter(|(outcome, _)| *outcome == InsertOutcome::Inserted).collect();
    assert_eq!(created.len(), 1);
    for (outcome, channel) in &outcomes {
        match outcome {
            InsertOutcome::KeyUsed(existing) => {
                assert_eq!(**existing, created[0].1);
                assert_eq!(noted(&*database.store, channel).await, 0);
            }
            other => assert_eq!(*other, InsertOutcome::Inserted),
        }
    }
    assert_eq!(used(&*database.store, tenant).await, 1);
}

pub(crate) async fn a_used_key_is_told_even_when_the_quota_is_used_up(database: &TestDatabase) {
    let (store, samples) = (&*database.store, Samples::new(5));
    let tenant = Tenant { usage: ChannelUsage { used: 0, quota: 1 }, ..samples.tenant() };
    store.insert_tenant(&tenant, &[]).await.expect("an insertion");
    let (channel, key) = samples.stored_channel(store, tenant.id).await;
    let again = samples.channel(tenant.id);
    let audit = samples.audit(&again, AuditAction::ChannelCreate);
    let outcome = store.insert_channel(&again, key, &audit).await.expect("an outcome");
    assert_eq!(outcome, InsertOutcome::KeyUsed(Box::new(channel)));
    let outcome = store.insert_channel(&again, samples.key(), &audit).await.expect("an outcome");
    assert_eq!(outcome, InsertOutcome::QuotaExceeded);
    assert_eq!(used(store, tenant.id).await, 1);
    assert_eq!(noted(store, &again).await, 0);
}

pub(crate) async fn a_key_is_free_again_after_the_deletion(database: &TestDatabase) {
    let (store, samples) = (&*database.store, Samples::new(6));
    let tenant = samples.stored_tenant(store).await;
    let (channel, key) = samples.stored_channel(store, tenant).await;
    let audit = samples.audit(&channel, AuditAction::ChannelDelete);
    store.delete_channel(tenant, channel.id, 1, &audit).await.expect("an outcome");
    assert_eq!(store.channel_by_creation_key(tenant, key).await.expect("an answer"), None);
    let next = samples.channel(tenant);
    let audit = samples.audit(&next, AuditAction::ChannelCreate);
    let outcome = store.insert_channel(&next, key, &audit).await.expect("an outcome");
    assert_eq!(outcome, InsertOutcome::Inserted);
}

pub(crate) async fn two_tenants_may_use_the_same_key(database: &TestDatabase) {
    let (store, samples) = (&*database.store, Samples::new(7));
    let key = samples.key();
    for _ in 0..2 {
        let channel = samples.channel(samples.stored_tenant(store).await);
        let audit = samples.audit(&channel, AuditAction::ChannelCreate);
        let outcome = store.insert_channel(&channel, key, &audit).await.expect("an outcome");
        assert_eq!(outcome, InsertOutcome::Inserted);
        let found = store.channel_by_creation_key(channel.tenant, key).await.expect("an answer");
        assert_eq!(found, Some(channel));
    }
}

pub(crate) async fn a_quota_lowered_below_what_is_used_only_refuses_more(database: &TestDatabase) {
    let (store, samples) = (&*database.store, Samples::new(8));
    let tenant = samples.stored_tenant(store).await;
    let (first, _) = samples.stored_channel(store, tenant).await;
    let (second, _) = samples.stored_channel(store, tenant).await;
    database.execute("UPDATE tenants SET channel_quota = 1").await.expect("an update");
    let usage = store.tenant_by_id(tenant).await.expect("an answer").expect("the tenant").usage;
    assert_eq!(usage, ChannelUsage { used: 2, quota: 1 });

    let third = samples.channel(tenant);
    let audit = samples.audit(&third, AuditAction::ChannelCreate);
    let outcome = store.insert_channel(&third, samples.key(), &audit).await.expect("an outcome");
    assert_eq!(outcome, InsertOutcome::QuotaExceeded);
    let audit = samples.audit(&second, AuditAction::ChannelEdit);
    let edited = store
        .update_channel(tenant, second.id, &edit("a", "", 1), second.updated_at, &audit)
        .await
        .expect("an outcome");
    assert!(matches!(edited, UpdateOutcome::Updated(_)));
    let audit = samples.audit(&first, AuditAction::ChannelDelete);
    store.delete_channel(tenant, first.id, 1, &audit).await.expect("an outcome");
    assert_eq!(used(store, tenant).await, 1);
}

pub(crate) async fn a_channel_without_a_tenant_is_an_error(database: &TestDatabase) {
    let (store, samples) = (&*database.store, Samples::new(9));
    let channel = samples.channel(TenantId::from_uuid(samples.uuid()));
    let audit = samples.audit(&channel, AuditAction::ChannelCreate);
    let outcome = store.insert_channel(&channel, samples.key(), &audit).await;
    assert!(matches!(outcome, Err(StoreError::Failed(_))), "{outcome:?}");
}

pub(crate) async fn an_insertion_that_cannot_be_noted_is_undone(database: &TestDatabase) {
    let (store, samples) = (&*database.store, Samples::new(10));
    let tenant = samples.stored_tenant(store).await;
    let channel = samples.channel(tenant);
    let audit = samples.audit(&channel, AuditAction::ChannelCreate);
    store.append_audit_entry(&audit).await.expect("an entry");
    let outcome = store.insert_channel(&channel, samples.key(), &audit).await;
    assert!(matches!(outcome, Err(StoreError::Failed(_))), "{outcome:?}");
    assert_eq!(store.channel_by_id(tenant, channel.id).await.expect("an answer"), None);
    assert_eq!(used(store, tenant).await, 0);
    samples.stored_channel(store, tenant).await;
}

pub(crate) async fn an_edit_changes_what_it_names_and_nothing_else(database: &TestDatabase) {
    let (store, samples) = (&*database.store, Samples::new(11));
    for lifecycle in Lifecycle::ALL {
        let channel = samples.tenant_with_channel(store, lifecycle).await;
        let audit = samples.audit(&channel, AuditAction::ChannelEdit);
        let later = Timestamp::from_micros(NOW + 1);
        let wanted = Channel {
            name: name("Neu"),
            remarks: remarks("so\nist es"),
            version: 2,
            updated_at: later,
            ..channel.clone()
        };
        let outcome = store
            .update_channel(
                channel.tenant,
                channel.id,
                &edit("Neu", "so\nist es", 1),
                later,
                &audit,
            )
            .await
            .expect("an outcome");
        assert_eq!(outcome, UpdateOutcome::Updated(Box::new(wanted.clone())));
        let stored = store.channel_by_id(channel.tenant, channel.id).await.expect("an answer");
        assert_eq!(stored, Some(wanted));
        assert_eq!(noted(store, &channel).await, 1);
        assert_eq!(used(store, channel.tenant).await, 1);
    }
}

pub(crate) async fn an_edit_of_another_version_changes_nothing(database: &TestDatabase) {
    let (store, samples) = (&*database.store, Samples::new(12));
    let tenant = samples.stored_tenant(store).await;
    let (channel, _) = samples.stored_channel(store, tenant).await;
    let later = Timestamp::from_micros(NOW + 1);
    for version in [0, 2, -1, i64::MAX, i64::MIN] {
        let audit = samples.audit(&channel, AuditAction::ChannelEdit);
        let outcome = store
            .update_channel(tenant, channel.id, &edit("Neu", "", version), later, &audit)
            .await
            .expect("an outcome");
        assert_eq!(outcome, UpdateOutcome::VersionConflict(Box::new(channel.clone())));
    }
    let stored = store.channel_by_id(tenant, channel.id).await.expect("an answer");
    assert_eq!(stored.as_ref(), Some(&channel));
    assert_eq!(noted(store, &channel).await, 1);
}

pub(crate) async fn only_one_of_many_parallel_edits_wins(database: &TestDatabase) {
    let samples = Arc::new(Samples::new(13));
    let tenant = samples.stored_tenant(&*database.store).await;
    let (channel, _) = samples.stored_channel(&*database.store, tenant).await;
    let mut tasks = JoinSet::new();
    for number in 0..20 {
        let (store, samples, channel) = (database.store.clone(), samples.clone(), channel.clone());
        tasks.spawn(async move {
            let audit = samples.audit(&channel, AuditAction::ChannelEdit);
            let edit = edit(&format!("edit {number}"), "", 1);
            let now = Timestamp::from_micros(NOW + 1);
            store.update_channel(tenant, channel.id, &edit, now, &audit).await.expect("an outcome")
        });
    }
    let outcomes = tasks.join_all().await;
    let stored = database.store.channel_by_id(tenant, channel.id).await.expect("an answer");
    let stored = Box::new(stored.expect("the channel"));
    assert_eq!(stored.version, 2);
    let winners = outcomes.iter().filter(|one| **one == UpdateOutcome::Updated(stored.clone()));
    assert_eq!(winners.count(), 1);
    let losers =
        outcomes.iter().filter(|one| **one == UpdateOutcome::VersionConflict(stored.clone()));
    assert_eq!(losers.count(), 19);
    assert_eq!(noted(&*database.store, &channel).await, 2);
}

pub(crate) async fn an_edit_that_cannot_be_noted_is_undone(database: &TestDatabase) {
    let (store, samples) = (&*database.store, Samples::new(14));
    let tenant = samples.stored_tenant(store).await;
    let (channel, _) = samples.stored_channel(store, tenant).await;
    let audit = samples.audit(&channel, AuditAction::ChannelEdit);
    store.append_audit_entry(&audit).await.expect("an entry");
    let now = Timestamp::from_micros(NOW + 1);
    let outcome = store.update_channel(tenant, channel.id, &edit("Neu", "", 1), now, &audit).await;
    assert!(matches!(outcome, Err(StoreError::Failed(_))), "{outcome:?}");
    assert_eq!(store.channel_by_id(tenant, channel.id).await.expect("an answer"), Some(channel));
}

pub(crate) async fn a_name_is_found_by_type_and_exact_spelling(database: &TestDatabase) {
    let (store, samples) = (&*database.store, Samples::new(15));
    let tenant = samples.stored_tenant(store).await;
    samples.stored_channel(store, tenant).await;
    for (channel_type, spelling, wanted) in [
        (ChannelType::Sms, "Support", true),
        (ChannelType::Sms, "  Support ", true),
        (ChannelType::Email, "Support", false),
        (ChannelType::Sms, "support", false),
        (ChannelType::Sms, "Suppor", false),
        (ChannelType::Sms, "Supp%", false),
    ] {
        let found = store.has_channel_named(tenant, channel_type, &name(spelling)).await;
        assert_eq!(found.expect("an answer"), wanted, "{channel_type:?} {spelling}");
    }
}

pub(crate) async fn a_row_outside_the_rules_is_corrupt(database: &TestDatabase) {
    let (store, samples) = (&*database.store, Samples::new(16));
    let channel = samples.tenant_with_channel(store, Lifecycle::Unbound).await;
    for (column, wrong) in [("remarks", "'ends in a space '"), ("name", "'\u{202e}hidden'")] {
        let sql = format!("UPDATE channels SET {column} = {wrong}");
        assert_eq!(database.execute(sql).await.expect("an update"), 1);
        let found = store.channel_by_id(channel.tenant, channel.id).await;
        match found {
            Err(StoreError::Corrupt { table, column: named }) => {
                assert_eq!((table, named), ("channels", column));
            }
            other => panic!("{other:?}"),
        }
    }
}

async fn rows(database: &TestDatabase, tenant: TenantId) -> usize {
    crate::list::all(&*database.store, tenant).await.len()
}
