use std::sync::Arc;

use domain::audit::AuditAction;
use domain::binding::{Binding, BindingState, Fingerprint, Purpose};
use domain::channel::{Channel, Lifecycle};
use domain::channel_request::{
    ApproveOutcome, AskOutcome, ChannelRequest, CloseOutcome, Closed, Closing, Unbinding, Wish,
};
use domain::ids::{BindingId, ChannelId, ChannelRequestId, TenantId};
use domain::store::{Store, StoreError};
use domain::tenant::Reason;
use tokio::task::JoinSet;

use crate::bench::TestDatabase;
use crate::people::{at, is_noted};
use crate::samples::Samples;

fn reason(text: &str) -> Reason {
    Reason::parse(text).expect("a reason")
}

fn closed(how: Closing) -> Closed {
    Closed { how, by: "mika@example.test".to_owned(), at: at(9) }
}

pub(crate) fn approved() -> Closed {
    closed(Closing::Approved { note: None })
}

pub(crate) async fn only_binding(store: &dyn Store, channel: &Channel) -> Binding {
    let bindings = store.bindings_of_channel(channel.tenant, channel.id).await;
    let [binding] = bindings.expect("bindings").try_into().expect("one binding");
    binding
}

async fn lifecycle(store: &dyn Store, binding: &Binding) -> Lifecycle {
    let channel = store.channel_by_id(binding.tenant, binding.channel).await;
    channel.expect("an answer").expect("the channel").lifecycle
}

pub(crate) async fn timeline(
    store: &dyn Store,
    tenant: TenantId,
    channel: ChannelId,
) -> Vec<ChannelRequest> {
    store.requests_about_channel(tenant, channel, 100).await.expect("requests")
}

impl Samples {
    /// A channel that is Bound, and its binding.
    pub(crate) async fn bound_channel(&self, store: &dyn Store, tenant: TenantId) -> Binding {
        let (channel, _) = self.stored_channel(store, tenant).await;
        let account = u8::try_from(self.below(256)).expect("a small number");
        self.bound(store, &channel, Purpose::Bind, account).await;
        only_binding(store, &channel).await
    }

    pub(crate) fn fingerprint(&self) -> Fingerprint {
        let mut bytes = [0; 32];
        bytes[..16].copy_from_slice(self.uuid().as_bytes());
        Fingerprint(bytes)
    }

    pub(crate) fn channel_request(
        &self,
        tenant: TenantId,
        channel: ChannelId,
        wish: Wish,
    ) -> ChannelRequest {
        ChannelRequest {
            id: ChannelRequestId::from_uuid(self.uuid()),
            tenant,
            channel,
            wish,
            account: "𠮷".repeat(200),
            reason: reason("水\n'"),
            asked_by: "𠮷".repeat(200),
            asked_at: at(3),
            closed: None,
        }
    }

    pub(crate) async fn asked_about(
        &self,
        store: &dyn Store,
        tenant: TenantId,
        channel: ChannelId,
        wish: Wish,
    ) -> ChannelRequest {
        let request = self.channel_request(tenant, channel, wish);
        let note = self.note(tenant, AuditAction::UnbindingAsk);
        let outcome = store.ask_about_channel(&request, &note).await.expect("an outcome");
        assert_eq!(outcome, AskOutcome::Asked);
        assert!(is_noted(store, &note).await);
        request
    }
}

pub(crate) async fn a_request_about_a_channel_ends_in_each_way(database: &TestDatabase) {
    let (store, samples) = (&*database.store, Samples::new(960));
    let tenant = samples.stored_tenant(store).await;
    let channel = samples.bound_channel(store, tenant).await.channel;
    let mut all = Vec::new();
    for how in [
        Closing::Withdrawn,
        Closing::Approved { note: None },
        Closing::Approved { note: Some(reason("as agreed")) },
        Closing::Rejected { note: reason("𠮷\nno") },
    ] {
        let mut request = samples.asked_about(store, tenant, channel, Wish::Unbinding).await;
        let (closed, note) = (closed(how), samples.note(tenant, AuditAction::ChannelRequestReject));
        let outcome = store.close_channel_request(tenant, request.id, &closed, &note).await;
        assert_eq!(outcome.expect("an outcome"), CloseOutcome::Closed);
        assert!(is_noted(store, &note).await);
        request.closed = Some(closed);
        all.push(request);
    }
    all.sort_by_key(|request| std::cmp::Reverse(request.id));
    assert_eq!(timeline(store, tenant, channel).await, all);
}

