//! Whether a bound channel is unusually quiet, from what came in.

use super::{HOURS_OF_A_WEEK, LONGEST_BASELINE, Silence, WatchedChannel, silence};
use crate::callback::TrafficHour;
use crate::channel::ChannelHealth;
use crate::ids::{ChannelId, TenantId};
use crate::ports::Ports;
use crate::store::StoreError;
use crate::time::Timestamp;

/// The weeks that are read: those to compare with, and the silence itself.
const WEEKS: usize = LONGEST_BASELINE + 2;

/// Since when a channel is unusually quiet. Its past is looked at once an hour, which is how
/// finely it is kept. A silence ends with the first message, and not with getting used to it; a
/// channel that cannot be asked for another reason is not called quiet as well.
pub(super) async fn quiet_since(
    ports: &Ports,
    before: &WatchedChannel,
    level: ChannelHealth,
    now: Timestamp,
) -> Result<Option<Timestamp>, StoreError> {
    let (tenant, channel) = (before.tenant, before.channel);
    if let Some(since) = before.health.quiet_since {
        let traffic = ports.store.channel_traffic(tenant, channel, since).await?;
        let is_heard = traffic.iter().any(|hour| hour.received > 0);
        return Ok((!is_heard).then_some(since));
    }
    let this_hour = TrafficHour::number_of(now);
    let was_looked_at = before.health.checked_at.map(TrafficHour::number_of) == Some(this_hour);
    let is_down = matches!(level, ChannelHealth::Down | ChannelHealth::NeedsReauthorisation);
    if was_looked_at || is_down {
        return Ok(None);
    }
    let found = present_silence(ports, tenant, channel, now).await?;
    Ok(found.map(|found| {
        let hours = i64::try_from(found.hours).unwrap_or_default();
        Timestamp::from_micros((this_hour - hours) * TrafficHour::LENGTH)
    }))
}

/// The unusual silence of a channel that lasts until now, if there is one.
pub(super) async fn present_silence(
    ports: &Ports,
    tenant: TenantId,
    channel: ChannelId,
    now: Timestamp,
) -> Result<Option<Silence>, StoreError> {
    let this_hour = TrafficHour::number_of(now);
    let weeks = i64::try_from(WEEKS * HOURS_OF_A_WEEK).unwrap_or(i64::MAX);
    let since = Timestamp::from_micros((this_hour - weeks) * TrafficHour::LENGTH);
    let traffic = ports.store.channel_traffic(tenant, channel, since).await?;
    let (hours, present) = counts(&traffic, this_hour);
    Ok(silence(&hours, present))
}

/// What came in, hour by hour without a gap, from the first hour with any traffic on: before that
/// nobody has counted. The present hour by itself.
fn counts(traffic: &[TrafficHour], this_hour: i64) -> (Vec<u32>, u32) {
    let number = |hour: &TrafficHour| TrafficHour::number_of(hour.begins_at);
    let Some(first) = traffic.first().map(number) else { return (Vec::new(), 0) };
    let length = usize::try_from(this_hour - first).unwrap_or_default();
    let (mut hours, mut present) = (vec![0; length], 0);
    for hour in traffic {
        let count = u32::try_from(hour.received).unwrap_or(u32::MAX);
        match usize::try_from(number(hour) - first).ok().and_then(|index| hours.get_mut(index)) {
            Some(slot) => *slot = count,
            None => present = count,
        }
    }
    (hours, present)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn hour(number: i64, received: u64) -> TrafficHour {
        let begins_at = Timestamp::from_micros(number * TrafficHour::LENGTH);
        TrafficHour { begins_at, received, sent: 9 }
    }

    #[test]
    fn hours_without_traffic_are_counted_from_the_first_one_with_any() {
        let traffic = [hour(100, 3), hour(102, 0), hour(104, 7)];
        assert_eq!(counts(&traffic, 104), (vec![3, 0, 0, 0], 7));
        assert_eq!(counts(&traffic, 106), (vec![3, 0, 0, 0, 7, 0], 0));
        assert_eq!(counts(&[], 104), (Vec::new(), 0));
        assert_eq!(counts(&[hour(104, 2)], 104), (Vec::new(), 2));
    }
}
