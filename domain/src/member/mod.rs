//! Who belongs to a tenant, and as what.

mod error;
mod form;
mod join;
mod model;
mod service;
mod set_up;
mod store;

pub use error::MemberError;
pub use form::{InvitationForm, JoinDraft, JoinForm, SetUpDraft, SetUpForm};
pub use join::{OpenInvitation, invitation, join, join_as_new};
pub(crate) use join::{invited, join_entry};
pub use model::{Member, Membership};
pub use service::{invite, members, memberships, remove_member, revoke_invitation, set_role};
pub use set_up::set_up;
pub use store::{AcceptOutcome, Invitee, MemberChange, MemberStore, SetUpOutcome};
