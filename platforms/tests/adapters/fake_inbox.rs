//! Where a session puts what it brings, for a test to look at.

use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use async_trait::async_trait;
use domain::platform::{Arrival, Credentials, Event, Inbox, NotKept, Platform};
use domain::time::Timestamp;
use tokio::sync::{mpsc, watch};
use tokio::time::timeout;

/// Longer than anything takes.
const PATIENCE: Duration = Duration::from_secs(20);

pub(crate) struct FakeInbox {
    stands: watch::Sender<bool>,
    arrived: mpsc::UnboundedSender<Vec<u8>>,
    position: Option<String>,
    moved: mpsc::UnboundedSender<String>,
    is_full: AtomicBool,
}

/// The other side of the inbox.
pub(crate) struct Arrived {
    stands: watch::Receiver<bool>,
    kept: Mutex<mpsc::UnboundedReceiver<Vec<u8>>>,
    pub(crate) moved: mpsc::UnboundedReceiver<String>,
}

impl FakeInbox {
    pub(crate) fn new(position: Option<String>) -> (Self, Arrived) {
        let (stands, is_standing) = watch::channel(false);
        let (arrived, arriving) = mpsc::unbounded_channel();
        let (moved, moving) = mpsc::unbounded_channel();
        let inbox = Self { stands, arrived, position, moved, is_full: AtomicBool::new(false) };
        (inbox, Arrived { stands: is_standing, kept: Mutex::new(arriving), moved: moving })
    }

    /// From now on nothing can be kept, or everything again.
    pub(crate) fn set_full(&self, is_full: bool) {
        self.is_full.store(is_full, Ordering::SeqCst);
    }
}

impl Arrived {
    /// Waits until the session stands.
    pub(crate) async fn connected(&self) {
        let mut stands = self.stands.clone();
        let waited = timeout(PATIENCE, stands.wait_for(|stands| *stands)).await;
        drop(waited.expect("a session in time").expect("an inbox"));
    }

    /// What the adapter reads in the next thing that arrives.
    pub(crate) async fn events(
        &mut self,
        adapter: &dyn Platform,
        credentials: &Credentials,
    ) -> Vec<Event> {
        let arrived = self.kept.get_mut().expect("nobody else");
        let bytes = timeout(PATIENCE, arrived.recv()).await.expect("an arrival in time");
        let bytes = bytes.expect("an inbox");
        let arrival = Arrival { bytes: &bytes, at: Timestamp::from_micros(1) };
        adapter.read_arrival(&arrival, credentials).expect("a readable arrival")
    }
}

#[async_trait]
impl Inbox for FakeInbox {
    async fn connected(&self) -> Result<(), NotKept> {
        self.stands.send_replace(true);
        Ok(())
    }

    async fn keep(&self, bytes: Vec<u8>) -> Result<(), NotKept> {
        if self.is_full.load(Ordering::SeqCst) {
            return Err(NotKept);
        }
        self.arrived.send(bytes).map_err(|_| NotKept)
    }

    fn position(&self) -> Option<&str> {
        self.position.as_deref()
    }

    async fn move_to(&self, position: &str) -> Result<(), NotKept> {
        self.moved.send(position.to_owned()).map_err(|_| NotKept)
    }
}
