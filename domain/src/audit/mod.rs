//! What was done and what was refused, by whom and when.

mod model;
mod note;
mod service;
mod store;

pub use model::{AuditAction, AuditEntry, AuditFilter, AuditOutcome, FieldChange};
pub use note::SYSTEM;
pub(crate) use note::denied;
pub use service::{AuditList, AuditLogError, AuditPage, installation_log, tenant_log};
pub use store::AuditStore;
