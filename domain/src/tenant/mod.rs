//! The company that owns channels, and how many it may have.

mod model;
mod store;

pub use model::{ChannelUsage, DEFAULT_CHANNEL_QUOTA, Tenant};
pub use store::TenantStore;
