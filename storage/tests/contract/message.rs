use std::collections::BTreeSet;

use domain::audit::AuditAction;
use domain::callback::{CallbackOutcome, ChannelEventKind, DeliveryState, ProcessedCallback};
use domain::channel::{Channel, Lifecycle};
use domain::message::{Message, SendOutcome};
use domain::platform::Reason;
use domain::store::Store;

use crate::bench::TestDatabase;
use crate::callback::{state, tell, traffic};
use crate::people::at;
use crate::samples::Samples;

fn failed() -> DeliveryState {
    DeliveryState::Failed(Box::new(Reason::RecipientUnknown.into()))
}

async fn messages(store: &dyn Store, channel: &Channel) -> Vec<Message> {
    store.messages_of_channel(channel.tenant, channel.id, 99).await.expect("an answer")
}

/// The states of the parts of the newest message.
async fn states(store: &dyn Store, channel: &Channel) -> Vec<DeliveryState> {
    let messages = messages(store, channel).await;
    messages[0].parts.iter().map(|part| part.state.clone()).collect()
}

pub(crate) async fn a_message_comes_further_and_never_back(database: &TestDatabase) {
    use DeliveryState::{Accepted, Delivered, Read, Sent};
    let (store, samples) = (&*database.store, Samples::new(1306));
    let channel = samples.tenant_with_channel(store, Lifecycle::Bound).await;
    let message = samples.stored_message(store, &channel, "+15550101234").await;
    assert_eq!(messages(store, &channel).await, std::slice::from_ref(&message));
    let ids = ["one".to_owned()];
    store.finish_message(&message, &SendOutcome::Accepted, &ids, at(1)).await.expect("an end");
    assert_eq!(states(store, &channel).await, [Accepted]);
    assert_eq!(traffic(store, &channel).await, [(0, 1)]);
    for (told, reached) in [
        (failed(), failed()),
        (Sent, failed()),
        (Delivered, Delivered),
        (failed(), Delivered),
        (Read, Read),
        (Delivered, Read),
        (Sent, Read),
    ] {
        tell(store, &samples, &[samples.event(&channel, state("one", told))]).await;
        assert_eq!(states(store, &channel).await, [reached]);
    }
    assert_eq!(traffic(store, &channel).await, [(0, 1)]);
    let found = messages(store, &channel).await;
    assert_eq!(found[0].outcome, SendOutcome::Accepted);
}

pub(crate) async fn a_report_may_come_before_the_answer(database: &TestDatabase) {
    let (store, samples) = (&*database.store, Samples::new(1307));
    let channel = samples.tenant_with_channel(store, Lifecycle::Bound).await;
    let message = samples.stored_message(store, &channel, "1").await;
    let delivered = state("one", DeliveryState::Delivered);
    tell(store, &samples, &[samples.event(&channel, delivered)]).await;
    let ids = ["one".to_owned(), "two".to_owned()];
    store.finish_message(&message, &SendOutcome::Accepted, &ids, at(1)).await.expect("an end");
    let reached = [DeliveryState::Delivered, DeliveryState::Accepted];
    assert_eq!(states(store, &channel).await, reached);
    assert_eq!(traffic(store, &channel).await, [(0, 2)], "each part once");
    // A platform that gives an id twice does not move it to another message.
    let second = samples.stored_message(store, &channel, "1").await;
    store.finish_message(&second, &SendOutcome::Accepted, &ids, at(2)).await.expect("an end");
    let parts = messages(store, &channel).await.into_iter().map(|one| (one.id, one.parts.len()));
    let parts: BTreeSet<_> = parts.collect();
    assert_eq!(parts, [(message.id, 2), (second.id, 0)].into());
}

pub(crate) async fn messages_up_to_a_moment_come_further_together(database: &TestDatabase) {
    let (store, samples) = (&*database.store, Samples::new(1308));
    let channel = samples.tenant_with_channel(store, Lifecycle::Bound).await;
    let mut sent = Vec::new();
    for (number, to) in ["psid", "psid", "other"].into_iter().enumerate() {
        let message = Message {
            sent_at: at(i64::try_from(number).expect("a small number")),
            ..samples.message(&channel, to)
        };
        let audit = samples.audit(&channel, AuditAction::MessageTest);
        assert!(store.insert_message(&message, &audit).await.expect("an insertion"));
        let ids = [number.to_string()];
        let outcome = SendOutcome::Accepted;
        store.finish_message(&message, &outcome, &ids, at(9)).await.expect("an end");
        sent.push(message.id);
    }
    let read = ChannelEventKind::StateUpTo {
        recipient: "psid".to_owned(),
        until: at(0),
        state: DeliveryState::Read,
    };
    tell(store, &samples, &[samples.event(&channel, read)]).await;
    let found = messages(store, &channel).await;
    let states: Vec<_> =
        found.iter().map(|one| (one.id, one.parts[0].state == DeliveryState::Read)).collect();
    assert_eq!(states, [(sent[2], false), (sent[1], false), (sent[0], true)], "newest first");
}

