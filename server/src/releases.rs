//! Lets accounts go that channels do not hold any more, and ends bindings that nobody goes on with.

use std::time::Duration;

use domain::binding::{Releasing, cancel_abandoned, release_next};
use domain::ports::Ports;
use tokio::time::{MissedTickBehavior, interval};

/// How often it is looked whether something waits to be released.
const PERIOD: Duration = Duration::from_secs(1);

/// How often abandoned bindings are looked for.
const ABANDONED_PERIOD: Duration = Duration::from_mins(10);

/// How long nothing is released after the database has given no answer.
const PAUSE: Duration = Duration::from_secs(10);

/// Releases what waits, one account after the other, for ever. Any number of servers may do it at
/// once.
pub async fn keep_releasing(ports: &Ports) {
    let mut ticks = interval(PERIOD);
    ticks.set_missed_tick_behavior(MissedTickBehavior::Delay);
    loop {
        match release_next(ports).await {
            Ok(Releasing::Nothing) => {
                ticks.tick().await;
            }
            Ok(Releasing::Released(binding)) => tracing::info!(%binding, "an account was released"),
            Ok(Releasing::PutOff(binding, problem)) => {
                tracing::warn!(%binding, %problem, "an account was not released; tried again later");
            }
            Err(error) => {
                let error = &error as &dyn std::error::Error;
                tracing::warn!(error, "cannot release accounts; tried again in {PAUSE:?}");
                tokio::time::sleep(PAUSE).await;
            }
        }
    }
}

/// Cancels abandoned bindings now and again, for ever.
pub async fn keep_cancelling(ports: &Ports) {
    let mut ticks = interval(ABANDONED_PERIOD);
    ticks.set_missed_tick_behavior(MissedTickBehavior::Delay);
    loop {
        ticks.tick().await;
        match cancel_abandoned(ports).await {
            Ok(0) => {}
            Ok(bindings) => tracing::info!(bindings, "abandoned bindings were cancelled"),
            Err(error) => {
                let error = &error as &dyn std::error::Error;
                tracing::warn!(error, "cannot look for abandoned bindings");
            }
        }
    }
}
