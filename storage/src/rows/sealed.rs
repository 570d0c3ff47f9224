use domain::notification::WEBHOOK_TABLE;
use domain::sealing::{KeyId, Sealed, SealedPlace};
use domain::second_factor::{TOTP_TABLE, TotpFactor};
use domain::time::Timestamp;
use sqlx::FromRow;
use uuid::Uuid;

use crate::error::Failure;

/// The columns of [`TotpRow`].
macro_rules! totp_columns {
    () => {
        "key_id, sealed, confirmed_at"
    };
}
pub(crate) use totp_columns;

#[derive(FromRow)]
pub(crate) struct TotpRow {
    key_id: String,
    sealed: Vec<u8>,
    confirmed_at: Option<i64>,
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

/// How many secrets each key has sealed. One more table with sealed secrets has a part here and in
/// the statements below.
pub(crate) const SEALED_COUNTS: &str = "SELECT key_id, CAST(SUM(secrets) AS BIGINT) AS secrets \
     FROM (SELECT key_id, COUNT(*) AS secrets FROM totp_factors GROUP BY key_id \
     UNION ALL SELECT key_id, COUNT(*) FROM bindings WHERE key_id IS NOT NULL GROUP BY key_id \
     UNION ALL SELECT key_id, COUNT(*) FROM webhook_endpoints GROUP BY key_id \
     UNION ALL SELECT fingerprint_key_id, 1 FROM installation \
     WHERE fingerprint_key_id IS NOT NULL) AS counts GROUP BY key_id ORDER BY key_id";

/// What another key than `$1` has sealed, with the place of each.
pub(crate) const SEALED_WITH_OTHERS: &str = "SELECT 'totp_factors' AS place, user_id AS row_id, \
     user_id AS owner_id, key_id, sealed FROM totp_factors WHERE key_id <> $1 \
     UNION ALL SELECT 'bindings', id, tenant_id, key_id, sealed FROM bindings \
     WHERE key_id IS NOT NULL AND key_id <> $1 \
     UNION ALL SELECT 'webhook_endpoints', tenant_id, tenant_id, key_id, sealed \
     FROM webhook_endpoints WHERE key_id <> $1 \
     UNION ALL SELECT 'installation', $2, $2, fingerprint_key_id, fingerprint_sealed \
     FROM installation WHERE fingerprint_key_id <> $1 LIMIT $3";

/// Puts what was sealed again (`$3`, `$4`) in the place of what was before (`$2`).
const REPLACE_SEALED_TOTP: &str =
    "UPDATE totp_factors SET key_id = $3, sealed = $4 WHERE user_id = $1 AND sealed = $2";
/// The same.
const REPLACE_SEALED_BINDING: &str =
    "UPDATE bindings SET key_id = $3, sealed = $4 WHERE id = $1 AND sealed = $2";
/// The same.
const REPLACE_SEALED_WEBHOOK: &str =
    "UPDATE webhook_endpoints SET key_id = $3, sealed = $4 WHERE tenant_id = $1 AND sealed = $2";
/// The same. The row is the only one of its table.
const REPLACE_SEALED_FINGERPRINT_KEY: &str = "UPDATE installation SET \
     fingerprint_key_id = $3, fingerprint_sealed = $4 WHERE fingerprint_sealed = $2 \
     AND $1 IS NOT NULL";

/// The statement that replaces what is sealed in this place.
pub(crate) fn replace_sealed(place: &SealedPlace) -> Result<&'static str, Failure> {
    match place.table {
        TOTP_TABLE => Ok(REPLACE_SEALED_TOTP),
        "bindings" => Ok(REPLACE_SEALED_BINDING),
        WEBHOOK_TABLE => Ok(REPLACE_SEALED_WEBHOOK),
        "installation" => Ok(REPLACE_SEALED_FINGERPRINT_KEY),
        _ => Err(Failure::Misuse("no table has sealed secrets under this name")),
    }
}

/// A sealed secret and where it stands.
#[derive(FromRow)]
pub(crate) struct SealedRow {
    place: String,
    row_id: Uuid,
    owner_id: Uuid,
    key_id: String,
    sealed: Vec<u8>,
}

impl TryFrom<SealedRow> for (SealedPlace, Sealed) {
    type Error = Failure;

    fn try_from(row: SealedRow) -> Result<Self, Failure> {
        let table = [TOTP_TABLE, "bindings", WEBHOOK_TABLE, "installation"]
            .into_iter()
            .find(|table| *table == row.place)
            .ok_or(Failure::Misuse("no table has sealed secrets under this name"))?;
        let place = SealedPlace { table, row: row.row_id, owner: row.owner_id };
        Ok((place, sealed_in(table, row.key_id, row.sealed)?))
    }
}

/// What is sealed in a table.
pub(crate) fn sealed_in(
    table: &'static str,
    key: String,
    bytes: Vec<u8>,
) -> Result<Sealed, Failure> {
    Ok(Sealed { key: key_id(table, &key)?, bytes })
}

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

pub(super) fn key_id(table: &'static str, stored: &str) -> Result<KeyId, Failure> {
    stored.parse().map_err(|_| Failure::Corrupt { table, column: "key_id" })
}
