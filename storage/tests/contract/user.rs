use std::sync::Arc;

use domain::audit::AuditAction;
use domain::ids::{TenantId, UserId};
use domain::store::StoreError;
use domain::user::{EmailAddress, InsertUserOutcome, User};
use tokio::task::JoinSet;

use crate::bench::TestDatabase;
use crate::people::{at, email, is_noted, is_signed_in, known_password, password, person_name};
use crate::samples::Samples;

const INSTALLATION: TenantId = TenantId::INSTALLATION;

pub(crate) async fn a_new_user_is_found_and_noted(database: &TestDatabase) {
    let (store, samples) = (&*database.store, Samples::new(400));
    let longest = format!("{}@{}bb.test", "a".repeat(64), "b.".repeat(91));
    assert_eq!(longest.len(), EmailAddress::MAX_LENGTH);
    let other = User {
        email: email(&longest),
        name: person_name(&"𠮷".repeat(100)),
        password: None,
        account_manager: true,
        disabled_at: Some(at(1)),
        ..samples.user()
    };
    for user in [samples.user(), other] {
        assert_eq!(store.user_by_id(user.id).await.expect("an answer"), None);
        let note = samples.note(INSTALLATION, AuditAction::UserCreate);
        let outcome = store.insert_user(&user, &note).await.expect("an outcome");
        assert_eq!(outcome, InsertUserOutcome::Inserted);
        assert!(is_noted(store, &note).await);
        let by_id = store.user_by_id(user.id).await.expect("an answer");
        assert_eq!(by_id.as_ref(), Some(&user));
        let by_email = store.user_by_email(&user.email).await.expect("an answer");
        assert_eq!(by_email, Some(user));
    }
    let nobody = store.user_by_email(&email("nobody@example.test")).await;
    assert_eq!(nobody.expect("an answer"), None);
}

pub(crate) async fn an_address_belongs_to_one_user(database: &TestDatabase) {
    let samples = Arc::new(Samples::new(401));
    let mut tasks = JoinSet::new();
    for _ in 0..20 {
        let (store, samples) = (database.store.clone(), samples.clone());
        tasks.spawn(async move {
            let user = User { email: email("Mika@Example.test"), ..samples.user() };
            let note = samples.note(INSTALLATION, AuditAction::UserCreate);
            let outcome = store.insert_user(&user, &note).await.expect("an outcome");
            assert_eq!(is_noted(&*store, &note).await, outcome == InsertUserOutcome::Inserted);
            (outcome, user)
        });
    }
    let outcomes = tasks.join_all().await;
    let inserted: Vec<_> = outcomes
        .into_iter()
        .filter(|(outcome, _)| *outcome == InsertUserOutcome::Inserted)
        .map(|(_, user)| user)
        .collect();
    assert_eq!(inserted.len(), 1);
    assert_eq!(database.store.users(None, 100).await.expect("an answer"), inserted);
}

pub(crate) async fn users_come_in_the_order_of_their_addresses(database: &TestDatabase) {
    let (store, samples) = (&*database.store, Samples::new(402));
    let mut users = Vec::new();
    for address in ["b@a", "ab@a", "a_b@a", "a.b@a", "a-b@a", "10@a", "9@a", "~@a"] {
        let user = User { email: email(address), ..samples.user() };
        let note = samples.note(INSTALLATION, AuditAction::UserCreate);
        store.insert_user(&user, &note).await.expect("an outcome");
        users.push(user);
    }
    users.sort_by(|one, other| one.email.cmp(&other.email));
    assert_eq!(store.users(None, u32::MAX).await.expect("users"), users);
    assert_eq!(store.users(None, 0).await.expect("users"), []);
    let mut read = Vec::new();
    loop {
        let after = read.last().map(|user: &User| user.email.clone());
        let page = store.users(after.as_ref(), 3).await.expect("users");
        if page.is_empty() {
            break;
        }
        assert!(page.len() <= 3);
        read.extend(page);
    }
    assert_eq!(read, users);
    let after = store.users(Some(&email("az@a")), 10).await.expect("users");
    assert_eq!(after, users[6..]);
}

