//! Accounts at providers, and people who are there just now.

use std::sync::Arc;

use domain::audit::AuditAction;
use domain::ids::{IdentityId, TenantId, UserId};
use domain::member::{AcceptOutcome, Invitee};
use domain::open_id::{
    ATTEMPT_LIFETIME, Attempt, Identity, LinkOutcome, Purpose, Subject, UnlinkOutcome,
};
use domain::permissions::Role;
use domain::store::{Store, StoreError};
use domain::user::User;
use tokio::task::JoinSet;

use crate::bench::TestDatabase;
use crate::people::{at, email, invitation, is_noted, works};
use crate::samples::Samples;

const INSTALLATION: TenantId = TenantId::INSTALLATION;
const ISSUER: &str = "https://id.example.test";

fn subject(text: &str) -> Subject {
    Subject::parse(text).expect("a subject")
}

fn identity(samples: &Samples, user: UserId, name: &str) -> Identity {
    Identity {
        id: IdentityId::from_uuid(samples.uuid()),
        user,
        issuer: ISSUER.to_owned(),
        subject: subject(name),
        email: Some(email("mika@id.example.test")),
        linked_at: at(3),
    }
}

async fn link(store: &dyn Store, samples: &Samples, identity: &Identity) -> LinkOutcome {
    let note = samples.note(INSTALLATION, AuditAction::IdentityLink);
    let outcome = store.link_identity(identity, &note).await.expect("an outcome");
    assert_eq!(is_noted(store, &note).await, outcome == LinkOutcome::Linked);
    outcome
}

async fn owner(store: &dyn Store, issuer: &str, name: &str) -> Option<User> {
    store.user_by_identity(issuer, &subject(name)).await.expect("an answer")
}

pub(crate) async fn an_account_at_a_provider_leads_to_its_user(database: &TestDatabase) {
    let (store, samples) = (&*database.store, Samples::new(520));
    let user = samples.stored_user(store).await;
    let first = identity(&samples, user.id, "Ada");
    let second = Identity {
        issuer: "https://b.example.test".to_owned(),
        subject: subject(&"s".repeat(Subject::MAX_LENGTH)),
        email: None,
        ..identity(&samples, user.id, "x")
    };
    assert_eq!(link(store, &samples, &first).await, LinkOutcome::Linked);
    assert_eq!(link(store, &samples, &second).await, LinkOutcome::Linked);
    let found = store.identities(user.id).await.expect("identities");
    assert_eq!(found, [second, first], "by issuer");
    assert_eq!(owner(store, ISSUER, "Ada").await, Some(user));
    // Upper and lower case differ, and what one issuer says another one does not.
    for (issuer, name) in [(ISSUER, "ada"), ("https://b.example.test", "Ada"), (ISSUER, "s")] {
        assert_eq!(owner(store, issuer, name).await, None, "{issuer} {name}");
    }
}

pub(crate) async fn an_account_belongs_to_one_user_and_a_user_has_one(database: &TestDatabase) {
    let (store, samples) = (&*database.store, Samples::new(521));
    let (user, other) = (samples.stored_user(store).await, samples.stored_user(store).await);
    let linked = identity(&samples, user.id, "a");
    assert_eq!(link(store, &samples, &linked).await, LinkOutcome::Linked);
    for taken in [identity(&samples, other.id, "a"), identity(&samples, user.id, "b")] {
        assert_eq!(link(store, &samples, &taken).await, LinkOutcome::Taken);
    }
    assert_eq!(
        link(store, &samples, &identity(&samples, other.id, "b")).await,
        LinkOutcome::Linked
    );
    assert_eq!(store.identities(user.id).await.expect("identities"), [linked]);
}

pub(crate) async fn an_account_linked_by_many_at_once_is_linked_once(database: &TestDatabase) {
    let samples = Arc::new(Samples::new(522));
    let mut tasks = JoinSet::new();
    for _ in 0..20 {
        let (store, samples) = (database.store.clone(), samples.clone());
        tasks.spawn(async move {
            let user = samples.stored_user(&*store).await;
            (link(&*store, &samples, &identity(&samples, user.id, "a")).await, user)
        });
    }
    let outcomes = tasks.join_all().await;
    let linked: Vec<_> =
        outcomes.into_iter().filter(|(outcome, _)| *outcome == LinkOutcome::Linked).collect();
    assert_eq!(linked.len(), 1);
    assert_eq!(owner(&*database.store, ISSUER, "a").await.as_ref(), Some(&linked[0].1));
}

