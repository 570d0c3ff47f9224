use super::{EmailAddress, Password};
use crate::error_code::ErrorCode;
use crate::field_errors::{Field, FieldErrors};
use crate::ports::Ports;

/// Refuses a new password that is tried before any other: one of the common ones, or the address
/// that one signs in with.
pub(crate) fn refuse_easy_password(
    ports: &Ports,
    password: &Password,
    email: &EmailAddress,
) -> Result<(), FieldErrors> {
    let is_email = password.reveal().trim().eq_ignore_ascii_case(email.as_str());
    if is_email || ports.secrets.is_common_password(password) {
        return Err(FieldErrors::only(Field::NewPassword, ErrorCode::PasswordCommon));
    }
    Ok(())
}
