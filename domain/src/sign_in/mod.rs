//! Getting in: passwords tried, and how long to wait after wrong ones.

mod attempt;
mod form;
mod proof;
mod second_step;
mod service;
mod store;

pub use attempt::{AttemptCount, AttemptSubject, FORGOTTEN_AFTER};
pub use form::{ConfirmForm, SignInForm};
pub(crate) use proof::{Proof, prove};
pub(crate) use second_step::let_in_with_second_factor;
pub use second_step::{confirm_with_code, sign_in_with_code, waits_for_code};
pub(crate) use second_step::{needs_code, proven_again, wait_for_code};
pub use service::{SignInError, SignInSuccess, confirm, sign_in};
pub(crate) use service::{let_in, start_session};
pub use store::{AttemptOutcome, AttemptStore};
