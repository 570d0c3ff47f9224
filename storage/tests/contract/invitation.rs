use std::sync::Arc;

use domain::audit::AuditAction;
use domain::ids::{TenantId, UserId};
use domain::link::LinkPurpose;
use domain::member::{AcceptOutcome, Invitee, Member};
use domain::permissions::Role;
use domain::store::{Store, StoreError};
use domain::user::User;
use tokio::task::JoinSet;

use crate::bench::TestDatabase;
use crate::people::{at, email, invitation, is_noted, reset, works};
use crate::samples::Samples;

async fn members(store: &dyn Store, tenant: TenantId) -> Vec<Member> {
    store.members(tenant).await.expect("members")
}

pub(crate) async fn an_invitation_makes_a_new_person_a_member(database: &TestDatabase) {
    let (store, samples) = (&*database.store, Samples::new(470));
    for role in Role::ALL {
        let tenant = samples.stored_tenant(store).await;
        let user = samples.user();
        let (link, token) = samples.stored_link(store, invitation(tenant, &user.email, role)).await;
        let now = at(link.purpose.lifetime() - 1);
        let note = samples.note(tenant, AuditAction::MemberJoin);
        let outcome = store.accept_invitation(&token, Invitee::New(&user), now, &note).await;
        assert_eq!(outcome.expect("an outcome"), AcceptOutcome::Joined(tenant));
        assert!(is_noted(store, &note).await);
        assert_eq!(store.invitations(tenant, at(0)).await.expect("links"), []);
        assert_eq!(store.user_by_id(user.id).await.expect("an answer").as_ref(), Some(&user));
        let wanted = Member {
            user: user.id,
            name: user.name,
            email: user.email,
            role,
            disabled: false,
            joined_at: now,
        };
        assert_eq!(members(store, tenant).await, [wanted]);
    }
}

pub(crate) async fn an_invitation_is_used_up_by_a_known_person(database: &TestDatabase) {
    let (store, samples) = (&*database.store, Samples::new(471));
    let tenant = samples.stored_tenant(store).await;
    let user = samples.stored_user(store).await;
    let invites = invitation(tenant, &user.email, Role::Operator);
    let (_, token) = samples.stored_link(store, invites).await;
    for wanted in [AcceptOutcome::Joined(tenant), AcceptOutcome::LinkInvalid] {
        let note = samples.note(tenant, AuditAction::MemberJoin);
        let outcome = store.accept_invitation(&token, Invitee::Known(user.id), at(0), &note).await;
        assert_eq!(outcome.expect("an outcome"), wanted);
        assert_eq!(is_noted(store, &note).await, wanted != AcceptOutcome::LinkInvalid);
    }
    let found = members(store, tenant).await;
    assert_eq!(found.len(), 1);
    assert_eq!((found[0].user, found[0].role), (user.id, Role::Operator));
    assert_eq!(store.user_by_id(user.id).await.expect("an answer"), Some(user));
}

pub(crate) async fn only_whom_it_names_can_follow_an_invitation(database: &TestDatabase) {
    let (store, samples) = (&*database.store, Samples::new(472));
    let tenant = samples.stored_tenant(store).await;
    let user = samples.stored_user(store).await;
    let other = samples.stored_user(store).await;
    let invites = invitation(tenant, &user.email, Role::Admin);
    let (link, token) = samples.stored_link(store, invites).await;
    let (_, resets) = samples.stored_link(store, reset(user.id)).await;
    let (_, sets_up) = samples.stored_link(store, LinkPurpose::SetUp).await;

    let new = samples.user();
    let known = Invitee::Known(user.id);
    let note = samples.note(tenant, AuditAction::MemberJoin);
    for (token, invitee, now) in [
        (token, known, link.expires_at),
        (token, Invitee::Known(other.id), at(0)),
        (token, Invitee::Known(UserId::from_uuid(samples.uuid())), at(0)),
        (token, Invitee::New(&new), at(0)),
        (resets, known, at(0)),
        (sets_up, known, at(0)),
        (samples.token(), known, at(0)),
    ] {
        let outcome = store.accept_invitation(&token, invitee, now, &note).await;
        assert_eq!(outcome.expect("an outcome"), AcceptOutcome::LinkInvalid);
    }
    // Whoever has the address has to sign in instead.
    let again = User { email: user.email.clone(), ..samples.user() };
    let outcome = store.accept_invitation(&token, Invitee::New(&again), at(0), &note).await;
    assert_eq!(outcome.expect("an outcome"), AcceptOutcome::EmailTaken);

    assert!(!is_noted(store, &note).await);
    assert_eq!(members(store, tenant).await, []);
    assert_eq!(store.users(None, 10).await.expect("users").len(), 2);
    for token in [&token, &resets, &sets_up] {
        assert!(works(store, token).await);
    }
}

