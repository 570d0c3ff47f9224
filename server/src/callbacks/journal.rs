use std::sync::Arc;

use domain::callback::ReceivedCallback;
use domain::store::Store;
use tokio::sync::mpsc::error::TrySendError;
use tokio::sync::{Notify, mpsc, oneshot};

/// How many callbacks wait to be kept. Beyond that platforms are told to come again, which all of
/// them do.
const QUEUE: usize = 1_024;

/// How many are kept in one transaction.
const BATCH: usize = 256;

/// Takes callbacks, and returns when they are kept for good. One transaction serves all that wait
/// at the same time: what takes long is to wait for the disk. A clone is the same journal.
#[derive(Debug, Clone)]
pub struct Journal {
    queue: mpsc::Sender<Waiting>,
    kept: Arc<Notify>,
}

/// Why a callback was not kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NotKept {
    /// Too many wait.
    Full,
    /// The database gives no answer.
    Failed,
}

#[derive(Debug)]
struct Waiting {
    callback: ReceivedCallback,
    is_kept: oneshot::Sender<bool>,
}

/// The other end of the journal. There is one.
#[derive(Debug)]
pub struct Writer {
    queue: mpsc::Receiver<Waiting>,
    kept: Arc<Notify>,
}

impl Journal {
    /// A journal and what writes it.
    pub fn new() -> (Self, Writer) {
        let (sender, receiver) = mpsc::channel(QUEUE);
        let kept = Arc::new(Notify::new());
        (Self { queue: sender, kept: kept.clone() }, Writer { queue: receiver, kept })
    }

    /// Keeps a callback, for good when it returns.
    pub async fn keep(&self, callback: ReceivedCallback) -> Result<(), NotKept> {
        let (is_kept, answer) = oneshot::channel();
        match self.queue.try_send(Waiting { callback, is_kept }) {
            Ok(()) => {}
            Err(TrySendError::Full(_)) => return Err(NotKept::Full),
            Err(TrySendError::Closed(_)) => return Err(NotKept::Failed),
        }
        if answer.await.unwrap_or(false) { Ok(()) } else { Err(NotKept::Failed) }
    }

    /// Waits until something was kept since the last time.
    pub async fn something_kept(&self) {
        self.kept.notified().await;
    }
}

impl Writer {
    /// Writes for ever.
    pub async fn keep_writing(mut self, store: Arc<dyn Store>) {
        let mut waiting = Vec::with_capacity(BATCH);
        while self.queue.recv_many(&mut waiting, BATCH).await > 0 {
            let (callbacks, answers): (Vec<_>, Vec<_>) =
                waiting.drain(..).map(|one| (one.callback, one.is_kept)).unzip();
            let kept = store.keep_callbacks(&callbacks).await;
            if let Err(error) = &kept {
                let (error, count) = (error as &dyn std::error::Error, callbacks.len());
                tracing::warn!(error, count, "callbacks were not kept; platforms come again");
            }
            for answer in answers {
                // Whoever has hung up comes again; the repetition changes nothing.
                let _ = answer.send(kept.is_ok());
            }
            self.kept.notify_one();
        }
    }
}
