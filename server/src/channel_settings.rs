//! Tells the accounts of channels their settings.
//!
//! Every server does it. A channel is claimed in the database for longer than telling its account
//! can take, so that an account is never told two things at once, and is told soon by another server
//! when one dies.

use std::time::Duration;

use domain::channel_settings::{
    ClaimedSettings, LONGEST_PASSING, PassedOn, claim_due_settings, give_up_passing, pass_on,
};
use domain::ports::Ports;
use domain::store::StoreError;
use tokio::task::JoinSet;
use tokio::time::{MissedTickBehavior, interval, timeout};

/// How many accounts a server tells at once. Telling mostly waits for the platform.
const AT_ONCE: usize = 16;

/// How often it is looked whether an account is to be told.
const PERIOD: Duration = Duration::from_secs(1);

/// How often, in turns, it is looked which channels are bound.
const WATCH_EVERY: u32 = 5;

/// How long nobody is told after the database has given no answer.
const PAUSE: Duration = Duration::from_secs(10);

/// Tells whoever is to be told, for ever.
pub async fn keep_passing_on(ports: &Ports) {
    let mut ticks = interval(PERIOD);
    ticks.set_missed_tick_behavior(MissedTickBehavior::Delay);
    let mut running = JoinSet::new();
    let mut turn = 0;
    loop {
        ticks.tick().await;
        while let Some(ended) = running.try_join_next() {
            // Told again when the lease ends.
            if let Err(error) = ended {
                let error = &error as &dyn std::error::Error;
                tracing::error!(error, "passing settings on broke down");
            }
        }
        if let Err(error) = begin(ports, &mut running, turn % WATCH_EVERY == 0).await {
            let error = &error as &dyn std::error::Error;
            tracing::warn!(error, "cannot pass settings on; tried again in {PAUSE:?}");
            tokio::time::sleep(PAUSE).await;
        }
        turn = turn.wrapping_add(1);
    }
}

async fn begin(ports: &Ports, running: &mut JoinSet<()>, watch: bool) -> Result<(), StoreError> {
    if watch {
        ports.store.watch_settings(ports.clock.now()).await?;
    }
    let room = u32::try_from(AT_ONCE.saturating_sub(running.len())).unwrap_or(0);
    if room == 0 {
        return Ok(());
    }
    for claimed in claim_due_settings(ports, room).await? {
        let ports = ports.clone();
        running.spawn(async move { tell(&ports, &claimed).await });
    }
    Ok(())
}

async fn tell(ports: &Ports, claimed: &ClaimedSettings) {
    let channel = claimed.known.channel;
    let longest = Duration::from_micros(LONGEST_PASSING.unsigned_abs());
    let told = match timeout(longest, pass_on(ports, claimed)).await {
        Ok(told) => told,
        Err(_) => give_up_passing(ports, claimed).await,
    };
    match told {
        Ok(PassedOn::Applied) => tracing::info!(%channel, "an account has its settings"),
        Ok(PassedOn::PutOff(problem)) => {
            tracing::warn!(%channel, %problem, "an account took no settings; tried again later");
        }
        Ok(PassedOn::Dropped) => {
            tracing::debug!(%channel, "settings were passed on too late");
        }
        Err(error) => {
            let error = &error as &dyn std::error::Error;
            tracing::warn!(%channel, error, "settings were not passed on; tried again soon");
        }
    }
}
