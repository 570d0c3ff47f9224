use domain::ids::{PasskeyId, UserId};
use domain::passkey::{Ceremony, Credential, Passkey, PasskeyName};
use domain::time::Timestamp;
use sqlx::FromRow;
use uuid::Uuid;

use crate::error::Failure;

/// The columns of [`PasskeyRow`].
macro_rules! passkey_columns {
    () => {
        "user_id, id, name, credential_id, credential, created_at, used_at"
    };
}
pub(crate) use passkey_columns;

#[derive(FromRow)]
pub(crate) struct PasskeyRow {
    user_id: Uuid,
    id: Uuid,
    name: String,
    credential_id: Vec<u8>,
    credential: String,
    created_at: i64,
    used_at: Option<i64>,
}

impl TryFrom<PasskeyRow> for Passkey {
    type Error = Failure;

    fn try_from(row: PasskeyRow) -> Result<Self, Failure> {
        let corrupt = Failure::Corrupt { table: "passkeys", column: "name" };
        let name = PasskeyName::parse(&row.name).ok().filter(|name| name.as_str() == row.name);
        Ok(Self {
            id: PasskeyId::from_uuid(row.id),
            user: UserId::from_uuid(row.user_id),
            name: name.ok_or(corrupt)?,
            credential: Credential { id: row.credential_id, data: row.credential },
            created_at: Timestamp::from_micros(row.created_at),
            used_at: row.used_at.map(Timestamp::from_micros),
        })
    }
}

#[derive(FromRow)]
pub(crate) struct CeremonyRow {
    user_id: Option<Uuid>,
    state: String,
    expires_at: i64,
}

impl From<CeremonyRow> for Ceremony {
    fn from(row: CeremonyRow) -> Self {
        Self {
            user: row.user_id.map(UserId::from_uuid),
            state: row.state,
            expires_at: Timestamp::from_micros(row.expires_at),
        }
    }
}
