//! What platforms send: kept first and answered at once, then read by a worker.
//!
//! A request is believed only with the right signature; nothing is kept of one that is not. What
//! is kept is read once more later: which channel it concerns, whether it was there before, and
//! what it changes. Platforms repeat and reorder what they send, and neither makes a difference.

mod model;
mod process;
mod receive;
mod store;
mod traffic;

pub use model::{
    CallbackOutcome, ChannelEvent, ChannelEventKind, DeliveryState, EventKey, ProcessedCallback,
    ReceivedCallback,
};
pub use process::{Processing, process_callbacks};
pub use receive::{Receipt, Request, Turned, receive};
pub use store::{CallbackStore, Kept, PAUSE_BEFORE_CHECK};
pub use traffic::{ChannelActivity, TrafficHour, last_inbound, traffic_of};
