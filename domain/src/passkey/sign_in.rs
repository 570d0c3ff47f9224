//! Signing in with a passkey alone.

use super::service::{take_state, wait_for_answer};
use super::{Challenge, PasskeyError, Passkeys};
use crate::audit::{AuditAction, AuditEntry};
use crate::caller::Visitor;
use crate::error_code::ErrorCode;
use crate::ids::{SessionId, TenantId};
use crate::ports::Ports;
use crate::secrets::SecretToken;
use crate::sign_in::{SignInSuccess, let_in_with_second_factor};

/// Asks whoever sits there for a passkey. The token finds the challenge when its answer comes.
pub async fn start_sign_in(
    ports: &Ports,
    passkeys: &dyn Passkeys,
) -> Result<(Challenge, SecretToken), PasskeyError> {
    let challenge = passkeys.start_sign_in()?;
    let token = wait_for_answer(ports, &challenge, None).await?;
    Ok((challenge, token))
}

/// Signs in whose passkey has answered. The session `replaces` ends. Nobody has to wait after wrong
/// answers: a signature cannot be guessed.
pub async fn sign_in_with_passkey(
    ports: &Ports,
    passkeys: &dyn Passkeys,
    visitor: &Visitor,
    token: &SecretToken,
    answer: &str,
    replaces: Option<SessionId>,
) -> Result<SignInSuccess, PasskeyError> {
    let state = take_state(ports, token, None).await?.ok_or(PasskeyError::Expired)?;
    let id = passkeys.credential_id(answer)?;
    let passkey = ports.store.passkey_by_credential(&id).await?.ok_or(PasskeyError::NotFound)?;
    let user = ports.store.user_by_id(passkey.user).await?.ok_or(PasskeyError::NotFound)?;
    let (email, action) = (user.email.as_str(), AuditAction::SessionStart);
    let mut audit = AuditEntry::new(ports, TenantId::INSTALLATION, email, action);
    audit.user = Some(user.id);
    let after = match passkeys.sign_in(&state, answer, &passkey.credential) {
        Ok(after) => after,
        Err(refused) => {
            audit.refused(ports, ErrorCode::PasskeyRefused).await?;
            return Err(refused.into());
        }
    };
    if !ports.store.use_passkey(&passkey.credential, &after, ports.clock.now()).await? {
        return Err(PasskeyError::Expired);
    }
    match let_in_with_second_factor(ports, visitor, user, replaces).await? {
        Some(success) => Ok(success),
        None => {
            audit.refused(ports, ErrorCode::SignInRefused).await?;
            Err(PasskeyError::NotFound)
        }
    }
}
