//! The statements about what platforms send, the same for both engines.

use std::collections::BTreeMap;

use domain::callback::{ChannelEvent, ChannelEventKind, ProcessedCallback, TrafficHour};
use domain::ids::{ChannelId, TenantId};
use domain::time::Timestamp;

/// How often a callback is given out. What cannot be ended by then is left to an expert.
pub(crate) const MOST_TURNS: i64 = 20;

/// One for each part that a platform has named for the first time.
pub(crate) const PART: &str = "INSERT INTO message_parts \
     (tenant_id, channel_id, platform_id, state, since, seen_at) VALUES ($1, $2, $3, 0, $4, $4) \
     ON CONFLICT DO NOTHING";

pub(crate) const PARTS_UP_TO: &str = "UPDATE message_parts SET state = $4, since = $5, \
     problem = $6 WHERE tenant_id = $1 AND state < $4 AND message_id IN (SELECT id FROM messages \
     WHERE tenant_id = $1 AND channel_id = $2 AND recipient = $3 AND sent_at <= $7)";

/// What recipients have read or got, for messages whose ids are not known here yet.
pub(crate) const WATERMARK: &str = "INSERT INTO message_watermarks \
     (tenant_id, channel_id, recipient, state, until, since, seen_at) \
     VALUES ($1, $2, $3, $4, $5, $6, $7) \
     ON CONFLICT (tenant_id, channel_id, recipient, state) DO UPDATE SET \
     until = excluded.until, since = excluded.since, seen_at = excluded.seen_at \
     WHERE message_watermarks.until < excluded.until";

/// Lets a message come as far as was reported before its ids were known.
pub(crate) const UP_TO_WATERMARK: &str = "UPDATE message_parts SET (state, since, problem) = \
     (SELECT w.state, w.since, NULL FROM message_watermarks w WHERE w.tenant_id = $1 \
     AND w.channel_id = $2 AND w.recipient = $3 AND w.until >= $4 ORDER BY w.state DESC LIMIT 1) \
     WHERE tenant_id = $1 AND message_id = $5 AND state < (SELECT MAX(w.state) \
     FROM message_watermarks w WHERE w.tenant_id = $1 AND w.channel_id = $2 \
     AND w.recipient = $3 AND w.until >= $4)";

/// Brings a check forward. One that is being made is believed: it began before the platform's
/// word, but hardly longer than that took to come here.
pub(crate) const CHECK_SOON: &str = "UPDATE channel_health SET next_check_at = \
     CASE WHEN checked_at + $4 > $3 THEN checked_at + $4 ELSE $3 END \
     WHERE tenant_id = $1 AND channel_id = $2 AND lease IS NULL AND next_check_at > $3 \
     AND (checked_at IS NULL OR next_check_at > checked_at + $4)";

pub(crate) const PART_OF_MESSAGE: &str = "UPDATE message_parts SET message_id = $4 \
     WHERE tenant_id = $1 AND channel_id = $2 AND platform_id = $3 AND message_id IS NULL";

macro_rules! traffic_grows {
    () => {
        "ON CONFLICT (tenant_id, channel_id, hour) DO UPDATE SET \
         received = channel_traffic.received + excluded.received, \
         sent = channel_traffic.sent + excluded.sent"
    };
}

macro_rules! activity_grows {
    () => {
        "ON CONFLICT (tenant_id, channel_id) DO UPDATE SET \
         last_callback_at = CASE WHEN excluded.last_callback_at \
         > channel_activity.last_callback_at \
         THEN excluded.last_callback_at ELSE channel_activity.last_callback_at END, \
         last_inbound_at = CASE WHEN channel_activity.last_inbound_at IS NULL \
         OR excluded.last_inbound_at > channel_activity.last_inbound_at \
         THEN excluded.last_inbound_at ELSE channel_activity.last_inbound_at END"
    };
}
pub(crate) use {activity_grows, traffic_grows};

pub(crate) const TRAFFIC_OF_CHANNEL: &str = "SELECT hour, received, sent FROM channel_traffic \
     WHERE tenant_id = $1 AND channel_id = $2 AND hour >= $3 ORDER BY hour";

pub(crate) const ACTIVITY_OF_CHANNEL: &str = "SELECT last_callback_at, last_inbound_at \
     FROM channel_activity WHERE tenant_id = $1 AND channel_id = $2";

pub(crate) const INSERT_MESSAGE: &str = "INSERT INTO messages \
     (tenant_id, id, channel_id, recipient, sent_by, sent_at, outcome) \
     SELECT $1, $2, $3, $4, $5, $6, 1 \
     WHERE EXISTS (SELECT 1 FROM channels WHERE tenant_id = $1 AND id = $3)";

/// One that is gone with its channel is left alone.
pub(crate) const FINISH_MESSAGE: &str =
    "UPDATE messages SET outcome = $3, problem = $4 WHERE tenant_id = $1 AND id = $2";

