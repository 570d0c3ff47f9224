use domain::sealing::{KeyId, Sealed};
use domain::second_factor::{TOTP_TABLE, TotpFactor};
use domain::time::Timestamp;
use sqlx::FromRow;
use uuid::Uuid;

use crate::error::Failure;

/// The columns of [`TotpRow`].
macro_rules! totp_columns {
    () => {
        "user_id, key_id, sealed, confirmed_at"
    };
}
pub(crate) use totp_columns;

#[derive(FromRow)]
pub(crate) struct TotpRow {
    pub(crate) user_id: Uuid,
    pub(crate) key_id: String,
    pub(crate) sealed: Vec<u8>,
    pub(crate) confirmed_at: Option<i64>,
}

impl TryFrom<TotpRow> for TotpFactor {
    type Error = Failure;

    fn try_from(row: TotpRow) -> Result<Self, Failure> {
        Ok(Self {
            sealed: Sealed { key: key_id(TOTP_TABLE, &row.key_id)?, bytes: row.sealed },
            confirmed_at: row.confirmed_at.map(Timestamp::from_micros),
        })
    }
}

/// How many secrets each key has sealed.
pub(crate) const SEALED_COUNTS: &str =
    "SELECT key_id, COUNT(*) AS secrets FROM totp_factors GROUP BY key_id ORDER BY key_id";

/// How many secrets a key has sealed.
#[derive(FromRow)]
pub(crate) struct SealedCountRow {
    key_id: String,
    secrets: i64,
}

impl TryFrom<SealedCountRow> for (KeyId, u64) {
    type Error = Failure;

    fn try_from(row: SealedCountRow) -> Result<Self, Failure> {
        Ok((key_id(TOTP_TABLE, &row.key_id)?, row.secrets.unsigned_abs()))
    }
}

/// The counts of what can be read. A key with a name that is none is missing anyway.
pub(crate) fn sealed_counts(rows: Vec<SealedCountRow>) -> Vec<(KeyId, u64)> {
    rows.into_iter().filter_map(|row| row.try_into().ok()).collect()
}

fn key_id(table: &'static str, stored: &str) -> Result<KeyId, Failure> {
    stored.parse().map_err(|_| Failure::Corrupt { table, column: "key_id" })
}
