//! The pages of the account managers.

pub(crate) mod list;
pub(crate) mod tenant;
