use std::collections::HashMap;
use std::slice::from_ref;

use super::{
    CallbackOutcome, ChannelEvent, ChannelEventKind, DeliveryState, EventKey, ProcessedCallback,
    ReceivedCallback,
};
use crate::binding::{account_fingerprint, credentials_of, waba_fingerprint};
use crate::channel::ChannelType;
use crate::ids::{CallbackId, ChannelId, TenantId};
use crate::platform::{
    Arrival, Callback, CallbackRefused, Credentials, Event, EventKind, Platform,
};
use crate::ports::Ports;
use crate::store::StoreError;
use crate::time::Timestamp;

/// How long callbacks belong to the server that reads them, in microseconds. If it dies meanwhile,
/// another one reads them.
const LEASE: i64 = 60 * 1_000_000;

/// How many are read at once: their events are carried out in one transaction.
const BATCH: u32 = 200;

/// How long a platform may have held an event back, in microseconds. Its clock is not believed
/// beyond that, nor about the future.
const HELD_BACK: i64 = 7 * 86_400 * 1_000_000;

/// What came of looking for callbacks.
#[derive(Debug, Default)]
pub struct Processing {
    /// How many were taken.
    pub taken: usize,
    /// Those that an expert may want to look at.
    pub unreadable: Vec<CallbackId>,
    /// Those that could not be ended, with the reason. They have another turn.
    pub failed: Vec<(CallbackId, StoreError)>,
}

type Channels = Vec<(TenantId, ChannelId)>;

/// Reads the callbacks whose turn it is, and carries out what they say.
///
/// Each is carried out once, whatever dies meanwhile: what a callback says is stored together with
/// its end, and an event that was there before changes nothing.
pub async fn process_callbacks(ports: &Ports) -> Result<Processing, StoreError> {
    let now = ports.clock.now();
    let until = Timestamp::from_micros(now.micros().saturating_add(LEASE));
    let claimed = ports.store.claim_callbacks(now, until, BATCH).await?;
    let mut processing = Processing { taken: claimed.len(), ..Processing::default() };
    let mut known = HashMap::new();
    let mut processed = Vec::new();
    for callback in &claimed {
        match read(ports, callback, &mut known).await {
            Ok(one) => processed.push(one),
            Err(error) => processing.failed.push((callback.id, error)),
        }
    }
    if !processed.is_empty() && ports.store.finish_callbacks(&processed, now).await.is_err() {
        // One of them may be the reason: the others are not to suffer.
        for one in &processed {
            if let Err(error) = ports.store.finish_callbacks(from_ref(one), now).await {
                processing.failed.push((one.id, error));
            }
        }
    }
    let unreadable = processed.iter().filter(|one| one.outcome == CallbackOutcome::Unreadable);
    processing.unreadable = unreadable.map(|one| one.id).collect();
    Ok(processing)
}

async fn read(
    ports: &Ports,
    callback: &ReceivedCallback,
    known: &mut HashMap<(ChannelType, String), Channels>,
) -> Result<ProcessedCallback, StoreError> {
    let ended = |outcome, events| ProcessedCallback {
        id: callback.id,
        received_at: callback.received_at,
        outcome,
        events,
    };
    let mut credentials = None;
    let mut of_address = None;
    if let Some(id) = callback.binding {
        let Some(binding) = ports.store.binding_by_id(id).await? else {
            return Ok(ended(CallbackOutcome::NoChannel, Vec::new()));
        };
        credentials = credentials_of(ports, &binding).await?;
        of_address = Some(vec![(binding.tenant, binding.channel)]);
    }
    let Some(adapter) = ports.platforms.of(callback.channel_type) else {
        return Ok(ended(CallbackOutcome::Unreadable, Vec::new()));
    };
    let read = match events_in(&**adapter, callback, credentials.as_ref()) {
        Ok(events) => events,
        Err(CallbackRefused::Unreadable) => {
            return Ok(ended(CallbackOutcome::Unreadable, Vec::new()));
        }
        Err(CallbackRefused::Signature | CallbackRefused::Token) => {
            return Ok(ended(CallbackOutcome::Unbelieved, Vec::new()));
        }
    };
    let mut events = Vec::new();
    for event in read {
        let channels = match (&of_address, &event.account) {
            (Some(channels), _) => channels.clone(),
            (None, Some(account)) => {
                channels_of(ports, callback.channel_type, account, known).await?
            }
            (None, None) => Vec::new(),
        };
        let event = in_our_words(ports, callback, event);
        events.extend(channels.into_iter().map(|(tenant, channel)| {
            let (key, at, kind) = event.clone();
            ChannelEvent { tenant, channel, key, at, kind }
        }));
    }
    let outcome =
        if events.is_empty() { CallbackOutcome::NoChannel } else { CallbackOutcome::Read };
    Ok(ended(outcome, events))
}

