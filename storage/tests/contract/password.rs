use std::sync::Arc;

use domain::audit::AuditAction;
use domain::ids::TenantId;
use domain::link::LinkPurpose;
use domain::permissions::Role;
use domain::store::{Store, StoreError};
use domain::user::{PasswordHash, User};
use tokio::task::JoinSet;

use crate::bench::TestDatabase;
use crate::people::{
    at, invitation, is_noted, is_signed_in, known_password, password, reset, works,
};
use crate::samples::Samples;

const INSTALLATION: TenantId = TenantId::INSTALLATION;

async fn stored_password(store: &dyn Store, user: &User) -> Option<PasswordHash> {
    store.user_by_id(user.id).await.expect("an answer").expect("the user").password
}

pub(crate) async fn a_new_password_ends_other_sessions_and_resets(database: &TestDatabase) {
    let (store, samples) = (&*database.store, Samples::new(410));
    let tenant = samples.stored_tenant(store).await;
    let user = samples.stored_user(store).await;
    let colleague = samples.stored_user(store).await;
    let (kept, kept_token) = samples.stored_session(store, user.id, None).await;
    let (_, ended) = samples.stored_session(store, user.id, None).await;
    let (_, foreign) = samples.stored_session(store, colleague.id, None).await;
    let (_, resets) = samples.stored_link(store, reset(user.id)).await;
    let (_, foreign_resets) = samples.stored_link(store, reset(colleague.id)).await;
    let invites = invitation(tenant, &user.email, Role::Viewer);
    let (_, invites) = samples.stored_link(store, invites).await;

    let new = password("new");
    let note = samples.note(INSTALLATION, AuditAction::PasswordChange);
    assert!(
        store
            .set_password(user.id, Some(&known_password()), &new, Some(kept.id), None, &note)
            .await
            .expect("an answer")
    );
    assert!(is_noted(store, &note).await);
    assert_eq!(stored_password(store, &user).await, Some(new.clone()));
    assert_eq!(stored_password(store, &colleague).await, colleague.password);
    assert!(!is_signed_in(store, &ended).await);
    assert!(is_signed_in(store, &kept_token).await);
    assert!(is_signed_in(store, &foreign).await);
    assert!(!works(store, &resets).await);
    assert!(works(store, &foreign_resets).await);
    assert!(works(store, &invites).await);

    let note = samples.note(INSTALLATION, AuditAction::PasswordChange);
    assert!(
        store.set_password(user.id, Some(&new), &new, None, None, &note).await.expect("an answer")
    );
    assert!(!is_signed_in(store, &kept_token).await);
    assert!(is_signed_in(store, &foreign).await);
}

pub(crate) async fn a_reset_link_works_once(database: &TestDatabase) {
    let (store, samples) = (&*database.store, Samples::new(411));
    let user = samples.stored_user(store).await;
    let colleague = samples.stored_user(store).await;
    let (_, session) = samples.stored_session(store, user.id, None).await;
    let (_, foreign) = samples.stored_session(store, colleague.id, None).await;
    let (link, token) = samples.stored_link(store, reset(user.id)).await;
    let last_moment = at(link.purpose.lifetime() - 1);

    let new = password("new");
    let note = samples.note(INSTALLATION, AuditAction::PasswordReset);
    assert!(store.reset_password(&token, &new, last_moment, None, &note).await.expect("an answer"));
    assert!(is_noted(store, &note).await);
    assert_eq!(stored_password(store, &user).await, Some(new.clone()));
    assert_eq!(stored_password(store, &colleague).await, colleague.password);
    assert!(!is_signed_in(store, &session).await);
    assert!(is_signed_in(store, &foreign).await);

    let (token_after, note) =
        (samples.token(), samples.note(INSTALLATION, AuditAction::SessionStart));
    let after = samples.session(user.id, None);
    let inserted = store.insert_session(&after, &token_after, Some(&new), None, &note).await;
    assert!(inserted.expect("an answer"));
    let note = samples.note(INSTALLATION, AuditAction::PasswordReset);
    let again = password("again");
    assert!(!store.reset_password(&token, &again, at(0), None, &note).await.expect("an answer"));
    assert!(!is_noted(store, &note).await);
    assert_ne!(stored_password(store, &user).await, Some(again));
    assert!(is_signed_in(store, &token_after).await);
}

pub(crate) async fn only_a_valid_reset_link_resets(database: &TestDatabase) {
    let (store, samples) = (&*database.store, Samples::new(412));
    let tenant = samples.stored_tenant(store).await;
    let user = samples.stored_user(store).await;
    let (_, session) = samples.stored_session(store, user.id, None).await;
    let (link, late) = samples.stored_link(store, reset(user.id)).await;
    let (_, sets_up) = samples.stored_link(store, LinkPurpose::SetUp).await;
    let invites = invitation(tenant, &user.email, Role::Admin);
    let (_, invites) = samples.stored_link(store, invites).await;

    let note = samples.note(INSTALLATION, AuditAction::PasswordReset);
    for (token, now) in
        [(late, link.expires_at), (sets_up, at(0)), (invites, at(0)), (samples.token(), at(0))]
    {
        let outcome = store.reset_password(&token, &password("new"), now, None, &note).await;
        assert!(!outcome.expect("an answer"));
    }
    assert!(!is_noted(store, &note).await);
    assert!(is_signed_in(store, &session).await);
    assert_eq!(stored_password(store, &user).await, user.password);
    assert!(works(store, &sets_up).await && works(store, &invites).await);
}

