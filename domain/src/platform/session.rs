use async_trait::async_trait;
use thiserror::Error;

use crate::time::Timestamp;

/// What a lasting session of this installation with a platform does for a channel.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Listens {
    /// There is none: the platform calls, or has nothing to report.
    Never,
    /// It brings what comes in. Sending has ways of its own.
    Inbound,
    /// It carries what comes in and what goes out. While it stands, nothing else has to be asked.
    Everything,
}

/// Something that a session has brought, as it is kept.
#[derive(Debug, Clone, Copy)]
pub struct Arrival<'a> {
    /// What the session of the same adapter has given to [`Inbox::keep`], byte for byte.
    pub bytes: &'a [u8],
    /// When it was kept, which tells two arrivals of the same bytes apart.
    pub at: Timestamp,
}

/// What arrived could not be kept, or the session is not this one's any more. Nothing is to be
/// confirmed to the platform.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[error("what arrived could not be kept")]
pub struct NotKept;

/// Where a session puts what it brings, for one channel.
#[async_trait]
pub trait Inbox: Send + Sync {
    /// Notes that the session stands.
    async fn connected(&self) -> Result<(), NotKept>;

    /// Keeps something that arrived, for good when it returns: only then it is confirmed to the
    /// platform.
    async fn keep(&self, bytes: Vec<u8>) -> Result<(), NotKept>;

    /// How far the channel had been read when the session began, in the adapter's own words.
    fn position(&self) -> Option<&str>;

    /// Notes how far the channel is read now, at most 1,000 characters. What is kept is noted
    /// after it is kept: what lies between is read again.
    async fn move_to(&self, position: &str) -> Result<(), NotKept>;
}
