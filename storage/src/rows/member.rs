use domain::channel::name_key;
use domain::ids::{TenantId, UserId};
use domain::member::{Member, Membership};
use domain::permissions::Role;
use domain::time::Timestamp;
use sqlx::FromRow;
use uuid::Uuid;

use super::user::{email_address, person_name};
use crate::error::Failure;

#[derive(Debug, FromRow)]
pub(crate) struct MemberRow {
    user_id: Uuid,
    name: String,
    email: String,
    role: i16,
    disabled_at: Option<i64>,
    joined_at: i64,
}

impl TryFrom<MemberRow> for Member {
    type Error = Failure;

    fn try_from(row: MemberRow) -> Result<Self, Failure> {
        Ok(Self {
            user: UserId::from_uuid(row.user_id),
            name: person_name(&row.name)?,
            email: email_address("users", &row.email)?,
            role: role(row.role)?,
            disabled: row.disabled_at.is_some(),
            joined_at: Timestamp::from_micros(row.joined_at),
        })
    }
}

#[derive(Debug, FromRow)]
pub(crate) struct MembershipRow {
    tenant_id: Uuid,
    tenant_name: String,
    role: i16,
}

impl TryFrom<MembershipRow> for Membership {
    type Error = Failure;

    fn try_from(row: MembershipRow) -> Result<Self, Failure> {
        Ok(Self {
            tenant: TenantId::from_uuid(row.tenant_id),
            tenant_name: row.tenant_name,
            role: role(row.role)?,
        })
    }
}

pub(super) fn role(stored: i16) -> Result<Role, Failure> {
    Role::from_number(stored).ok_or(Failure::Corrupt { table: "memberships", column: "role" })
}

// The order by name is made here: the engines fold case differently. Theirs, by code point, only
// decides whom a list over its limit leaves out.

/// The members by name.
pub(crate) fn members(rows: Vec<MemberRow>) -> Result<Vec<Member>, Failure> {
    let mut members: Vec<Member> = super::all(rows)?;
    members.sort_by_cached_key(|member| (name_key(member.name.as_str()), member.user));
    Ok(members)
}

/// The memberships by the name of the tenant.
pub(crate) fn memberships(rows: Vec<MembershipRow>) -> Result<Vec<Membership>, Failure> {
    let mut memberships: Vec<Membership> = super::all(rows)?;
    memberships.sort_by_cached_key(|one| (name_key(&one.tenant_name), one.tenant));
    Ok(memberships)
}
