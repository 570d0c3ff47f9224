use std::sync::Arc;

use domain::channel::ChannelType;
use domain::listening::{ClaimedListening, HeldListening, KnownListening};
use domain::platform::{Problem, Reason};
use domain::store::Store;
use tokio::task::JoinSet;
use uuid::Uuid;

use crate::bench::TestDatabase;
use crate::health::{bind, bound_channel};
use crate::people::at;
use crate::samples::Samples;

const FOREVER: i64 = 1_000_000;

async fn watch(store: &dyn Store, now: i64) -> u64 {
    store.watch_listening(at(now)).await.expect("an answer")
}

async fn claim(store: &dyn Store, lease: u128, now: i64) -> Vec<ClaimedListening> {
    let lease = Uuid::from_u128(lease);
    store.claim_listening(lease, at(now), at(now + 30), 100).await.expect("an answer")
}

async fn held(store: &dyn Store, lease: u128, now: i64) -> Vec<HeldListening> {
    let held = store.renew_listening(Uuid::from_u128(lease), at(now + 30)).await;
    held.expect("an answer")
}

async fn known(store: &dyn Store, session: &ClaimedListening) -> KnownListening {
    let known = store.listening_of_binding(session.tenant, session.binding).await;
    known.expect("an answer").expect("a session")
}

pub(crate) async fn bound_and_kept_accounts_have_sessions(database: &TestDatabase) {
    let (store, samples) = (&*database.store, Samples::new(950));
    let (channel, current) = bound_channel(database, &samples).await;
    let kept = bind(database, &samples, &channel, 3).await;
    bind(database, &samples, &channel, 4).await;
    let (_, viber) = bound_channel(database, &samples).await;
    let id = database.literal(viber.uuid());
    let number = ChannelType::Viber.number();
    let change = format!("UPDATE bindings SET channel_type = {number} WHERE id = {id}");
    database.execute(change).await.expect("a change");
    assert_eq!(watch(store, 5).await, 2);
    assert_eq!(watch(store, 6).await, 0);
    assert_eq!(claim(store, 1, 4).await, [], "not before its turn");
    let claimed = claim(store, 1, 5).await;
    let mut bindings: Vec<_> = claimed.iter().map(|one| one.binding).collect();
    bindings.sort();
    let mut expected = [current, kept];
    expected.sort();
    assert_eq!(bindings, expected);
    let foreign = samples.tenant_with_channel(store, domain::channel::Lifecycle::Unbound).await;
    let foreign = store.listening_of_binding(foreign.tenant, current).await;
    assert_eq!(foreign.expect("an answer"), None);

    // What is let go is not held any more.
    let id = database.literal(kept.uuid());
    let release = format!("UPDATE bindings SET state = 4 WHERE id = {id}");
    database.execute(release).await.expect("a change");
    assert_eq!(watch(store, 7).await, 1);
    let still: Vec<_> = held(store, 1, 7).await.into_iter().map(|one| one.binding).collect();
    assert_eq!(still, [current]);
    database.execute("DELETE FROM bindings").await.expect("a deletion");
    assert_eq!(held(store, 1, 8).await, []);
    assert_eq!(watch(store, 9).await, 0, "they go with their bindings");
}

pub(crate) async fn a_session_is_held_by_one_server_at_a_time(database: &TestDatabase) {
    let (store, samples) = (&*database.store, Samples::new(951));
    let mut bindings = Vec::new();
    for _ in 0..20 {
        bindings.push(bound_channel(database, &samples).await.1);
    }
    assert_eq!(watch(store, 0).await, 20);
    let mut tasks = JoinSet::new();
    for lease in 0..10 {
        let store: Arc<dyn Store> = database.store.clone();
        tasks.spawn(async move {
            let lease = Uuid::from_u128(lease);
            store.claim_listening(lease, at(0), at(30), 3).await.expect("an answer")
        });
    }
    let mut taken = tasks.join_all().await;
    assert!(taken.iter().all(|claims| claims.len() <= 3));
    // PostgreSQL passes over what another one is just taking, so that some may come back empty.
    taken.push(claim(store, 99, 0).await);
    let mut ids: Vec<_> = taken.into_iter().flatten().map(|one| one.binding).collect();
    ids.sort();
    bindings.sort();
    assert_eq!(ids, bindings);
    assert_eq!(claim(store, 100, 29).await, []);
    // Whoever held them has died.
    assert_eq!(claim(store, 101, 30).await.len(), 20);
    assert_eq!(held(store, 101, 50).await.len(), 20);
    assert_eq!(claim(store, 102, 79).await, [], "the leases were prolonged");
}

