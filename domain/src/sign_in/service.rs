//! Signing in, and proving it again later.

use thiserror::Error;

use super::proof::{Attempt, is_password};
use super::second_step::{needs_code, proven_again, wait_for_code};
use super::{ConfirmForm, Proof, SignInForm, prove};
use crate::audit::{AuditAction, AuditEntry, FieldChange};
use crate::caller::Visitor;
use crate::error_code::ErrorCode;
use crate::field_errors::{Field, FieldErrors};
use crate::ids::{SessionId, TenantId};
use crate::ports::Ports;
use crate::secrets::SecretToken;
use crate::session::{Session, SignedIn, insert_session, new_session};
use crate::store::StoreError;
use crate::time::Timestamp;
use crate::user::User;

/// What a browser gets when somebody has signed in with it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SignInSuccess {
    /// Opens the session.
    pub token: SecretToken,
    /// Marks the browser as one in which the user has signed in; it had this one, or has a new one.
    pub device: SecretToken,
    /// Who it is.
    pub user: User,
}

/// Why nobody was signed in.
#[derive(Debug, Error)]
pub enum SignInError {
    /// Fields break their rules.
    #[error("the form has mistakes")]
    Invalid(FieldErrors),
    /// Wrong address, wrong password, or a user who is kept out. Nobody is told which.
    #[error("the address or the password is wrong")]
    Refused,
    /// The password is right, and a code is asked for: the sign-in waits under this token.
    #[error("a code of the second factor is needed")]
    CodeNeeded(SecretToken),
    /// No sign-in waits for a code: it took too long, or was used, or the password is another one.
    #[error("no sign-in waits for a code")]
    Expired,
    /// The password was not looked at. The next attempt may be made then.
    #[error("too many attempts")]
    TooManyAttempts(Timestamp),
    /// The store gave no answer.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// Signs somebody in with address and password, for the first of their tenants. The session
/// `replaces` ends.
///
/// A wrong attempt is noted. One that has to wait is not: anybody could fill the log with them.
pub async fn sign_in(
    ports: &Ports,
    visitor: &Visitor,
    form: &SignInForm,
    replaces: Option<SessionId>,
) -> Result<SignInSuccess, SignInError> {
    let email = form.parse().map_err(SignInError::Invalid)?;
    let user = ports.store.user_by_email(&email).await?;
    let action = AuditAction::SessionStart;
    let mut audit = AuditEntry::new(ports, TenantId::INSTALLATION, email.as_str(), action);
    audit.user = user.as_ref().map(|user| user.id);
    let attempt = match Attempt::begin(ports, visitor, &email, user.as_ref()).await? {
        Ok(attempt) => attempt,
        Err(until) => return Err(SignInError::TooManyAttempts(until)),
    };
    let is_password = is_password(ports, user.as_ref(), &form.password).await;
    if let Some(user) = user.filter(|_| is_password) {
        if needs_code(ports, &user).await? {
            // The attempt is not forgotten yet: whoever knows the password could otherwise try
            // codes without end.
            if let Some(token) = wait_for_code(ports, &user).await? {
                return Err(SignInError::CodeNeeded(token));
            }
        } else {
            attempt.succeeded(ports).await?;
            let tenant = first_tenant(ports, &user).await?;
            if let Some(success) = let_in(ports, visitor, user, tenant, replaces).await? {
                return Ok(success);
            }
        }
    }
    audit.refused(ports, ErrorCode::SignInRefused).await?;
    Err(SignInError::Refused)
}

/// The tenant that somebody acts for at first.
pub(super) async fn first_tenant(
    ports: &Ports,
    user: &User,
) -> Result<Option<TenantId>, StoreError> {
    let memberships = ports.store.memberships(user.id).await?;
    Ok(memberships.first().map(|membership| membership.tenant))
}

/// Starts a session for somebody who has just proved who they are, and remembers the browser.
/// Nothing when they have been disabled meanwhile, or given another password, or have a second
/// factor.
pub(crate) async fn let_in(
    ports: &Ports,
    visitor: &Visitor,
    user: User,
    tenant: Option<TenantId>,
    replaces: Option<SessionId>,
) -> Result<Option<SignInSuccess>, StoreError> {
    let session = new_session(ports, visitor, user.id, tenant);
    start_session(ports, visitor, user, session, Vec::new(), replaces).await
}

/// The same with a session that was made before. `how` stands in the audit log.
pub(crate) async fn start_session(
    ports: &Ports,
    visitor: &Visitor,
    user: User,
    session: Session,
    how: Vec<FieldChange>,
    replaces: Option<SessionId>,
) -> Result<Option<SignInSuccess>, StoreError> {
    let Some(token) = insert_session(ports, &session, &user, how, replaces).await? else {
        return Ok(None);
    };
    let device = visitor.device.clone().unwrap_or_else(|| ports.secrets.token());
    let device_hash = ports.secrets.hash_token(&device);
    ports.store.remember_device(user.id, &device_hash, session.created_at).await?;
    Ok(Some(SignInSuccess { token, device, user }))
}

/// Proves with the password again who is signed in. The session goes on under a new token, and
/// ends when it would have ended.
pub async fn confirm(
    ports: &Ports,
    visitor: &Visitor,
    signed_in: &SignedIn,
    form: &ConfirmForm,
) -> Result<SecretToken, SignInError> {
    form.check().map_err(SignInError::Invalid)?;
    let SignedIn { session, user, .. } = signed_in;
    match prove(ports, visitor, &user.email, Some(user), &form.password).await? {
        Proof::WaitUntil(until) => return Err(SignInError::TooManyAttempts(until)),
        Proof::Wrong => {
            let audit = signed_in.audit_entry(ports, AuditAction::SessionStart);
            audit.refused(ports, ErrorCode::PasswordWrong).await?;
            let wrong = FieldErrors::only(Field::Password, ErrorCode::PasswordWrong);
            return Err(SignInError::Invalid(wrong));
        }
        Proof::Right => {}
    }
    let again = proven_again(ports, visitor, session);
    let token = insert_session(ports, &again, user, Vec::new(), Some(session.id)).await?;
    token.ok_or(SignInError::Refused)
}
