//! Links that work once: the set-up link, invitations, password resets.

mod model;
mod service;
mod store;

pub use model::{Link, LinkPurpose};
pub(crate) use service::new_link;
pub use service::{new_password_reset, new_set_up_link, open_link};
pub use store::LinkStore;
