use crate::caller::Caller;
use crate::channel::{ChannelError, channel};
use crate::ids::ChannelId;
use crate::ports::Ports;
use crate::time::Timestamp;

const DAY: i64 = 86_400 * 1_000_000;

/// How much went through a channel in an hour.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TrafficHour {
    /// When the hour began (UTC).
    pub begins_at: Timestamp,
    /// Messages that came in.
    pub received: u64,
    /// Messages that went out: those of this console, and those of other systems that the platform
    /// has told of.
    pub sent: u64,
}

impl TrafficHour {
    /// An hour, in microseconds.
    pub const LENGTH: i64 = 3_600 * 1_000_000;

    /// The number of the hour, counted from the epoch, in which a moment lies.
    pub const fn number_of(at: Timestamp) -> i64 {
        at.micros().div_euclid(Self::LENGTH)
    }
}

/// When the platform last reported something about a channel.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct ChannelActivity {
    /// Anything at all.
    pub last_callback: Option<Timestamp>,
    /// A message that came in.
    pub last_inbound: Option<Timestamp>,
}

/// The traffic of a channel in the last days, oldest hour first.
pub async fn traffic_of(
    ports: &Ports,
    caller: &Caller,
    id: ChannelId,
    days: u16,
) -> Result<Vec<TrafficHour>, ChannelError> {
    let (caller, _) = channel(ports, caller, id).await?;
    let since = ports.clock.now().micros().saturating_sub(i64::from(days) * DAY);
    Ok(ports.store.channel_traffic(caller.tenant, id, Timestamp::from_micros(since)).await?)
}

/// When a message last came in.
pub async fn last_inbound(
    ports: &Ports,
    caller: &Caller,
    id: ChannelId,
) -> Result<Option<Timestamp>, ChannelError> {
    let (caller, _) = channel(ports, caller, id).await?;
    Ok(ports.store.channel_activity(caller.tenant, id).await?.last_inbound)
}
