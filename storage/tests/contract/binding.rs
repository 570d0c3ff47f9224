use std::sync::Arc;

use domain::audit::AuditAction;
use domain::binding::{
    Binding, BindingState, CancelOutcome, ClaimOutcome, Fingerprint, Hold, KeptPicture, Progress,
    Purpose, StartOutcome, StepOutcome,
};
use domain::channel::Lifecycle;
use domain::platform::{Check, CheckItem, Picture, Problem, Reason};
use domain::secrets::TokenHash;
use tokio::task::JoinSet;

use crate::bench::TestDatabase;
use crate::binding_samples::{
    A_WHILE, account, bound, found, held, hold, lifecycle, released, reread, sealed, stored,
};
use crate::people::at;
use crate::samples::Samples;

pub(crate) async fn a_binding_comes_back_as_it_was(database: &TestDatabase) {
    let (store, samples) = (&*database.store, Samples::new(1200));
    let channel = samples.tenant_with_channel(store, Lifecycle::Unbound).await;
    let mut binding = samples.begun(store, &channel, Purpose::Bind).await;
    assert_eq!(reread(store, &binding).await, binding);
    assert_eq!(lifecycle(store, &channel).await, Lifecycle::Binding);
    let problem = Problem::new(Reason::PinWrong).with_code("136025").with_answer("{\"a\": \"水\"}");
    let progress = Progress {
        way: Some("system_user".to_owned()),
        token: Some(TokenHash([9; 32])),
        account: Some(account("1")),
        sealed: Some(sealed(1)),
        checks: vec![Check::failed(CheckItem::AccountFound, problem.clone())],
        problem: Some(problem),
        at: at(5),
    };
    let done = store.progress_binding(&binding, &progress, None).await.expect("an outcome");
    assert_eq!(done, StepOutcome::Done);
    binding.version = 2;
    binding.way = progress.way;
    binding.account = progress.account;
    binding.sealed = progress.sealed;
    binding.checks = progress.checks;
    binding.problem = progress.problem;
    binding.changed_at = at(5);
    assert_eq!(reread(store, &binding).await, binding);
    // The token works once.
    let taken = store.take_authorisation(&TokenHash([9; 32])).await.expect("an answer");
    binding.version = 3;
    assert_eq!(taken.as_ref(), Some(&binding));
    let again = store.take_authorisation(&TokenHash([9; 32])).await.expect("an answer");
    assert_eq!(again, None);
}

pub(crate) async fn a_channel_is_bound_rebound_and_given_back(database: &TestDatabase) {
    let (store, samples) = (&*database.store, Samples::new(1201));
    let channel = samples.tenant_with_channel(store, Lifecycle::Unbound).await;
    let first = samples.bound(store, &channel, Purpose::Bind, 1).await;
    assert_eq!(held(store, &channel).await, [BindingState::Current]);
    let now = stored(store, &channel).await;
    assert_eq!((now.lifecycle, now.bound_account.as_deref()), (Lifecycle::Bound, Some("水 1")));
    let holder = store.binding_by_account(&hold(1).account).await.expect("an answer");
    assert_eq!(holder.map(|holder| holder.id), Some(first.id));

    // Another account: the one before is kept, and comes back.
    let second = samples.bound(store, &channel, Purpose::Rebind, 2).await;
    assert_eq!(held(store, &channel).await, [BindingState::Current, BindingState::Kept]);
    // Somebody is authorising the second one again, while a colleague goes back to the first.
    let stale = samples.claimed(store, &channel, Purpose::Reauthorise, 2).await;
    let note = samples.noted(&channel, AuditAction::ChannelRollBack);
    let late = store.roll_back_binding(channel.tenant, channel.id, at(100), &note).await;
    assert_eq!(late.expect("an outcome"), StepOutcome::OtherState);
    let back = store.roll_back_binding(channel.tenant, channel.id, at(99), &note).await;
    assert_eq!(back.expect("an outcome"), StepOutcome::Done);
    assert_eq!(reread(store, &first).await.state, BindingState::Current);
    assert_eq!(reread(store, &second).await.state, BindingState::Releasing);
    assert_eq!(stored(store, &channel).await.bound_account.as_deref(), Some("水 1"));
    let note = samples.noted(&channel, AuditAction::ChannelReauthorise);
    let given = store.finish_binding(&stale, &bound(2), &note).await;
    assert_eq!(given.expect("an outcome"), StepOutcome::OtherState);
    assert_eq!(reread(store, &first).await.sealed, Some(sealed(1)));
    assert_eq!(stored(store, &channel).await.bound_account.as_deref(), Some("水 1"));

    // The same account with other credentials.
    samples.bound(store, &channel, Purpose::Reauthorise, 3).await;
    assert_eq!(reread(store, &first).await.sealed, Some(sealed(3)));

    let note = samples.noted(&channel, AuditAction::ChannelUnbind);
    let unbound = store.unbind_channel(channel.tenant, channel.id, at(10), &note).await;
    assert_eq!(unbound.expect("an outcome"), StepOutcome::Done);
    assert_eq!(lifecycle(store, &channel).await, Lifecycle::Unbinding);
    assert_eq!(released(store, &samples, &channel).await, 2);
    let now = stored(store, &channel).await;
    assert_eq!((now.lifecycle, now.bound_account), (Lifecycle::Unbound, None));
    assert_eq!(held(store, &channel).await, []);
    // The accounts are free for others.
    let other = samples.tenant_with_channel(store, Lifecycle::Unbound).await;
    samples.bound(store, &other, Purpose::Bind, 1).await;
}

