use std::collections::BTreeMap;

use domain::secrets::TokenHash;
use domain::sign_in::{AttemptCount, AttemptSubject};
use domain::time::Timestamp;
use sqlx::FromRow;

use crate::error::Failure;

#[derive(Debug, FromRow)]
pub(crate) struct AttemptRow {
    attempts: i64,
    last_at: i64,
}

impl TryFrom<AttemptRow> for AttemptCount {
    type Error = Failure;

    fn try_from(row: AttemptRow) -> Result<Self, Failure> {
        Ok(Self {
            attempts: u32::try_from(row.attempts)
                .map_err(|_| Failure::Corrupt { table: "sign_in_attempts", column: "attempts" })?,
            last_at: Timestamp::from_micros(row.last_at),
        })
    }
}

/// Each subject once, under the key it is stored by, in the order in which rows are locked.
pub(crate) fn attempt_keys(subjects: &[AttemptSubject]) -> BTreeMap<String, &AttemptSubject> {
    subjects.iter().map(|subject| (attempt_key(subject), subject)).collect()
}

fn attempt_key(subject: &AttemptSubject) -> String {
    match subject {
        AttemptSubject::Account(email) => format!("account:{email}"),
        AttemptSubject::KnownDevice(email, TokenHash(hash)) => {
            hash.iter().fold(format!("device:{email}:"), |key, byte| format!("{key}{byte:02x}"))
        }
        AttemptSubject::Address(address) => format!("address:{address}"),
        AttemptSubject::Registration(address) => format!("registration:{address}"),
        AttemptSubject::MailTo(email) => format!("mail-to:{email}"),
        AttemptSubject::MailFrom(address) => format!("mail-from:{address}"),
    }
}
