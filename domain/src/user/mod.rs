//! A person who can sign in: e-mail address, name and password.

mod email_address;
mod form;
mod model;
mod new_password;
mod operator;
mod password;
mod person_name;
mod service;
mod store;

pub use email_address::EmailAddress;
pub use form::{PasswordChangeForm, PasswordResetForm};
pub use model::User;
pub(crate) use new_password::refuse_easy_password;
pub use operator::{OPERATOR, UserError, create_account_manager, set_user_disabled};
pub use password::{Password, PasswordHash};
pub use person_name::PersonName;
pub use service::{PasswordError, ask_for_password_reset, change_password, reset_password};
pub use store::{InsertUserOutcome, UserStore};
