use std::cmp::Reverse;

use domain::audit::AuditAction;
use domain::ids::{LinkId, TenantId};
use domain::link::{Link, LinkPurpose};
use domain::permissions::Role;
use domain::store::StoreError;
use tokio::task::JoinSet;

use crate::bench::TestDatabase;
use crate::people::{at, email, invitation, is_noted, reset, works};
use crate::samples::Samples;

pub(crate) async fn a_link_works_until_its_end(database: &TestDatabase) {
    let (store, samples) = (&*database.store, Samples::new(450));
    let tenant = samples.stored_tenant(store).await;
    let user = samples.stored_user(store).await;
    let address = email("new@example.test");
    let mut purposes = vec![LinkPurpose::SetUp, reset(user.id)];
    purposes.extend(Role::ALL.map(|role| invitation(tenant, &address, role)));
    for purpose in purposes {
        let (link, token) = (samples.link(purpose), samples.token());
        let note = samples.note(tenant, AuditAction::MemberInvite);
        store.insert_link(&link, &token, None, &note).await.expect("an insertion");
        assert!(is_noted(store, &note).await);
        let lifetime = link.purpose.lifetime();
        for now in [at(0), at(lifetime - 1)] {
            let found = store.link_by_token(&token, now).await.expect("an answer");
            assert_eq!(found.as_ref(), Some(&link));
        }
        for now in [at(lifetime), at(lifetime + 1)] {
            assert_eq!(store.link_by_token(&token, now).await.expect("an answer"), None);
        }
    }
    assert!(!works(store, &samples.token()).await);
}

pub(crate) async fn a_link_replaces_the_one_before_it_and_no_other(database: &TestDatabase) {
    let (store, samples) = (&*database.store, Samples::new(451));
    let tenant = samples.stored_tenant(store).await;
    let other_tenant = samples.stored_tenant(store).await;
    let user = samples.stored_user(store).await;
    let colleague = samples.stored_user(store).await;
    let purposes = [
        LinkPurpose::SetUp,
        invitation(tenant, &user.email, Role::Viewer),
        invitation(tenant, &colleague.email, Role::Viewer),
        invitation(other_tenant, &user.email, Role::Viewer),
        reset(user.id),
        reset(colleague.id),
    ];
    let mut tokens = Vec::new();
    for purpose in &purposes {
        tokens.push(samples.stored_link(store, purpose.clone()).await.1);
    }
    for (index, purpose) in purposes.into_iter().enumerate() {
        // Another role is no other invitation.
        let purpose = match purpose {
            LinkPurpose::Invitation { tenant, email, .. } => {
                invitation(tenant, &email, Role::Admin)
            }
            other => other,
        };
        let (_, next) = samples.stored_link(store, purpose).await;
        let before = std::mem::replace(&mut tokens[index], next);
        assert!(!works(store, &before).await);
        for token in &tokens {
            assert!(works(store, token).await);
        }
    }
}

pub(crate) async fn links_made_at_once_leave_one(database: &TestDatabase) {
    let samples = Samples::new(452);
    let tenant = samples.stored_tenant(&*database.store).await;
    let user = samples.stored_user(&*database.store).await;
    let invites = invitation(tenant, &user.email, Role::Viewer);
    for purpose in [LinkPurpose::SetUp, invites, reset(user.id)] {
        let mut tasks = JoinSet::new();
        for _ in 0..20 {
            let (link, token) = (samples.link(purpose.clone()), samples.token());
            let note = samples.note(tenant, AuditAction::MemberInvite);
            let store = database.store.clone();
            tasks.spawn(async move {
                store.insert_link(&link, &token, None, &note).await.expect("an insertion");
                token
            });
        }
        let mut working = 0;
        for token in tasks.join_all().await {
            working += i32::from(works(&*database.store, &token).await);
        }
        assert_eq!(working, 1, "{purpose:?}");
    }
}

pub(crate) async fn a_link_that_cannot_be_noted_is_undone(database: &TestDatabase) {
    let (store, samples) = (&*database.store, Samples::new(453));
    let tenant = samples.stored_tenant(store).await;
    let purpose = invitation(tenant, &email("new@example.test"), Role::Viewer);
    let (link, token) = samples.stored_link(store, purpose.clone()).await;
    let note = samples.used_note(store, AuditAction::MemberInvite).await;
    let (next, next_token) = (samples.link(purpose), samples.token());
    let outcome = store.insert_link(&next, &next_token, None, &note).await;
    assert!(matches!(outcome, Err(StoreError::Failed(_))), "{outcome:?}");
    let outcome = store.delete_invitation(tenant, link.id, &note).await;
    assert!(matches!(outcome, Err(StoreError::Failed(_))), "{outcome:?}");
    assert!(works(store, &token).await);
    assert!(!works(store, &next_token).await);
}

