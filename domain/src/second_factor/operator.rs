use crate::audit::{AuditAction, AuditEntry};
use crate::error_code::ErrorCode;
use crate::field_errors::{Field, FieldErrors};
use crate::ids::TenantId;
use crate::ports::Ports;
use crate::user::{EmailAddress, OPERATOR, UserError};

/// Takes everything but the password away from somebody who has lost it: app, recovery codes and
/// passkeys, and ends their sessions. From the command line. Returns whether they had any of it.
///
/// Passkeys go along: whoever has lost the phone with the app has often lost those on it, too, and
/// somebody else may have found it.
pub async fn reset_second_factor(ports: &Ports, email: &str) -> Result<bool, UserError> {
    let email = EmailAddress::parse(email)
        .map_err(|code| UserError::Invalid(FieldErrors::only(Field::Email, code)))?;
    let user = ports.store.user_by_email(&email).await?.ok_or(UserError::NotFound)?;
    let action = AuditAction::SecondFactorRemove;
    let mut audit = AuditEntry::new(ports, TenantId::INSTALLATION, OPERATOR, action);
    audit.user = Some(user.id);
    let removed = ports.store.remove_every_factor(user.id, &audit).await?;
    if !removed {
        audit.refused(ports, ErrorCode::SecondFactorNotSet).await?;
    }
    Ok(removed)
}
