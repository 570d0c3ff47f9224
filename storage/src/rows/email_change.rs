use domain::email_change::EmailChange;
use domain::ids::UserId;
use domain::time::Timestamp;
use sqlx::FromRow;
use uuid::Uuid;

use super::user::email_address;
use crate::error::Failure;

/// The columns of [`EmailChangeRow`].
macro_rules! email_change_columns {
    () => {
        "user_id, email, created_at, expires_at"
    };
}
pub(crate) use email_change_columns;

#[derive(Debug, FromRow)]
pub(crate) struct EmailChangeRow {
    user_id: Uuid,
    email: String,
    created_at: i64,
    expires_at: i64,
}

impl TryFrom<EmailChangeRow> for EmailChange {
    type Error = Failure;

    fn try_from(row: EmailChangeRow) -> Result<Self, Failure> {
        Ok(Self {
            user: UserId::from_uuid(row.user_id),
            email: email_address("email_changes", &row.email)?,
            created_at: Timestamp::from_micros(row.created_at),
            expires_at: Timestamp::from_micros(row.expires_at),
        })
    }
}
