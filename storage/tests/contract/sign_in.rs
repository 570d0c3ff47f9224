use domain::ids::UserId;
use domain::secrets::TokenHash;
use domain::sign_in::AttemptOutcome::{Allowed, WaitUntil};
use domain::sign_in::{AttemptOutcome, AttemptSubject};
use domain::store::{Store, StoreError};
use domain::time::Timestamp;
use tokio::task::JoinSet;

use crate::bench::TestDatabase;
use crate::people::{at, email};
use crate::samples::Samples;

const SECOND: i64 = 1_000_000;

fn account(address: &str) -> AttemptSubject {
    AttemptSubject::Account(email(address))
}

fn known_device(address: &str, hash: TokenHash) -> AttemptSubject {
    AttemptSubject::KnownDevice(email(address), hash)
}

fn network(address: &str) -> AttemptSubject {
    AttemptSubject::Address(address.to_owned())
}

async fn begin(store: &dyn Store, subjects: &[AttemptSubject], now: Timestamp) -> AttemptOutcome {
    store.begin_attempt(subjects, now).await.expect("an outcome")
}

/// How many attempts for the subject are allowed one after the other, without time going by.
async fn allowed(store: &dyn Store, subject: &AttemptSubject) -> u32 {
    let mut allowed = 0;
    while begin(store, std::slice::from_ref(subject), at(0)).await == Allowed {
        allowed += 1;
    }
    allowed
}

pub(crate) async fn attempts_at_once_are_counted_together(database: &TestDatabase) {
    // Several rounds: at first the store opens its connections one after the other.
    for round in 0..4 {
        let from = network(&format!("192.0.2.{round}"));
        let subjects = [account(&format!("mika{round}@example.test")), from.clone()];
        let mut tasks = JoinSet::new();
        for _ in 0..50 {
            let (store, subjects) = (database.store.clone(), subjects.clone());
            tasks.spawn(async move { begin(&*store, &subjects, at(0)).await });
        }
        let outcomes = tasks.join_all().await;
        let count = |wanted| outcomes.iter().filter(|one| **one == wanted).count();
        assert_eq!(count(Allowed), 5);
        assert_eq!(count(WaitUntil(at(SECOND))), 45);
        // Those that had to wait for the account are not counted for the network.
        assert_eq!(allowed(&*database.store, &from).await, 45);
    }
}

pub(crate) async fn the_longest_wait_is_told_and_lengthens(database: &TestDatabase) {
    let store = &*database.store;
    let (one, other) = (account("mika@example.test"), account("aki@example.test"));
    assert_eq!(allowed(store, &one).await, 5);
    assert_eq!(allowed(store, &other).await, 5);
    assert_eq!(begin(store, std::slice::from_ref(&one), at(SECOND)).await, Allowed);
    let both = [one.clone(), other.clone()];
    let reversed = [other.clone(), one.clone()];
    for subjects in [&both, &reversed] {
        assert_eq!(begin(store, subjects, at(SECOND)).await, WaitUntil(at(3 * SECOND)));
    }
    assert_eq!(begin(store, &[other], at(SECOND)).await, Allowed);
    assert_eq!(begin(store, &[one], at(3 * SECOND)).await, Allowed);
}

pub(crate) async fn each_subject_has_a_count_of_its_own(database: &TestDatabase) {
    let (store, samples) = (&*database.store, Samples::new(440));
    let (device, other_device) = (samples.token(), samples.token());
    let longest = format!("{}@{}bb.test", "a".repeat(64), "b.".repeat(91));
    for (subject, free) in [
        (account("mika@example.test"), 5),
        (account("aki@example.test"), 5),
        (known_device("mika@example.test", device), 5),
        (known_device("mika@example.test", other_device), 5),
        (known_device("aki@example.test", device), 5),
        (known_device(&longest, device), 5),
        (network("mika@example.test"), 50),
        (network("2001:db8:ffff:ffff:ffff:ffff:ffff:ffff"), 50),
    ] {
        assert_eq!(allowed(store, &subject).await, free, "{subject:?}");
    }
}

pub(crate) async fn a_subject_named_twice_is_counted_once(database: &TestDatabase) {
    let store = &*database.store;
    let subject = account("mika@example.test");
    for _ in 0..3 {
        let twice = [subject.clone(), subject.clone()];
        assert_eq!(begin(store, &twice, at(0)).await, Allowed);
    }
    assert_eq!(allowed(store, &subject).await, 2);
    assert_eq!(begin(store, &[], at(0)).await, Allowed);
}