pub(crate) async fn a_channel_has_one_open_request(database: &TestDatabase) {
    let samples = Arc::new(Samples::new(961));
    let tenant = samples.stored_tenant(&*database.store).await;
    let channel = samples.bound_channel(&*database.store, tenant).await.channel;
    let mut tasks = JoinSet::new();
    for _ in 0..20 {
        let (store, samples) = (database.store.clone(), samples.clone());
        tasks.spawn(async move {
            let request = samples.channel_request(tenant, channel, Wish::Unbinding);
            let note = samples.note(tenant, AuditAction::UnbindingAsk);
            let outcome = store.ask_about_channel(&request, &note).await.expect("an outcome");
            assert_eq!(is_noted(&*store, &note).await, outcome == AskOutcome::Asked);
            outcome
        });
    }
    let outcomes = tasks.join_all().await;
    assert_eq!(outcomes.iter().filter(|one| **one == AskOutcome::Asked).count(), 1);
    let lost = outcomes.iter().filter(|one| **one == AskOutcome::AlreadyOpen).count();
    assert_eq!(lost, 19);
    let other = samples.bound_channel(&*database.store, tenant).await.channel;
    samples.asked_about(&*database.store, tenant, other, Wish::Unbinding).await;
}

pub(crate) async fn what_is_asked_fits_the_state_of_the_channel(database: &TestDatabase) {
    let (store, samples) = (&*database.store, Samples::new(962));
    let tenant = samples.stored_tenant(store).await;
    let stranger = samples.stored_tenant(store).await;
    let claim = Wish::Claim(samples.fingerprint());
    let bound = samples.bound_channel(store, tenant).await.channel;
    let unbound = samples.stored_channel(store, tenant).await.0.id;
    let unknown = ChannelId::from_uuid(samples.uuid());
    for (tenant, channel, wish) in [
        (tenant, unbound, Wish::Unbinding),
        (tenant, unknown, Wish::Unbinding),
        (tenant, unknown, claim),
        (stranger, bound, Wish::Unbinding),
        (stranger, unbound, claim),
    ] {
        let request = samples.channel_request(tenant, channel, wish);
        let note = samples.note(tenant, AuditAction::UnbindingAsk);
        let outcome = store.ask_about_channel(&request, &note).await.expect("an outcome");
        assert_eq!(outcome, AskOutcome::OtherState, "{request:?}");
        assert!(!is_noted(store, &note).await);
    }
    samples.asked_about(store, tenant, unbound, claim).await;
    let found = timeline(store, tenant, unbound).await;
    assert_eq!(found.iter().map(|one| one.wish).collect::<Vec<_>>(), [claim]);
}

pub(crate) async fn an_approval_begins_to_unbind_whoever_has_the_account(database: &TestDatabase) {
    let (store, samples) = (&*database.store, Samples::new(963));
    let (holder, claimant) =
        (samples.stored_tenant(store).await, samples.stored_tenant(store).await);
    let binding = samples.bound_channel(store, holder).await;
    let bystander = samples.bound_channel(store, holder).await;
    let channel = samples.stored_channel(store, claimant).await.0.id;
    let wish = Wish::Claim(samples.fingerprint());
    let request = samples.asked_about(store, claimant, channel, wish).await;
    let notes = [
        samples.note(claimant, AuditAction::ChannelRequestApprove),
        samples.note(holder, AuditAction::ChannelUnbind),
    ];
    let unbinding = Unbinding { binding: &binding, audit: &notes[1] };
    let closed = approved();
    let approve =
        || store.approve_channel_request(claimant, request.id, &closed, &notes[0], &unbinding);
    assert_eq!(approve().await.expect("an outcome"), ApproveOutcome::Approved);
    for note in &notes {
        assert!(is_noted(store, note).await, "{note:?}");
    }
    assert_eq!(lifecycle(store, &binding).await, Lifecycle::Unbinding);
    assert_eq!(lifecycle(store, &bystander).await, Lifecycle::Bound);
    let held = store.bindings_of_channel(holder, binding.channel).await.expect("bindings");
    assert_eq!(held.iter().map(|one| one.state).collect::<Vec<_>>(), [BindingState::Releasing]);
    assert_eq!(approve().await.expect("an outcome"), ApproveOutcome::NotOpen);
}

