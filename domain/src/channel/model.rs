use super::{ChannelHealth, ChannelName, ChannelType, Lifecycle, Remarks};
use crate::ids::{ChannelId, TenantId};
use crate::time::Timestamp;

/// One identity of a tenant on one messaging platform.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Channel {
    /// Its identity.
    pub id: ChannelId,
    /// Whose it is.
    pub tenant: TenantId,
    /// The platform. Never changes.
    pub channel_type: ChannelType,
    /// What people call it.
    pub name: ChannelName,
    /// What people note about it.
    pub remarks: Remarks,
    /// Where it stands in its life.
    pub lifecycle: Lifecycle,
    /// The name of the account that it is bound to.
    pub bound_account: Option<String>,
    /// How it is doing.
    pub health: ChannelHealth,
    /// Counts the edits, from 1. An edit names the version it was made from, so that two people
    /// who edit at once cannot overwrite each other unseen.
    pub version: i64,
    /// When it was created.
    pub created_at: Timestamp,
    /// When its name or remarks last changed.
    pub updated_at: Timestamp,
}

impl Channel {
    /// What the search box looks through: name, remarks and id, in lower case.
    pub fn search_text(&self) -> String {
        format!(
            "{}\n{}\n{}",
            name_key(self.name.as_str()),
            name_key(self.remarks.as_str()),
            self.id
        )
    }
}

/// A text in lower case, for sorting and searching that must not depend on the collation of a
/// database engine. Sorted by code point.
pub fn name_key(text: &str) -> String {
    text.to_lowercase()
}
