//! Passkeys: on the account page, on a page of their own, and where one signs in.

pub(crate) mod list;
mod script;
mod section;
mod sign_in;

pub(crate) use section::PasskeySection;
pub(crate) use sign_in::PasskeySignIn;