/// Both orders at once, with subjects that are forgotten in between, so that rows come and go.
pub(crate) async fn no_order_of_subjects_is_in_the_way_of_another(database: &TestDatabase) {
    let (one, other) = (network("192.0.2.1"), network("192.0.2.2"));
    let mut tasks = JoinSet::new();
    for number in 0..60 {
        let store = database.store.clone();
        let mut subjects = [one.clone(), other.clone()];
        if number % 2 == 0 {
            subjects.reverse();
        }
        tasks.spawn(async move {
            if number % 3 == 0 {
                store.forget_attempts(&subjects).await.expect("an answer");
            } else {
                assert_eq!(begin(&*store, &subjects, at(0)).await, Allowed);
            }
        });
    }
    tasks.join_all().await;
}

pub(crate) async fn a_success_forgets_the_attempts_it_names(database: &TestDatabase) {
    let store = &*database.store;
    let (named, also_named) = (account("mika@example.test"), network("192.0.2.1"));
    let other = account("aki@example.test");
    assert_eq!(allowed(store, &named).await, 5);
    assert_eq!(allowed(store, &also_named).await, 50);
    assert_eq!(allowed(store, &other).await, 5);
    for _ in 0..2 {
        store.forget_attempts(&[named.clone(), also_named.clone()]).await.expect("an answer");
    }
    assert_eq!(allowed(store, &named).await, 5);
    assert_eq!(allowed(store, &also_named).await, 2, "of a network, only the two successes");
    assert_eq!(allowed(store, &other).await, 0);
}

pub(crate) async fn a_device_is_known_to_its_user(database: &TestDatabase) {
    let (store, samples) = (&*database.store, Samples::new(441));
    let user = samples.stored_user(store).await.id;
    let colleague = samples.stored_user(store).await.id;
    let device = samples.token();
    let knows = async |user: UserId, device: &TokenHash| {
        store.is_known_device(user, device).await.expect("an answer")
    };
    assert!(!knows(user, &device).await);
    for _ in 0..2 {
        store.remember_device(user, &device, at(0)).await.expect("an answer");
        assert!(knows(user, &device).await);
    }
    assert!(!knows(user, &samples.token()).await);
    assert!(!knows(colleague, &device).await);
    store.remember_device(colleague, &device, at(0)).await.expect("an answer");
    assert!(knows(user, &device).await && knows(colleague, &device).await);

    let nobody = UserId::from_uuid(samples.uuid());
    let outcome = store.remember_device(nobody, &device, at(0)).await;
    assert!(matches!(outcome, Err(StoreError::Failed(_))), "{outcome:?}");
}

pub(crate) async fn the_twenty_devices_used_last_are_known(database: &TestDatabase) {
    let (store, samples) = (&*database.store, Samples::new(442));
    let user = samples.stored_user(store).await.id;
    let colleague = samples.stored_user(store).await.id;
    let foreign = samples.token();
    store.remember_device(colleague, &foreign, at(-1)).await.expect("an answer");
    let devices: Vec<_> = (0..22).map(|_| samples.token()).collect();
    let mut now = 0..;
    // The first one is used again and again, the second one only at the start.
    for device in &devices {
        for used in [device, &devices[0]] {
            let now = at(now.next().expect("a moment"));
            store.remember_device(user, used, now).await.expect("an answer");
        }
    }
    let mut known = Vec::new();
    for device in &devices {
        known.push(store.is_known_device(user, device).await.expect("an answer"));
    }
    let mut wanted = vec![true; 22];
    wanted[1..3].fill(false);
    assert_eq!(known, wanted);
    assert!(store.is_known_device(colleague, &foreign).await.expect("an answer"));
}

pub(crate) async fn devices_remembered_at_once_are_twenty_at_most(database: &TestDatabase) {
    let samples = Samples::new(443);
    let user = samples.stored_user(&*database.store).await.id;
    for round in 0..30 {
        let mut tasks = JoinSet::new();
        for number in 0..4 {
            let (store, device) = (database.store.clone(), samples.token());
            tasks.spawn(async move {
                let now = at(round * 10 + number);
                store.remember_device(user, &device, now).await.expect("an answer");
            });
        }
        tasks.join_all().await;
        let count = "UPDATE known_devices SET used_at = used_at";
        let devices = database.execute(count).await.expect("a number of rows");
        assert_eq!(devices, if round < 5 { 4 * (round.unsigned_abs() + 1) } else { 20 });
    }
}
