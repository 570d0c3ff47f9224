//! The company that owns channels, how many it may have, and whether it may use the service.

mod company;
mod country;
mod list;
mod model;
mod name;
mod quota;
mod reason;
mod standing;
mod store;

pub use company::{Company, Contact, RegistrationNumber};
pub use country::Country;
pub use list::{TenantList, TenantPage};
pub use model::{
    ChannelUsage, DEFAULT_CHANNEL_QUOTA, MAX_CHANNEL_QUOTA, Organisation, Statement, Tenant,
};
pub use name::TenantName;
pub use quota::parse_quota;
pub use reason::Reason;
pub use standing::{Needs, Standing, TenantState, Verification};
pub use store::{TenantChange, TenantOutcome, TenantStore};
