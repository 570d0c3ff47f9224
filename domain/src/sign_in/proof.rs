use uuid::Uuid;

use super::{AttemptOutcome, AttemptSubject};
use crate::caller::Visitor;
use crate::ids::UserId;
use crate::ports::Ports;
use crate::store::StoreError;
use crate::time::Timestamp;
use crate::user::{EmailAddress, User};

/// What came of typing a password.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Proof {
    /// It is that of the user, who may sign in.
    Right,
    /// It is not, or there is no such user, or they may not sign in.
    Wrong,
    /// It was not looked at. The next attempt may be made then.
    WaitUntil(Timestamp),
}

/// Lets somebody prove with their password that they are the user with this address.
///
/// The attempt is counted first, so that many at once do not all get through. Whether there is
/// such a user, and whether they may sign in, makes no difference in what is asked of the
/// database before the password, nor in how often a password is checked: once.
pub(crate) async fn prove(
    ports: &Ports,
    visitor: &Visitor,
    email: &EmailAddress,
    user: Option<&User>,
    password: &str,
) -> Result<Proof, StoreError> {
    let subjects = subjects(ports, visitor, email, user).await?;
    let now = ports.clock.now();
    if let AttemptOutcome::WaitUntil(until) = ports.store.begin_attempt(&subjects, now).await? {
        return Ok(Proof::WaitUntil(until));
    }
    let hash =
        user.filter(|user| user.disabled_at.is_none()).and_then(|user| user.password.as_ref());
    if !ports.secrets.is_password(password, hash).await {
        return Ok(Proof::Wrong);
    }
    ports.store.forget_attempts(&subjects).await?;
    Ok(Proof::Right)
}

async fn subjects(
    ports: &Ports,
    visitor: &Visitor,
    email: &EmailAddress,
    user: Option<&User>,
) -> Result<[AttemptSubject; 2], StoreError> {
    let mut account = AttemptSubject::Account(email.clone());
    if let Some(device) = &visitor.device {
        let device = ports.secrets.hash_token(device);
        let nobody = UserId::from_uuid(Uuid::nil());
        let user = user.map_or(nobody, |user| user.id);
        if ports.store.is_known_device(user, &device).await? {
            account = AttemptSubject::KnownDevice(email.clone(), device);
        }
    }
    Ok([account, AttemptSubject::of_address(&visitor.address)])
}
