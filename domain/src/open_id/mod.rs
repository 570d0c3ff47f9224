//! Signing in through an OpenID provider (OpenID Connect Core 1.0, authorization code flow).
//!
//! A person's [`Identity`] there is linked with a user here: by the user themselves on their
//! account page, by an invitation that the provider's e-mail address fits, or, where the operator
//! allows it, by that address alone. Nobody becomes a user without an invitation.

mod account;
mod attempt;
mod begin;
mod error;
mod finish;
mod join;
mod model;
mod provider;
mod store;
mod subject;

pub use account::{has_identity, identities, unlink};
pub use attempt::{ATTEMPT_LIFETIME, Attempt, Purpose};
pub use begin::{Begun, begin, begin_link};
pub use error::OpenIdError;
pub use finish::{Answer, Browser, Finished, finish};
pub use model::{Claims, Identity};
pub use provider::{Challenge, OpenId, OpenIdProvider, ProviderError};
pub use store::{LinkOutcome, OpenIdStore, UnlinkOutcome};
pub use subject::Subject;
