use std::slice;
use std::sync::Arc;

use domain::audit::AuditAction;
use domain::link::LinkPurpose;
use domain::member::{Member, SetUpOutcome};
use domain::permissions::Role;
use domain::store::StoreError;
use domain::tenant::{ChannelUsage, Tenant};
use domain::user::User;
use tokio::task::JoinSet;

use crate::bench::TestDatabase;
use crate::people::{at, email, invitation, is_noted, works};
use crate::samples::Samples;

fn admin(user: &User) -> Member {
    Member {
        user: user.id,
        name: user.name.clone(),
        email: user.email.clone(),
        role: Role::Admin,
        disabled: false,
        joined_at: at(3),
    }
}

pub(crate) async fn the_first_start_makes_user_tenant_and_admin(database: &TestDatabase) {
    let (store, samples) = (&*database.store, Samples::new(460));
    assert!(!store.has_users().await.expect("an answer"));
    let (_, token) = samples.stored_link(store, LinkPurpose::SetUp).await;
    let user = User { account_manager: true, ..samples.user() };
    // What the tenant says of its usage does not count.
    let tenant = Tenant { usage: ChannelUsage { used: 7, quota: 42 }, ..samples.tenant() };
    let note = samples.note(tenant.id, AuditAction::InstallationSetUp);
    let outcome = store.set_up(&token, &user, &tenant, at(3), &note).await.expect("an outcome");
    assert_eq!(outcome, SetUpOutcome::Done);
    assert!(is_noted(store, &note).await);
    assert!(store.has_users().await.expect("an answer"));
    assert!(!works(store, &token).await);
    let wanted = Tenant { usage: ChannelUsage { used: 0, quota: 42 }, ..tenant.clone() };
    assert_eq!(store.tenant_by_id(tenant.id).await.expect("an answer"), Some(wanted));
    assert_eq!(store.members(tenant.id).await.expect("members"), [admin(&user)]);
    assert_eq!(store.user_by_id(user.id).await.expect("an answer"), Some(user));
}

pub(crate) async fn the_first_start_takes_over_a_tenant_with_its_channels(database: &TestDatabase) {
    let (store, samples) = (&*database.store, Samples::new(461));
    let before = samples.tenant();
    let channel = samples.channel(before.id);
    store.insert_tenant(&before, slice::from_ref(&channel)).await.expect("an insertion");
    let (_, token) = samples.stored_link(store, LinkPurpose::SetUp).await;
    let user = samples.user();
    let tenant = Tenant {
        name: "Neu".to_owned(),
        usage: ChannelUsage { used: 0, quota: 9 },
        created_at: at(9),
        ..before.clone()
    };
    let note = samples.note(tenant.id, AuditAction::InstallationSetUp);
    let outcome = store.set_up(&token, &user, &tenant, at(3), &note).await.expect("an outcome");
    assert_eq!(outcome, SetUpOutcome::Done);
    let wanted = Tenant {
        name: "Neu".to_owned(),
        usage: ChannelUsage { used: 1, quota: before.usage.quota },
        ..before
    };
    assert_eq!(store.tenant_by_id(tenant.id).await.expect("an answer"), Some(wanted));
    assert_eq!(crate::list::all(store, tenant.id).await, [channel]);
    assert_eq!(store.members(tenant.id).await.expect("members"), [admin(&user)]);
}

pub(crate) async fn the_first_start_happens_once(database: &TestDatabase) {
    let samples = Arc::new(Samples::new(462));
    let (_, token) = samples.stored_link(&*database.store, LinkPurpose::SetUp).await;
    let tenant = samples.tenant();
    let mut tasks = JoinSet::new();
    for number in 0..20 {
        let (store, samples, tenant) = (database.store.clone(), samples.clone(), tenant.clone());
        tasks.spawn(async move {
            let user = samples.user();
            let tenant = Tenant { name: format!("organisation {number}"), ..tenant };
            let note = samples.note(tenant.id, AuditAction::InstallationSetUp);
            let outcome = store.set_up(&token, &user, &tenant, at(3), &note).await;
            let done = outcome.expect("an outcome") == SetUpOutcome::Done;
            assert_eq!(is_noted(&*store, &note).await, done);
            done.then_some((user, tenant.name))
        });
    }
    let done: Vec<_> = tasks.join_all().await.into_iter().flatten().collect();
    let [(user, name)] = done.as_slice() else { panic!("{} first starts", done.len()) };
    let store = &*database.store;
    assert_eq!(store.users(None, 100).await.expect("users"), slice::from_ref(user));
    assert_eq!(store.members(tenant.id).await.expect("members"), [admin(user)]);
    let stored = store.tenant_by_id(tenant.id).await.expect("an answer").expect("the tenant");
    assert_eq!(&stored.name, name);
}

pub(crate) async fn only_a_valid_set_up_link_sets_up(database: &TestDatabase) {
    let (store, samples) = (&*database.store, Samples::new(463));
    let other = samples.stored_tenant(store).await;
    let address = email("mika@example.test");
    let (link, late) = samples.stored_link(store, LinkPurpose::SetUp).await;
    let (_, invites) = samples.stored_link(store, invitation(other, &address, Role::Admin)).await;
    let (user, tenant) = (samples.user(), samples.tenant());
    let note = samples.note(tenant.id, AuditAction::InstallationSetUp);
    for (token, now) in [(late, link.expires_at), (invites, at(0)), (samples.token(), at(0))] {
        let outcome = store.set_up(&token, &user, &tenant, now, &note).await;
        assert_eq!(outcome.expect("an outcome"), SetUpOutcome::LinkInvalid);
    }
    assert!(!is_noted(store, &note).await);
    assert!(!store.has_users().await.expect("an answer"));
    assert_eq!(store.tenant_by_id(tenant.id).await.expect("an answer"), None);
    assert!(works(store, &late).await && works(store, &invites).await);
}

pub(crate) async fn nothing_is_set_up_beside_a_user(database: &TestDatabase) {
    let (store, samples) = (&*database.store, Samples::new(464));
    let (_, token) = samples.stored_link(store, LinkPurpose::SetUp).await;
    let first = samples.stored_user(store).await;
    let (user, tenant) = (samples.user(), samples.tenant());
    let note = samples.note(tenant.id, AuditAction::InstallationSetUp);
    let outcome = store.set_up(&token, &user, &tenant, at(3), &note).await.expect("an outcome");
    assert_eq!(outcome, SetUpOutcome::LinkInvalid);
    assert_eq!(store.users(None, 100).await.expect("users"), [first]);
    assert_eq!(store.tenant_by_id(tenant.id).await.expect("an answer"), None);
    assert!(!is_noted(store, &note).await);
}

pub(crate) async fn a_first_start_that_cannot_be_noted_is_undone(database: &TestDatabase) {
    let (store, samples) = (&*database.store, Samples::new(466));
    let (_, token) = samples.stored_link(store, LinkPurpose::SetUp).await;
    let (user, tenant) = (samples.user(), samples.tenant());
    let note = samples.used_note(store, AuditAction::InstallationSetUp).await;
    let outcome = store.set_up(&token, &user, &tenant, at(3), &note).await;
    assert!(matches!(outcome, Err(StoreError::Failed(_))), "{outcome:?}");
    assert!(!store.has_users().await.expect("an answer"));
    assert_eq!(store.tenant_by_id(tenant.id).await.expect("an answer"), None);
    assert!(works(store, &token).await);
}
