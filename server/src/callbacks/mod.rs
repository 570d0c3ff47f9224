//! What platforms send: the addresses they call, the journal that keeps it, and the worker that
//! reads it.

mod endpoint;
mod journal;
mod worker;

pub use endpoint::{Callbacks, router};
pub use journal::{Journal, NotKept, Writer};
pub use worker::keep_processing;
