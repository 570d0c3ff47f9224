//! A signed-in browser.

mod model;
mod service;
mod start;
mod store;

pub use model::{FRESH_FOR, Session, SessionLimits, SignedIn};
pub use service::{
    account_manager_of, caller_of, end_other_sessions, end_session, resume, sessions, sign_out,
    switch_tenant,
};
pub(crate) use start::{insert_session, new_session};
pub use store::SessionStore;
