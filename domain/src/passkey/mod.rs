//! Passkeys: a phone, a computer or a security key proves who somebody is, without a password
//! (WebAuthn). It asks for a finger, a face or a PIN itself, so that one is two factors.

mod model;
mod name;
mod port;
mod service;
mod sign_in;
mod store;

pub use model::{Credential, Passkey};
pub use name::PasskeyName;
pub use port::{Challenge, PasskeyRefused, Passkeys};
pub use service::{PasskeyError, PasskeyForm, add_passkey, passkeys, remove_passkey, start_adding};
pub use sign_in::{sign_in_with_passkey, start_sign_in};
pub use store::{Ceremony, InsertPasskeyOutcome, PasskeyStore};
