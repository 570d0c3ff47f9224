//! Adding passkeys and taking them away, by their owner.

use thiserror::Error;

use super::{
    Ceremony, Challenge, Credential, InsertPasskeyOutcome, Passkey, PasskeyName, PasskeyRefused,
    Passkeys,
};
use crate::audit::AuditAction;
use crate::error_code::ErrorCode;
use crate::field_errors::{Field, FieldErrors};
use crate::ids::{PasskeyId, UserId};
use crate::ports::Ports;
use crate::secrets::SecretToken;
use crate::session::SignedIn;
use crate::store::StoreError;
use crate::time::Timestamp;

/// How long a browser may take, in microseconds: 5 minutes, for looking for the phone.
const ANSWERED_WITHIN: i64 = 5 * 60 * 1_000_000;

/// Why passkeys are as they were.
#[derive(Debug, Error)]
pub enum PasskeyError {
    /// The name breaks its rules.
    #[error("the form has mistakes")]
    Invalid(FieldErrors),
    /// It needs another proof of who asks.
    #[error("the last proof is too old")]
    NotFresh,
    /// The answer of the browser does not do.
    #[error(transparent)]
    Refused(#[from] PasskeyRefused),
    /// Nothing waits for this answer: it took too long, or was given before.
    #[error("no challenge waits for this answer")]
    Expired,
    /// There is one already, or there are 20.
    #[error("there is no room for this passkey: {}", .0.code())]
    NoRoom(ErrorCode),
    /// The user has no such passkey.
    #[error("no such passkey")]
    NotFound,
    /// The store gave no answer.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// The form that adds a passkey.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct PasskeyForm {
    /// What it will be called, as it was typed.
    pub name: String,
    /// What the browser answered, as JSON.
    pub answer: String,
}

/// The passkeys of whoever is signed in, the newest first.
pub async fn passkeys(ports: &Ports, signed_in: &SignedIn) -> Result<Vec<Passkey>, StoreError> {
    ports.store.passkeys_of_user(signed_in.user.id).await
}

/// Asks the browser for a new passkey. The token finds the challenge when its answer comes.
pub async fn start_adding(
    ports: &Ports,
    passkeys: &dyn Passkeys,
    signed_in: &SignedIn,
) -> Result<(Challenge, SecretToken), PasskeyError> {
    assert_fresh(ports, signed_in)?;
    let user = &signed_in.user;
    let known = ports.store.passkeys_of_user(user.id).await?;
    let known: Vec<Credential> = known.into_iter().map(|one| one.credential).collect();
    let challenge = passkeys.start_adding(user, &known)?;
    let token = wait_for_answer(ports, &challenge, Some(user.id)).await?;
    Ok((challenge, token))
}

/// Adds the passkey that the browser has made.
pub async fn add_passkey(
    ports: &Ports,
    passkeys: &dyn Passkeys,
    signed_in: &SignedIn,
    token: &SecretToken,
    form: &PasskeyForm,
) -> Result<(), PasskeyError> {
    assert_fresh(ports, signed_in)?;
    let name = PasskeyName::parse(&form.name)
        .map_err(|code| PasskeyError::Invalid(FieldErrors::only(Field::PasskeyName, code)))?;
    let user = signed_in.user.id;
    let state = take_state(ports, token, Some(user)).await?.ok_or(PasskeyError::Expired)?;
    let passkey = Passkey {
        id: PasskeyId::from_uuid(ports.ids.next()),
        user,
        name,
        credential: passkeys.add(&state, &form.answer)?,
        created_at: ports.clock.now(),
        used_at: None,
    };
    let audit = signed_in.audit_entry(ports, AuditAction::PasskeyAdd);
    match ports.store.insert_passkey(&passkey, &audit).await? {
        InsertPasskeyOutcome::Inserted => Ok(()),
        InsertPasskeyOutcome::Known => Err(PasskeyError::NoRoom(ErrorCode::PasskeyKnown)),
        InsertPasskeyOutcome::TooMany => Err(PasskeyError::NoRoom(ErrorCode::PasskeyTooMany)),
    }
}

/// Takes one of the user's passkeys away.
pub async fn remove_passkey(
    ports: &Ports,
    signed_in: &SignedIn,
    id: PasskeyId,
) -> Result<(), PasskeyError> {
    let audit = signed_in.audit_entry(ports, AuditAction::PasskeyRemove);
    if assert_fresh(ports, signed_in).is_err() {
        audit.refused(ports, ErrorCode::SessionNotFresh).await?;
        return Err(PasskeyError::NotFresh);
    }
    if ports.store.remove_passkey(signed_in.user.id, id, &audit).await? {
        Ok(())
    } else {
        Err(PasskeyError::NotFound)
    }
}

pub(super) async fn wait_for_answer(
    ports: &Ports,
    challenge: &Challenge,
    user: Option<UserId>,
) -> Result<SecretToken, StoreError> {
    let token = ports.secrets.token();
    let expires_at = Timestamp::from_micros(ports.clock.now().micros() + ANSWERED_WITHIN);
    let ceremony = Ceremony { user, state: challenge.state.clone(), expires_at };
    ports.store.insert_ceremony(&ports.secrets.hash_token(&token), &ceremony).await?;
    Ok(token)
}

/// What was kept for this answer, if it is from whom it was asked of.
pub(super) async fn take_state(
    ports: &Ports,
    token: &SecretToken,
    user: Option<UserId>,
) -> Result<Option<String>, StoreError> {
    let hash = ports.secrets.hash_token(token);
    let ceremony = ports.store.take_ceremony(&hash, ports.clock.now()).await?;
    Ok(ceremony.filter(|ceremony| ceremony.user == user).map(|ceremony| ceremony.state))
}

fn assert_fresh(ports: &Ports, signed_in: &SignedIn) -> Result<(), PasskeyError> {
    if signed_in.is_fresh(ports.clock.now()) { Ok(()) } else { Err(PasskeyError::NotFresh) }
}
