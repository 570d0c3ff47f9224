use std::sync::Arc;

use domain::audit::AuditAction;
use domain::ids::{SessionId, TenantId, UserId};
use domain::sealing::{KeyId, Sealed};
use domain::second_factor::{TotpFactor, TotpKey};
use domain::secrets::TokenHash;
use domain::session::Session;
use domain::store::{Store, StoreError};
use tokio::task::JoinSet;

use crate::bench::TestDatabase;
use crate::people::{at, is_noted, is_signed_in, known_password, password};
use crate::samples::Samples;

const INSTALLATION: TenantId = TenantId::INSTALLATION;

impl Samples {
    fn sealed(&self, key: u8) -> Sealed {
        Sealed { key: KeyId([key; 8]), bytes: self.token().0.to_vec() }
    }
}

/// A user with a confirmed app, the code of step 7 used, and a session in which it was set up.
pub(crate) async fn with_factor(
    store: &dyn Store,
    samples: &Samples,
) -> (UserId, SessionId, Vec<TokenHash>) {
    let user = samples.stored_user(store).await.id;
    let (session, _) = samples.stored_session(store, user, None).await;
    let key = samples.sealed(1);
    assert!(store.start_totp(user, &key, at(0)).await.expect("an answer"));
    let codes: Vec<_> = (0..10).map(|_| samples.token()).collect();
    let note = samples.note(INSTALLATION, AuditAction::SecondFactorSetUp);
    let confirmed = store.confirm_totp(user, &key, (at(1), 7), &codes, session.id, &note).await;
    assert!(confirmed.expect("an answer"));
    assert!(is_noted(store, &note).await);
    (user, session.id, codes)
}

async fn waits(store: &dyn Store, token: &TokenHash) -> bool {
    store.pending_sign_in(token, at(0)).await.expect("an answer").is_some()
}

async fn begin(store: &dyn Store, samples: &Samples, user: UserId) -> TokenHash {
    let (token, checked) = (samples.token(), known_password());
    let begun = store.insert_pending_sign_in(&token, user, Some(&checked), at(1)).await;
    assert!(begun.expect("an answer"));
    token
}

pub(crate) async fn a_key_waits_until_it_is_confirmed(database: &TestDatabase) {
    let (store, samples) = (&*database.store, Samples::new(610));
    let user = samples.stored_user(store).await.id;
    let colleague = samples.stored_user(store).await.id;
    assert_eq!(store.totp_factor(user).await.expect("an answer"), None);
    let (first, second) = (samples.sealed(1), samples.sealed(2));
    for key in [&first, &second] {
        assert!(store.start_totp(user, key, at(0)).await.expect("an answer"));
        let waiting = TotpFactor { sealed: key.clone(), confirmed_at: None };
        assert_eq!(store.totp_factor(user).await.expect("an answer"), Some(waiting));
    }
    assert_eq!(store.totp_factor(colleague).await.expect("an answer"), None);
    assert!(!store.use_totp_step(user, 9).await.expect("an answer"), "it is not in use");

    let (kept, kept_token) = samples.stored_session(store, user, None).await;
    let (_, ended) = samples.stored_session(store, user, None).await;
    let (_, foreign) = samples.stored_session(store, colleague, None).await;
    let pending = begin(store, &samples, user).await;
    let codes = [samples.token(), samples.token()];
    let note = samples.note(INSTALLATION, AuditAction::SecondFactorSetUp);
    let confirm = async |key: &Sealed| {
        let confirmed = store.confirm_totp(user, key, (at(5), 7), &codes, kept.id, &note).await;
        confirmed.expect("an answer")
    };
    assert!(!confirm(&first).await, "another key waits now");
    assert!(confirm(&second).await);
    assert!(!confirm(&second).await);
    assert!(is_noted(store, &note).await);
    let factor = TotpFactor { sealed: second, confirmed_at: Some(at(5)) };
    assert_eq!(store.totp_factor(user).await.expect("an answer"), Some(factor.clone()));
    assert!(!store.start_totp(user, &first, at(6)).await.expect("an answer"));
    assert_eq!(store.totp_factor(user).await.expect("an answer"), Some(factor));
    assert_eq!(store.recovery_codes(user).await.expect("an answer"), 2);
    let signed_in = store.signed_in(&kept_token).await.expect("an answer").expect("a session");
    assert!(signed_in.session.second_factor);
    assert!(!is_signed_in(store, &ended).await);
    assert!(is_signed_in(store, &foreign).await);
    assert!(!waits(store, &pending).await);
}

