//! How a company becomes a tenant: it registers, and after a rejection corrects what it has said.

mod error;
mod form;
mod service;
mod store;

pub use error::RegistrationError;
pub use form::{CompanyDraft, CompanyForm, RegistrationDraft, RegistrationForm};
pub use service::{Registered, ask_again, is_possible, register, register_another};
pub use store::{RegisterOutcome, Registrant, RegistrationStore};
