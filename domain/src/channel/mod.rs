//! A channel: one identity of a tenant on one messaging platform.
//!
//! Three facts about a channel are kept apart and never mixed into one word: its [`Lifecycle`],
//! its [`ChannelHealth`] and the reason for its health.

mod channel_type;
mod dossier;
mod form;
mod health;
mod lifecycle;
mod list;
mod model;
mod name;
mod remarks;
mod service;
mod store;

pub use channel_type::{BoundResource, ChannelType, Prerequisite};
pub use dossier::{Dossier, dossier, note_dossier};
pub use form::{ChannelDraft, ChannelEdit, ChannelForm, DeletionForm, EditForm};
pub use health::ChannelHealth;
pub use lifecycle::Lifecycle;
pub use list::{
    ChannelFilter, ChannelList, ChannelOrder, ChannelPage, Direction, ListPosition, PageSize,
    SortColumn, SortValue,
};
pub use model::{Channel, name_key};
pub use name::ChannelName;
pub use remarks::Remarks;
pub use service::{
    ChannelError, channel, create_channel, delete_channel, edit_channel, has_channel_named,
    list_channels,
};
pub use store::{ChannelStore, DeleteOutcome, InsertOutcome, UpdateOutcome};