pub(crate) async fn a_cancelled_binding_leaves_nothing_that_nobody_releases(
    database: &TestDatabase,
) {
    let (store, samples) = (&*database.store, Samples::new(1203));
    let channel = samples.tenant_with_channel(store, Lifecycle::Unbound).await;
    let cancel = |now| {
        let note = samples.noted(&channel, AuditAction::ChannelBindCancel);
        let (tenant, id) = (channel.tenant, channel.id);
        async move { store.cancel_binding(tenant, id, at(now), &note).await.expect("an outcome") }
    };
    assert_eq!(cancel(1).await, CancelOutcome::NotOpen);
    samples.begun(store, &channel, Purpose::Bind).await;
    assert_eq!(cancel(1).await, CancelOutcome::Cancelled);
    assert_eq!(held(store, &channel).await, []);
    assert_eq!(lifecycle(store, &channel).await, Lifecycle::Unbound);

    let claimed = samples.claimed(store, &channel, Purpose::Bind, 1).await;
    assert!(claimed.told_platform);
    assert_eq!(cancel(3).await, CancelOutcome::Confirming);
    assert_eq!(cancel(2 + A_WHILE).await, CancelOutcome::Cancelled);
    assert_eq!(held(store, &channel).await, [BindingState::Releasing]);
    assert_eq!(lifecycle(store, &channel).await, Lifecycle::Unbound);
    // The account is not free before the platform has let it go.
    let other = samples.tenant_with_channel(store, Lifecycle::Unbound).await;
    let rival = samples.begun(store, &other, Purpose::Bind).await;
    let rival = found(store, &rival, 1).await;
    let taken = store.claim_account(&rival, Some(&hold(1)), at(2), at(9)).await;
    assert_eq!(taken.expect("an outcome"), ClaimOutcome::Taken);
}

pub(crate) async fn only_an_idle_channel_is_begun_with(database: &TestDatabase) {
    let (store, samples) = (&*database.store, Samples::new(1204));
    for lifecycle in Lifecycle::ALL {
        for (purpose, needed) in [
            (Purpose::Bind, Lifecycle::Unbound),
            (Purpose::Reauthorise, Lifecycle::Bound),
            (Purpose::Rebind, Lifecycle::Bound),
        ] {
            let channel = samples.tenant_with_channel(store, lifecycle).await;
            let binding = samples.open_binding(&channel, purpose);
            let note = samples.noted(&channel, AuditAction::ChannelBindStart);
            let outcome = store.start_binding(&binding, &note).await.expect("an outcome");
            let is_idle = lifecycle == needed;
            let expected = if is_idle { StartOutcome::Started } else { StartOutcome::OtherState };
            assert_eq!(outcome, expected, "{lifecycle:?} {purpose:?}");
            let again = samples.open_binding(&channel, purpose);
            let note = samples.noted(&channel, AuditAction::ChannelBindStart);
            let outcome = store.start_binding(&again, &note).await.expect("an outcome");
            let open = StartOutcome::AlreadyOpen(Box::new(binding));
            let expected = if is_idle { open } else { StartOutcome::OtherState };
            assert_eq!(outcome, expected, "{lifecycle:?} {purpose:?}");
        }
    }
}

