//! Binding: how a channel gets to its third-party account, keeps it, changes it and loses it.
//!
//! A [`Binding`] is the hold of a channel on one account. While somebody goes through the guided
//! flow it is open; confirmed, it becomes the channel's current one. A rebind keeps the one before
//! for a day. What is to be let go waits, releasing, until the platform has let it go.
//!
//! The platform is asked between two transactions and never within one. What it may hold by then
//! has been noted before: a server that dies at any moment leaves a binding that can be confirmed
//! again, or that is released.

mod authorise;
mod begin;
mod confirm;
mod credentials;
mod error;
mod fingerprint;
mod model;
mod picture;
mod release;
mod step;
mod store;

pub use authorise::{
    Authorising, PlatformAnswer, authorise, check_again, choose_account, take_answer,
};
pub use begin::{Holdings, begin, holdings};
pub use confirm::{cancel, confirm, repair_callback, roll_back};
pub use credentials::{candidates_of, credentials_of, place, seal_credentials};
pub use error::BindingError;
pub use fingerprint::{
    FINGERPRINT_KEY, Fingerprint, account_fingerprint, unit_fingerprint, waba_fingerprint,
};
pub use model::{Binding, BindingState, Hold, Purpose};
pub use picture::{KeptPicture, picture};
pub use release::{Releasing, cancel_abandoned, give_up_release, release_next, unbind};
pub use step::endpoint;
pub use store::{
    BindingStore, Bound, CancelOutcome, ClaimOutcome, Progress, StartOutcome, StepOutcome,
};
