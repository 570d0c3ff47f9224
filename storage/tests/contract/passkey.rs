use domain::audit::AuditAction;
use domain::ids::{PasskeyId, TenantId, UserId};
use domain::passkey::{Ceremony, Credential, InsertPasskeyOutcome, Passkey, PasskeyName};
use domain::store::{Store, StoreError};
use tokio::task::JoinSet;

use crate::bench::TestDatabase;
use crate::people::{at, is_noted};
use crate::samples::Samples;
use crate::second_factor::with_factor;

const INSTALLATION: TenantId = TenantId::INSTALLATION;

impl Samples {
    fn passkey(&self, user: UserId) -> Passkey {
        Passkey {
            id: PasskeyId::from_uuid(self.uuid()),
            user,
            name: PasskeyName::parse("電話").expect("a name"),
            credential: Credential { id: self.token().0.to_vec(), data: "{}".to_owned() },
            created_at: at(0),
            used_at: None,
        }
    }

    async fn stored_passkey(&self, store: &dyn Store, user: UserId) -> Passkey {
        let passkey = self.passkey(user);
        let note = self.note(INSTALLATION, AuditAction::PasskeyAdd);
        let outcome = store.insert_passkey(&passkey, &note).await;
        assert_eq!(outcome.expect("an outcome"), InsertPasskeyOutcome::Inserted);
        assert!(is_noted(store, &note).await);
        passkey
    }
}

pub(crate) async fn a_passkey_is_found_by_its_user_and_its_credential(database: &TestDatabase) {
    let (store, samples) = (&*database.store, Samples::new(630));
    let user = samples.stored_user(store).await.id;
    let other = samples.stored_user(store).await.id;
    let passkey = samples.stored_passkey(store, user).await;
    let foreign = samples.stored_passkey(store, other).await;
    assert_eq!(
        store.passkeys_of_user(user).await.expect("passkeys"),
        std::slice::from_ref(&passkey)
    );
    let found = store.passkey_by_credential(&foreign.credential.id).await.expect("an answer");
    assert_eq!(found, Some(foreign.clone()));
    assert_eq!(store.passkey_by_credential(b"x").await.expect("an answer"), None);

    let note = samples.note(INSTALLATION, AuditAction::PasskeyAdd);
    let again = Passkey { credential: foreign.credential, ..samples.passkey(user) };
    let outcome = store.insert_passkey(&again, &note).await.expect("an outcome");
    assert_eq!(outcome, InsertPasskeyOutcome::Known);
    assert!(!is_noted(store, &note).await);

    let note = samples.used_note(store, AuditAction::PasskeyAdd).await;
    let outcome = store.insert_passkey(&samples.passkey(user), &note).await;
    assert!(matches!(outcome, Err(StoreError::Failed(_))), "{outcome:?}");
    assert_eq!(store.passkeys_of_user(user).await.expect("passkeys").len(), 1);
}

pub(crate) async fn a_user_has_twenty_passkeys_at_most(database: &TestDatabase) {
    let (store, samples) = (&*database.store, Samples::new(631));
    let user = samples.stored_user(store).await.id;
    let mut tasks = JoinSet::new();
    for _ in 0..25 {
        let (store, passkey) = (database.store.clone(), samples.passkey(user));
        let note = samples.note(INSTALLATION, AuditAction::PasskeyAdd);
        tasks
            .spawn(async move { store.insert_passkey(&passkey, &note).await.expect("an outcome") });
    }
    let outcomes = tasks.join_all().await;
    let inserted = outcomes.iter().filter(|one| **one == InsertPasskeyOutcome::Inserted).count();
    assert_eq!(inserted, 20, "{outcomes:?}");
    assert_eq!(store.passkeys_of_user(user).await.expect("passkeys").len(), 20);
}

