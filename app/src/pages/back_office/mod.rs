//! The pages of the account managers.

pub(crate) mod list;
pub(crate) mod quota_requests;
pub(crate) mod tenant;
