use domain::ids::UserId;
use domain::time::Timestamp;
use domain::user::{EmailAddress, PasswordHash, PersonName, User};
use sqlx::FromRow;
use uuid::Uuid;

use crate::error::Failure;

/// The columns of [`UserRow`].
macro_rules! user_columns {
    () => {
        "id, email, name, password_hash, account_manager, disabled_at, created_at"
    };
}
pub(crate) use user_columns;

#[derive(FromRow)]
pub(crate) struct UserRow {
    pub(super) id: Uuid,
    pub(super) email: String,
    pub(super) name: String,
    pub(super) password_hash: Option<String>,
    pub(super) account_manager: bool,
    pub(super) disabled_at: Option<i64>,
    pub(super) created_at: i64,
}

impl TryFrom<UserRow> for User {
    type Error = Failure;

    fn try_from(row: UserRow) -> Result<Self, Failure> {
        Ok(Self {
            id: UserId::from_uuid(row.id),
            email: email_address("users", &row.email)?,
            name: person_name(&row.name)?,
            password: row.password_hash.map(PasswordHash::from_phc),
            account_manager: row.account_manager,
            disabled_at: row.disabled_at.map(Timestamp::from_micros),
            created_at: Timestamp::from_micros(row.created_at),
        })
    }
}

// A text that the rules would trim or change was not written by them.

pub(super) fn email_address(table: &'static str, stored: &str) -> Result<EmailAddress, Failure> {
    EmailAddress::parse(stored)
        .ok()
        .filter(|email| email.as_str() == stored)
        .ok_or(Failure::Corrupt { table, column: "email" })
}

pub(super) fn person_name(stored: &str) -> Result<PersonName, Failure> {
    PersonName::parse(stored)
        .ok()
        .filter(|name| name.as_str() == stored)
        .ok_or(Failure::Corrupt { table: "users", column: "name" })
}
