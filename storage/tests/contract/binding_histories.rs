//! Random histories of channels that compete for a few accounts, each step compared with a model.

use std::collections::BTreeMap;

use domain::audit::AuditAction;
use domain::binding::{
    Binding, BindingState, Bound, CancelOutcome, ClaimOutcome, Progress, Purpose, StartOutcome,
    StepOutcome,
};
use domain::channel::{Channel, DeleteOutcome, Lifecycle};
use domain::store::Store;
use domain::time::Timestamp;

use crate::bench::TestDatabase;
use crate::binding_samples::{account, hold, sealed};
use crate::people::at;
use crate::samples::Samples;

const CHANNELS: usize = 4;
const ACCOUNTS: usize = 8;

/// How long an attempt to confirm lasts, and how long an account is kept, in steps.
const CONFIRMING: i64 = 5;
const KEPT: i64 = 60;

/// What a channel holds, by the rules.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
struct Model {
    lifecycle: Option<Lifecycle>,
    open: Option<Open>,
    current: Option<u8>,
    kept: Option<(u8, i64)>,
    releasing: Vec<u8>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
struct Open {
    purpose: Purpose,
    /// The account that was found.
    found: Option<u8>,
    /// The account that is claimed, and until when somebody may be confirming.
    claimed: Option<u8>,
    confirming: Option<i64>,
}

struct World<'a> {
    store: &'a dyn Store,
    samples: &'a Samples,
    channels: Vec<Channel>,
    models: Vec<Model>,
    now: i64,
}

/// 50,000 by a long run: `SUIRO_TEST_STEPS=50000`.
pub(crate) async fn no_history_leads_to_an_illegal_state(database: &TestDatabase) {
    let steps = std::env::var("SUIRO_TEST_STEPS").ok().and_then(|text| text.parse().ok());
    let samples = Samples::new(1300);
    let store = &*database.store;
    let tenant = samples.stored_tenant(store).await;
    let mut channels = Vec::new();
    for _ in 0..CHANNELS {
        channels.push(samples.stored_channel(store, tenant).await.0);
    }
    let fresh = Model { lifecycle: Some(Lifecycle::Unbound), ..Model::default() };
    let models = vec![fresh; channels.len()];
    let mut world = World { store, samples: &samples, channels, models, now: 1 };
    let mut reached = BTreeMap::new();
    for _ in 0..steps.unwrap_or(5_000_u32) {
        world.step().await;
        world.compare().await;
        for model in &world.models {
            let lifecycle = model.lifecycle.map(Lifecycle::number);
            *reached.entry((lifecycle, model.kept.is_some())).or_insert(0) += 1;
        }
    }
    // The histories went everywhere.
    assert!(reached.len() >= 5, "{reached:?}");
}

