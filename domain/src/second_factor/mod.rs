//! What somebody has beside their password: an app that shows a new code every 30 seconds (TOTP,
//! RFC 6238), and codes on paper for the day on which it is lost.

mod check;
mod code;
mod error;
mod model;
mod operator;
mod service;
mod store;

pub(crate) use check::is_right;
pub use code::{Code, CodeForm, RecoveryCode, TotpCode};
pub use error::SecondFactorError;
pub use model::{RECOVERY_CODES, SecondFactor, TOTP_TABLE, TotpFactor, TotpKey};
pub use operator::reset_second_factor;
pub use service::{
    confirm_totp, renew_recovery_codes, second_factor, start_totp, totp_key, turn_off,
};
pub use store::SecondFactorStore;