pub(crate) async fn of_two_uses_at_once_one_counts(database: &TestDatabase) {
    let (store, samples) = (&*database.store, Samples::new(632));
    let user = samples.stored_user(store).await.id;
    let before = samples.stored_passkey(store, user).await.credential;
    let mut tasks = JoinSet::new();
    for number in 1..=10 {
        let (store, before) = (database.store.clone(), before.clone());
        let after = Credential { data: format!("{{\"counter\":{number}}}"), ..before.clone() };
        tasks.spawn(
            async move { store.use_passkey(&before, &after, at(7)).await.expect("an answer") },
        );
    }
    let used = tasks.join_all().await.into_iter().filter(|used| *used).count();
    assert_eq!(used, 1);
    let found = store.passkeys_of_user(user).await.expect("passkeys");
    assert_eq!(found[0].used_at, Some(at(7)));
    assert_ne!(found[0].credential, before);
}

pub(crate) async fn a_passkey_is_removed_by_its_user_once(database: &TestDatabase) {
    let (store, samples) = (&*database.store, Samples::new(633));
    let user = samples.stored_user(store).await.id;
    let other = samples.stored_user(store).await.id;
    let passkey = samples.stored_passkey(store, user).await;
    let note = || samples.note(INSTALLATION, AuditAction::PasskeyRemove);
    for (who, removed) in [(other, false), (user, true), (user, false)] {
        let note = note();
        let outcome = store.remove_passkey(who, passkey.id, &note).await.expect("an answer");
        assert_eq!(outcome, removed);
        assert_eq!(is_noted(store, &note).await, removed);
    }
    assert!(store.passkeys_of_user(user).await.expect("passkeys").is_empty());
}

pub(crate) async fn a_challenge_waits_for_one_answer(database: &TestDatabase) {
    let (store, samples) = (&*database.store, Samples::new(634));
    let user = samples.stored_user(store).await.id;
    for user in [None, Some(user)] {
        let ceremony = Ceremony { user, state: "{}".to_owned(), expires_at: at(1) };
        let token = samples.token();
        store.insert_ceremony(&token, &ceremony).await.expect("an answer");
        assert_eq!(store.take_ceremony(&token, at(1)).await.expect("an answer"), None);
        let mut tasks = JoinSet::new();
        for _ in 0..10 {
            let store = database.store.clone();
            tasks
                .spawn(async move { store.take_ceremony(&token, at(0)).await.expect("an answer") });
        }
        let taken: Vec<_> = tasks.join_all().await.into_iter().flatten().collect();
        assert_eq!(taken, std::slice::from_ref(&ceremony));
        let late = samples.token();
        store.insert_ceremony(&late, &ceremony).await.expect("an answer");
        let ever = at(i64::MIN / 2);
        store.delete_expired(ever, ever, at(1)).await.expect("an answer");
        assert_eq!(store.take_ceremony(&late, ever).await.expect("an answer"), None);
    }
}

pub(crate) async fn whoever_has_lost_everything_has_the_password_alone(database: &TestDatabase) {
    let (store, samples) = (&*database.store, Samples::new(635));
    let other = samples.stored_user(store).await.id;
    samples.stored_passkey(store, other).await;
    for (has_app, has_passkey) in [(false, false), (false, true), (true, false), (true, true)] {
        let user = if has_app {
            with_factor(store, &samples).await.0
        } else {
            let user = samples.stored_user(store).await.id;
            samples.stored_session(store, user, None).await;
            user
        };
        if has_passkey {
            samples.stored_passkey(store, user).await;
        }
        let (token, expires_at) = (samples.token(), at(1));
        let ceremony = Ceremony { user: Some(user), state: "{}".to_owned(), expires_at };
        store.insert_ceremony(&token, &ceremony).await.expect("an answer");
        let note = samples.note(INSTALLATION, AuditAction::SecondFactorRemove);
        let removed = store.remove_every_factor(user, &note).await.expect("an answer");
        let had = has_app || has_passkey;
        assert_eq!((removed, is_noted(store, &note).await), (had, had));
        assert_eq!(store.totp_factor(user).await.expect("an answer"), None);
        assert_eq!(store.recovery_codes(user).await.expect("an answer"), 0);
        assert!(store.passkeys_of_user(user).await.expect("passkeys").is_empty());
        let waits = store.take_ceremony(&token, at(0)).await.expect("an answer").is_some();
        let sessions = store.sessions_of_user(user).await.expect("sessions").len();
        assert_eq!((waits, sessions), (!had, usize::from(!had)));
    }
    assert_eq!(store.passkeys_of_user(other).await.expect("passkeys").len(), 1);
}