impl World<'_> {
    fn at(&self) -> Timestamp {
        at(self.now)
    }

    async fn step(&mut self) {
        self.now += 1;
        let index = self.samples.below(CHANNELS);
        match self.samples.below(12) {
            0 | 1 => self.start(index, Purpose::Bind).await,
            2 => self.start(index, Purpose::Reauthorise).await,
            3 => self.start(index, Purpose::Rebind).await,
            4 | 5 => self.find(index).await,
            6 => self.claim(index).await,
            7 | 8 => self.finish(index).await,
            9 => self.cancel(index).await,
            10 => match self.samples.below(3) {
                0 => self.roll_back(index).await,
                1 => self.unbind(index).await,
                _ => self.delete(index).await,
            },
            _ => self.release().await,
        }
    }

    async fn open(&self, index: usize) -> Option<Binding> {
        let channel = &self.channels[index];
        let found = self.store.bindings_of_channel(channel.tenant, channel.id).await;
        found.expect("bindings").into_iter().find(|binding| binding.purpose().is_some())
    }

    async fn start(&mut self, index: usize, purpose: Purpose) {
        let binding = self.samples.open_binding(&self.channels[index], purpose);
        let note = self.samples.note(binding.tenant, AuditAction::ChannelBindStart);
        let outcome = self.store.start_binding(&binding, &note).await.expect("an outcome");
        let model = &mut self.models[index];
        let needed = if purpose == Purpose::Bind { Lifecycle::Unbound } else { Lifecycle::Bound };
        match outcome {
            StartOutcome::AlreadyOpen(_) => assert!(model.open.is_some()),
            StartOutcome::OtherState => {
                assert!(model.open.is_none() && model.lifecycle != Some(needed));
            }
            StartOutcome::Started => {
                assert!(model.open.is_none() && model.lifecycle == Some(needed));
                model.open = Some(Open { purpose, found: None, claimed: None, confirming: None });
                if purpose == Purpose::Bind {
                    model.lifecycle = Some(Lifecycle::Binding);
                }
            }
        }
    }

    async fn find(&mut self, index: usize) {
        let Some(binding) = self.open(index).await else { return };
        let chosen = u8::try_from(self.samples.below(ACCOUNTS)).expect("a small number");
        let at = self.at();
        let model = &mut self.models[index];
        let open = model.open.as_mut().expect("an open one");
        // As the use cases have it: what is claimed stays, and so does what is authorised again.
        let number = match (open.purpose, open.claimed) {
            (Purpose::Reauthorise, _) => model.current.expect("an account"),
            (_, Some(claimed)) => claimed,
            _ => chosen,
        };
        let progress = Progress {
            account: Some(account(&number.to_string())),
            sealed: Some(sealed(number)),
            ..Progress::of(&binding, at)
        };
        let done = self.store.progress_binding(&binding, &progress, None).await;
        assert_eq!(done.expect("an outcome"), StepOutcome::Done);
        open.found = Some(number);
        open.confirming = None;
    }

    async fn claim(&mut self, index: usize) {
        let Some(binding) = self.open(index).await else { return };
        let open = self.models[index].open.clone().expect("an open one");
        let Some(number) = open.found else { return };
        let again = open.purpose == Purpose::Reauthorise;
        let claim = (!again).then(|| hold(number));
        let until = at(self.now + CONFIRMING);
        let outcome = self.store.claim_account(&binding, claim.as_ref(), self.at(), until).await;
        let confirming = open.confirming.is_some_and(|until| until > self.now);
        let taken = !again
            && self.models.iter().enumerate().any(|(other, model)| {
                model.holds(number) || (other != index && model.claims(number))
            });
        let expected = match (confirming, taken) {
            (true, _) => ClaimOutcome::OtherState,
            (false, true) => ClaimOutcome::Taken,
            (false, false) => ClaimOutcome::Claimed,
        };
        assert_eq!(outcome.expect("an outcome"), expected, "{open:?} {:?}", self.models);
        if expected == ClaimOutcome::Claimed {
            let open = self.models[index].open.as_mut().expect("an open one");
            open.claimed = (!again).then_some(number);
            open.confirming = Some(self.now + CONFIRMING);
        }
    }

    async fn finish(&mut self, index: usize) {
        let Some(binding) = self.open(index).await else { return };
        let open = self.models[index].open.clone().expect("an open one");
        let Some(number) = open.found else { return };
        // Only what is claimed is finished.
        if open.confirming.is_none() {
            return;
        }
        let kept_until = self.now + KEPT;
        let bound = Bound {
            account: account(&number.to_string()),
            sealed: sealed(number),
            at: self.at(),
            kept_until: at(kept_until),
        };
        let note = self.samples.note(binding.tenant, AuditAction::ChannelBind);
        let done = self.store.finish_binding(&binding, &bound, &note).await;
        assert_eq!(done.expect("an outcome"), StepOutcome::Done);
        let model = &mut self.models[index];
        model.open = None;
        model.lifecycle = Some(Lifecycle::Bound);
        if open.purpose != Purpose::Reauthorise {
            model.releasing.extend(model.kept.take().map(|(kept, _)| kept));
            model.kept = model.current.map(|current| (current, kept_until));
            model.current = Some(number);
        }
    }

    async fn cancel(&mut self, index: usize) {
        let channel = &self.channels[index];
        let note = self.samples.note(channel.tenant, AuditAction::ChannelBindCancel);
        let outcome = self.store.cancel_binding(channel.tenant, channel.id, self.at(), &note).await;
        let now = self.now;
        let model = &mut self.models[index];
        let expected = match &model.open {
            None => CancelOutcome::NotOpen,
            Some(open) if open.confirming.is_some_and(|until| until > now) => {
                CancelOutcome::Confirming
            }
            Some(_) => CancelOutcome::Cancelled,
        };
        assert_eq!(outcome.expect("an outcome"), expected);
        if expected == CancelOutcome::Cancelled {
            model.end_open();
            if model.lifecycle == Some(Lifecycle::Binding) {
                model.lifecycle = Some(Lifecycle::Unbound);
            }
        }
    }

    async fn roll_back(&mut self, index: usize) {
        let channel = &self.channels[index];
        let note = self.samples.note(channel.tenant, AuditAction::ChannelRollBack);
        let done = self.store.roll_back_binding(channel.tenant, channel.id, self.at(), &note).await;
        let now = self.now;
        let model = &mut self.models[index];
        let kept = model.kept.filter(|(_, until)| *until > now);
        let expected = if kept.is_some() { StepOutcome::Done } else { StepOutcome::OtherState };
        assert_eq!(done.expect("an outcome"), expected);
        if let Some((kept, _)) = kept {
            model.releasing.extend(model.current.replace(kept));
            model.kept = None;
            // Credentials for the other account are of no use any more.
            model.open = model.open.take().filter(|open| open.purpose != Purpose::Reauthorise);
        }
    }

    async fn unbind(&mut self, index: usize) {
        let channel = &self.channels[index];
        let note = self.samples.note(channel.tenant, AuditAction::ChannelUnbind);
        let done = self.store.unbind_channel(channel.tenant, channel.id, self.at(), &note).await;
        let model = &mut self.models[index];
        let is_bound = model.lifecycle == Some(Lifecycle::Bound);
        let expected = if is_bound { StepOutcome::Done } else { StepOutcome::OtherState };
        assert_eq!(done.expect("an outcome"), expected);
        if is_bound {
            model.end_open();
            model.releasing.extend(model.current.take());
            model.releasing.extend(model.kept.take().map(|(kept, _)| kept));
            model.lifecycle = Some(Lifecycle::Unbinding);
        }
    }

    /// A deleted channel is followed by a new one.
    async fn delete(&mut self, index: usize) {
        let channel = &self.channels[index];
        let note = self.samples.note(channel.tenant, AuditAction::ChannelDelete);
        let outcome = self.store.delete_channel(channel.tenant, channel.id, 1, &note).await;
        let is_unbound = self.models[index].lifecycle == Some(Lifecycle::Unbound);
        let expected = if is_unbound { DeleteOutcome::Deleted } else { DeleteOutcome::NotUnbound };
        assert_eq!(outcome.expect("an outcome"), expected);
        if is_unbound {
            // What is being released goes on without its channel.
            self.release_all(index).await;
            self.channels[index] =
                self.samples.stored_channel(self.store, self.channels[index].tenant).await.0;
            let fresh = Model { lifecycle: Some(Lifecycle::Unbound), ..Model::default() };
            self.models[index] = fresh;
        }
    }

    async fn release_all(&mut self, index: usize) {
        while !self.models[index].releasing.is_empty() {
            self.release().await;
        }
    }

    async fn release(&mut self) {
        let claimed = self.store.claim_release(self.at(), self.at()).await.expect("an answer");
        let now = self.now;
        let is_due = |model: &Model| {
            !model.releasing.is_empty() || model.kept.is_some_and(|(_, until)| until <= now)
        };
        let Some(binding) = claimed else {
            assert!(!self.models.iter().any(is_due), "{:?}", self.models);
            return;
        };
        let note = self.samples.note(binding.tenant, AuditAction::ChannelRelease);
        let done = self.store.finish_release(&binding, &note).await;
        assert_eq!(done.expect("an outcome"), StepOutcome::Done);
        let index = self.channels.iter().position(|one| one.id == binding.channel);
        let model = &mut self.models[index.expect("a channel")];
        let name = binding.account.expect("an account").id;
        let is_it = |number: &u8| number.to_string() == name;
        match model.releasing.iter().position(is_it) {
            Some(position) => drop(model.releasing.remove(position)),
            None => {
                let (kept, until) = model.kept.take().expect("a kept account");
                assert!(is_it(&kept) && until <= now);
            }
        }
        if model.lifecycle == Some(Lifecycle::Unbinding) && model.releasing.is_empty() {
            model.lifecycle = Some(Lifecycle::Unbound);
        }
    }

    /// The database is as the model says.
    async fn compare(&self) {
        for (channel, model) in self.channels.iter().zip(&self.models) {
            let (tenant, id) = (channel.tenant, channel.id);
            let found = self.store.channel_by_id(tenant, id).await.expect("an answer");
            let found = found.expect("the channel");
            assert_eq!(Some(found.lifecycle), model.lifecycle);
            let name = model.current.map(|number| account(&number.to_string()).name);
            if found.lifecycle != Lifecycle::Unbinding {
                assert_eq!(found.bound_account, name);
            }
            let bindings = self.store.bindings_of_channel(tenant, id).await.expect("bindings");
            let of = |state: BindingState| {
                let all = bindings.iter().filter(|binding| binding.state == state);
                let ids = all.filter_map(|binding| binding.account.as_ref()).map(|one| &one.id);
                let mut ids: Vec<_> = ids.cloned().collect();
                ids.sort();
                ids
            };
            let text = |number: u8| number.to_string();
            let one = |number: Option<u8>| number.map(text).into_iter().collect::<Vec<_>>();
            assert_eq!(of(BindingState::Current), one(model.current));
            assert_eq!(of(BindingState::Kept), one(model.kept.map(|(kept, _)| kept)));
            let mut releasing: Vec<_> = model.releasing.iter().copied().map(text).collect();
            releasing.sort();
            assert_eq!(of(BindingState::Releasing), releasing);
            let open = bindings.iter().find_map(Binding::purpose);
            assert_eq!(open, model.open.as_ref().map(|open| open.purpose));
        }
    }
}

impl Model {
    /// Whether the account is its own, whatever is begun.
    fn holds(&self, number: u8) -> bool {
        self.current == Some(number)
            || self.kept.is_some_and(|(kept, _)| kept == number)
            || self.releasing.contains(&number)
    }

    fn claims(&self, number: u8) -> bool {
        self.open.as_ref().is_some_and(|open| open.claimed == Some(number))
    }

    fn end_open(&mut self) {
        if let Some(open) = self.open.take() {
            self.releasing.extend(open.claimed);
        }
    }
}
