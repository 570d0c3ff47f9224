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

/// An attempt to prove who somebody is. It has been counted, so that many at once do not all get
/// through.
#[derive(Debug)]
pub(crate) struct Attempt([AttemptSubject; 2]);

impl Attempt {
    /// Counts an attempt, or says until when to wait. Whether there is such a user makes no
    /// difference in what is asked of the database.
    pub(crate) async fn begin(
        ports: &Ports,
        visitor: &Visitor,
        email: &EmailAddress,
        user: Option<&User>,
    ) -> Result<Result<Self, Timestamp>, StoreError> {
        let subjects = subjects(ports, visitor, email, user).await?;
        match ports.store.begin_attempt(&subjects, ports.clock.now()).await? {
            AttemptOutcome::Allowed => Ok(Ok(Self(subjects))),
            AttemptOutcome::WaitUntil(until) => Ok(Err(until)),
        }
    }

    /// It was successful, and those before it are forgotten.
    pub(crate) async fn succeeded(self, ports: &Ports) -> Result<(), StoreError> {
        ports.store.forget_attempts(&self.0).await
    }
}

/// Lets somebody prove with their password that they are the user with this address.
pub(crate) async fn prove(
    ports: &Ports,
    visitor: &Visitor,
    email: &EmailAddress,
    user: Option<&User>,
    password: &str,
) -> Result<Proof, StoreError> {
    let attempt = match Attempt::begin(ports, visitor, email, user).await? {
        Ok(attempt) => attempt,
        Err(until) => return Ok(Proof::WaitUntil(until)),
    };
    if !is_password(ports, user, password).await {
        return Ok(Proof::Wrong);
    }
    attempt.succeeded(ports).await?;
    Ok(Proof::Right)
}

/// Whether it is the password of the user, and they may sign in. Whether there is such a user, and
/// whether they may, makes no difference in how often a password is checked: once.
pub(super) async fn is_password(ports: &Ports, user: Option<&User>, password: &str) -> bool {
    let hash =
        user.filter(|user| user.disabled_at.is_none()).and_then(|user| user.password.as_ref());
    ports.secrets.is_password(password, hash).await
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
