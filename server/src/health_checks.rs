//! Checks bound channels, again and again.
//!
//! Every server does it. A check is claimed in the database for longer than it can take, so each
//! channel is checked once in its period, however many servers there are, and soon again by
//! another one when a server dies. Channels are checked side by side, each in a task of its own:
//! one that is slow or makes the program panic keeps no other waiting.

use std::collections::HashMap;
use std::time::Duration;

use domain::health::{Checked, ClaimedCheck, LONGEST_CHECK, check, claim_due, give_up};
use domain::ids::ChannelId;
use domain::ports::Ports;
use domain::store::StoreError;
use tokio::task::{Id, JoinError, JoinSet};
use tokio::time::{Instant, MissedTickBehavior, timeout};

/// How many channels a server checks at once. A check mostly waits for its platform.
const AT_ONCE: usize = 64;

/// How often it is looked whether a check is due.
const PERIOD: Duration = Duration::from_millis(500);

/// How often it is looked which channels are bound.
const WATCH_PERIOD: Duration = Duration::from_secs(5);

/// How long nothing is checked after the database has given no answer.
const PAUSE: Duration = Duration::from_secs(10);

/// Checks what is due, for ever.
pub async fn keep_checking(ports: &Ports) {
    let mut checks = HealthChecks::new(ports.clone());
    let mut ticks = tokio::time::interval(PERIOD);
    ticks.set_missed_tick_behavior(MissedTickBehavior::Delay);
    let mut watched_at: Option<Instant> = None;
    loop {
        ticks.tick().await;
        let is_time = watched_at.is_none_or(|at| at.elapsed() >= WATCH_PERIOD);
        if is_time {
            watched_at = Some(Instant::now());
        }
        if let Err(error) = checks.turn(is_time).await {
            warn(&error);
            tokio::time::sleep(PAUSE).await;
        }
    }
}

fn warn(error: &StoreError) {
    let error = error as &dyn std::error::Error;
    tracing::warn!(error, "cannot look for channels to check; tried again in {PAUSE:?}");
}

/// The checks that a server makes at the moment. They end with it.
#[derive(Debug)]
pub struct HealthChecks {
    ports: Ports,
    running: JoinSet<Result<Checked, StoreError>>,
    /// Which channel each task checks.
    channels: HashMap<Id, ChannelId>,
    longest_check: Duration,
}

impl HealthChecks {
    /// None yet.
    pub fn new(ports: Ports) -> Self {
        let longest_check = Duration::from_micros(LONGEST_CHECK.unsigned_abs());
        Self { ports, running: JoinSet::new(), channels: HashMap::new(), longest_check }
    }

    /// The same with less patience, so that a test need not wait.
    #[must_use]
    pub fn with_longest_check(self, longest_check: Duration) -> Self {
        Self { longest_check, ..self }
    }

    /// Begins the checks that are due, as many as there is room for; before that, if wanted, looks
    /// which channels are bound by now.
    pub async fn turn(&mut self, watch: bool) -> Result<(), StoreError> {
        while let Some(ended) = self.running.try_join_next_with_id() {
            self.note(ended);
        }
        if watch {
            self.ports.store.watch_bound_channels(self.ports.clock.now()).await?;
        }
        let room = AT_ONCE.saturating_sub(self.running.len());
        if room == 0 {
            return Ok(());
        }
        for claimed in claim_due(&self.ports, u32::try_from(room).unwrap_or(u32::MAX)).await? {
            let channel = claimed.watched.channel;
            let (ports, longest) = (self.ports.clone(), self.longest_check);
            let task = self.running.spawn(async move { in_time(&ports, &claimed, longest).await });
            self.channels.insert(task.id(), channel);
        }
        Ok(())
    }

    /// Waits for everything that was begun, and returns how many results were kept.
    pub async fn finish(&mut self) -> usize {
        let mut kept = 0;
        while let Some(ended) = self.running.join_next_with_id().await {
            kept += usize::from(matches!(&ended, Ok((_, Ok(Checked::Kept(_))))));
            self.note(ended);
        }
        kept
    }

    fn note(&mut self, ended: Result<(Id, Result<Checked, StoreError>), JoinError>) {
        let id = match &ended {
            Ok((id, _)) => *id,
            Err(error) => error.id(),
        };
        let Some(channel) = self.channels.remove(&id) else { return };
        match ended {
            Ok((_, Ok(Checked::Kept(None)))) => {}
            Ok((_, Ok(Checked::Kept(Some(change))))) => {
                let (from, to) = (change.from.slug(), change.to.slug());
                let reason = change.problem.map(|problem| problem.reason.code());
                tracing::info!(%channel, from, to, reason, "the health of a channel has changed");
            }
            Ok((_, Ok(Checked::Dropped))) => {
                tracing::debug!(%channel, "the result of a check came too late");
            }
            Ok((_, Err(error))) => {
                let error = &error as &dyn std::error::Error;
                tracing::warn!(%channel, error, "a channel was not checked; tried again soon");
            }
            // Checked again when the lease ends.
            Err(error) => {
                let error = &error as &dyn std::error::Error;
                tracing::error!(%channel, error, "the check of a channel broke down");
            }
        }
    }
}

async fn in_time(
    ports: &Ports,
    claimed: &ClaimedCheck,
    longest: Duration,
) -> Result<Checked, StoreError> {
    match timeout(longest, check(ports, claimed)).await {
        Ok(checked) => checked,
        Err(_) => give_up(ports, claimed).await,
    }
}
