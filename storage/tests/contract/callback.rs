use std::collections::BTreeSet;

use domain::audit::AuditAction;
use domain::callback::{
    CallbackOutcome, ChannelActivity, ChannelEvent, ChannelEventKind, DeliveryState, EventKey,
    Kept, ProcessedCallback, ReceivedCallback, TrafficHour,
};
use domain::channel::{Channel, ChannelType, Lifecycle};
use domain::ids::{BindingId, CallbackId, MessageId};
use domain::message::{Message, SendOutcome};
use domain::store::Store;
use domain::time::Timestamp;
use sqlx::{AssertSqlSafe, query_scalar};
use tokio::task::JoinSet;

use crate::bench::TestDatabase;
use crate::people::at;
use crate::row_level_security::in_scope;
use crate::samples::Samples;

impl Samples {
    pub(crate) fn callback(&self) -> ReceivedCallback {
        ReceivedCallback {
            id: CallbackId::from_uuid(self.uuid()),
            channel_type: ChannelType::Viber,
            binding: Some(BindingId::from_uuid(self.uuid())),
            url: "https://suiro.example/webhooks/viber/bd_1?a=%E6%B0%B4".to_owned(),
            headers: vec![("x-viber-content-signature".to_owned(), "0a\"".to_owned())],
            body: vec![0, 255, b'{', b'\n'],
            received_at: at(0),
        }
    }

    pub(crate) fn event(&self, channel: &Channel, kind: ChannelEventKind) -> ChannelEvent {
        let key = EventKey(self.token().0);
        ChannelEvent { tenant: channel.tenant, channel: channel.id, key, at: at(0), kind }
    }

    pub(crate) fn message(&self, channel: &Channel, recipient: &str) -> Message {
        Message {
            id: MessageId::from_uuid(self.uuid()),
            tenant: channel.tenant,
            channel: channel.id,
            recipient: recipient.to_owned(),
            sent_by: "mika@example.test".to_owned(),
            sent_at: at(0),
            outcome: SendOutcome::Waiting,
            parts: Vec::new(),
        }
    }

    /// A message that is about to be sent.
    pub(crate) async fn stored_message(
        &self,
        store: &dyn Store,
        channel: &Channel,
        to: &str,
    ) -> Message {
        let message = self.message(channel, to);
        let audit = self.audit(channel, AuditAction::MessageTest);
        assert!(store.insert_message(&message, &audit).await.expect("an insertion"));
        message
    }
}

pub(crate) fn state(message: &str, state: DeliveryState) -> ChannelEventKind {
    ChannelEventKind::State { message: message.to_owned(), state }
}

/// Carries events out as one callback brings them.
pub(crate) async fn tell(store: &dyn Store, samples: &Samples, events: &[ChannelEvent]) {
    let callback = samples.callback();
    store.keep_callbacks(std::slice::from_ref(&callback)).await.expect("kept");
    let processed = ProcessedCallback {
        id: callback.id,
        received_at: at(5),
        outcome: CallbackOutcome::Read,
        events: events.to_vec(),
    };
    store.finish_callbacks(&[processed], at(6)).await.expect("an end");
}

/// Received and sent since the beginning of time.
pub(crate) async fn traffic(store: &dyn Store, channel: &Channel) -> Vec<(u64, u64)> {
    let since = Timestamp::from_micros(0);
    let hours = store.channel_traffic(channel.tenant, channel.id, since).await;
    hours.expect("an answer").iter().map(|hour| (hour.received, hour.sent)).collect()
}

async fn activity(store: &dyn Store, channel: &Channel) -> ChannelActivity {
    store.channel_activity(channel.tenant, channel.id).await.expect("an answer")
}

pub(crate) async fn a_callback_comes_back_as_it_arrived(database: &TestDatabase) {
    let (store, samples) = (&*database.store, Samples::new(1300));
    let mut callbacks = vec![samples.callback(), samples.callback()];
    callbacks[1].binding = None;
    callbacks[1].body = Vec::new();
    store.keep_callbacks(&callbacks).await.expect("kept");
    store.keep_callbacks(&[]).await.expect("nothing to keep");
    callbacks.sort_by_key(|callback| callback.id);
    let early = Timestamp::from_micros(at(0).micros() - 1);
    assert_eq!(store.claim_callbacks(early, at(9), 10).await.expect("an answer"), []);
    assert_eq!(store.claim_callbacks(at(0), at(9), 10).await.expect("an answer"), callbacks);
    // Kept twice, none or all.
    let again = [samples.callback(), callbacks[0].clone()];
    assert!(store.keep_callbacks(&again).await.is_err());
    assert_eq!(store.claim_callbacks(at(0), at(9), 10).await.expect("an answer"), []);
}