/// What a callback says, in the words of its platform.
fn events_in(
    adapter: &dyn Platform,
    callback: &ReceivedCallback,
    credentials: Option<&Credentials>,
) -> Result<Vec<Event>, CallbackRefused> {
    let (url, body) = (&callback.url, &callback.body);
    if callback.is_of_session() {
        let arrival = Arrival { bytes: body, at: callback.received_at };
        return adapter.read_arrival(&arrival, credentials.ok_or(CallbackRefused::Signature)?);
    }
    let headers: Vec<_> =
        callback.headers.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    let request = Callback { method: "POST", url, headers: &headers, body };
    Ok(adapter.read_callback(&request, credentials)?.events)
}

/// The channels that an account concerns: the one that holds it or, for a whole WhatsApp Business
/// Account, all that hold a number of it.
async fn channels_of(
    ports: &Ports,
    channel_type: ChannelType,
    account: &str,
    known: &mut HashMap<(ChannelType, String), Channels>,
) -> Result<Channels, StoreError> {
    if let Some(channels) = known.get(&(channel_type, account.to_owned())) {
        return Ok(channels.clone());
    }
    let fingerprint = account_fingerprint(ports, channel_type, account).await?;
    let mut bindings: Vec<_> =
        ports.store.binding_by_account(&fingerprint).await?.into_iter().collect();
    if bindings.is_empty() && channel_type == ChannelType::WhatsApp {
        let unit = waba_fingerprint(ports, account).await?;
        bindings = ports.store.bindings_by_unit(&unit).await?;
    }
    let channels: Channels =
        bindings.into_iter().map(|binding| (binding.tenant, binding.channel)).collect();
    known.insert((channel_type, account.to_owned()), channels.clone());
    Ok(channels)
}

fn in_our_words(
    ports: &Ports,
    callback: &ReceivedCallback,
    event: Event,
) -> (EventKey, Timestamp, ChannelEventKind) {
    // Keys can be as long as a whole notice. They are no secret, so neither is their hash.
    let key = EventKey(ports.secrets.keyed_hash(&[0; 32], event.key.as_bytes()));
    let latest = callback.received_at.micros();
    let earliest = latest.saturating_sub(HELD_BACK);
    let at = event.at.map_or(latest, |at| at.micros().clamp(earliest, latest));
    let kind = match event.kind {
        EventKind::Received { .. } => ChannelEventKind::Received,
        EventKind::State { message, state } => match DeliveryState::of(state) {
            Some(state) if is_storable(&message) => ChannelEventKind::State { message, state },
            _ => ChannelEventKind::Notice,
        },
        EventKind::StateUpTo { recipient, until, state } => match DeliveryState::of(state) {
            Some(state) if is_storable(&recipient) => {
                ChannelEventKind::StateUpTo { recipient, until, state }
            }
            _ => ChannelEventKind::Notice,
        },
        EventKind::AccountChanged { .. } => ChannelEventKind::AccountChanged,
        EventKind::Notice { .. } => ChannelEventKind::Notice,
    };
    (key, Timestamp::from_micros(at), kind)
}

/// `PostgreSQL` has no character NUL, and nothing we have sent has an id with one.
fn is_storable(id: &str) -> bool {
    !id.is_empty() && id.len() <= ChannelEventKind::MAX_ID && !id.contains('\0')
}
