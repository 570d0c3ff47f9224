use crate::binding::{self, Binding, BindingState};
use crate::callback::TrafficHour;
use crate::ids::{ChannelId, TenantId};
use crate::ports::Ports;
use crate::store::StoreError;
use crate::time::Timestamp;

/// What ends when a channel is unbound.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Impact {
    /// Messages that came in during the last seven days.
    pub received: u64,
    /// Messages that went out during the last seven days.
    pub sent: u64,
    /// Where the platform reports to, if the channel is bound.
    pub callback: Option<String>,
    /// When it last reported anything.
    pub last_callback: Option<Timestamp>,
}

/// The impact of unbinding a channel that holds this.
pub(super) async fn impact(
    ports: &Ports,
    (tenant, channel): (TenantId, ChannelId),
    bindings: &[Binding],
) -> Result<Impact, StoreError> {
    let since = ports.clock.now().micros().saturating_sub(7 * 24 * TrafficHour::LENGTH);
    let since = Timestamp::from_micros(since);
    let hours = ports.store.channel_traffic(tenant, channel, since).await?;
    let sum = |count: fn(&TrafficHour) -> u64| hours.iter().map(count).sum();
    let activity = ports.store.channel_activity(tenant, channel).await?;
    let current = bindings.iter().find(|binding| binding.state == BindingState::Current);
    Ok(Impact {
        received: sum(|hour| hour.received),
        sent: sum(|hour| hour.sent),
        callback: current.map(|current| binding::endpoint(ports, current).url),
        last_callback: activity.last_callback,
    })
}
