//! Holds the lasting sessions that bring what platforms do not send by themselves.
//!
//! Every server does it. Each session has a lease in the database, so that it is held once however
//! many servers there are, and is taken over soon when a server dies. Each runs in a task of its
//! own; it ends when its account is let go, when its credentials change, and when this server can
//! no longer tell whether it still holds the lease.

mod inbox;

use std::collections::HashMap;
use std::time::Duration;

use domain::ids::BindingId;
use domain::listening::{
    ClaimedListening, Ending, LEASE, claim_listening, end_listening, open_listening,
    renew_listening,
};
use domain::platform::{Problem, Reason};
use domain::ports::Ports;
use domain::store::StoreError;
use tokio::task::{AbortHandle, Id, JoinError, JoinSet};
use tokio::time::{Instant, MissedTickBehavior};
use uuid::Uuid;

use crate::callbacks::Journal;
use inbox::JournalInbox;

/// How many sessions a server holds at most. What is beyond that waits for another server.
const MOST: usize = 500;

/// How often it is looked whether a session is to be begun or ended.
const PERIOD: Duration = Duration::from_secs(1);

/// How often leases are prolonged, and it is looked which accounts are bound.
const RENEWAL_PERIOD: Duration = Duration::from_secs(5);

/// How long before the end of a lease its session is ended when it could not be prolonged, so that
/// two servers do not hold the same.
const MARGIN: Duration = Duration::from_secs(5);

/// How long a session has to stand for what was before to be forgotten.
const STEADY: Duration = Duration::from_mins(1);

/// How long a server that stops waits for its leases to be given back.
const FAREWELL: Duration = Duration::from_secs(2);

/// The sessions that a server holds at the moment. They end with it.
#[derive(Debug)]
pub struct Sessions {
    ports: Ports,
    journal: Journal,
    /// Names this server in the leases.
    lease: Uuid,
    running: JoinSet<Result<Ending, StoreError>>,
    held: HashMap<BindingId, Held>,
    tasks: HashMap<Id, BindingId>,
    /// Until when the leases hold for sure.
    sure_until: Instant,
}

#[derive(Debug)]
struct Held {
    claimed: ClaimedListening,
    task: AbortHandle,
    /// It is being ended because it is not wanted any more.
    is_let_go: bool,
}

impl Sessions {
    /// None yet. What they bring goes into this journal.
    pub fn new(ports: Ports, journal: Journal) -> Self {
        let lease = ports.ids.next();
        Self {
            ports,
            journal,
            lease,
            running: JoinSet::new(),
            held: HashMap::new(),
            tasks: HashMap::new(),
            sure_until: Instant::now(),
        }
    }

    /// Holds what is to be held, for ever.
    pub async fn keep_listening(&mut self) {
        let mut ticks = tokio::time::interval(PERIOD);
        ticks.set_missed_tick_behavior(MissedTickBehavior::Delay);
        let mut renewed_at: Option<Instant> = None;
        loop {
            ticks.tick().await;
            let is_time = renewed_at.is_none_or(|at| at.elapsed() >= RENEWAL_PERIOD);
            let turn = self.turn(is_time).await;
            if let Err(error) = turn {
                let error = &error as &dyn std::error::Error;
                tracing::warn!(error, "cannot look after the sessions with platforms");
            } else if is_time {
                renewed_at = Some(Instant::now());
            }
        }
    }

    /// Notes which sessions have ended, and begins those whose turn it is; before that, if
    /// wanted, prolongs the leases and looks which accounts are bound by now.
    pub async fn turn(&mut self, renew: bool) -> Result<(), StoreError> {
        self.note_ended().await;
        if !self.held.is_empty() && Instant::now() >= self.sure_until {
            // Somebody else may hold them by now.
            self.let_go(|_| true);
        }
        if renew {
            self.renew().await?;
        }
        let room = MOST.saturating_sub(self.held.len());
        if room == 0 {
            return Ok(());
        }
        let asked_at = Instant::now();
        let limit = u32::try_from(room).unwrap_or(u32::MAX);
        let claimed = claim_listening(&self.ports, self.lease, limit).await?;
        if self.held.is_empty() {
            self.sure_until = asked_at + lease() - MARGIN;
        }
        for claimed in claimed {
            self.begin(claimed);
        }
        Ok(())
    }

