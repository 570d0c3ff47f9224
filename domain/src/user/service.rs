//! Another password: by its owner, or through a link.

use thiserror::Error;

use super::{PasswordChangeForm, PasswordResetForm, refuse_easy_password};
use crate::audit::{AuditAction, AuditEntry};
use crate::caller::Visitor;
use crate::error_code::ErrorCode;
use crate::field_errors::{Field, FieldErrors};
use crate::ids::TenantId;
use crate::link::{LinkPurpose, open_link};
use crate::ports::Ports;
use crate::secrets::SecretToken;
use crate::session::SignedIn;
use crate::sign_in::{Proof, prove};
use crate::store::StoreError;
use crate::time::Timestamp;

/// Why a password is still the same.
#[derive(Debug, Error)]
pub enum PasswordError {
    /// Fields break their rules, or the old password is wrong.
    #[error("the form has mistakes")]
    Invalid(FieldErrors),
    /// The old password was not looked at. The next attempt may be made then.
    #[error("too many attempts")]
    TooManyAttempts(Timestamp),
    /// The link has been used, has been replaced, or is too old.
    #[error("the link does not work")]
    LinkInvalid,
    /// The store gave no answer.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// Gives the user another password and ends all their sessions but this one. Trying the old
/// password counts as an attempt to sign in.
pub async fn change_password(
    ports: &Ports,
    visitor: &Visitor,
    signed_in: &SignedIn,
    form: &PasswordChangeForm,
) -> Result<(), PasswordError> {
    let SignedIn { session, user, .. } = signed_in;
    let password = form.parse().map_err(PasswordError::Invalid)?;
    refuse_easy_password(ports, &password, &user.email).map_err(PasswordError::Invalid)?;
    let audit = signed_in.audit_entry(ports, AuditAction::PasswordChange);
    match prove(ports, visitor, &user.email, Some(user), &form.password).await? {
        Proof::WaitUntil(until) => return Err(PasswordError::TooManyAttempts(until)),
        Proof::Wrong => return Err(refuse_wrong(ports, audit).await?),
        Proof::Right => {}
    }
    let hash = ports.secrets.hash_password(&password).await;
    let (checked, keep) = (user.password.as_ref(), Some(session.id));
    if !ports.store.set_password(user.id, checked, &hash, keep, &audit).await? {
        return Err(refuse_wrong(ports, audit).await?);
    }
    Ok(())
}

async fn refuse_wrong(ports: &Ports, audit: AuditEntry) -> Result<PasswordError, StoreError> {
    audit.refused(ports, ErrorCode::PasswordWrong).await?;
    let wrong = FieldErrors::only(Field::Password, ErrorCode::PasswordWrong);
    Ok(PasswordError::Invalid(wrong))
}

/// Gives the user whom the link is for another password, and ends all their sessions.
///
/// A link that does not work is not noted: anybody could fill the log with them.
pub async fn reset_password(
    ports: &Ports,
    token: &SecretToken,
    form: &PasswordResetForm,
) -> Result<(), PasswordError> {
    let password = form.parse().map_err(PasswordError::Invalid)?;
    let purpose = open_link(ports, token).await?.map(|link| link.purpose);
    let Some(LinkPurpose::PasswordReset { user }) = purpose else {
        return Err(PasswordError::LinkInvalid);
    };
    let user = ports.store.user_by_id(user).await?.ok_or(PasswordError::LinkInvalid)?;
    refuse_easy_password(ports, &password, &user.email).map_err(PasswordError::Invalid)?;
    let email = user.email.as_str();
    let action = AuditAction::PasswordReset;
    let mut audit = AuditEntry::new(ports, TenantId::INSTALLATION, email, action);
    audit.user = Some(user.id);
    let hash = ports.secrets.hash_password(&password).await;
    let link = ports.secrets.hash_token(token);
    if ports.store.reset_password(&link, &hash, ports.clock.now(), &audit).await? {
        Ok(())
    } else {
        Err(PasswordError::LinkInvalid)
    }
}
