//! Requests about channels that end with what makes them pointless.

use domain::audit::{AuditAction, SYSTEM};
use domain::binding::{Purpose, StepOutcome};
use domain::channel_request::{
    ApproveOutcome, AskOutcome, ChannelRequest, Closed, Closing, Unbinding, Wish,
};

use crate::bench::TestDatabase;
use crate::binding_samples::hold;
use crate::channel_request::{approved, only_binding, timeline};
use crate::people::at;
use crate::samples::Samples;

pub(crate) async fn an_unbinding_answers_whoever_has_asked_for_it(database: &TestDatabase) {
    let (store, samples) = (&*database.store, Samples::new(969));
    let tenant = samples.stored_tenant(store).await;
    let claimant = samples.stored_tenant(store).await;
    let by = |by: &str, moment| Closed {
        how: Closing::Approved { note: None },
        by: by.to_owned(),
        at: at(moment),
    };
    // Somebody unbinds the channel without having seen the request.
    let direct = samples.bound_channel(store, tenant).await;
    let asked = samples.asked_about(store, tenant, direct.channel, Wish::Unbinding).await;
    let note = samples.note(tenant, AuditAction::ChannelUnbind);
    let unbound = store.unbind_channel(tenant, direct.channel, at(7), &note).await;
    assert_eq!(unbound.expect("an outcome"), StepOutcome::Done);
    let answered = ChannelRequest { closed: Some(by(&note.actor, 7)), ..asked };
    assert_eq!(timeline(store, tenant, direct.channel).await, [answered]);

    // Somebody else gets the account that it has.
    let held = samples.bound_channel(store, tenant).await;
    let asked = samples.asked_about(store, tenant, held.channel, Wish::Unbinding).await;
    let channel = samples.stored_channel(store, claimant).await.0.id;
    let wish = Wish::Claim(samples.fingerprint());
    let claim = samples.asked_about(store, claimant, channel, wish).await;
    let notes = [
        samples.note(claimant, AuditAction::ChannelRequestApprove),
        samples.note(tenant, AuditAction::ChannelUnbind),
    ];
    let unbinding = Unbinding { binding: &held, audit: &notes[1] };
    let done =
        store.approve_channel_request(claimant, claim.id, &approved(), &notes[0], &unbinding).await;
    assert_eq!(done.expect("an outcome"), ApproveOutcome::Approved);
    let answered = ChannelRequest { closed: Some(by(&approved().by, 9)), ..asked };
    assert_eq!(timeline(store, tenant, held.channel).await, [answered]);
}

pub(crate) async fn a_claim_is_settled_when_its_channel_is_bound(database: &TestDatabase) {
    let (store, samples) = (&*database.store, Samples::new(970));
    let tenant = samples.stored_tenant(store).await;
    let settled = |request: &ChannelRequest, at| {
        let closed = Closed { how: Closing::Settled, by: SYSTEM.to_owned(), at };
        ChannelRequest { closed: Some(closed), ..request.clone() }
    };
    let claim = Wish::Claim(samples.fingerprint());
    let (channel, _) = samples.stored_channel(store, tenant).await;
    let first = samples.asked_about(store, tenant, channel.id, claim).await;
    samples.bound(store, &channel, Purpose::Bind, 1).await;
    let current = only_binding(store, &channel).await;
    let first = settled(&first, current.changed_at);
    assert_eq!(timeline(store, tenant, channel.id).await, std::slice::from_ref(&first));

    // The same account with a new authorisation leaves a wish for another one as it is.
    let second = samples.asked_about(store, tenant, channel.id, claim).await;
    samples.bound(store, &channel, Purpose::Reauthorise, 1).await;
    let mut all = timeline(store, tenant, channel.id).await;
    all.sort_by_key(|request| request.closed.is_none());
    assert_eq!(all, [first.clone(), second.clone()]);
    samples.bound(store, &channel, Purpose::Rebind, 2).await;
    let all = timeline(store, tenant, channel.id).await;
    assert!(
        all.iter().all(|one| one.closed.as_ref().is_some_and(|end| end.how == Closing::Settled))
    );

    // Nobody claims what they have.
    let bindings = store.bindings_of_channel(tenant, channel.id).await.expect("bindings");
    assert_eq!(bindings.len(), 2);
    for account in [1, 2] {
        let own = Wish::Claim(hold(account).account);
        let request = samples.channel_request(tenant, channel.id, own);
        let note = samples.note(tenant, AuditAction::ClaimAsk);
        let outcome = store.ask_about_channel(&request, &note).await.expect("an outcome");
        assert_eq!(outcome, AskOutcome::OtherState);
    }
}