pub(crate) async fn a_disabled_user_has_no_session(database: &TestDatabase) {
    let (store, samples) = (&*database.store, Samples::new(403));
    let user = samples.stored_user(store).await;
    let colleague = samples.stored_user(store).await;
    let (_, first) = samples.stored_session(store, user.id, None).await;
    let (_, second) = samples.stored_session(store, user.id, None).await;
    let (_, foreign) = samples.stored_session(store, colleague.id, None).await;

    let note = samples.note(INSTALLATION, AuditAction::UserDisable);
    assert!(store.set_disabled(user.id, Some(at(5)), &note).await.expect("an answer"));
    assert!(is_noted(store, &note).await);
    for token in [&first, &second] {
        assert!(!is_signed_in(store, token).await);
    }
    assert_eq!(store.sessions_of_user(user.id).await.expect("an answer"), []);
    assert!(is_signed_in(store, &foreign).await);
    let stored = store.user_by_id(user.id).await.expect("an answer");
    assert_eq!(stored, Some(User { disabled_at: Some(at(5)), ..user.clone() }));

    let (session, token) = (samples.session(user.id, None), samples.token());
    let refused = samples.note(INSTALLATION, AuditAction::SessionStart);
    assert!(
        !store
            .insert_session(&session, &token, Some(&known_password()), None, &refused)
            .await
            .expect("an answer")
    );
    assert!(!is_noted(store, &refused).await);
    assert!(!is_signed_in(store, &token).await);

    let note = samples.note(INSTALLATION, AuditAction::UserEnable);
    assert!(store.set_disabled(user.id, None, &note).await.expect("an answer"));
    assert!(is_noted(store, &note).await);
    assert!(!is_signed_in(store, &first).await, "what has ended stays so");
    assert!(
        store
            .insert_session(&session, &token, Some(&known_password()), None, &refused)
            .await
            .expect("an answer")
    );
    assert_eq!(store.user_by_id(user.id).await.expect("an answer"), Some(user));

    // Past the store, which would have ended the session.
    database.execute("UPDATE users SET disabled_at = 1").await.expect("an update");
    assert!(!is_signed_in(store, &token).await);
}

pub(crate) async fn nobody_gets_in_while_they_are_disabled(database: &TestDatabase) {
    let samples = Arc::new(Samples::new(404));
    for _ in 0..10 {
        let user = samples.stored_user(&*database.store).await.id;
        let mut tasks = JoinSet::new();
        for number in 0..6 {
            let (store, samples) = (database.store.clone(), samples.clone());
            tasks.spawn(async move {
                if number == 3 {
                    let note = samples.note(INSTALLATION, AuditAction::UserDisable);
                    store.set_disabled(user, Some(at(0)), &note).await.expect("an answer")
                } else {
                    let (session, token) = (samples.session(user, None), samples.token());
                    let note = samples.note(INSTALLATION, AuditAction::SessionStart);
                    store
                        .insert_session(&session, &token, Some(&known_password()), None, &note)
                        .await
                        .expect("an answer")
                }
            });
        }
        tasks.join_all().await;
        assert_eq!(database.store.sessions_of_user(user).await.expect("an answer"), []);
    }
}

pub(crate) async fn nothing_is_done_to_an_unknown_user(database: &TestDatabase) {
    let (store, samples) = (&*database.store, Samples::new(405));
    let nobody = UserId::from_uuid(samples.uuid());
    let note = samples.note(INSTALLATION, AuditAction::UserDisable);
    assert!(!store.set_disabled(nobody, Some(at(0)), &note).await.expect("an answer"));
    assert!(!store.set_disabled(nobody, None, &note).await.expect("an answer"));
    let new = password("new");
    assert!(!store.set_password(nobody, None, &new, None, None, &note).await.expect("an answer"));
    let session = samples.session(nobody, None);
    assert!(
        !store
            .insert_session(&session, &samples.token(), Some(&known_password()), None, &note)
            .await
            .expect("an answer")
    );
    assert!(!is_noted(store, &note).await);
}

pub(crate) async fn a_change_to_a_user_that_cannot_be_noted_is_undone(database: &TestDatabase) {
    let (store, samples) = (&*database.store, Samples::new(406));
    let note = samples.used_note(store, AuditAction::UserCreate).await;
    let new = samples.user();
    let outcome = store.insert_user(&new, &note).await;
    assert!(matches!(outcome, Err(StoreError::Failed(_))), "{outcome:?}");
    assert_eq!(store.user_by_id(new.id).await.expect("an answer"), None);

    let user = samples.stored_user(store).await;
    let (_, token) = samples.stored_session(store, user.id, None).await;
    let outcome = store.set_disabled(user.id, Some(at(0)), &note).await;
    assert!(matches!(outcome, Err(StoreError::Failed(_))), "{outcome:?}");
    let outcome = store
        .set_password(user.id, Some(&known_password()), &password("new"), None, None, &note)
        .await;
    assert!(matches!(outcome, Err(StoreError::Failed(_))), "{outcome:?}");
    let signed_in = store.signed_in(&token).await.expect("an answer").expect("a session");
    assert_eq!(signed_in.user, user);
}

pub(crate) async fn a_user_outside_the_rules_is_corrupt_or_refused(database: &TestDatabase) {
    let (store, samples) = (&*database.store, Samples::new(407));
    let user = samples.stored_user(store).await;
    for refused in ["email = 'Mika@example.test'", "email = 'a@'", "name = ''"] {
        let outcome = database.execute(format!("UPDATE users SET {refused}")).await;
        assert!(outcome.is_err(), "{refused}");
    }
    for (column, wrong) in [("email", "'no address'"), ("name", "' Mika'")] {
        let sql = format!("UPDATE users SET {column} = {wrong}");
        assert_eq!(database.execute(sql).await.expect("an update"), 1);
        match store.user_by_id(user.id).await {
            Err(StoreError::Corrupt { table, column: named }) => {
                assert_eq!((table, named), ("users", column));
            }
            other => panic!("{other:?}"),
        }
        let sql = format!("UPDATE users SET email = '{}', name = 'Mika'", user.email);
        database.execute(sql).await.expect("an update");
    }
}
