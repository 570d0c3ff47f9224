use serde::{Deserialize, Serialize};

use crate::error_code::ErrorCode;
use crate::field_errors::Field;
use crate::ids::{AuditEntryId, ChannelId, TenantId};
use crate::time::Timestamp;

/// One line of the audit log. Written once, never changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AuditEntry {
    /// Its identity, in the order of writing.
    pub id: AuditEntryId,
    /// Whose log it stands in.
    pub tenant: TenantId,
    /// When it happened.
    pub at: Timestamp,
    /// Who asked, see [`crate::caller::Caller::actor`].
    pub actor: String,
    /// What was asked.
    pub action: AuditAction,
    /// The channel it was about. Absent when there was none yet: a refused creation.
    pub channel: Option<ChannelId>,
    /// What came of it.
    pub outcome: AuditOutcome,
    /// What changed; for a refusal, what would have changed. Never holds a secret.
    pub changes: Vec<FieldChange>,
}

/// What somebody asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AuditAction {
    /// A new channel.
    ChannelCreate,
    /// Another name or other remarks.
    ChannelEdit,
    /// The end of a channel.
    ChannelDelete,
}

impl AuditAction {
    /// Every action.
    pub const ALL: [Self; 3] = [Self::ChannelCreate, Self::ChannelEdit, Self::ChannelDelete];

    /// The stored word.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::ChannelCreate => "channel.create",
            Self::ChannelEdit => "channel.edit",
            Self::ChannelDelete => "channel.delete",
        }
    }
}

/// What came of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AuditOutcome {
    /// It was done.
    Done,
    /// It was refused for this reason, and nothing changed.
    Refused(ErrorCode),
}

/// A field before and after.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FieldChange {
    /// Which field.
    pub field: Field,
    /// Its value before; absent when the channel did not exist.
    pub before: Option<String>,
    /// Its value after; absent when the channel no longer exists.
    pub after: Option<String>,
}
