//! Who holds which session, and what it says about the health of its channel.

use std::sync::Arc;

use uuid::Uuid;

use super::pause::pause;
use super::{ClaimedListening, Ending, HeldListening};
use crate::binding::{Binding, BindingState, credentials_of, endpoint};
use crate::channel::ChannelType;
use crate::platform::{Credentials, Health, Listens, Platform, Probe};
use crate::ports::Ports;
use crate::store::StoreError;
use crate::time::Timestamp;

/// How long a session belongs to a server that does not prolong it, in microseconds. If the server
/// dies, another one takes the session over after that.
pub const LEASE: i64 = 30 * 1_000_000;

/// When an account with nothing to listen to is looked at again, in microseconds.
const QUIET: i64 = 24 * 3_600 * 1_000_000;

/// What a session needs to be held.
pub struct Opening {
    /// The adapter.
    pub platform: Arc<dyn Platform>,
    /// Its type.
    pub channel_type: ChannelType,
    /// What the adapter needs to know.
    pub credentials: Credentials,
}

impl std::fmt::Debug for Opening {
    fn fmt(&self, text: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(text, "Opening({:?})", self.channel_type)
    }
}

/// Sessions that nobody holds and whose turn it is, at most `limit`. They belong to the server
/// that is named by `lease`, as long as it prolongs them.
pub async fn claim_listening(
    ports: &Ports,
    lease: Uuid,
    limit: u32,
) -> Result<Vec<ClaimedListening>, StoreError> {
    let now = ports.clock.now();
    ports.store.claim_listening(lease, now, after(now, LEASE), limit).await
}

/// Prolongs all sessions of a server, and returns those that it still holds.
pub async fn renew_listening(ports: &Ports, lease: Uuid) -> Result<Vec<HeldListening>, StoreError> {
    ports.store.renew_listening(lease, after(ports.clock.now(), LEASE)).await
}

/// What to hold a session with. Nothing where there is nothing to listen to, or where the account
/// was let go.
pub async fn open_listening(
    ports: &Ports,
    session: &ClaimedListening,
) -> Result<Option<Opening>, StoreError> {
    let binding = ports.store.binding_by_id(session.binding).await?;
    let may_listen =
        |one: &Binding| matches!(one.state, BindingState::Current | BindingState::Kept);
    let Some(binding) = binding.filter(may_listen) else { return Ok(None) };
    let Some(platform) = ports.platforms.of(binding.channel_type) else { return Ok(None) };
    let Some(credentials) = credentials_of(ports, &binding).await? else { return Ok(None) };
    if platform.listens(&credentials) == Listens::Never {
        return Ok(None);
    }
    let (platform, channel_type) = (platform.clone(), binding.channel_type);
    Ok(Some(Opening { platform, channel_type, credentials }))
}

/// Lets a session go. When it is tried again depends on how it ended.
pub async fn end_listening(
    ports: &Ports,
    session: &ClaimedListening,
    ending: &Ending,
) -> Result<(), StoreError> {
    let now = ports.clock.now();
    let (problem, breaks, next_at) = match ending {
        Ending::Broke { problem, stood } => {
            let breaks = if *stood { 1 } else { session.breaks.saturating_add(1) };
            let chance = ports.ids.next().as_u128();
            (Some(problem), breaks, after(now, pause(problem, breaks, chance)))
        }
        Ending::LetGo => (None, 0, now),
        // Another version of the binding makes it due at once, another one of this program later.
        Ending::NothingToHear => (None, 0, after(now, QUIET)),
    };
    // Whoever holds it by now is not disturbed.
    ports.store.end_listening(session, problem, breaks, next_at).await?;
    Ok(())
}

/// How a bound channel is doing: what its platform says, and its session where it has one.
pub async fn measure(
    ports: &Ports,
    binding: &Binding,
    platform: &dyn Platform,
    credentials: &Credentials,
) -> Result<Health, StoreError> {
    let endpoint = endpoint(ports, binding);
    let listens = platform.listens(credentials);
    if listens == Listens::Never {
        return Ok(platform.check_health(credentials, &endpoint).await);
    }
    let known = ports.store.listening_of_binding(binding.tenant, binding.id).await?;
    let probe = known.and_then(|session| session.probe(ports.clock.now()));
    let measured = if listens == Listens::Everything && probe == Some(Probe::Works) {
        platform.check_health_in_session(credentials, &endpoint).await
    } else {
        platform.check_health(credentials, &endpoint).await
    };
    Ok(match probe {
        Some(inbound) => Health { inbound, ..measured },
        None => measured,
    })
}

const fn after(at: Timestamp, micros: i64) -> Timestamp {
    Timestamp::from_micros(at.micros().saturating_add(micros))
}