pub(crate) async fn one_of_many_resets_with_a_link_wins(database: &TestDatabase) {
    let samples = Arc::new(Samples::new(413));
    let user = samples.stored_user(&*database.store).await;
    let (_, token) = samples.stored_link(&*database.store, reset(user.id)).await;
    let mut tasks = JoinSet::new();
    for number in 0..20 {
        let (store, samples) = (database.store.clone(), samples.clone());
        tasks.spawn(async move {
            let note = samples.note(INSTALLATION, AuditAction::PasswordReset);
            let new = password(&format!("new {number}"));
            let won =
                store.reset_password(&token, &new, at(0), None, &note).await.expect("an answer");
            assert_eq!(is_noted(&*store, &note).await, won);
            won.then_some(new)
        });
    }
    let won: Vec<_> = tasks.join_all().await.into_iter().flatten().collect();
    assert_eq!(won.len(), 1);
    assert_eq!(stored_password(&*database.store, &user).await, won.first().cloned());
}

pub(crate) async fn a_reset_that_cannot_be_noted_is_undone(database: &TestDatabase) {
    let (store, samples) = (&*database.store, Samples::new(414));
    let user = samples.stored_user(store).await;
    let (_, session) = samples.stored_session(store, user.id, None).await;
    let (_, token) = samples.stored_link(store, reset(user.id)).await;
    let note = samples.used_note(store, AuditAction::PasswordReset).await;
    let outcome = store.reset_password(&token, &password("new"), at(0), None, &note).await;
    assert!(matches!(outcome, Err(StoreError::Failed(_))), "{outcome:?}");
    assert_eq!(stored_password(store, &user).await, user.password);
    assert!(is_signed_in(store, &session).await);
    assert!(works(store, &token).await);
}

pub(crate) async fn nobody_gets_in_with_the_password_of_before(database: &TestDatabase) {
    let (store, samples) = (&*database.store, Samples::new(415));
    let user = samples.stored_user(store).await;
    let (first, new) = (known_password(), password("new"));
    let note = samples.note(INSTALLATION, AuditAction::PasswordChange);
    assert!(
        store
            .set_password(user.id, Some(&first), &new, None, None, &note)
            .await
            .expect("an answer")
    );

    for (checked, gets_in) in [(Some(&first), false), (None, false), (Some(&new), true)] {
        let (session, token) = (samples.session(user.id, None), samples.token());
        let note = samples.note(INSTALLATION, AuditAction::SessionStart);
        let added = store.insert_session(&session, &token, checked, None, &note).await;
        assert_eq!(added.expect("an answer"), gets_in);
        assert_eq!(is_noted(store, &note).await, gets_in);
        assert_eq!(is_signed_in(store, &token).await, gets_in);
    }
    // Nor do they set another one.
    let note = samples.note(INSTALLATION, AuditAction::PasswordChange);
    for checked in [Some(&first), None] {
        let set = store.set_password(user.id, checked, &password("late"), None, None, &note).await;
        assert!(!set.expect("an answer"));
    }
    assert!(!is_noted(store, &note).await);
    assert_eq!(stored_password(store, &user).await, Some(new));
}

pub(crate) async fn whoever_has_no_password_gets_in_by_what_else_they_have(
    database: &TestDatabase,
) {
    let (store, samples) = (&*database.store, Samples::new(416));
    let user = User { password: None, ..samples.user() };
    let note = samples.note(INSTALLATION, AuditAction::UserCreate);
    store.insert_user(&user, &note).await.expect("an insertion");
    for (checked, gets_in) in [(Some(&known_password()), false), (None, true)] {
        let (session, token) = (samples.session(user.id, None), samples.token());
        let note = samples.note(INSTALLATION, AuditAction::SessionStart);
        let added = store.insert_session(&session, &token, checked, None, &note).await;
        assert_eq!(added.expect("an answer"), gets_in);
    }
}

pub(crate) async fn no_session_of_the_old_password_outlives_its_change(database: &TestDatabase) {
    let samples = Arc::new(Samples::new(417));
    for _ in 0..10 {
        let user = samples.stored_user(&*database.store).await.id;
        let mut tasks = JoinSet::new();
        for number in 0..8 {
            let (store, samples) = (database.store.clone(), samples.clone());
            tasks.spawn(async move {
                let old = known_password();
                if number == 3 {
                    let note = samples.note(INSTALLATION, AuditAction::PasswordChange);
                    store.set_password(user, Some(&old), &password("new"), None, None, &note).await
                } else {
                    let (session, token) = (samples.session(user, None), samples.token());
                    let note = samples.note(INSTALLATION, AuditAction::SessionStart);
                    store.insert_session(&session, &token, Some(&old), None, &note).await
                }
                .expect("an answer")
            });
        }
        tasks.join_all().await;
        assert_eq!(database.store.sessions_of_user(user).await.expect("an answer"), []);
    }
}
