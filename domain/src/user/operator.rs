//! What an operator of the machine does about people, from the command line.

use thiserror::Error;

use super::{EmailAddress, InsertUserOutcome, PersonName, User};
use crate::audit::{AuditAction, AuditEntry, FieldChange};
use crate::error_code::ErrorCode;
use crate::field_errors::{Field, FieldErrors};
use crate::ids::{TenantId, UserId};
use crate::link::new_password_reset;
use crate::ports::Ports;
use crate::secrets::SecretToken;
use crate::store::StoreError;

/// The name under which the audit log remembers an operator. It knows no more of them.
pub const OPERATOR: &str = "command line";

/// Why nothing was changed about a person.
#[derive(Debug, Error)]
pub enum UserError {
    /// The address or the name breaks its rules.
    #[error("{}", sentence(.0))]
    Invalid(FieldErrors),
    /// Somebody has this address already.
    #[error("somebody signs in with this e-mail address already")]
    EmailTaken,
    /// Nobody has this address.
    #[error("nobody signs in with this e-mail address")]
    NotFound,
    /// The store gave no answer.
    #[error(transparent)]
    Store(#[from] StoreError),
}

fn sentence(errors: &FieldErrors) -> String {
    errors.iter().map(|(_, code)| code.meaning()).collect::<Vec<_>>().join(" ")
}

/// Adds an account manager who belongs to no tenant, and makes the link with which they choose
/// their password.
pub async fn create_account_manager(
    ports: &Ports,
    email: &str,
    name: &str,
) -> Result<(User, SecretToken), UserError> {
    let mut errors = FieldErrors::default();
    let email = errors.take(Field::Email, EmailAddress::parse(email));
    let name = errors.take(Field::PersonName, PersonName::parse(name));
    let (Some(email), Some(name)) = (email, name) else { return Err(UserError::Invalid(errors)) };
    let user = User {
        id: UserId::from_uuid(ports.ids.next()),
        email,
        name,
        password: None,
        account_manager: true,
        disabled_at: None,
        created_at: ports.clock.now(),
    };
    let action = AuditAction::UserCreate;
    let mut audit = AuditEntry::new(ports, TenantId::INSTALLATION, OPERATOR, action);
    audit.user = Some(user.id);
    audit.changes = [(Field::Email, user.email.as_str()), (Field::PersonName, user.name.as_str())]
        .map(|(field, value)| FieldChange { field, before: None, after: Some(value.to_owned()) })
        .into();
    match ports.store.insert_user(&user, &audit).await? {
        InsertUserOutcome::Inserted => {
            let token = new_password_reset(ports, OPERATOR, &user).await?;
            Ok((user, token))
        }
        InsertUserOutcome::EmailTaken => {
            audit.user = None;
            audit.refused(ports, ErrorCode::EmailTaken).await?;
            Err(UserError::EmailTaken)
        }
    }
}

/// Keeps somebody out and ends their sessions, or lets them in again.
pub async fn set_user_disabled(
    ports: &Ports,
    email: &str,
    disabled: bool,
) -> Result<(), UserError> {
    let email = EmailAddress::parse(email)
        .map_err(|code| UserError::Invalid(FieldErrors::only(Field::Email, code)))?;
    let user = ports.store.user_by_email(&email).await?.ok_or(UserError::NotFound)?;
    if user.disabled_at.is_some() == disabled {
        return Ok(());
    }
    let action = if disabled { AuditAction::UserDisable } else { AuditAction::UserEnable };
    let mut audit = AuditEntry::new(ports, TenantId::INSTALLATION, OPERATOR, action);
    audit.user = Some(user.id);
    let at = disabled.then(|| ports.clock.now());
    if ports.store.set_disabled(user.id, at, &audit).await? {
        Ok(())
    } else {
        Err(UserError::NotFound)
    }
}
