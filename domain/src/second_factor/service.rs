//! Setting a second factor up and taking it away, by its owner.

use super::{
    CodeForm, RECOVERY_CODES, RecoveryCode, SecondFactor, SecondFactorError, TotpFactor, TotpKey,
};
use crate::audit::{AuditAction, AuditEntry};
use crate::error_code::ErrorCode;
use crate::field_errors::{Field, FieldErrors};
use crate::ids::UserId;
use crate::ports::Ports;
use crate::secrets::TokenHash;
use crate::session::SignedIn;
use crate::store::StoreError;

/// The second factor of whoever is signed in, if they have one.
pub async fn second_factor(
    ports: &Ports,
    signed_in: &SignedIn,
) -> Result<Option<SecondFactor>, StoreError> {
    let user = signed_in.user.id;
    let factor = ports.store.totp_factor(user).await?;
    let Some(since) = factor.and_then(|factor| factor.confirmed_at) else { return Ok(None) };
    let recovery_codes = ports.store.recovery_codes(user).await?;
    Ok(Some(SecondFactor { since, recovery_codes }))
}

/// Makes the key for an app, which is asked for once its first code has come. Nothing is noted
/// until then.
pub async fn start_totp(ports: &Ports, signed_in: &SignedIn) -> Result<(), SecondFactorError> {
    assert_fresh(ports, signed_in)?;
    let user = signed_in.user.id;
    let key = ports.secrets.totp_key();
    let sealed = ports.sealing.seal(&TotpKey::place(user), key.bytes()).await?;
    if ports.store.start_totp(user, &sealed, ports.clock.now()).await? {
        Ok(())
    } else {
        Err(SecondFactorError::OtherState(ErrorCode::SecondFactorAlreadySet))
    }
}

/// The key that waits for the first code of its app, if there is one. Nobody sees a key again that
/// is in use.
pub async fn totp_key(
    ports: &Ports,
    signed_in: &SignedIn,
) -> Result<Option<TotpKey>, SecondFactorError> {
    assert_fresh(ports, signed_in)?;
    let user = signed_in.user.id;
    match ports.store.totp_factor(user).await? {
        Some(TotpFactor { confirmed_at: Some(_), .. }) => {
            Err(SecondFactorError::OtherState(ErrorCode::SecondFactorAlreadySet))
        }
        Some(waiting) => Ok(Some(open(ports, user, &waiting).await?)),
        None => Ok(None),
    }
}

/// Takes the first code of the app: from now on one is asked for at each sign-in. All other
/// sessions of the user end. The recovery codes are shown once.
pub async fn confirm_totp(
    ports: &Ports,
    signed_in: &SignedIn,
    form: &CodeForm,
) -> Result<Vec<RecoveryCode>, SecondFactorError> {
    assert_fresh(ports, signed_in)?;
    let code = form.parse_totp().map_err(SecondFactorError::Invalid)?;
    let user = signed_in.user.id;
    let waiting = match ports.store.totp_factor(user).await? {
        Some(factor) if factor.confirmed_at.is_none() => factor,
        Some(_) => return Err(SecondFactorError::OtherState(ErrorCode::SecondFactorAlreadySet)),
        None => return Err(SecondFactorError::OtherState(ErrorCode::SecondFactorNotSet)),
    };
    let key = open(ports, user, &waiting).await?;
    let now = ports.clock.now();
    let Some(step) = ports.secrets.totp_step(&key, &code, now) else {
        let wrong = FieldErrors::only(Field::Code, ErrorCode::SecondFactorCodeWrong);
        return Err(SecondFactorError::Invalid(wrong));
    };
    let (codes, hashes) = new_recovery_codes(ports);
    let audit = signed_in.audit_entry(ports, AuditAction::SecondFactorSetUp);
    let keep = signed_in.session.id;
    let (key, confirmed) = (&waiting.sealed, (now, step));
    if ports.store.confirm_totp(user, key, confirmed, &hashes, keep, &audit).await? {
        Ok(codes)
    } else {
        // Another key waits now, or this one was confirmed elsewhere.
        Err(SecondFactorError::OtherState(ErrorCode::SecondFactorAlreadySet))
    }
}

/// Makes other recovery codes. Those before do not work any more.
pub async fn renew_recovery_codes(
    ports: &Ports,
    signed_in: &SignedIn,
) -> Result<Vec<RecoveryCode>, SecondFactorError> {
    let audit = signed_in.audit_entry(ports, AuditAction::RecoveryCodesRenew);
    refuse_stale(ports, signed_in, &audit).await?;
    let (codes, hashes) = new_recovery_codes(ports);
    if ports.store.replace_recovery_codes(signed_in.user.id, &hashes, &audit).await? {
        Ok(codes)
    } else {
        Err(SecondFactorError::OtherState(ErrorCode::SecondFactorNotSet))
    }
}

/// Takes the second factor away. All other sessions of the user end.
pub async fn turn_off(ports: &Ports, signed_in: &SignedIn) -> Result<(), SecondFactorError> {
    let audit = signed_in.audit_entry(ports, AuditAction::SecondFactorRemove);
    refuse_stale(ports, signed_in, &audit).await?;
    let keep = Some(signed_in.session.id);
    if ports.store.remove_second_factor(signed_in.user.id, keep, &audit).await? {
        Ok(())
    } else {
        Err(SecondFactorError::OtherState(ErrorCode::SecondFactorNotSet))
    }
}

fn assert_fresh(ports: &Ports, signed_in: &SignedIn) -> Result<(), SecondFactorError> {
    if signed_in.is_fresh(ports.clock.now()) { Ok(()) } else { Err(SecondFactorError::NotFresh) }
}

/// The same, and notes the refusal.
async fn refuse_stale(
    ports: &Ports,
    signed_in: &SignedIn,
    audit: &AuditEntry,
) -> Result<(), SecondFactorError> {
    let fresh = assert_fresh(ports, signed_in);
    if fresh.is_err() {
        audit.clone().refused(ports, ErrorCode::SessionNotFresh).await?;
    }
    fresh
}

async fn open(
    ports: &Ports,
    user: UserId,
    factor: &TotpFactor,
) -> Result<TotpKey, SecondFactorError> {
    let place = TotpKey::place(user);
    let bytes = ports.sealing.open(&place, &factor.sealed).await?;
    let corrupt = StoreError::Corrupt { table: place.table, column: "sealed" };
    TotpKey::from_sealed(&bytes).ok_or(SecondFactorError::Store(corrupt))
}

fn new_recovery_codes(ports: &Ports) -> (Vec<RecoveryCode>, Vec<TokenHash>) {
    let codes: Vec<_> = (0..RECOVERY_CODES).map(|_| ports.secrets.recovery_code()).collect();
    let hashes = codes.iter().map(|code| ports.secrets.hash_recovery_code(code)).collect();
    (codes, hashes)
}