pub(crate) async fn an_account_is_unlinked_by_its_user_who_has_a_password(database: &TestDatabase) {
    let (store, samples) = (&*database.store, Samples::new(523));
    let (user, other) = (samples.stored_user(store).await, samples.stored_user(store).await);
    let linked = identity(&samples, user.id, "a");
    link(store, &samples, &linked).await;
    let without = User { password: None, ..samples.user() };
    let note = samples.note(INSTALLATION, AuditAction::UserCreate);
    store.insert_user(&without, &note).await.expect("an outcome");
    let needed = identity(&samples, without.id, "b");
    link(store, &samples, &needed).await;
    for (user, id, wanted) in [
        (other.id, linked.id, UnlinkOutcome::NotFound),
        (user.id, needed.id, UnlinkOutcome::NotFound),
        (without.id, needed.id, UnlinkOutcome::OnlyWayIn),
        (user.id, linked.id, UnlinkOutcome::Unlinked),
        (user.id, linked.id, UnlinkOutcome::NotFound),
    ] {
        let note = samples.note(INSTALLATION, AuditAction::IdentityUnlink);
        let outcome = store.unlink_identity(user, id, &note).await.expect("an outcome");
        assert_eq!(outcome, wanted);
        assert_eq!(is_noted(store, &note).await, wanted == UnlinkOutcome::Unlinked);
    }
    assert_eq!(owner(store, ISSUER, "a").await, None);
    assert_eq!(owner(store, ISSUER, "b").await, Some(without));
}

pub(crate) async fn a_link_with_an_account_that_cannot_be_noted_is_undone(database: &TestDatabase) {
    let (store, samples) = (&*database.store, Samples::new(524));
    let user = samples.stored_user(store).await;
    let linked = identity(&samples, user.id, "a");
    let note = samples.used_note(store, AuditAction::IdentityLink).await;
    let outcome = store.link_identity(&linked, &note).await;
    assert!(matches!(outcome, Err(StoreError::Failed(_))), "{outcome:?}");
    assert_eq!(store.identities(user.id).await.expect("identities"), []);
    link(store, &samples, &linked).await;
    let outcome = store.unlink_identity(user.id, linked.id, &note).await;
    assert!(matches!(outcome, Err(StoreError::Failed(_))), "{outcome:?}");
    assert_eq!(store.identities(user.id).await.expect("identities"), [linked]);
}

pub(crate) async fn somebody_new_joins_together_with_their_account(database: &TestDatabase) {
    let (store, samples) = (&*database.store, Samples::new(525));
    let tenant = samples.stored_tenant(store).await;
    let owner_of_a = samples.stored_user(store).await;
    link(store, &samples, &identity(&samples, owner_of_a.id, "a")).await;
    let new = User { password: None, ..samples.user() };
    let (_, token) = samples.stored_link(store, invitation(tenant, &new.email, Role::Viewer)).await;
    for (name, wanted) in [("a", AcceptOutcome::EmailTaken), ("b", AcceptOutcome::Joined(tenant))] {
        let account = identity(&samples, new.id, name);
        let invitee = Invitee::NewWithIdentity(&new, &account);
        let note = samples.note(tenant, AuditAction::MemberJoin);
        let outcome = store.accept_invitation(&token, invitee, at(0), &note).await;
        assert_eq!(outcome.expect("an outcome"), wanted);
        let joined = wanted != AcceptOutcome::EmailTaken;
        assert_eq!(is_noted(store, &note).await, joined);
        assert_eq!(works(store, &token).await, !joined);
        let user = store.user_by_id(new.id).await.expect("an answer");
        assert_eq!(user.is_some(), joined, "all or nothing");
    }
    assert_eq!(owner(store, ISSUER, "b").await, Some(new));
}

pub(crate) async fn a_visit_to_a_provider_ends_once_and_in_time(database: &TestDatabase) {
    let (store, samples) = (&*database.store, Samples::new(526));
    let user = samples.stored_user(store).await.id;
    for purpose in [Purpose::SignIn, Purpose::Join, Purpose::Confirm(user), Purpose::Link(user)] {
        let attempt = Attempt { purpose, created_at: at(0) };
        let token = samples.token();
        store.insert_open_id_attempt(&token, &attempt).await.expect("an insertion");
        for (now, wanted) in
            [(at(ATTEMPT_LIFETIME), None), (at(ATTEMPT_LIFETIME - 1), Some(attempt)), (at(0), None)]
        {
            let taken = store.take_open_id_attempt(&token, now).await.expect("an answer");
            assert_eq!(taken, wanted);
        }
    }
    // What has expired is taken away.
    let (old, new) = (samples.token(), samples.token());
    for (token, created_at) in [(old, at(0)), (new, at(1))] {
        let attempt = Attempt { purpose: Purpose::SignIn, created_at };
        store.insert_open_id_attempt(&token, &attempt).await.expect("an insertion");
    }
    store.delete_expired(at(0), at(0), at(ATTEMPT_LIFETIME)).await.expect("a deletion");
    for (token, is_there) in [(old, false), (new, true)] {
        let taken = store.take_open_id_attempt(&token, at(0)).await.expect("an answer");
        assert_eq!(taken.is_some(), is_there);
    }
}

pub(crate) async fn of_many_answers_to_one_visit_one_is_taken(database: &TestDatabase) {
    let samples = Samples::new(527);
    let token = samples.token();
    let attempt = Attempt { purpose: Purpose::SignIn, created_at: at(0) };
    database.store.insert_open_id_attempt(&token, &attempt).await.expect("an insertion");
    let mut tasks = JoinSet::new();
    for _ in 0..20 {
        let store = database.store.clone();
        tasks.spawn(async move {
            store.take_open_id_attempt(&token, at(0)).await.expect("an answer").is_some()
        });
    }
    assert_eq!(tasks.join_all().await.into_iter().filter(|taken| *taken).count(), 1);
}