pub(crate) async fn invitations_come_newest_first_up_to_the_limit(database: &TestDatabase) {
    let (store, samples) = (&*database.store, Samples::new(454));
    let tenant = samples.stored_tenant(store).await;
    let other_tenant = samples.stored_tenant(store).await;
    let user = samples.stored_user(store).await;
    samples.stored_link(store, invitation(other_tenant, &user.email, Role::Viewer)).await;
    samples.stored_link(store, reset(user.id)).await;
    let mut links = Vec::new();
    for number in 0..502_i64 {
        let address = email(&format!("{number}@example.test"));
        let mut link = samples.link(invitation(tenant, &address, Role::Viewer));
        // 37 and 502 have no common divisor: each moment once, in no order.
        link.created_at = at(number * 37 % 502);
        if number == 7 {
            link.expires_at = at(1);
        }
        let note = samples.note(tenant, AuditAction::MemberInvite);
        store.insert_link(&link, &samples.token(), None, &note).await.expect("an insertion");
        links.push(link);
    }
    links.sort_by_key(|link| Reverse(link.created_at));
    let first = |links: &[Link]| links[..500].to_vec();
    assert_eq!(store.invitations(tenant, at(0)).await.expect("links"), first(&links));
    links.retain(|link| link.expires_at != at(1));
    assert_eq!(store.invitations(tenant, at(1)).await.expect("links"), first(&links));
}

pub(crate) async fn an_invitation_is_taken_back_once_by_its_tenant(database: &TestDatabase) {
    let (store, samples) = (&*database.store, Samples::new(455));
    let tenant = samples.stored_tenant(store).await;
    let stranger = samples.stored_tenant(store).await;
    let user = samples.stored_user(store).await;
    let invites = invitation(tenant, &user.email, Role::Viewer);
    let (link, token) = samples.stored_link(store, invites).await;
    let (resets, reset_token) = samples.stored_link(store, reset(user.id)).await;
    let (sets_up, set_up_token) = samples.stored_link(store, LinkPurpose::SetUp).await;

    let unknown = LinkId::from_uuid(samples.uuid());
    let note = samples.note(tenant, AuditAction::InvitationRevoke);
    for (tenant, id) in [
        (stranger, link.id),
        (TenantId::INSTALLATION, link.id),
        (tenant, unknown),
        (tenant, resets.id),
        (tenant, sets_up.id),
    ] {
        assert!(!store.delete_invitation(tenant, id, &note).await.expect("an answer"));
    }
    assert!(!is_noted(store, &note).await);
    assert!(works(store, &token).await);

    assert!(store.delete_invitation(tenant, link.id, &note).await.expect("an answer"));
    assert!(is_noted(store, &note).await);
    assert!(!works(store, &token).await);
    assert_eq!(store.invitations(tenant, at(0)).await.expect("links"), []);
    assert!(works(store, &reset_token).await && works(store, &set_up_token).await);
    let again = samples.note(tenant, AuditAction::InvitationRevoke);
    assert!(!store.delete_invitation(tenant, link.id, &again).await.expect("an answer"));
    assert!(!is_noted(store, &again).await);
}

pub(crate) async fn a_link_outside_the_rules_is_corrupt_or_refused(database: &TestDatabase) {
    let (store, samples) = (&*database.store, Samples::new(456));
    let tenant = samples.stored_tenant(store).await;
    let invites = invitation(tenant, &email("new@example.test"), Role::Viewer);
    let (_, token) = samples.stored_link(store, invites).await;
    for refused in
        ["purpose = 'set_up'", "purpose = 'other'", "email = NULL", "role = 0", "tenant_id = NULL"]
    {
        let outcome = database.execute(format!("UPDATE links SET {refused}")).await;
        assert!(outcome.is_err(), "{refused}");
    }
    database.execute("UPDATE links SET email = 'no address'").await.expect("an update");
    match store.link_by_token(&token, at(0)).await {
        Err(StoreError::Corrupt { table, column }) => {
            assert_eq!((table, column), ("links", "email"));
        }
        other => panic!("{other:?}"),
    }
}
