//! What was done and what was refused, by whom and when.

mod model;
mod store;

pub use model::{AuditAction, AuditEntry, AuditOutcome, FieldChange};
pub use store::AuditStore;
