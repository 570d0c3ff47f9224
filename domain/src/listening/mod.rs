//! Lasting sessions with platforms that do not call us: a carrier's SMPP server, a mailbox.
//!
//! Each bound account has one session in the whole installation, held by the server whose lease
//! is in the database. What a session brings goes through the same journal as what platforms
//! send by themselves. The session itself is the adapter's:
//! [`Platform::listen`](crate::platform::Platform::listen).

mod model;
mod pause;
mod service;
mod store;

pub use model::{ClaimedListening, Ending, HeldListening, KnownListening};
pub use service::{
    LEASE, Opening, claim_listening, end_listening, measure, open_listening, renew_listening,
};
pub use store::ListeningStore;
