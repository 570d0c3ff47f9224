use std::cmp::Reverse;

use domain::audit::{AuditAction, AuditEntry, AuditOutcome, FieldChange};
use domain::channel::Lifecycle;
use domain::error_code::ErrorCode;
use domain::field_errors::Field;
use domain::ids::{AuditEntryId, UserId};
use domain::store::StoreError;
use uuid::Uuid;

use crate::bench::TestDatabase;
use crate::samples::{Samples, noted};

pub(crate) async fn entries_come_newest_first_up_to_the_limit(database: &TestDatabase) {
    let (store, samples) = (&*database.store, Samples::new(50));
    let channel = samples.channel(samples.tenant().id);
    let mut entries = Vec::new();
    for number in [5_u128, 1, 4, 2, 3] {
        let id = AuditEntryId::from_uuid(Uuid::from_u128(number));
        let entry = AuditEntry { id, ..samples.audit(&channel, AuditAction::ChannelEdit) };
        store.append_audit_entry(&entry).await.expect("an entry");
        entries.push(entry);
    }
    let other = samples.audit(&samples.channel(channel.tenant), AuditAction::ChannelEdit);
    store.append_audit_entry(&other).await.expect("an entry");
    entries.sort_by_key(|entry| Reverse(entry.id));
    for limit in [0, 1, 3, 5, 6, u32::MAX] {
        let found = store.audit_entries_of_channel(channel.tenant, channel.id, limit).await;
        let wanted = usize::try_from(limit).map_or(5, |limit| limit.min(5));
        assert_eq!(found.expect("an answer"), entries[..wanted], "{limit}");
    }
}

pub(crate) async fn every_kind_of_entry_comes_back_as_it_was(database: &TestDatabase) {
    let (store, samples) = (&*database.store, Samples::new(51));
    let tenant = samples.tenant().id;
    let changes = vec![
        FieldChange { field: Field::Name, before: None, after: Some("水\"\\\n'".to_owned()) },
        FieldChange { field: Field::Remarks, before: Some(String::new()), after: None },
    ];
    for action in AuditAction::ALL {
        let refusals = ErrorCode::ALL.iter().map(|code| AuditOutcome::Refused(*code));
        for outcome in [AuditOutcome::Done].into_iter().chain(refusals) {
            let channel = samples.channel(tenant);
            let mut entry = samples.audit(&channel, action);
            entry.outcome = outcome;
            entry.user = Some(UserId::from_uuid(samples.uuid()));
            entry.changes.clone_from(&changes);
            store.append_audit_entry(&entry).await.expect("an entry");
            let found = store.audit_entries_of_channel(tenant, channel.id, 10).await;
            assert_eq!(found.expect("an answer"), [entry]);
        }
    }
    let mut without_channel = samples.audit(&samples.channel(tenant), AuditAction::ChannelCreate);
    without_channel.channel = None;
    without_channel.actor = "𠮷".repeat(200);
    store.append_audit_entry(&without_channel).await.expect("an entry");
    without_channel.id = AuditEntryId::from_uuid(samples.uuid());
    without_channel.actor.push('x');
    let outcome = store.append_audit_entry(&without_channel).await;
    assert!(matches!(outcome, Err(StoreError::Failed(_))), "{outcome:?}");
}

pub(crate) async fn entries_cannot_be_changed_or_removed(database: &TestDatabase) {
    let (store, samples) = (&*database.store, Samples::new(52));
    let channel = samples.channel(samples.tenant().id);
    let entry = samples.audit(&channel, AuditAction::ChannelDelete);
    store.append_audit_entry(&entry).await.expect("an entry");
    let again = store.append_audit_entry(&entry).await;
    assert!(matches!(again, Err(StoreError::Failed(_))), "{again:?}");
    let mut statements =
        vec!["UPDATE audit_entries SET actor = 'nobody'", "DELETE FROM audit_entries"];
    if database.url.starts_with("postgres") {
        statements.push("TRUNCATE audit_entries");
    } else {
        statements.push(
            "INSERT OR REPLACE INTO audit_entries SELECT tenant_id, id, at, 'nobody', action, \
             channel_id, refused_for, changes, user_id, provider_id, provider_name \
             FROM audit_entries",
        );
    }
    for statement in statements {
        let refusal = database.execute(statement).await.expect_err(statement);
        assert!(refusal.to_string().contains("append-only"), "{refusal}");
    }
    let found = store.audit_entries_of_channel(channel.tenant, channel.id, 10).await;
    assert_eq!(found.expect("an answer"), [entry]);
}

pub(crate) async fn entries_outlive_their_channel(database: &TestDatabase) {
    let (store, samples) = (&*database.store, Samples::new(53));
    let channel = samples.tenant_with_channel(store, Lifecycle::Unbound).await;
    let audit = samples.audit(&channel, AuditAction::ChannelDelete);
    store.delete_channel(channel.tenant, channel.id, 1, &audit).await.expect("an outcome");
    let found = store.audit_entries_of_channel(channel.tenant, channel.id, 10).await;
    assert_eq!(found.expect("an answer"), [audit]);
    let literal = database.literal(channel.tenant.uuid());
    database.execute(format!("DELETE FROM tenants WHERE id = {literal}")).await.expect("gone");
    assert_eq!(noted(store, &channel).await, 1);
}

pub(crate) async fn an_entry_outside_the_rules_is_corrupt(database: &TestDatabase) {
    let (store, samples) = (&*database.store, Samples::new(54));
    for (column, values) in [
        ("action", "'channel.paint', NULL, '[]'"),
        ("refused_for", "'channel.edit', 'No.SuchCode', '[]'"),
        ("changes", "'channel.edit', NULL, '[1]'"),
    ] {
        let channel = samples.channel(samples.tenant().id);
        let [tenant, id, about] = [channel.tenant.uuid(), samples.uuid(), channel.id.uuid()]
            .map(|id| database.literal(id));
        let insert = format!(
            "INSERT INTO audit_entries \
             (tenant_id, id, at, actor, channel_id, action, refused_for, changes) \
             VALUES ({tenant}, {id}, 0, '', {about}, {values})"
        );
        database.execute(insert).await.expect("an insertion");
        match store.audit_entries_of_channel(channel.tenant, channel.id, 10).await {
            Err(StoreError::Corrupt { table, column: named }) => {
                assert_eq!((table, named), ("audit_entries", column));
            }
            other => panic!("{other:?}"),
        }
    }
}
