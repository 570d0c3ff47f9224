use std::sync::OnceLock;
use std::time::Duration;

use async_trait::async_trait;
use domain::callback::ReceivedCallback;
use domain::channel::ChannelType;
use domain::ids::CallbackId;
use domain::listening::ClaimedListening;
use domain::platform::{Inbox, NotKept};
use domain::ports::Ports;
use domain::store::StoreError;
use tokio::time::Instant;

use crate::callbacks::Journal;

/// Puts what a session brings into the journal of what platforms send.
pub(super) struct JournalInbox {
    ports: Ports,
    journal: Journal,
    session: ClaimedListening,
    channel_type: ChannelType,
    connected_at: OnceLock<Instant>,
}

impl JournalInbox {
    pub(super) const fn new(
        ports: Ports,
        journal: Journal,
        session: ClaimedListening,
        channel_type: ChannelType,
    ) -> Self {
        Self { ports, journal, session, channel_type, connected_at: OnceLock::new() }
    }

    /// For how long the session has stood, if it ever did.
    pub(super) fn stood_for(&self) -> Option<Duration> {
        self.connected_at.get().map(Instant::elapsed)
    }
}

/// What was noted only counts if this server still holds the session.
fn noted(answer: Result<bool, StoreError>) -> Result<(), NotKept> {
    match answer {
        Ok(true) => Ok(()),
        Ok(false) => Err(NotKept),
        Err(error) => {
            let error = &error as &dyn std::error::Error;
            tracing::warn!(error, "the state of a session could not be noted");
            Err(NotKept)
        }
    }
}

#[async_trait]
impl Inbox for JournalInbox {
    async fn connected(&self) -> Result<(), NotKept> {
        let now = self.ports.clock.now();
        noted(self.ports.store.listening_connected(&self.session, now).await)?;
        self.connected_at.get_or_init(Instant::now);
        tracing::info!(binding = %self.session.binding, "a session with a platform stands");
        Ok(())
    }

    async fn keep(&self, bytes: Vec<u8>) -> Result<(), NotKept> {
        let callback = ReceivedCallback::of_session(
            CallbackId::from_uuid(self.ports.ids.next()),
            self.channel_type,
            self.session.binding,
            bytes,
            self.ports.clock.now(),
        );
        self.journal.keep(callback).await.map_err(|_| NotKept)
    }

    fn position(&self) -> Option<&str> {
        self.session.position.as_deref()
    }

    async fn move_to(&self, position: &str) -> Result<(), NotKept> {
        noted(self.ports.store.move_listening(&self.session, position).await)
    }
}
