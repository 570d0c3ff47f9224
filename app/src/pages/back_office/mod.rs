//! The pages of the account managers.

pub(crate) mod channel;
pub(crate) mod channel_requests;
pub(crate) mod channels;
pub(crate) mod list;
pub(crate) mod quota_requests;
pub(crate) mod tenant;
