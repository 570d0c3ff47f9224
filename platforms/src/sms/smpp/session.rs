//! A session with a carrier's SMPP server. It runs in a task of its own, answers what the carrier
//! asks, and passes on what the carrier delivers; whoever wants something of it has a [`Link`].
//! When nobody has one any more, it takes leave.

use std::collections::HashMap;
use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;
use std::time::Duration;

use domain::platform::{End, Problem, Reason};
use futures::stream::FuturesUnordered;
use futures::{SinkExt, StreamExt};
use rusmpp::pdus::{BindTransceiver, DeliverSmResp};
use rusmpp::{CommandStatus, Pdu};
use tokio::sync::{mpsc, oneshot, watch};
use tokio::time::{Instant, MissedTickBehavior, interval_at, timeout};
use tokio_util::codec::Framed;

use super::listeners::Listeners;
use super::pdu::{PduCodec, Received, kind};
use super::status::problem;
use crate::connection::Bounded;
use crate::settings::SmppSettings;

/// How many requests are unanswered at most: what carriers usually allow.
const WINDOW: usize = 10;

/// How many deliveries wait to be kept at most. Beyond that the carrier waits.
const MOST_DELIVERIES: usize = 100;

/// How long is waited for an answer to our leave.
const FAREWELL: Duration = Duration::from_secs(3);

/// The way to a running session. A clone leads to the same one.
#[derive(Clone)]
pub(super) struct Link {
    requests: mpsc::Sender<Request>,
    ended: watch::Receiver<Option<Problem>>,
    pub(super) listeners: Arc<Listeners>,
    /// When the certificate of the other side ends, if it has shown one.
    pub(super) certificate_end: Option<End>,
    window: Arc<tokio::sync::Semaphore>,
    limit: Duration,
}

struct Request {
    pdu: Pdu,
    answer: oneshot::Sender<Received>,
}

impl Link {
    /// Begins a session on a connection. Whom it tells of deliveries is noted before it is bound,
    /// so that none is turned away.
    pub(super) fn begin(connection: Bounded, settings: &SmppSettings) -> Self {
        let (requests, waiting) = mpsc::channel(WINDOW);
        let (ending, ended) = watch::channel(None);
        let listeners = Arc::<Listeners>::default();
        let certificate_end = connection.certificate_end();
        let session = Session {
            framed: Framed::new(connection, PduCodec::new()),
            requests: waiting,
            pending: HashMap::new(),
            listeners: listeners.clone(),
            number: 0,
            heard_at: Instant::now(),
            settings: settings.clone(),
        };
        tokio::spawn(async move {
            let problem = session.run().await;
            ending.send_replace(Some(problem));
        });
        let window = Arc::new(tokio::sync::Semaphore::new(WINDOW));
        Self { requests, ended, listeners, certificate_end, window, limit: settings.timeout }
    }

    /// Identifies itself.
    pub(super) async fn bind(&self, bind: BindTransceiver) -> Result<(), Problem> {
        self.request(bind).await.map(drop)
    }

    /// Whether the other side is still there.
    pub(super) async fn enquire_link(&self) -> Result<(), Problem> {
        self.request(Pdu::EnquireLink).await.map(drop)
    }

    /// Sends a request and waits for its answer. Where the session ends or the time is over it is
    /// not known whether the request arrived.
    pub(super) async fn request(&self, pdu: impl Into<Pdu>) -> Result<Received, Problem> {
        let (answer, answered) = oneshot::channel();
        let request = Request { pdu: pdu.into(), answer };
        let exchange = async {
            let Ok(_place) = self.window.acquire().await else { return None };
            self.requests.send(request).await.ok()?;
            answered.await.ok()
        };
        match timeout(self.limit, exchange).await {
            Err(_) => Err(Reason::TimedOut.into()),
            Ok(None) => Err(self.ended().await),
            Ok(Some(received)) => match received.status {
                0 if received.kind == kind::GENERIC_NACK => Err(Reason::AnswerUnreadable.into()),
                0 => Ok(received),
                status => Err(problem(status)),
            },
        }
    }

    /// Whether the session has ended.
    pub(super) fn is_over(&self) -> bool {
        self.requests.is_closed()
    }

    /// Waits until the session has ended, and says why.
    pub(super) async fn ended(&self) -> Problem {
        let mut ended = self.ended.clone();
        match ended.wait_for(Option::is_some).await {
            Ok(problem) => problem.clone().unwrap_or_else(|| Reason::Unreachable.into()),
            Err(_) => Reason::Unreachable.into(),
        }
    }

    /// Ends the session, if this is the only way to it, and waits until it has taken leave.
    pub(super) async fn close(self) {
        let mut ended = self.ended.clone();
        drop(self);
        let _ = ended.wait_for(Option::is_some).await;
    }
}

/// What a delivery has come to: its number, and whether it is kept.
type Delivery = Pin<Box<dyn Future<Output = (u32, bool)> + Send>>;

