//! The company that owns channels, and how many it may have.

mod model;
mod name;
mod store;

pub use model::{ChannelUsage, DEFAULT_CHANNEL_QUOTA, Tenant};
pub use name::TenantName;
pub use store::TenantStore;
