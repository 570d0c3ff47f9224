//! A platform that does not call: it has to be listened to.

use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use async_trait::async_trait;
use domain::channel::ChannelType;
use domain::platform::{
    Account, Arrival, Callback, CallbackRefused, Candidate, Check, CodeGrant, Credentials,
    Endpoint, Event, EventKind, Health, Inbox, Listens, MessageState, NotKept, Platform, Platforms,
    Probe, Problem, Reading, Reason, ReleaseScope, Reply, Sent, TextMessage, Way,
};
use domain::ports::Ports;
use tokio::sync::{mpsc, oneshot, watch};

use crate::bench::TestServer;
use crate::fake_platform::{WAYS, working};

/// What the platform brings, and where it hears whether that was kept.
struct Brought {
    bytes: Vec<u8>,
    kept: oneshot::Sender<Result<(), NotKept>>,
}

/// Its accounts have one session at a time.
pub(crate) struct FakeListener {
    /// How many sessions there are.
    sessions: watch::Sender<u32>,
    /// The credentials of each session that there was.
    secrets: Mutex<Vec<String>>,
    bring: mpsc::UnboundedSender<Brought>,
    brought: tokio::sync::Mutex<mpsc::UnboundedReceiver<Brought>>,
    /// Ends the session that there is, or refuses the next.
    broken: watch::Sender<Option<Problem>>,
    arrivals_read: AtomicU32,
}

impl FakeListener {
    /// The console of a case with this platform in it.
    pub(crate) fn in_front_of(server: &TestServer) -> (Arc<Self>, Ports) {
        let (bring, brought) = mpsc::unbounded_channel();
        let platform = Arc::new(Self {
            sessions: watch::Sender::new(0),
            secrets: Mutex::default(),
            bring,
            brought: tokio::sync::Mutex::new(brought),
            broken: watch::Sender::new(None),
            arrivals_read: AtomicU32::new(0),
        });
        let platforms = Platforms::new("https://suiro.example", vec![platform.clone() as _]);
        (platform, Ports { platforms, ..server.ports.clone() })
    }

    /// Waits until there are so many sessions.
    pub(crate) async fn sessions(&self, count: u32) {
        let mut sessions = self.sessions.subscribe();
        drop(sessions.wait_for(|now| *now == count).await.expect("a platform"));
    }

    /// The secrets of all sessions that there were.
    pub(crate) fn secrets(&self) -> Vec<String> {
        self.secrets.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Brings something, and says whether it was kept.
    pub(crate) async fn bring(&self, text: &str) -> Result<(), NotKept> {
        let (kept, answer) = oneshot::channel();
        let brought = Brought { bytes: text.as_bytes().to_vec(), kept };
        assert!(self.bring.send(brought).is_ok(), "somebody listens");
        answer.await.expect("a session")
    }

    /// Ends the session, and refuses others until there is no problem any more.
    pub(crate) fn set_problem(&self, problem: Option<Problem>) {
        self.broken.send_replace(problem);
    }

    /// How often something was read that a session had brought.
    pub(crate) fn arrivals_read(&self) -> u32 {
        self.arrivals_read.load(Ordering::SeqCst)
    }
}

/// Waits until the session is to end.
async fn why(broken: &mut watch::Receiver<Option<Problem>>) -> Problem {
    let problem = broken.wait_for(Option::is_some).await.map(|problem| problem.clone());
    problem.ok().flatten().unwrap_or_else(|| Reason::Unreachable.into())
}

/// Counts a session as long as it is held.
struct Session<'a>(&'a watch::Sender<u32>);

impl<'a> Session<'a> {
    fn begin(sessions: &'a watch::Sender<u32>) -> Self {
        sessions.send_modify(|count| *count += 1);
        Self(sessions)
    }
}

impl Drop for Session<'_> {
    fn drop(&mut self) {
        self.0.send_modify(|count| *count -= 1);
    }
}