pub(crate) async fn a_step_of_another_version_changes_nothing(database: &TestDatabase) {
    let (store, samples) = (&*database.store, Samples::new(1205));
    let channel = samples.tenant_with_channel(store, Lifecycle::Unbound).await;
    let before = samples.begun(store, &channel, Purpose::Bind).await;
    let now = found(store, &before, 1).await;
    let progress = Progress::of(&before, at(7));
    let late = store.progress_binding(&before, &progress, None).await;
    assert_eq!(late.expect("an outcome"), StepOutcome::OtherState);
    let late = store.claim_account(&before, Some(&hold(1)), at(7), at(9)).await;
    assert_eq!(late.expect("an outcome"), ClaimOutcome::OtherState);
    let note = samples.noted(&channel, AuditAction::ChannelBind);
    let late = store.finish_binding(&before, &bound(1), &note).await;
    assert_eq!(late.expect("an outcome"), StepOutcome::OtherState);
    assert_eq!(reread(store, &now).await, now);
    assert_eq!(lifecycle(store, &channel).await, Lifecycle::Binding);
}

/// 1,000 by a long run: `SUIRO_TEST_ROUNDS=1000`.
pub(crate) async fn of_many_who_bind_an_account_one_wins(database: &TestDatabase) {
    let rounds = std::env::var("SUIRO_TEST_ROUNDS").ok().and_then(|text| text.parse().ok());
    let samples = Arc::new(Samples::new(1206));
    let store = &database.store;
    let tenant = samples.stored_tenant(&**store).await;
    let mut bindings = Vec::new();
    for _ in 0..50 {
        let (channel, _) = samples.stored_channel(&**store, tenant).await;
        bindings.push(samples.begun(&**store, &channel, Purpose::Bind).await);
    }
    for round in 0..rounds.unwrap_or(4_u64) {
        let number = u8::try_from(round % 250).expect("a small number");
        for binding in &mut bindings {
            *binding = found(&**store, binding, number).await;
        }
        let mut account = [0; 32];
        account[..8].copy_from_slice(&round.to_be_bytes());
        let hold = Hold { account: Fingerprint(account), unit: None };
        let mut tasks = JoinSet::new();
        for binding in bindings.clone() {
            let store = store.clone();
            tasks.spawn(async move {
                let claimed = store.claim_account(&binding, Some(&hold), at(2), at(2)).await;
                claimed.expect("an outcome")
            });
        }
        let outcomes = tasks.join_all().await;
        let won = outcomes.iter().filter(|one| **one == ClaimOutcome::Claimed).count();
        let lost = outcomes.iter().filter(|one| **one == ClaimOutcome::Taken).count();
        assert_eq!((won, lost), (1, 49), "round {round}");
        for binding in &mut bindings {
            *binding = reread(&**store, binding).await;
        }
    }
}

pub(crate) async fn the_first_key_of_fingerprints_stays(database: &TestDatabase) {
    let store = &*database.store;
    assert_eq!(store.fingerprint_key(&sealed(1)).await.expect("a key"), sealed(1));
    assert_eq!(store.fingerprint_key(&sealed(2)).await.expect("a key"), sealed(1));
}

pub(crate) async fn a_picture_is_kept_beside_its_binding(database: &TestDatabase) {
    let (store, samples) = (&*database.store, Samples::new(1210));
    let channel = samples.tenant_with_channel(store, Lifecycle::Unbound).await;
    let binding = samples.bound(store, &channel, Purpose::Bind, 1).await;
    assert_eq!(store.kept_picture(&binding).await.expect("an answer"), None);
    let mut kept = KeptPicture {
        address: "https://platform.example/水.png".to_owned(),
        picture: None,
        asked_at: at(5),
    };
    for picture in [None, Picture::parse(b"GIF89a\0\xff".to_vec()), None] {
        kept.picture = picture;
        store.keep_picture(&binding, &kept).await.expect("kept");
        assert_eq!(store.kept_picture(&binding).await.expect("an answer").as_ref(), Some(&kept));
    }
    let now = reread(store, &binding).await;
    assert_eq!(now.version, binding.version + 1, "a picture is no step");
    let foreign = Binding { tenant: samples.stored_tenant(store).await, ..binding };
    assert_eq!(store.kept_picture(&foreign).await.expect("an answer"), None);
}
