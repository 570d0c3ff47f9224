//! Second factors: on the account page, where one is set up, and where one is asked for.

mod code_field;
pub(crate) mod codes;
mod confirm;
mod qr_code;
mod section;
pub(crate) mod set_up;
pub(crate) mod sign_in;

pub(crate) use confirm::ConfirmByCode;
pub(crate) use section::SecondFactorSection;
