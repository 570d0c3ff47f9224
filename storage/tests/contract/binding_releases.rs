use domain::audit::AuditAction;
use domain::binding::{BindingState, Fingerprint, Hold, Purpose};
use domain::channel::Lifecycle;
use domain::platform::{Problem, Reason};
use tokio::task::JoinSet;

use crate::bench::TestDatabase;
use crate::binding_samples::{found, held, hold, lifecycle, released, reread};
use crate::people::at;
use crate::samples::Samples;

pub(crate) async fn a_kept_account_is_released_in_its_time(database: &TestDatabase) {
    let (store, samples) = (&*database.store, Samples::new(1202));
    let channel = samples.tenant_with_channel(store, Lifecycle::Unbound).await;
    for number in [1, 2, 3] {
        let purpose = if number == 1 { Purpose::Bind } else { Purpose::Rebind };
        samples.bound(store, &channel, purpose, number).await;
    }
    // The first was kept until the third came.
    let states = [BindingState::Current, BindingState::Kept, BindingState::Releasing];
    assert_eq!(held(store, &channel).await, states);
    assert!(store.claim_release(at(2), at(900)).await.expect("an answer").is_none());
    assert_eq!(released(store, &samples, &channel).await, 2);
    assert_eq!(held(store, &channel).await, [BindingState::Current]);
    assert_eq!(lifecycle(store, &channel).await, Lifecycle::Bound);
}

pub(crate) async fn a_release_has_its_turn_in_one_server_at_a_time(database: &TestDatabase) {
    let (store, samples) = (&*database.store, Samples::new(1207));
    let channel = samples.tenant_with_channel(store, Lifecycle::Unbound).await;
    samples.bound(store, &channel, Purpose::Bind, 1).await;
    let note = samples.noted(&channel, AuditAction::ChannelUnbind);
    store.unbind_channel(channel.tenant, channel.id, at(5), &note).await.expect("an outcome");
    let mut tasks = JoinSet::new();
    for _ in 0..20 {
        let store = database.store.clone();
        tasks.spawn(async move { store.claim_release(at(6), at(50)).await.expect("an answer") });
    }
    let claimed: Vec<_> = tasks.join_all().await.into_iter().flatten().collect();
    let [binding] = &claimed[..] else { panic!("{claimed:?}") };
    assert_eq!(binding.turns, 1);
    let problem = Problem::new(Reason::TimedOut);
    store.put_off_release(binding, at(60), &problem).await.expect("an answer");
    assert!(store.claim_release(at(59), at(90)).await.expect("an answer").is_none());
    let again = store.claim_release(at(60), at(90)).await.expect("an answer").expect("a turn");
    assert_eq!((again.turns, again.problem), (2, Some(problem)));
    assert_eq!(lifecycle(store, &channel).await, Lifecycle::Unbinding);
}

pub(crate) async fn units_are_shared_until_the_last_is_released(database: &TestDatabase) {
    let (store, samples) = (&*database.store, Samples::new(1208));
    let unit = Fingerprint([200; 32]);
    let mut bindings = Vec::new();
    for number in [1, 2] {
        let channel = samples.tenant_with_channel(store, Lifecycle::Unbound).await;
        let binding = samples.begun(store, &channel, Purpose::Bind).await;
        let binding = found(store, &binding, number).await;
        let hold = Hold { unit: Some(unit), ..hold(number) };
        store.claim_account(&binding, Some(&hold), at(2), at(9)).await.expect("an outcome");
        bindings.push(reread(store, &binding).await);
    }
    assert_eq!(store.bindings_by_unit(&unit).await.expect("bindings").len(), 2);
    assert!(store.shares_unit(&bindings[0]).await.expect("an answer"));
    let (tenant, channel) = (bindings[1].tenant, bindings[1].channel);
    let note = samples.note(tenant, AuditAction::ChannelBindCancel);
    store.cancel_binding(tenant, channel, at(10), &note).await.expect("an outcome");
    assert!(!store.shares_unit(&bindings[0]).await.expect("an answer"));
}