    async fn renew(&mut self) -> Result<(), StoreError> {
        self.ports.store.watch_listening(self.ports.clock.now()).await?;
        let asked_at = Instant::now();
        let still = renew_listening(&self.ports, self.lease).await?;
        self.sure_until = asked_at + lease() - MARGIN;
        let still: HashMap<_, _> =
            still.into_iter().map(|one| (one.binding, one.binding_version)).collect();
        self.let_go(|one| still.get(&one.binding) != Some(&one.binding_version));
        Ok(())
    }

    /// Ends the sessions for which this holds. They are given back when their tasks have ended.
    fn let_go(&mut self, unwanted: impl Fn(&ClaimedListening) -> bool) {
        for held in self.held.values_mut().filter(|held| unwanted(&held.claimed)) {
            held.is_let_go = true;
            held.task.abort();
        }
    }

    fn begin(&mut self, claimed: ClaimedListening) {
        let binding = claimed.binding;
        if self.held.contains_key(&binding) {
            // Its task is about to end; it is given back then, and claimed anew.
            return;
        }
        let (ports, journal, session) = (self.ports.clone(), self.journal.clone(), claimed.clone());
        let task = self.running.spawn(async move { listen(ports, journal, session).await });
        self.tasks.insert(task.id(), binding);
        self.held.insert(binding, Held { claimed, task, is_let_go: false });
    }

    async fn note_ended(&mut self) {
        while let Some(ended) = self.running.try_join_next_with_id() {
            self.note(ended).await;
        }
    }

    async fn note(&mut self, ended: Result<(Id, Result<Ending, StoreError>), JoinError>) {
        let id = match &ended {
            Ok((id, _)) => *id,
            Err(error) => error.id(),
        };
        let Some(binding) = self.tasks.remove(&id) else { return };
        let Some(held) = self.held.remove(&binding) else { return };
        let ending = match ended {
            _ if held.is_let_go => Ending::LetGo,
            Ok((_, Ok(ending))) => ending,
            Ok((_, Err(error))) => {
                let error = &error as &dyn std::error::Error;
                tracing::warn!(%binding, error, "a session could not be prepared");
                broke(Reason::PlatformTrouble.into(), false)
            }
            Err(error) => {
                let error = &error as &dyn std::error::Error;
                tracing::error!(%binding, error, "a session broke down");
                broke(Reason::AnswerUnreadable.into(), false)
            }
        };
        match &ending {
            Ending::Broke { problem, .. } => {
                tracing::info!(%binding, %problem, "a session with a platform has ended");
            }
            Ending::LetGo => tracing::debug!(%binding, "a session was let go"),
            Ending::NothingToHear => {}
        }
        if let Err(error) = end_listening(&self.ports, &held.claimed, &ending).await {
            // The lease ends by itself.
            let error = &error as &dyn std::error::Error;
            tracing::warn!(%binding, error, "the end of a session could not be noted");
        }
    }

    /// Ends all sessions and gives their leases back, so that another server need not wait.
    pub async fn leave(&mut self) {
        self.let_go(|_| true);
        let leaving = async {
            while let Some(ended) = self.running.join_next_with_id().await {
                self.note(ended).await;
            }
        };
        if tokio::time::timeout(FAREWELL, leaving).await.is_err() {
            tracing::warn!("not all sessions were given back; their leases end by themselves");
        }
    }

    /// Waits until every session that was begun has ended by itself, and notes why.
    pub async fn ended(&mut self) {
        while let Some(ended) = self.running.join_next_with_id().await {
            self.note(ended).await;
        }
    }
}

const fn lease() -> Duration {
    Duration::from_micros(LEASE.unsigned_abs())
}

const fn broke(problem: Problem, stood: bool) -> Ending {
    Ending::Broke { problem, stood }
}

/// Holds one session until it breaks.
async fn listen(
    ports: Ports,
    journal: Journal,
    session: ClaimedListening,
) -> Result<Ending, StoreError> {
    let Some(opening) = open_listening(&ports, &session).await? else {
        return Ok(Ending::NothingToHear);
    };
    let inbox = JournalInbox::new(ports, journal, session, opening.channel_type);
    let problem = opening.platform.listen(&opening.credentials, &inbox).await;
    Ok(broke(problem, inbox.stood_for().is_some_and(|stood| stood >= STEADY)))
}
