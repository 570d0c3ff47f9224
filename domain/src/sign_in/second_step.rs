//! The second step of signing in: a code, for people who have a second factor.

use super::proof::Attempt;
use super::service::{SignInError, SignInSuccess, first_tenant, start_session};
use crate::audit::{AuditAction, AuditEntry};
use crate::caller::Visitor;
use crate::error_code::ErrorCode;
use crate::field_errors::{Field, FieldErrors};
use crate::ids::{SessionId, TenantId};
use crate::ports::Ports;
use crate::second_factor::{self, CodeForm};
use crate::secrets::SecretToken;
use crate::session::{Session, SignedIn, insert_session, new_session};
use crate::store::StoreError;
use crate::time::Timestamp;
use crate::user::User;

/// How long a sign-in waits for its code, in microseconds: 5 minutes, for looking for the phone.
const WAITS_FOR: i64 = 5 * 60 * 1_000_000;

/// Whether a code is asked for when this user signs in.
pub(crate) async fn needs_code(ports: &Ports, user: &User) -> Result<bool, StoreError> {
    let factor = ports.store.totp_factor(user.id).await?;
    Ok(factor.is_some_and(|factor| factor.confirmed_at.is_some()))
}

/// Keeps the sign-in of somebody who has just proved who they are otherwise, until the code comes.
/// Nothing when they have been disabled meanwhile, or given another password.
pub(crate) async fn wait_for_code(
    ports: &Ports,
    user: &User,
) -> Result<Option<SecretToken>, StoreError> {
    let token = ports.secrets.token();
    let hash = ports.secrets.hash_token(&token);
    let expires_at = Timestamp::from_micros(ports.clock.now().micros() + WAITS_FOR);
    let checked = user.password.as_ref();
    let waits = ports.store.insert_pending_sign_in(&hash, user.id, checked, expires_at).await?;
    Ok(waits.then_some(token))
}

/// Whether a sign-in waits under this token.
pub async fn waits_for_code(ports: &Ports, token: &SecretToken) -> Result<bool, StoreError> {
    let hash = ports.secrets.hash_token(token);
    Ok(ports.store.pending_sign_in(&hash, ports.clock.now()).await?.is_some())
}

/// Signs somebody in whose sign-in waits under this token. The session `replaces` ends. A code
/// counts as an attempt like a password.
pub async fn sign_in_with_code(
    ports: &Ports,
    visitor: &Visitor,
    token: &SecretToken,
    form: &CodeForm,
    replaces: Option<SessionId>,
) -> Result<SignInSuccess, SignInError> {
    let code = form.parse().map_err(SignInError::Invalid)?;
    let hash = ports.secrets.hash_token(token);
    let waiting = ports.store.pending_sign_in(&hash, ports.clock.now()).await?;
    let user = ports.store.user_by_id(waiting.ok_or(SignInError::Expired)?).await?;
    let user = user.ok_or(SignInError::Expired)?;
    let attempt = match Attempt::begin(ports, visitor, &user.email, Some(&user)).await? {
        Ok(attempt) => attempt,
        Err(until) => return Err(SignInError::TooManyAttempts(until)),
    };
    if !second_factor::is_right(ports, &user, &code).await? {
        let (email, action) = (user.email.as_str(), AuditAction::SessionStart);
        let mut audit = AuditEntry::new(ports, TenantId::INSTALLATION, email, action);
        audit.user = Some(user.id);
        return Err(refuse_wrong(ports, audit).await?);
    }
    // After the user was read: a password that was changed since has ended the waiting.
    if !ports.store.use_pending_sign_in(&hash, ports.clock.now()).await? {
        return Err(SignInError::Expired);
    }
    attempt.succeeded(ports).await?;
    let success = let_in_with_second_factor(ports, visitor, user, replaces).await?;
    success.ok_or(SignInError::Expired)
}

/// Starts a session for somebody who has just proved with two factors who they are, and remembers
/// the browser. Nothing when they have been disabled meanwhile, or given another password.
pub(crate) async fn let_in_with_second_factor(
    ports: &Ports,
    visitor: &Visitor,
    user: User,
    replaces: Option<SessionId>,
) -> Result<Option<SignInSuccess>, StoreError> {
    let tenant = first_tenant(ports, &user).await?;
    let mut session = new_session(ports, visitor, user.id, tenant);
    session.second_factor = true;
    start_session(ports, visitor, user, session, Vec::new(), replaces).await
}

/// Proves with a code who is signed in. The session goes on under a new token, and ends when it
/// would have ended.
pub async fn confirm_with_code(
    ports: &Ports,
    visitor: &Visitor,
    signed_in: &SignedIn,
    form: &CodeForm,
) -> Result<SecretToken, SignInError> {
    let code = form.parse().map_err(SignInError::Invalid)?;
    let SignedIn { session, user, .. } = signed_in;
    let attempt = match Attempt::begin(ports, visitor, &user.email, Some(user)).await? {
        Ok(attempt) => attempt,
        Err(until) => return Err(SignInError::TooManyAttempts(until)),
    };
    if !second_factor::is_right(ports, user, &code).await? {
        let audit = signed_in.audit_entry(ports, AuditAction::SessionStart);
        return Err(refuse_wrong(ports, audit).await?);
    }
    attempt.succeeded(ports).await?;
    let again = proven_again(ports, visitor, session);
    let token = insert_session(ports, &again, user, Vec::new(), Some(session.id)).await?;
    token.ok_or(SignInError::Refused)
}

/// The session under another id, with a proof of now.
pub(crate) fn proven_again(ports: &Ports, visitor: &Visitor, session: &Session) -> Session {
    Session {
        created_at: session.created_at,
        second_factor: session.second_factor,
        ..new_session(ports, visitor, session.user, session.tenant)
    }
}

async fn refuse_wrong(ports: &Ports, audit: AuditEntry) -> Result<SignInError, StoreError> {
    let code = ErrorCode::SecondFactorCodeWrong;
    audit.refused(ports, code).await?;
    Ok(SignInError::Invalid(FieldErrors::only(Field::Code, code)))
}
