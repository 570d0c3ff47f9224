use domain::audit::AuditAction;
use domain::channel::{ChannelList, DeleteOutcome, UpdateOutcome};

use crate::bench::TestDatabase;
use crate::list::whole_list;
use crate::samples::{Samples, edit, noted, used};

pub(crate) async fn a_foreign_tenant_finds_nothing(database: &TestDatabase) {
    let (store, samples) = (&*database.store, Samples::new(30));
    let owner = samples.stored_tenant(store).await;
    let stranger = samples.stored_tenant(store).await;
    let (channel, key) = samples.stored_channel(store, owner).await;

    assert_eq!(store.channel_by_id(stranger, channel.id).await.expect("an answer"), None);
    assert_eq!(store.channel_by_creation_key(stranger, key).await.expect("an answer"), None);
    let found = store.has_channel_named(stranger, channel.channel_type, &channel.name).await;
    assert!(!found.expect("an answer"));
    let entries = store.audit_entries_of_channel(stranger, channel.id, 10).await;
    assert_eq!(entries.expect("an answer"), []);
    for search in ["", "support", &channel.id.to_string()] {
        let mut list: ChannelList = whole_list();
        list.filter.search = search.to_owned();
        let page = store.channels(stranger, &list).await.expect("a page");
        assert_eq!(page.channels, [], "{search}");
        let page = store.channels(owner, &list).await.expect("a page");
        assert_eq!(page.channels.as_slice(), std::slice::from_ref(&channel), "{search}");
    }
}

pub(crate) async fn a_foreign_tenant_changes_nothing(database: &TestDatabase) {
    let (store, samples) = (&*database.store, Samples::new(31));
    let owner = samples.stored_tenant(store).await;
    let stranger = samples.stored_tenant(store).await;
    let (channel, _) = samples.stored_channel(store, owner).await;
    let mut audit = samples.audit(&channel, AuditAction::ChannelEdit);
    audit.tenant = stranger;

    let outcome = store
        .update_channel(stranger, channel.id, &edit("Neu", "", 1), channel.updated_at, &audit)
        .await;
    assert_eq!(outcome.expect("an outcome"), UpdateOutcome::NotFound);
    let outcome = store.delete_channel(stranger, channel.id, 1, &audit).await;
    assert_eq!(outcome.expect("an outcome"), DeleteOutcome::NotFound);

    let stored = store.channel_by_id(owner, channel.id).await.expect("an answer");
    assert_eq!(stored.as_ref(), Some(&channel));
    assert_eq!(used(store, owner).await, 1);
    assert_eq!(noted(store, &channel).await, 1);
}