pub(crate) async fn a_second_factor_that_cannot_be_noted_is_undone(database: &TestDatabase) {
    let (store, samples) = (&*database.store, Samples::new(611));
    let user = samples.stored_user(store).await.id;
    let (session, _) = samples.stored_session(store, user, None).await;
    let key = samples.sealed(1);
    assert!(store.start_totp(user, &key, at(0)).await.expect("an answer"));
    let note = samples.used_note(store, AuditAction::SecondFactorSetUp).await;
    let codes = [samples.token()];
    let outcome = store.confirm_totp(user, &key, (at(5), 7), &codes, session.id, &note).await;
    assert!(matches!(outcome, Err(StoreError::Failed(_))), "{outcome:?}");
    let factor = store.totp_factor(user).await.expect("an answer").expect("what waits");
    assert_eq!(factor.confirmed_at, None);
    assert_eq!(store.recovery_codes(user).await.expect("an answer"), 0);

    let (user, session, codes) = with_factor(store, &samples).await;
    for outcome in [
        store.use_recovery_code(user, &codes[0], &note).await,
        store.replace_recovery_codes(user, &[], &note).await,
        store.remove_second_factor(user, Some(session), &note).await,
    ] {
        assert!(matches!(outcome, Err(StoreError::Failed(_))), "{outcome:?}");
    }
    assert_eq!(store.recovery_codes(user).await.expect("an answer"), 10);
    assert!(store.totp_factor(user).await.expect("an answer").is_some());
}

pub(crate) async fn a_step_is_used_once(database: &TestDatabase) {
    let (store, samples) = (&*database.store, Samples::new(612));
    let (user, ..) = with_factor(store, &samples).await;
    let (other, ..) = with_factor(store, &samples).await;
    for (step, may_be_used) in
        [(7, false), (8, true), (8, false), (7, false), (10, true), (9, false)]
    {
        assert_eq!(
            store.use_totp_step(user, step).await.expect("an answer"),
            may_be_used,
            "{step}"
        );
    }
    assert!(store.use_totp_step(other, 8).await.expect("an answer"));

    let mut tasks = JoinSet::new();
    for _ in 0..20 {
        let store = database.store.clone();
        tasks.spawn(async move { store.use_totp_step(user, 11).await.expect("an answer") });
    }
    let used = tasks.join_all().await.into_iter().filter(|used| *used).count();
    assert_eq!(used, 1);
}

pub(crate) async fn a_recovery_code_is_used_once_by_its_user(database: &TestDatabase) {
    let (store, samples) = (&*database.store, Samples::new(613));
    let (user, _, codes) = with_factor(store, &samples).await;
    let (other, ..) = with_factor(store, &samples).await;
    let note = || samples.note(INSTALLATION, AuditAction::RecoveryCodeUse);
    assert!(!store.use_recovery_code(other, &codes[0], &note()).await.expect("an answer"));
    assert!(!store.use_recovery_code(user, &samples.token(), &note()).await.expect("an answer"));

    let mut tasks = JoinSet::new();
    for _ in 0..20 {
        let (store, code, note) = (database.store.clone(), codes[0], note());
        tasks.spawn(async move {
            let used = store.use_recovery_code(user, &code, &note).await.expect("an answer");
            assert_eq!(is_noted(&*store, &note).await, used);
            used
        });
    }
    let used = tasks.join_all().await.into_iter().filter(|used| *used).count();
    assert_eq!(used, 1);
    assert_eq!(store.recovery_codes(user).await.expect("an answer"), 9);
    assert_eq!(store.recovery_codes(other).await.expect("an answer"), 10);
}