#[async_trait]
impl Platform for FakeListener {
    fn channel_type(&self) -> ChannelType {
        ChannelType::Sms
    }

    fn ways(&self) -> &'static [Way] {
        &WAYS
    }

    fn authorisation_url(&self, _: &Way, _: &str, _: &str) -> Option<String> {
        None
    }

    async fn exchange_code(&self, _: &Way, _: &CodeGrant) -> Result<Vec<Candidate>, Problem> {
        Err(Reason::CodeRefused.into())
    }

    async fn find_account(&self, credentials: &Credentials) -> Result<Candidate, Problem> {
        let id = credentials.get("account").unwrap_or_default().to_owned();
        let account = Account { name: id.clone(), id, picture: None, facts: Vec::new() };
        Ok(Candidate { account, credentials: credentials.clone() })
    }

    async fn check_prerequisites(&self, _: &Credentials, _: &Endpoint) -> Vec<Check> {
        Vec::new()
    }

    async fn bind(&self, credentials: &Credentials, _: &Endpoint) -> Result<Candidate, Problem> {
        self.find_account(credentials).await
    }

    async fn check_health(&self, _: &Credentials, _: &Endpoint) -> Health {
        Health { inbound: Probe::NotObservable, callback: Probe::NotObservable, ..working() }
    }

    async fn renew(&self, _: &Credentials) -> Result<Option<Credentials>, Problem> {
        Ok(None)
    }

    async fn send_text(&self, _: &Credentials, _: &TextMessage) -> Result<Sent, Problem> {
        Ok(Sent { ids: vec!["sent".to_owned()], facts: Vec::new() })
    }

    /// Believes everything, so that only the console stands in the way.
    fn read_callback(
        &self,
        callback: &Callback<'_>,
        _: Option<&Credentials>,
    ) -> Result<Reading, CallbackRefused> {
        let key = format!("{:?}", callback.body);
        let kind = EventKind::Notice { what: "called".to_owned(), facts: Vec::new() };
        let events = vec![Event { key, account: None, at: None, kind }];
        Ok(Reading { events, reply: Reply::empty() })
    }

    fn listens(&self, _: &Credentials) -> Listens {
        Listens::Inbound
    }

    async fn listen(&self, credentials: &Credentials, inbox: &dyn Inbox) -> Problem {
        let mut broken = self.broken.subscribe();
        if let Some(problem) = broken.borrow_and_update().clone() {
            return problem;
        }
        let secret = credentials.get("token").unwrap_or_default().to_owned();
        self.secrets.lock().unwrap_or_else(PoisonError::into_inner).push(secret);
        let _session = Session::begin(&self.sessions);
        if inbox.connected().await.is_err() {
            return Reason::PlatformTrouble.into();
        }
        let mut brought = self.brought.lock().await;
        loop {
            tokio::select! {
                Some(Brought { bytes, kept }) = brought.recv() => {
                    let _ = kept.send(inbox.keep(bytes).await);
                }
                problem = why(&mut broken) => return problem,
            }
        }
    }

    /// The id of a message that was delivered, or a message of a customer.
    fn read_arrival(
        &self,
        arrival: &Arrival<'_>,
        _: &Credentials,
    ) -> Result<Vec<Event>, CallbackRefused> {
        self.arrivals_read.fetch_add(1, Ordering::SeqCst);
        let text = std::str::from_utf8(arrival.bytes).map_err(|_| CallbackRefused::Unreadable)?;
        let kind = match text.strip_prefix("delivered ") {
            Some(message) => {
                let (message, state) = (message.to_owned(), MessageState::Delivered);
                EventKind::State { message, state }
            }
            None => EventKind::Received {
                from: "somebody".to_owned(),
                what: "text".to_owned(),
                text: Some(text.to_owned()),
            },
        };
        Ok(vec![Event { key: text.to_owned(), account: None, at: None, kind }])
    }

    async fn release(&self, _: &Credentials, _: &Endpoint, _: ReleaseScope) -> Result<(), Problem> {
        Ok(())
    }
}