pub(crate) async fn what_is_noted_counts_while_the_lease_holds(database: &TestDatabase) {
    let (store, samples) = (&*database.store, Samples::new(952));
    bound_channel(database, &samples).await;
    watch(store, 0).await;
    let late = claim(store, 1, 0).await.remove(0);
    let now = claim(store, 2, 30).await.remove(0);
    for (session, counts) in [(&late, false), (&now, true)] {
        let connected = store.listening_connected(session, at(31)).await.expect("an answer");
        let moved = store.move_listening(session, "7").await.expect("an answer");
        assert_eq!((connected, moved), (counts, counts));
    }
    assert_eq!(known(store, &now).await.connected_at, Some(at(31)));
    assert!(known(store, &now).await.stands(at(59)) && !known(store, &now).await.stands(at(60)));
    assert_eq!(held(store, 1, 40).await, []);
    for (session, counts) in [(&late, false), (&now, true), (&now, false)] {
        let ended = store.end_listening(session, None, 0, at(90)).await.expect("an answer");
        assert_eq!(ended, counts);
    }
    assert_eq!(claim(store, 3, 89).await, []);
    let next = claim(store, 3, 90).await.remove(0);
    assert_eq!(next.position.as_deref(), Some("7"), "how far it is read stays");
    assert_eq!(known(store, &next).await.connected_at, None, "it does not stand yet");
}

pub(crate) async fn why_a_session_broke_is_known_until_it_stands_again(database: &TestDatabase) {
    let (store, samples) = (&*database.store, Samples::new(953));
    bound_channel(database, &samples).await;
    watch(store, 0).await;
    let first = claim(store, 1, 0).await.remove(0);
    assert_eq!(first.breaks, 0);
    let problem =
        Problem::new(Reason::CredentialsRefused).with_code("0x0E").with_answer("「期限」 \"切れ\"");
    store.end_listening(&first, Some(&problem), 3, at(60)).await.expect("an answer");
    let expected =
        KnownListening { connected_at: None, problem: Some(problem.clone()), next_at: at(60) };
    assert_eq!(known(store, &first).await, expected);
    let again = claim(store, 1, 60).await.remove(0);
    assert_eq!(again.breaks, 3);
    assert_eq!(known(store, &again).await.problem, Some(problem), "while it is tried");
    store.listening_connected(&again, at(61)).await.expect("an answer");
    assert_eq!(known(store, &again).await.problem, None);
}

pub(crate) async fn other_credentials_are_tried_at_once(database: &TestDatabase) {
    let (store, samples) = (&*database.store, Samples::new(954));
    bound_channel(database, &samples).await;
    watch(store, 0).await;
    let refused: Problem = Reason::CredentialsRefused.into();
    let first = claim(store, 1, 0).await.remove(0);
    store.end_listening(&first, Some(&refused), 1, at(FOREVER)).await.expect("an answer");
    let renewed = "UPDATE bindings SET version = version + 1";
    database.execute(renewed).await.expect("a change");
    assert_eq!(watch(store, 5).await, 1);
    let second = claim(store, 1, 5).await.remove(0);
    assert_eq!((second.binding_version, second.breaks), (first.binding_version + 1, 0));
    assert_eq!(known(store, &second).await.problem, None);

    // While it is held, whoever holds it is told, and what it found out counts for nothing.
    database.execute(renewed).await.expect("a change");
    assert_eq!(watch(store, 6).await, 1);
    let held = held(store, 1, 6).await.remove(0);
    assert_eq!(held.binding_version, second.binding_version + 1);
    assert_eq!(claim(store, 2, 6).await, [], "it is still held");
    store.end_listening(&second, Some(&refused), 1, at(FOREVER)).await.expect("an answer");
    assert_eq!(known(store, &second).await.problem, None);
    assert_eq!(claim(store, 2, 6).await.len(), 1);
}
