use domain::ids::{IdentityId, UserId};
use domain::open_id::{Attempt, Identity, Purpose, Subject};
use domain::time::Timestamp;
use sqlx::FromRow;
use uuid::Uuid;

use super::user::email_address;
use crate::error::Failure;

/// The columns of [`IdentityRow`].
macro_rules! identity_columns {
    () => {
        "id, user_id, issuer, subject, email, linked_at"
    };
}
/// The columns of [`OpenIdAttemptRow`].
macro_rules! open_id_attempt_columns {
    () => {
        "purpose, user_id, created_at"
    };
}
pub(crate) use {identity_columns, open_id_attempt_columns};

#[derive(Debug, FromRow)]
pub(crate) struct IdentityRow {
    id: Uuid,
    user_id: Uuid,
    issuer: String,
    subject: String,
    email: Option<String>,
    linked_at: i64,
}

impl TryFrom<IdentityRow> for Identity {
    type Error = Failure;

    fn try_from(row: IdentityRow) -> Result<Self, Failure> {
        let corrupt = |_| Failure::Corrupt { table: "identities", column: "subject" };
        let email = row.email.map(|email| email_address("identities", &email));
        Ok(Self {
            id: IdentityId::from_uuid(row.id),
            user: UserId::from_uuid(row.user_id),
            issuer: row.issuer,
            subject: Subject::parse(&row.subject).map_err(corrupt)?,
            email: email.transpose()?,
            linked_at: Timestamp::from_micros(row.linked_at),
        })
    }
}

#[derive(Debug, FromRow)]
pub(crate) struct OpenIdAttemptRow {
    pub(crate) purpose: String,
    pub(crate) user_id: Option<Uuid>,
    pub(crate) created_at: i64,
}

impl From<&Attempt> for OpenIdAttemptRow {
    fn from(attempt: &Attempt) -> Self {
        let (purpose, user) = match attempt.purpose {
            Purpose::SignIn => ("sign_in", None),
            Purpose::Join => ("join", None),
            Purpose::Confirm(user) => ("confirm", Some(user)),
            Purpose::Link(user) => ("link", Some(user)),
        };
        Self {
            purpose: purpose.to_owned(),
            user_id: user.map(UserId::uuid),
            created_at: attempt.created_at.micros(),
        }
    }
}

impl TryFrom<OpenIdAttemptRow> for Attempt {
    type Error = Failure;

    fn try_from(row: OpenIdAttemptRow) -> Result<Self, Failure> {
        let user = row.user_id.map(UserId::from_uuid);
        let purpose = match (row.purpose.as_str(), user) {
            ("sign_in", None) => Purpose::SignIn,
            ("join", None) => Purpose::Join,
            ("confirm", Some(user)) => Purpose::Confirm(user),
            ("link", Some(user)) => Purpose::Link(user),
            _ => return Err(Failure::Corrupt { table: "open_id_attempts", column: "purpose" }),
        };
        Ok(Self { purpose, created_at: Timestamp::from_micros(row.created_at) })
    }
}