pub(crate) async fn an_approval_of_what_is_bound_no_more_changes_nothing(database: &TestDatabase) {
    let (store, samples) = (&*database.store, Samples::new(964));
    let tenant = samples.stored_tenant(store).await;
    let binding = samples.bound_channel(store, tenant).await;
    let request = samples.asked_about(store, tenant, binding.channel, Wish::Unbinding).await;
    let notes = [
        samples.note(tenant, AuditAction::ChannelRequestApprove),
        samples.note(tenant, AuditAction::ChannelUnbind),
    ];
    // As it would be after a rebind.
    let before = Binding { id: BindingId::from_uuid(samples.uuid()), ..binding.clone() };
    let unbinding = Unbinding { binding: &before, audit: &notes[1] };
    let outcome =
        store.approve_channel_request(tenant, request.id, &approved(), &notes[0], &unbinding).await;
    assert_eq!(outcome.expect("an outcome"), ApproveOutcome::OtherState);
    for note in &notes {
        assert!(!is_noted(store, note).await, "{note:?}");
    }
    assert_eq!(lifecycle(store, &binding).await, Lifecycle::Bound);
    assert_eq!(timeline(store, tenant, binding.channel).await, [request]);
}

pub(crate) async fn of_many_decisions_about_a_channel_one_counts(database: &TestDatabase) {
    let samples = Arc::new(Samples::new(965));
    let tenant = samples.stored_tenant(&*database.store).await;
    let binding = samples.bound_channel(&*database.store, tenant).await;
    let channel = binding.channel;
    let request = samples.asked_about(&*database.store, tenant, channel, Wish::Unbinding).await;
    let mut tasks = JoinSet::new();
    for number in 0..20 {
        let (store, samples, binding) = (database.store.clone(), samples.clone(), binding.clone());
        let id = request.id;
        tasks.spawn(async move {
            let note = samples.note(tenant, AuditAction::ChannelRequestApprove);
            let unbind = samples.note(tenant, AuditAction::ChannelUnbind);
            let closed = match number % 3 {
                0 => closed(Closing::Withdrawn),
                1 => approved(),
                _ => closed(Closing::Rejected { note: reason("no") }),
            };
            let won = if number % 3 == 1 {
                let unbinding = Unbinding { binding: &binding, audit: &unbind };
                let outcome =
                    store.approve_channel_request(tenant, id, &closed, &note, &unbinding).await;
                outcome.expect("an outcome") == ApproveOutcome::Approved
            } else {
                let outcome = store.close_channel_request(tenant, id, &closed, &note).await;
                outcome.expect("an outcome") == CloseOutcome::Closed
            };
            assert_eq!(is_noted(&*store, &note).await, won);
            won.then_some(closed)
        });
    }
    let winners: Vec<_> = tasks.join_all().await.into_iter().flatten().collect();
    let [winner] = &winners[..] else { panic!("{winners:?}") };
    let store = &*database.store;
    assert_eq!(timeline(store, tenant, channel).await[0].closed.as_ref(), Some(winner));
    let expected = match winner.how {
        Closing::Approved { .. } => Lifecycle::Unbinding,
        Closing::Withdrawn | Closing::Rejected { .. } | Closing::Settled => Lifecycle::Bound,
    };
    assert_eq!(lifecycle(store, &binding).await, expected);
}