struct Session {
    framed: Framed<Bounded, PduCodec>,
    requests: mpsc::Receiver<Request>,
    pending: HashMap<u32, oneshot::Sender<Received>>,
    listeners: Arc<Listeners>,
    number: u32,
    heard_at: Instant,
    settings: SmppSettings,
}

impl Session {
    /// Runs until the connection breaks, the carrier takes leave, or nobody has a link any more.
    async fn run(mut self) -> Problem {
        let mut deliveries = FuturesUnordered::<Delivery>::new();
        let quiet = self.settings.quiet;
        let mut ticks = interval_at(Instant::now() + quiet, quiet);
        ticks.set_missed_tick_behavior(MissedTickBehavior::Delay);
        loop {
            let step = tokio::select! {
                received = self.framed.next(), if deliveries.len() < MOST_DELIVERIES => {
                    match received {
                        Some(Ok(received)) => self.receive(received).await,
                        Some(Err(error)) => Err(broken(&error)),
                        None => Err(Reason::Unreachable.into()),
                    }
                }
                request = self.requests.recv() => match request {
                    Some(request) => self.ask(request).await.map(|()| None),
                    None => {
                        self.leave().await;
                        return Reason::Unreachable.into();
                    }
                },
                Some((number, is_kept)) = deliveries.next() => {
                    self.confirm(number, is_kept).await.map(|()| None)
                }
                _ = ticks.tick() => self.look(quiet).await.map(|()| None),
            };
            match step {
                Ok(delivery) => deliveries.extend(delivery),
                Err(problem) => return problem,
            }
        }
    }

    async fn receive(&mut self, received: Received) -> Result<Option<Delivery>, Problem> {
        self.heard_at = Instant::now();
        // The limit is for each PDU, not for a session that stays for weeks.
        self.framed.get_mut().allow(self.settings.longest_answer);
        let number = received.number;
        if received.is_answer() {
            if let Some(answer) = self.pending.remove(&number) {
                // Whoever has stopped waiting does not need it.
                let _ = answer.send(received);
            }
            return Ok(None);
        }
        match received.kind {
            kind::DELIVER_SM => {
                let kept = self.listeners.keep(&received.bytes);
                return Ok(Some(Box::pin(async move { (number, kept.await) })));
            }
            kind::ENQUIRE_LINK => self.answer(number, Pdu::EnquireLinkResp).await?,
            kind::UNBIND => {
                self.answer(number, Pdu::UnbindResp).await?;
                return Err(Reason::Unreachable.into());
            }
            kind::ALERT_NOTIFICATION => {}
            // Nothing else is agreed on with a carrier that is bound to as a transceiver.
            _ => self.send(CommandStatus::EsmeRinvcmdid, number, Pdu::GenericNack).await?,
        }
        Ok(None)
    }

    async fn ask(&mut self, request: Request) -> Result<(), Problem> {
        // From 1 to 0x7FFFFFFF. Source: SMPP 3.4, 3.2.
        self.number = self.number % 0x7fff_ffff + 1;
        self.pending.insert(self.number, request.answer);
        self.send(CommandStatus::EsmeRok, self.number, request.pdu).await
    }

    /// What could not be kept, the carrier has to bring again.
    async fn confirm(&mut self, number: u32, is_kept: bool) -> Result<(), Problem> {
        let status = if is_kept { CommandStatus::EsmeRok } else { CommandStatus::EsmeRxTAppn };
        self.send(status, number, DeliverSmResp::default().into()).await
    }

    /// Asks whether the other side is there, and gives up on one that has said nothing for long.
    async fn look(&mut self, quiet: Duration) -> Result<(), Problem> {
        if self.heard_at.elapsed() > quiet * 2 + self.settings.timeout {
            return Err(Reason::TimedOut.into());
        }
        self.pending.retain(|_, answer| !answer.is_closed());
        let (answer, _) = oneshot::channel();
        self.ask(Request { pdu: Pdu::EnquireLink, answer }).await
    }

    async fn answer(&mut self, number: u32, pdu: Pdu) -> Result<(), Problem> {
        self.send(CommandStatus::EsmeRok, number, pdu).await
    }

    async fn send(&mut self, status: CommandStatus, number: u32, pdu: Pdu) -> Result<(), Problem> {
        match timeout(self.settings.timeout, self.framed.send((status, number, pdu))).await {
            Ok(Ok(())) => Ok(()),
            Ok(Err(_)) => Err(Reason::Unreachable.into()),
            Err(_) => Err(Reason::TimedOut.into()),
        }
    }

    /// Takes leave; whether it is heard does not matter.
    async fn leave(&mut self) {
        let (answer, _) = oneshot::channel();
        if self.ask(Request { pdu: Pdu::Unbind, answer }).await.is_err() {
            return;
        }
        let heard = async {
            while let Some(Ok(received)) = self.framed.next().await {
                if received.kind == kind::UNBIND_RESP {
                    break;
                }
            }
        };
        let _ = timeout(FAREWELL, heard).await;
    }
}

fn broken(error: &std::io::Error) -> Problem {
    match error.kind() {
        std::io::ErrorKind::InvalidData => Reason::AnswerUnreadable.into(),
        _ => Reason::Unreachable.into(),
    }
}
