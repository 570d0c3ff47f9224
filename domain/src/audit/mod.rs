//! What was done and what was refused, by whom and when.

mod model;
mod note;
mod store;

pub use model::{AuditAction, AuditEntry, AuditOutcome, FieldChange};
pub(crate) use note::denied;
pub use store::AuditStore;