fn read_up_to(recipient: &str, until: i64) -> ChannelEventKind {
    let (recipient, state) = (recipient.to_owned(), DeliveryState::Read);
    ChannelEventKind::StateUpTo { recipient, until: at(until), state }
}

pub(crate) async fn a_report_may_overtake_the_answer_to_our_request(database: &TestDatabase) {
    let (store, samples) = (&*database.store, Samples::new(1312));
    let channel = samples.tenant_with_channel(store, Lifecycle::Bound).await;
    let sent_at = |number, to| Message { sent_at: at(number), ..samples.message(&channel, to) };
    let mut sent = Vec::new();
    for (number, to) in [(1, "psid"), (2, "psid"), (3, "psid"), (1, "other")] {
        let message = sent_at(number, to);
        let audit = samples.audit(&channel, AuditAction::MessageTest);
        assert!(store.insert_message(&message, &audit).await.expect("an insertion"));
        sent.push(message);
    }
    // Of several reports the furthest counts, in whatever order they come.
    let delivered = ChannelEventKind::StateUpTo {
        recipient: "psid".to_owned(),
        until: at(2),
        state: DeliveryState::Delivered,
    };
    for kind in [delivered, read_up_to("psid", 1), read_up_to("psid", 0)] {
        tell(store, &samples, &[samples.event(&channel, kind)]).await;
    }
    for (number, message) in sent.iter().enumerate() {
        let ids = [number.to_string()];
        let outcome = SendOutcome::Accepted;
        store.finish_message(message, &outcome, &ids, at(9)).await.expect("an end");
    }
    let found = messages(store, &channel).await;
    let state_of = |message: &Message| {
        let found = found.iter().find(|one| one.id == message.id).expect("the message");
        found.parts[0].state.clone()
    };
    let states: Vec<_> = sent.iter().map(state_of).collect();
    let expected = [
        DeliveryState::Read,
        DeliveryState::Delivered,
        DeliveryState::Accepted,
        DeliveryState::Accepted,
    ];
    assert_eq!(states, expected);
}

pub(crate) async fn a_report_that_comes_with_the_answer_is_not_lost(database: &TestDatabase) {
    let (store, samples) = (database.store.clone(), Samples::new(1313));
    let channel = samples.tenant_with_channel(&*store, Lifecycle::Bound).await;
    for round in 0..20 {
        let to = format!("psid {round}");
        let message = samples.stored_message(&*store, &channel, &to).await;
        let (ids, read) = ([round.to_string()], samples.event(&channel, read_up_to(&to, 9)));
        let callback = samples.callback();
        store.keep_callbacks(std::slice::from_ref(&callback)).await.expect("kept");
        let processed = ProcessedCallback {
            id: callback.id,
            received_at: at(0),
            outcome: CallbackOutcome::Read,
            events: vec![read],
        };
        let (outcome, processed) = (SendOutcome::Accepted, [processed]);
        let (finished, told) = tokio::join!(
            store.finish_message(&message, &outcome, &ids, at(9)),
            store.finish_callbacks(&processed, at(9)),
        );
        finished.expect("an end");
        told.expect("an end");
        let found = messages(&*store, &channel).await;
        let found = found.iter().find(|one| one.id == message.id).expect("the message");
        assert_eq!(found.parts[0].state, DeliveryState::Read, "round {round}");
    }
}

pub(crate) async fn a_message_that_was_refused_says_why(database: &TestDatabase) {
    let (store, samples) = (&*database.store, Samples::new(1309));
    let channel = samples.tenant_with_channel(store, Lifecycle::Bound).await;
    let problem = || Box::new(Reason::OutsideWindow.into());
    for outcome in [SendOutcome::Refused(problem()), SendOutcome::Unknown(problem())] {
        let message = samples.stored_message(store, &channel, "1").await;
        store.finish_message(&message, &outcome, &[], at(1)).await.expect("an end");
        let found = messages(store, &channel).await;
        let found = found.iter().find(|one| one.id == message.id).expect("the message");
        assert_eq!(found.outcome, outcome);
    }
    assert_eq!(traffic(store, &channel).await.iter().map(|(_, sent)| sent).sum::<u64>(), 0);
    // Of no channel, and of a foreign one.
    let foreign = Channel { tenant: samples.stored_tenant(store).await, ..channel.clone() };
    let audit = samples.audit(&foreign, AuditAction::MessageTest);
    let message = samples.message(&foreign, "1");
    assert!(!store.insert_message(&message, &audit).await.expect("an answer"));
    assert!(messages(store, &foreign).await.is_empty());
}
