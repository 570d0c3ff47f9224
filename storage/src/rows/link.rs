use domain::ids::{LinkId, TenantId, UserId};
use domain::link::{Link, LinkPurpose};
use domain::permissions::Role;
use domain::time::Timestamp;
use sqlx::FromRow;
use uuid::Uuid;

use super::user::email_address;
use crate::error::Failure;

/// The columns of [`LinkRow`].
macro_rules! link_columns {
    () => {
        "id, purpose, tenant_id, email, role, user_id, created_at, expires_at"
    };
}
pub(crate) use link_columns;

#[derive(Debug, FromRow)]
pub(crate) struct LinkRow {
    pub(crate) id: Uuid,
    pub(crate) purpose: String,
    pub(crate) tenant_id: Option<Uuid>,
    pub(crate) email: Option<String>,
    pub(crate) role: Option<i16>,
    pub(crate) user_id: Option<Uuid>,
    pub(crate) created_at: i64,
    pub(crate) expires_at: i64,
}

impl From<&Link> for LinkRow {
    fn from(link: &Link) -> Self {
        let (purpose, invitation, user) = match &link.purpose {
            LinkPurpose::SetUp => ("set_up", None, None),
            LinkPurpose::Invitation { tenant, email, role } => {
                ("invitation", Some((tenant, email, role)), None)
            }
            LinkPurpose::PasswordReset { user } => ("password_reset", None, Some(user)),
        };
        Self {
            id: link.id.uuid(),
            purpose: purpose.to_owned(),
            tenant_id: invitation.map(|(tenant, _, _)| tenant.uuid()),
            email: invitation.map(|(_, email, _)| email.to_string()),
            role: invitation.map(|(_, _, role)| role.number()),
            user_id: user.map(|user| user.uuid()),
            created_at: link.created_at.micros(),
            expires_at: link.expires_at.micros(),
        }
    }
}

impl TryFrom<LinkRow> for Link {
    type Error = Failure;

    fn try_from(row: LinkRow) -> Result<Self, Failure> {
        let corrupt = |column| Failure::Corrupt { table: "links", column };
        let purpose = match (row.purpose.as_str(), row.tenant_id, row.email, row.role, row.user_id)
        {
            ("set_up", None, None, None, None) => LinkPurpose::SetUp,
            ("invitation", Some(tenant), Some(email), Some(role), None) => {
                LinkPurpose::Invitation {
                    tenant: TenantId::from_uuid(tenant),
                    email: email_address("links", &email)?,
                    role: Role::from_number(role).ok_or(corrupt("role"))?,
                }
            }
            ("password_reset", None, None, None, Some(user)) => {
                LinkPurpose::PasswordReset { user: UserId::from_uuid(user) }
            }
            _ => return Err(corrupt("purpose")),
        };
        Ok(Self {
            id: LinkId::from_uuid(row.id),
            purpose,
            created_at: Timestamp::from_micros(row.created_at),
            expires_at: Timestamp::from_micros(row.expires_at),
        })
    }
}