pub(crate) async fn a_foreign_request_about_a_channel_is_like_an_unknown_one(
    database: &TestDatabase,
) {
    let (store, samples) = (&*database.store, Samples::new(966));
    let owner = samples.stored_tenant(store).await;
    let stranger = samples.stored_tenant(store).await;
    let binding = samples.bound_channel(store, owner).await;
    let request = samples.asked_about(store, owner, binding.channel, Wish::Unbinding).await;
    let unknown = ChannelRequestId::from_uuid(samples.uuid());
    let note = samples.note(stranger, AuditAction::ChannelRequestWithdraw);
    for id in [request.id, unknown] {
        let closed = closed(Closing::Withdrawn);
        let outcome = store.close_channel_request(stranger, id, &closed, &note).await;
        assert_eq!(outcome.expect("an outcome"), CloseOutcome::NotOpen);
    }
    assert_eq!(timeline(store, stranger, binding.channel).await, []);
    assert_eq!(timeline(store, owner, binding.channel).await, [request]);
    assert!(!is_noted(store, &note).await);
}

pub(crate) async fn requests_about_channels_wait_oldest_first(database: &TestDatabase) {
    let (store, samples) = (&*database.store, Samples::new(967));
    let mut waiting = Vec::new();
    for number in 0..9 {
        let tenant = samples.stored_tenant(store).await;
        let channel = samples.stored_channel(store, tenant).await.0;
        let wish = Wish::Claim(samples.fingerprint());
        let request = samples.asked_about(store, tenant, channel.id, wish).await;
        let note = samples.note(tenant, AuditAction::ChannelRequestWithdraw);
        match number % 3 {
            0 => {
                let gone = closed(Closing::Withdrawn);
                let outcome = store.close_channel_request(tenant, request.id, &gone, &note).await;
                assert_eq!(outcome.expect("an outcome"), CloseOutcome::Closed);
            }
            // A request goes with its channel.
            1 => {
                store.delete_channel(tenant, channel.id, 1, &note).await.expect("an outcome");
                assert_eq!(timeline(store, tenant, channel.id).await, []);
            }
            _ => waiting.push(request),
        }
    }
    waiting.sort_by_key(|request| request.id);
    assert_eq!(store.count_open_channel_requests().await.expect("a count"), 3);
    let (mut seen, mut after) = (Vec::new(), None);
    loop {
        let page = store.open_channel_requests(after, 2).await.expect("requests");
        assert!(page.len() <= 2);
        let Some(last) = page.last() else { break };
        after = Some(last.request.id);
        for queued in page {
            assert_eq!((&*queued.tenant_name, &*queued.channel_name), ("水路商会", "Support"));
            assert_eq!(queued.lifecycle, Lifecycle::Unbound);
            seen.push(queued.request);
        }
    }
    assert_eq!(seen, waiting);
}

pub(crate) async fn what_cannot_be_noted_about_a_channel_is_undone(database: &TestDatabase) {
    let (store, samples) = (&*database.store, Samples::new(968));
    let tenant = samples.stored_tenant(store).await;
    let binding = samples.bound_channel(store, tenant).await;
    let channel = binding.channel;
    let note = samples.used_note(store, AuditAction::UnbindingAsk).await;
    let draft = samples.channel_request(tenant, channel, Wish::Unbinding);
    let outcome = store.ask_about_channel(&draft, &note).await;
    assert!(matches!(outcome, Err(StoreError::Failed(_))), "{outcome:?}");
    let request = samples.asked_about(store, tenant, channel, Wish::Unbinding).await;
    let outcome = store.close_channel_request(tenant, request.id, &approved(), &note).await;
    assert!(matches!(outcome, Err(StoreError::Failed(_))), "{outcome:?}");
    let fine = samples.note(tenant, AuditAction::ChannelRequestApprove);
    let unbinding = Unbinding { binding: &binding, audit: &note };
    let outcome =
        store.approve_channel_request(tenant, request.id, &approved(), &fine, &unbinding).await;
    assert!(matches!(outcome, Err(StoreError::Failed(_))), "{outcome:?}");
    assert_eq!(timeline(store, tenant, channel).await, [request]);
    assert_eq!(lifecycle(store, &binding).await, Lifecycle::Bound);
}
