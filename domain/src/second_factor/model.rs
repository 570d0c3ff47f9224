use std::fmt;

use uuid::Uuid;

use crate::ids::UserId;
use crate::sealing::{Sealed, SealedPlace};
use crate::time::Timestamp;

/// How many recovery codes somebody gets.
pub const RECOVERY_CODES: usize = 10;

/// The table of [`TotpFactor`], to which its key is sealed.
pub const TOTP_TABLE: &str = "totp_factors";

/// What an app makes its codes from: 160 random bits (RFC 4226, 4, R6). Shown once, while the app
/// is being set up.
#[derive(Clone, PartialEq, Eq)]
pub struct TotpKey([u8; 20]);

impl TotpKey {
    /// How long a code is shown, in microseconds (RFC 6238, 5.2).
    pub const STEP: i64 = 30 * 1_000_000;

    /// The key of these bits, which must be random.
    pub const fn from_bytes(bytes: [u8; 20]) -> Self {
        Self(bytes)
    }

    /// The key that was sealed.
    pub(crate) fn from_sealed(bytes: &[u8]) -> Option<Self> {
        bytes.try_into().ok().map(Self)
    }

    /// The bits.
    pub const fn bytes(&self) -> &[u8; 20] {
        &self.0
    }

    /// Where the key of this user is sealed to.
    pub const fn place(user: UserId) -> SealedPlace {
        let id: Uuid = user.uuid();
        SealedPlace { table: TOTP_TABLE, row: id, owner: id }
    }
}

impl fmt::Debug for TotpKey {
    fn fmt(&self, text: &mut fmt::Formatter<'_>) -> fmt::Result {
        text.write_str("TotpKey(***)")
    }
}

/// An app of a user, as it is stored. A user has one at most.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TotpFactor {
    /// Its key.
    pub sealed: Sealed,
    /// Since when it is asked for. Absent while it is being set up.
    pub confirmed_at: Option<Timestamp>,
}

/// Somebody's second factor as they see it themselves.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SecondFactor {
    /// Since when.
    pub since: Timestamp,
    /// How many recovery codes have not been used.
    pub recovery_codes: u32,
}