pub(crate) async fn one_of_many_who_follow_an_invitation_joins(database: &TestDatabase) {
    let samples = Arc::new(Samples::new(473));
    let tenant = samples.stored_tenant(&*database.store).await;
    let address = email("new@example.test");
    let invites = invitation(tenant, &address, Role::Viewer);
    let (_, token) = samples.stored_link(&*database.store, invites).await;
    let mut tasks = JoinSet::new();
    for _ in 0..20 {
        let (store, samples) = (database.store.clone(), samples.clone());
        let user = User { email: address.clone(), ..samples.user() };
        tasks.spawn(async move {
            let note = samples.note(tenant, AuditAction::MemberJoin);
            let outcome = store.accept_invitation(&token, Invitee::New(&user), at(0), &note).await;
            let outcome = outcome.expect("an outcome");
            let joined = outcome == AcceptOutcome::Joined(tenant);
            assert!(joined || outcome == AcceptOutcome::LinkInvalid, "{outcome:?}");
            assert_eq!(is_noted(&*store, &note).await, joined);
            joined.then_some(user)
        });
    }
    let joined: Vec<_> = tasks.join_all().await.into_iter().flatten().collect();
    assert_eq!(joined.len(), 1);
    assert_eq!(database.store.users(None, 100).await.expect("users"), joined);
    let found = members(&*database.store, tenant).await;
    assert_eq!(found.iter().map(|member| member.user).collect::<Vec<_>>(), [joined[0].id]);
}

pub(crate) async fn two_invitations_at_once_make_one_user(database: &TestDatabase) {
    let samples = Arc::new(Samples::new(474));
    for round in 0..10 {
        let address = email(&format!("new{round}@example.test"));
        let mut tasks = JoinSet::new();
        for _ in 0..2 {
            let (store, samples) = (database.store.clone(), samples.clone());
            let tenant = samples.stored_tenant(&*store).await;
            let invites = invitation(tenant, &address, Role::Viewer);
            let (_, token) = samples.stored_link(&*store, invites).await;
            let user = User { email: address.clone(), ..samples.user() };
            tasks.spawn(async move {
                let note = samples.note(tenant, AuditAction::MemberJoin);
                let outcome =
                    store.accept_invitation(&token, Invitee::New(&user), at(0), &note).await;
                let outcome = outcome.expect("an outcome");
                let joined = outcome == AcceptOutcome::Joined(tenant);
                assert!(joined || outcome == AcceptOutcome::EmailTaken, "{outcome:?}");
                assert_eq!(works(&*store, &token).await, !joined);
                joined
            });
        }
        let outcomes = tasks.join_all().await;
        assert_eq!(outcomes.iter().filter(|joined| **joined).count(), 1);
    }
}

pub(crate) async fn a_member_keeps_the_higher_role(database: &TestDatabase) {
    let (store, samples) = (&*database.store, Samples::new(475));
    let (viewer, operator, admin) = (Role::Viewer, Role::Operator, Role::Admin);
    for (before, invited, wanted) in [
        (viewer, operator, operator),
        (operator, viewer, operator),
        (admin, viewer, admin),
        (viewer, admin, admin),
        (admin, admin, admin),
    ] {
        let tenant = samples.stored_tenant(store).await;
        let user = samples.stored_member(store, tenant, before).await;
        let (_, token) = samples.stored_link(store, invitation(tenant, &user.email, invited)).await;
        let note = samples.note(tenant, AuditAction::MemberJoin);
        let outcome = store.accept_invitation(&token, Invitee::Known(user.id), at(9), &note).await;
        assert_eq!(outcome.expect("an outcome"), AcceptOutcome::Joined(tenant));
        let found = members(store, tenant).await;
        assert_eq!(found.len(), 1);
        assert_eq!((found[0].role, found[0].joined_at), (wanted, at(0)));
    }
}

pub(crate) async fn an_acceptance_that_cannot_be_noted_is_undone(database: &TestDatabase) {
    let (store, samples) = (&*database.store, Samples::new(476));
    let tenant = samples.stored_tenant(store).await;
    let new = samples.user();
    let invites = invitation(tenant, &new.email, Role::Viewer);
    let (_, token) = samples.stored_link(store, invites).await;
    let note = samples.used_note(store, AuditAction::MemberJoin).await;
    let outcome = store.accept_invitation(&token, Invitee::New(&new), at(0), &note).await;
    assert!(matches!(outcome, Err(StoreError::Failed(_))), "{outcome:?}");
    assert!(works(store, &token).await);
    assert_eq!(store.user_by_id(new.id).await.expect("an answer"), None);
    assert_eq!(members(store, tenant).await, []);
}