pub(crate) async fn a_callback_has_its_turn_in_one_server_at_a_time(database: &TestDatabase) {
    let (store, samples) = (database.store.clone(), Samples::new(1301));
    let callbacks: Vec<_> = (0..60).map(|_| samples.callback()).collect();
    store.keep_callbacks(&callbacks).await.expect("kept");
    let mut servers = JoinSet::new();
    for _ in 0..6 {
        let store = store.clone();
        servers.spawn(async move {
            let mut taken = Vec::new();
            loop {
                let some = store.claim_callbacks(at(0), at(60), 7).await.expect("an answer");
                if some.is_empty() {
                    return taken;
                }
                taken.extend(some.into_iter().map(|callback| callback.id));
            }
        });
    }
    let taken: Vec<_> = servers.join_all().await.into_iter().flatten().collect();
    assert_eq!(taken.len(), 60, "each once");
    assert_eq!(taken.into_iter().collect::<BTreeSet<_>>().len(), 60);
    // The servers died: others have them when the time is over, and not for ever.
    let mut turns = 0;
    loop {
        let now = at(60 * (turns + 1));
        let again = store.claim_callbacks(now, at(60 * (turns + 2)), 100).await;
        if again.expect("an answer").is_empty() {
            break;
        }
        turns += 1;
    }
    assert_eq!(turns, 19);
}

pub(crate) async fn a_callback_that_is_finished_has_no_other_turn(database: &TestDatabase) {
    let (store, samples) = (&*database.store, Samples::new(1302));
    for outcome in CallbackOutcome::ALL {
        let callback = samples.callback();
        store.keep_callbacks(std::slice::from_ref(&callback)).await.expect("kept");
        let (id, received_at) = (callback.id, callback.received_at);
        let processed = ProcessedCallback { id, received_at, outcome, events: Vec::new() };
        store.finish_callbacks(&[processed], at(1)).await.expect("an end");
        assert_eq!(store.claim_callbacks(at(99), at(100), 10).await.expect("an answer"), []);
    }
}

pub(crate) async fn what_was_told_already_changes_nothing(database: &TestDatabase) {
    let (store, samples) = (&*database.store, Samples::new(1303));
    let channel = samples.tenant_with_channel(store, Lifecycle::Bound).await;
    let other = samples.tenant_with_channel(store, Lifecycle::Bound).await;
    assert_eq!(activity(store, &channel).await, ChannelActivity::default());
    let event = samples.event(&channel, ChannelEventKind::Received);
    tell(store, &samples, &[event.clone(), event.clone()]).await;
    tell(store, &samples, std::slice::from_ref(&event)).await;
    assert_eq!(traffic(store, &channel).await, [(1, 0)]);
    // The same key on another channel is another event.
    let elsewhere = ChannelEvent { tenant: other.tenant, channel: other.id, ..event };
    tell(store, &samples, &[elsewhere]).await;
    assert_eq!(traffic(store, &other).await, [(1, 0)]);
    let noted = activity(store, &channel).await;
    assert_eq!((noted.last_callback, noted.last_inbound), (Some(at(5)), Some(at(0))));
    let notice = samples.event(&channel, ChannelEventKind::Notice);
    let later = ChannelEvent { at: at(3), ..samples.event(&channel, ChannelEventKind::Received) };
    tell(store, &samples, &[later, notice]).await;
    assert_eq!(activity(store, &channel).await.last_inbound, Some(at(3)));
    // Nobody's channel, and a foreign one.
    let nobody = Channel { tenant: other.tenant, ..channel.clone() };
    tell(store, &samples, &[samples.event(&nobody, state("1", DeliveryState::Sent))]).await;
    assert!(traffic(store, &nobody).await.is_empty());
    assert_eq!(activity(store, &nobody).await, ChannelActivity::default());
}

pub(crate) async fn callbacks_that_are_read_twice_at_once_count_once(database: &TestDatabase) {
    let (store, samples) = (database.store.clone(), Samples::new(1304));
    let channel = samples.tenant_with_channel(&*store, Lifecycle::Bound).await;
    let events: Vec<_> = (0..20)
        .flat_map(|number: u32| {
            let sent = state(&number.to_string(), DeliveryState::Sent);
            [ChannelEventKind::Received, sent]
        })
        .map(|kind| samples.event(&channel, kind))
        .collect();
    let callback = samples.callback();
    store.keep_callbacks(std::slice::from_ref(&callback)).await.expect("kept");
    let mut servers = JoinSet::new();
    for server in 0..4 {
        let (store, mut events) = (store.clone(), events.clone());
        events.rotate_left(server);
        let processed = ProcessedCallback {
            id: callback.id,
            received_at: at(0),
            outcome: CallbackOutcome::Read,
            events,
        };
        servers.spawn(async move {
            store.finish_callbacks(&[processed], at(1)).await.expect("an end");
        });
    }
    servers.join_all().await;
    assert_eq!(traffic(&*store, &channel).await, [(20, 20)]);
}

