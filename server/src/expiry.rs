//! Takes away what has expired.

use std::time::Duration;

use domain::callback::Kept;
use domain::notification::Notification;
use domain::ports::Ports;
use domain::session::SessionLimits;
use domain::store::StoreError;
use domain::time::Timestamp;
use tokio::time::MissedTickBehavior;

/// How often. What has expired opens nothing even while it is still there.
const PERIOD: Duration = Duration::from_mins(10);

/// How many rows of a kind are taken away in one transaction: others are not to wait for it.
const PIECE: u32 = 1_000;

/// Takes away what has expired, now and again, for ever.
pub async fn keep_deleting(ports: &Ports, limits: SessionLimits) {
    let mut ticks = tokio::time::interval(PERIOD);
    ticks.set_missed_tick_behavior(MissedTickBehavior::Delay);
    loop {
        ticks.tick().await;
        if let Err(error) = delete(ports, limits).await {
            let error = &error as &dyn std::error::Error;
            tracing::warn!(error, "cannot delete what has expired; tried again in {PERIOD:?}");
        }
    }
}

/// Takes away sessions, links and counts of attempts that have expired, and what platforms have
/// sent and people were told long ago.
pub async fn delete(ports: &Ports, limits: SessionLimits) -> Result<(), StoreError> {
    let now = ports.clock.now();
    let before = |micros: i64| Timestamp::from_micros(now.micros().saturating_sub(micros));
    ports.store.delete_expired(before(limits.idle), before(limits.absolute), now).await?;
    while ports.store.delete_old_callbacks(&Kept::at(now), PIECE).await? {}
    let told = before(Notification::KEPT_FOR);
    while ports.store.delete_old_notifications(told, PIECE).await? {}
    Ok(())
}