pub(crate) const MESSAGES_OF_CHANNEL: &str = "SELECT id, recipient, sent_by, sent_at, outcome, \
     problem FROM messages WHERE tenant_id = $1 AND channel_id = $2 \
     ORDER BY sent_at DESC, id DESC LIMIT $3";

/// Those of the newest messages.
pub(crate) const PARTS_OF_CHANNEL: &str = "SELECT message_id, platform_id, state, since, problem \
     FROM message_parts WHERE tenant_id = $1 AND message_id IN (SELECT id FROM messages \
     WHERE tenant_id = $1 AND channel_id = $2 ORDER BY sent_at DESC, id DESC LIMIT $3) \
     ORDER BY platform_id";

/// What was kept long enough, at most so many rows at once. In the order of
/// [`domain::callback::Kept`].
pub(crate) const DELETE_OLD: [&str; 7] = [
    "DELETE FROM received_callbacks WHERE id IN (SELECT id FROM received_callbacks \
     WHERE processed_at < $1 LIMIT $2)",
    // Given up: nobody has processed them.
    "DELETE FROM received_callbacks WHERE id IN (SELECT id FROM received_callbacks \
     WHERE processed_at IS NULL AND next_at < $1 LIMIT $2)",
    "DELETE FROM received_events WHERE (tenant_id, channel_id, event_key) IN \
     (SELECT tenant_id, channel_id, event_key FROM received_events WHERE seen_at < $1 LIMIT $2)",
    "DELETE FROM message_parts WHERE (tenant_id, channel_id, platform_id) IN \
     (SELECT tenant_id, channel_id, platform_id FROM message_parts \
     WHERE message_id IS NULL AND seen_at < $1 LIMIT $2)",
    "DELETE FROM message_watermarks WHERE (tenant_id, channel_id, recipient, state) IN \
     (SELECT tenant_id, channel_id, recipient, state FROM message_watermarks \
     WHERE seen_at < $1 LIMIT $2)",
    "DELETE FROM channel_traffic WHERE (tenant_id, channel_id, hour) IN \
     (SELECT tenant_id, channel_id, hour FROM channel_traffic WHERE hour < $1 LIMIT $2)",
    "DELETE FROM messages WHERE (tenant_id, id) IN \
     (SELECT tenant_id, id FROM messages WHERE sent_at < $1 LIMIT $2)",
];

/// All events with the time at which they were told, in the order of their keys: servers that are
/// told the same at once take the rows in the same order and do not wait for each other in a
/// circle. What an event comes to does not depend on those around it.
pub(crate) fn in_order(callbacks: &[ProcessedCallback]) -> Vec<(&ChannelEvent, Timestamp)> {
    let mut events: Vec<_> = callbacks
        .iter()
        .flat_map(|one| one.events.iter().map(|event| (event, one.received_at)))
        .collect();
    events.sort_by_key(|(event, _)| (event.tenant, event.channel, event.key));
    events
}

/// Which rows an event changes, for the same reason. Those up to a moment come last.
pub(crate) fn subject(event: &ChannelEvent) -> (u8, &str) {
    match &event.kind {
        ChannelEventKind::State { message, .. } => (0, message),
        ChannelEventKind::StateUpTo { recipient, .. } => (1, recipient),
        ChannelEventKind::Received
        | ChannelEventKind::AccountChanged
        | ChannelEventKind::Notice => (2, ""),
    }
}

/// What several events come to together, so that a row is written once. In the order of the keys:
/// two servers take the rows in the same order.
#[derive(Debug, Default)]
pub(crate) struct Tally {
    /// Received and sent, by hour.
    pub(crate) traffic: BTreeMap<(TenantId, ChannelId, i64), (i64, i64)>,
    /// Last callback and last message that came in.
    pub(crate) activity: BTreeMap<(TenantId, ChannelId), (i64, Option<i64>)>,
}

impl Tally {
    /// Counts an event that was not there before. `sent`: it tells of a message that went out.
    pub(crate) fn count(&mut self, event: &ChannelEvent, told_at: i64, sent: bool) {
        let received = event.kind == ChannelEventKind::Received;
        let inbound = received.then(|| event.at.micros());
        let channel = (event.tenant, event.channel);
        let (last_callback, last_inbound) =
            self.activity.entry(channel).or_insert((told_at, inbound));
        *last_callback = (*last_callback).max(told_at);
        *last_inbound = (*last_inbound).max(inbound);
        if received || sent {
            let hour = (event.tenant, event.channel, TrafficHour::number_of(event.at));
            let (all_received, all_sent) = self.traffic.entry(hour).or_default();
            *all_received += i64::from(received);
            *all_sent += i64::from(sent);
        }
    }
}