pub(crate) async fn traffic_is_counted_by_the_hour(database: &TestDatabase) {
    let (store, samples) = (&*database.store, Samples::new(1305));
    let channel = samples.tenant_with_channel(store, Lifecycle::Bound).await;
    for (hours, count) in [(0, 2), (1, 1), (5, 3)] {
        let events: Vec<_> = (0..count)
            .map(|_| ChannelEvent {
                at: at(hours * TrafficHour::LENGTH),
                ..samples.event(&channel, ChannelEventKind::Received)
            })
            .collect();
        tell(store, &samples, &events).await;
    }
    assert_eq!(traffic(store, &channel).await, [(2, 0), (1, 0), (3, 0)]);
    let since = store.channel_traffic(channel.tenant, channel.id, at(TrafficHour::LENGTH)).await;
    let since = since.expect("an answer");
    assert_eq!(since.len(), 2);
    assert_eq!(since[1].begins_at.micros() - since[0].begins_at.micros(), 4 * TrafficHour::LENGTH);
}

const DAY: i64 = 86_400 * 1_000_000;

const TABLES: [&str; 6] = [
    "received_callbacks",
    "message_watermarks",
    "received_events",
    "message_parts",
    "channel_traffic",
    "messages",
];

async fn count(database: &TestDatabase, table: &str) -> i64 {
    let count = AssertSqlSafe(format!("SELECT COUNT(*) FROM {table}"));
    if database.url.starts_with("sqlite") {
        let mut connection = database.raw_sqlite().await;
        query_scalar(count).fetch_one(&mut connection).await.expect("a number")
    } else {
        let mut connection = in_scope(database, "installation").await;
        query_scalar(count).fetch_one(&mut connection).await.expect("a number")
    }
}

pub(crate) async fn what_platforms_sent_is_kept_for_its_time(database: &TestDatabase) {
    let (store, samples) = (&*database.store, Samples::new(1310));
    let channel = samples.tenant_with_channel(store, Lifecycle::Bound).await;
    let message = samples.stored_message(store, &channel, "1").await;
    let ids = ["ours".to_owned()];
    store.finish_message(&message, &SendOutcome::Accepted, &ids, at(0)).await.expect("an end");
    let sent = state("theirs", DeliveryState::Sent);
    let received = samples.event(&channel, ChannelEventKind::Received);
    let read = ChannelEventKind::StateUpTo {
        recipient: "somebody else".to_owned(),
        until: at(0),
        state: DeliveryState::Read,
    };
    let read = samples.event(&channel, read);
    tell(store, &samples, &[samples.event(&channel, sent), received.clone(), read]).await;
    store.keep_callbacks(&[samples.callback()]).await.expect("kept");
    for (day, kept) in [
        (0, [2, 1, 3, 2, 1, 1]),
        (2, [2, 0, 3, 2, 1, 1]),
        (6, [2, 0, 3, 2, 1, 1]),
        (8, [0, 0, 3, 2, 1, 1]),
        (29, [0, 0, 3, 2, 1, 1]),
        (31, [0, 0, 0, 1, 1, 1]),
        (89, [0, 0, 0, 1, 1, 1]),
        (91, [0, 0, 0, 0, 1, 0]),
        (401, [0, 0, 0, 0, 0, 0]),
    ] {
        let kept_then = Kept::at(at(day * DAY));
        // In pieces: the last one says that there is nothing more.
        let mut pieces = 0;
        while store.delete_old_callbacks(&kept_then, 1).await.expect("an answer") {
            pieces += 1;
            assert!(pieces < 10);
        }
        let mut counts = Vec::new();
        for table in TABLES {
            counts.push(count(database, table).await);
        }
        assert_eq!(counts, kept, "on day {day}");
    }
}

pub(crate) async fn a_deleted_channel_takes_its_messages_along(database: &TestDatabase) {
    let (store, samples) = (&*database.store, Samples::new(1311));
    let channel = samples.tenant_with_channel(store, Lifecycle::Unbound).await;
    let message = samples.stored_message(store, &channel, "1").await;
    let ids = ["1".to_owned()];
    store.finish_message(&message, &SendOutcome::Accepted, &ids, at(0)).await.expect("an end");
    let received = samples.event(&channel, ChannelEventKind::Received);
    tell(store, &samples, std::slice::from_ref(&received)).await;
    let audit = samples.audit(&channel, AuditAction::ChannelDelete);
    let deleted = store.delete_channel(channel.tenant, channel.id, 1, &audit).await;
    deleted.expect("an answer");
    for table in &TABLES[1..] {
        assert_eq!(count(database, table).await, 0, "{table}");
    }
    // What comes afterwards is of nobody.
    store.finish_message(&message, &SendOutcome::Accepted, &ids, at(1)).await.expect("an end");
    tell(store, &samples, &[received]).await;
    assert_eq!(count(database, "received_events").await, 0);
}
