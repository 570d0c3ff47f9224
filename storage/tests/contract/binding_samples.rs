//! Bindings as the cases need them, brought as far along as they say.

use domain::audit::{AuditAction, AuditEntry};
use domain::binding::{
    Binding, BindingState, Bound, ClaimOutcome, Fingerprint, Hold, Progress, Purpose, StartOutcome,
    StepOutcome,
};
use domain::channel::{Channel, Lifecycle};
use domain::ids::{BindingId, UserId};
use domain::platform::{Account, Check, CheckItem, Fact, Outcome};
use domain::sealing::{KeyId, Sealed};
use domain::store::Store;

use crate::people::at;
use crate::samples::Samples;

/// How long an attempt to confirm lasts here, in microseconds.
pub(crate) const A_WHILE: i64 = 1_000;

pub(crate) fn account(id: &str) -> Account {
    Account {
        id: id.to_owned(),
        name: format!("水 {id}"),
        picture: None,
        facts: vec![Fact::new("quality_rating", "GREEN")],
    }
}

pub(crate) fn sealed(byte: u8) -> Sealed {
    Sealed { key: KeyId([7; 8]), bytes: vec![byte; 40] }
}

pub(crate) fn hold(account: u8) -> Hold {
    Hold { account: Fingerprint([account; 32]), unit: None }
}

impl Samples {
    pub(crate) fn open_binding(&self, channel: &Channel, purpose: Purpose) -> Binding {
        Binding {
            id: BindingId::from_uuid(self.uuid()),
            tenant: channel.tenant,
            channel: channel.id,
            channel_type: channel.channel_type,
            state: BindingState::Open(purpose),
            version: 1,
            way: None,
            account: None,
            sealed: None,
            checks: Vec::new(),
            problem: None,
            told_platform: false,
            started_by: UserId::from_uuid(self.uuid()),
            started_by_name: "𠮷".repeat(200),
            started_at: at(0),
            changed_at: at(0),
            due_at: None,
            turns: 0,
        }
    }

    pub(crate) fn noted(&self, channel: &Channel, action: AuditAction) -> AuditEntry {
        self.audit(channel, action)
    }

    pub(crate) async fn begun(
        &self,
        store: &dyn Store,
        channel: &Channel,
        purpose: Purpose,
    ) -> Binding {
        let binding = self.open_binding(channel, purpose);
        let note = self.noted(channel, AuditAction::ChannelBindStart);
        let outcome = store.start_binding(&binding, &note).await.expect("an outcome");
        assert_eq!(outcome, StartOutcome::Started);
        binding
    }

    /// Goes through the flow with this account, as far as the claim.
    pub(crate) async fn claimed(
        &self,
        store: &dyn Store,
        channel: &Channel,
        purpose: Purpose,
        number: u8,
    ) -> Binding {
        let binding = self.begun(store, channel, purpose).await;
        let binding = found(store, &binding, number).await;
        let claim = (purpose != Purpose::Reauthorise).then(|| hold(number));
        let claimed = store.claim_account(&binding, claim.as_ref(), at(2), at(2 + A_WHILE)).await;
        assert_eq!(claimed.expect("an outcome"), ClaimOutcome::Claimed);
        reread(store, &binding).await
    }

    /// A channel that is bound to this account.
    pub(crate) async fn bound(
        &self,
        store: &dyn Store,
        channel: &Channel,
        purpose: Purpose,
        number: u8,
    ) -> Binding {
        let binding = self.claimed(store, channel, purpose, number).await;
        let note = self.noted(channel, AuditAction::ChannelBind);
        let done = store.finish_binding(&binding, &bound(number), &note).await;
        assert_eq!(done.expect("an outcome"), StepOutcome::Done);
        binding
    }
}

pub(crate) fn bound(number: u8) -> Bound {
    let account = account(&number.to_string());
    Bound { account, sealed: sealed(number), at: at(3), kept_until: at(100) }
}

/// Notes that an account was found.
pub(crate) async fn found(store: &dyn Store, binding: &Binding, number: u8) -> Binding {
    let progress = Progress {
        way: Some("token".to_owned()),
        account: Some(account(&number.to_string())),
        sealed: Some(sealed(number)),
        checks: vec![Check::new(CheckItem::AccountFound, Outcome::Pass)],
        ..Progress::of(binding, at(1))
    };
    let done = store.progress_binding(binding, &progress, None).await.expect("an outcome");
    assert_eq!(done, StepOutcome::Done);
    reread(store, binding).await
}

pub(crate) async fn reread(store: &dyn Store, binding: &Binding) -> Binding {
    store.binding_by_id(binding.id).await.expect("an answer").expect("the binding")
}

pub(crate) async fn held(store: &dyn Store, channel: &Channel) -> Vec<BindingState> {
    let found = store.bindings_of_channel(channel.tenant, channel.id).await.expect("bindings");
    found.into_iter().map(|binding| binding.state).collect()
}

pub(crate) async fn stored(store: &dyn Store, channel: &Channel) -> Channel {
    let found = store.channel_by_id(channel.tenant, channel.id).await.expect("an answer");
    found.expect("the channel")
}

pub(crate) async fn lifecycle(store: &dyn Store, channel: &Channel) -> Lifecycle {
    stored(store, channel).await.lifecycle
}

pub(crate) async fn released(store: &dyn Store, samples: &Samples, channel: &Channel) -> usize {
    let mut count = 0;
    while let Some(binding) = store.claim_release(at(200), at(900)).await.expect("an answer") {
        let note = samples.noted(channel, AuditAction::ChannelRelease);
        let done = store.finish_release(&binding, &note).await.expect("an outcome");
        assert_eq!(done, StepOutcome::Done);
        count += 1;
    }
    count
}
