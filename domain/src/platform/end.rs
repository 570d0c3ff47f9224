use serde::{Deserialize, Serialize};

use crate::time::Timestamp;

/// What ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Expiring {
    /// The token, or the access that the person has agreed to.
    Authorisation,
    /// The certificate of the host.
    Certificate,
    /// The registration of the sender ID.
    SenderId,
}

impl Expiring {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Authorisation, Self::Certificate, Self::SenderId];

    /// Its stable name.
    pub const fn slug(self) -> &'static str {
        match self {
            Self::Authorisation => "authorisation",
            Self::Certificate => "certificate",
            Self::SenderId => "sender_id",
        }
    }

    /// What [`Self::slug`] names.
    pub fn from_slug(slug: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|one| one.slug() == slug)
    }
}

/// The end of something that a channel needs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct End {
    /// What ends.
    pub what: Expiring,
    /// When.
    pub at: Timestamp,
}

impl End {
    /// That of the authorisation, where it is known: for [`Health::ends`](super::Health::ends).
    pub fn of_authorisation(at: Option<Timestamp>) -> Vec<Self> {
        at.map(|at| Self { what: Expiring::Authorisation, at }).into_iter().collect()
    }
}
