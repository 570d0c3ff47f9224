use crate::ids::UserId;
use crate::time::Timestamp;

/// How long somebody may stay at the provider, in microseconds: ten minutes.
pub const ATTEMPT_LIFETIME: i64 = 10 * 60 * 1_000_000;

/// Somebody was sent to the provider and is expected back, once, with the same browser. The
/// browser holds a [`crate::secrets::SecretToken`]; the database holds its hash.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Attempt {
    /// What for.
    pub purpose: Purpose,
    /// When they were sent.
    pub created_at: Timestamp,
}

/// What somebody is sent to the provider for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Purpose {
    /// To sign in.
    SignIn,
    /// To follow an invitation, whose token their browser keeps.
    Join,
    /// To prove once more who they are.
    Confirm(UserId),
    /// To link their account there with this user.
    Link(UserId),
}

impl Attempt {
    /// From when on an answer comes too late.
    pub const fn expires_at(&self) -> Timestamp {
        Timestamp::from_micros(self.created_at.micros() + ATTEMPT_LIFETIME)
    }
}
