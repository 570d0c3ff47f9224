//! Seals again what older keys have sealed, while the server runs.

use std::time::Duration;

use domain::ports::Ports;
use domain::sealing::seal_again;
use tokio::time::MissedTickBehavior;

/// How often it is looked for. An older key opens what it has sealed until then.
const PERIOD: Duration = Duration::from_mins(10);

/// Looks for it now and again, for ever.
pub async fn keep_sealing_again(ports: &Ports) {
    let mut ticks = tokio::time::interval(PERIOD);
    ticks.set_missed_tick_behavior(MissedTickBehavior::Delay);
    loop {
        ticks.tick().await;
        match seal_again(ports).await {
            Ok(0) => {}
            Ok(secrets) => tracing::info!(secrets, "sealed again with the newest key"),
            Err(error) => {
                let error = &error as &dyn std::error::Error;
                tracing::warn!(error, "cannot seal again what older keys have sealed");
            }
        }
    }
}