pub(crate) async fn recovery_codes_are_replaced_as_a_whole(database: &TestDatabase) {
    let (store, samples) = (&*database.store, Samples::new(614));
    let (user, _, old) = with_factor(store, &samples).await;
    let mut tasks = JoinSet::new();
    for _ in 0..8 {
        let store: Arc<dyn Store> = database.store.clone();
        let codes: Vec<_> = (0..10).map(|_| samples.token()).collect();
        let note = samples.note(INSTALLATION, AuditAction::RecoveryCodesRenew);
        tasks.spawn(async move {
            let replaced = store.replace_recovery_codes(user, &codes, &note).await;
            assert!(replaced.expect("an answer"));
        });
    }
    tasks.join_all().await;
    assert_eq!(store.recovery_codes(user).await.expect("an answer"), 10);
    let note = samples.note(INSTALLATION, AuditAction::RecoveryCodeUse);
    assert!(!store.use_recovery_code(user, &old[0], &note).await.expect("an answer"));
    let nobody = samples.stored_user(store).await.id;
    assert!(!store.replace_recovery_codes(nobody, &old, &note).await.expect("an answer"));
    assert!(!is_noted(store, &note).await);
}

pub(crate) async fn a_second_factor_is_taken_away(database: &TestDatabase) {
    let (store, samples) = (&*database.store, Samples::new(615));
    let (user, session, _) = with_factor(store, &samples).await;
    let (other, ..) = with_factor(store, &samples).await;
    let pending = begin(store, &samples, user).await;
    let foreign = begin(store, &samples, other).await;
    let note = samples.note(INSTALLATION, AuditAction::SecondFactorRemove);
    let removed = store.remove_second_factor(user, Some(session), &note).await;
    assert!(removed.expect("an answer"));
    assert!(is_noted(store, &note).await);
    assert_eq!(store.totp_factor(user).await.expect("an answer"), None);
    assert_eq!(store.recovery_codes(user).await.expect("an answer"), 0);
    assert!(!waits(store, &pending).await);
    assert!(waits(store, &foreign).await);
    let sessions = store.sessions_of_user(user).await.expect("sessions");
    assert!(matches!(&sessions[..], [one] if one.id == session && !one.second_factor));
    let note = samples.note(INSTALLATION, AuditAction::SecondFactorRemove);
    assert!(!store.remove_second_factor(user, None, &note).await.expect("an answer"));
    assert!(!is_noted(store, &note).await);
    assert_eq!(store.sessions_of_user(user).await.expect("sessions").len(), 1);
}

pub(crate) async fn nobody_with_a_second_factor_gets_in_without(database: &TestDatabase) {
    let (store, samples) = (&*database.store, Samples::new(616));
    let (user, ..) = with_factor(store, &samples).await;
    let note = || samples.note(INSTALLATION, AuditAction::SessionStart);
    let checked = known_password();
    for second_factor in [false, true] {
        let session = Session { second_factor, ..samples.session(user, None) };
        let token = samples.token();
        let inserted = store.insert_session(&session, &token, Some(&checked), None, &note()).await;
        assert_eq!(inserted.expect("an answer"), second_factor);
        let found = store.signed_in(&token).await.expect("an answer");
        assert_eq!(found.map(|found| found.session), second_factor.then_some(session));
    }
}

/// However a sign-in with the password alone and the confirmation of the app fall together, no
/// session without the second factor is left.
pub(crate) async fn no_session_slips_in_while_a_second_factor_is_set_up(database: &TestDatabase) {
    let (store, samples) = (&*database.store, Samples::new(617));
    for _ in 0..20 {
        let user = samples.stored_user(store).await.id;
        let (kept, _) = samples.stored_session(store, user, None).await;
        let key = samples.sealed(1);
        assert!(store.start_totp(user, &key, at(0)).await.expect("an answer"));
        let mut tasks = JoinSet::new();
        for _ in 0..4 {
            let (store, session) = (database.store.clone(), samples.session(user, None));
            let (token, note) =
                (samples.token(), samples.note(INSTALLATION, AuditAction::SessionStart));
            tasks.spawn(async move {
                let checked = known_password();
                let inserted =
                    store.insert_session(&session, &token, Some(&checked), None, &note).await;
                inserted.expect("an answer");
            });
        }
        let (other, note) =
            (database.store.clone(), samples.note(INSTALLATION, AuditAction::SecondFactorSetUp));
        tasks.spawn(async move {
            let confirmed = other.confirm_totp(user, &key, (at(5), 7), &[], kept.id, &note).await;
            assert!(confirmed.expect("an answer"));
        });
        tasks.join_all().await;
        let sessions = store.sessions_of_user(user).await.expect("sessions");
        assert!(matches!(&sessions[..], [one] if one.id == kept.id), "{sessions:?}");
    }
}

pub(crate) async fn a_sign_in_waits_until_its_end_and_is_used_once(database: &TestDatabase) {
    let (store, samples) = (&*database.store, Samples::new(618));
    let (user, ..) = with_factor(store, &samples).await;
    let token = begin(store, &samples, user).await;
    assert_eq!(store.pending_sign_in(&token, at(0)).await.expect("an answer"), Some(user));
    assert_eq!(store.pending_sign_in(&token, at(1)).await.expect("an answer"), None);
    assert!(!store.use_pending_sign_in(&token, at(1)).await.expect("an answer"));
    assert!(!waits(store, &samples.token()).await);
    let mut tasks = JoinSet::new();
    for _ in 0..20 {
        let store = database.store.clone();
        tasks.spawn(
            async move { store.use_pending_sign_in(&token, at(0)).await.expect("an answer") },
        );
    }
    let used = tasks.join_all().await.into_iter().filter(|used| *used).count();
    assert_eq!(used, 1);
    assert!(!waits(store, &token).await);

    let late = begin(store, &samples, user).await;
    let ever = at(i64::MIN / 2);
    store.delete_expired(ever, ever, at(1)).await.expect("an answer");
    assert_eq!(store.pending_sign_in(&late, ever).await.expect("an answer"), None);
}

pub(crate) async fn what_waits_ends_with_the_password_and_with_its_user(database: &TestDatabase) {
    let (store, samples) = (&*database.store, Samples::new(619));
    let (user, session, _) = with_factor(store, &samples).await;
    let token = begin(store, &samples, user).await;
    let new = password("new");
    let note = samples.note(INSTALLATION, AuditAction::PasswordChange);
    let checked = known_password();
    let changed = store.set_password(user, Some(&checked), &new, Some(session), None, &note).await;
    assert!(changed.expect("an answer"));
    assert!(!waits(store, &token).await);
    let late = store.insert_pending_sign_in(&token, user, Some(&checked), at(1)).await;
    assert!(!late.expect("an answer"), "that was the password of before");
    assert!(
        store.insert_pending_sign_in(&token, user, Some(&new), at(1)).await.expect("an answer")
    );

    let note = samples.note(INSTALLATION, AuditAction::UserDisable);
    assert!(store.set_disabled(user, Some(at(0)), &note).await.expect("an answer"));
    assert!(!waits(store, &token).await);
    let late = store.insert_pending_sign_in(&token, user, Some(&new), at(1)).await;
    assert!(!late.expect("an answer"));
}

pub(crate) async fn what_other_keys_have_sealed_is_found_and_replaced(database: &TestDatabase) {
    let (store, samples) = (&*database.store, Samples::new(620));
    let (old, new) = (KeyId([1; 8]), KeyId([2; 8]));
    let mut users = Vec::new();
    for key in [1, 1, 2, 1] {
        let user = samples.stored_user(store).await.id;
        let sealed = samples.sealed(key);
        assert!(store.start_totp(user, &sealed, at(0)).await.expect("an answer"));
        users.push((user, sealed));
    }
    let counts = store.sealed_counts().await.expect("counts");
    assert_eq!(counts, [(old, 3), (new, 1)]);
    assert_eq!(database.database.describe().await.expect("a description").sealed, counts);
    let found = store.sealed_with_others(new, 2).await.expect("secrets");
    assert_eq!(found.len(), 2);
    let found = store.sealed_with_others(new, 100).await.expect("secrets");
    assert_eq!(found.len(), 3);
    for (place, before) in found {
        let (user, sealed) =
            users.iter().find(|(user, _)| TotpKey::place(*user) == place).expect("a user");
        assert_eq!(before, *sealed);
        let after = samples.sealed(2);
        store.replace_sealed(&place, &after, &before).await.expect("an answer");
        let unchanged = store.totp_factor(*user).await.expect("an answer").expect("a factor");
        assert_eq!(unchanged.sealed, before, "somebody else was quicker");
        store.replace_sealed(&place, &before, &after).await.expect("an answer");
        let changed = store.totp_factor(*user).await.expect("an answer").expect("a factor");
        assert_eq!(changed.sealed, after);
    }
    assert_eq!(store.sealed_counts().await.expect("counts"), [(new, 4)]);
    assert!(store.sealed_with_others(new, 100).await.expect("secrets").is_empty());
}
