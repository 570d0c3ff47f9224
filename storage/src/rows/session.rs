use domain::ids::{SessionId, TenantId, UserId};
use domain::session::{Session, SignedIn};
use domain::tenant::Tenant;
use domain::time::Timestamp;
use domain::user::User;
use sqlx::FromRow;
use uuid::Uuid;

use super::member::role;
use super::{TenantRow, UserRow};
use crate::error::Failure;

/// The columns of [`SessionRow`].
macro_rules! session_columns {
    () => {
        "id, user_id, tenant_id, created_at, seen_at, proven_at, second_factor, \
         address, agent"
    };
}
/// The columns of [`SignedInRow`], from sessions `s`, users `u`, memberships `m` and tenants `t`.
macro_rules! signed_in_columns {
    () => {
        "s.id AS session_id, s.tenant_id AS session_tenant_id, s.created_at AS session_created_at, \
         s.seen_at, s.proven_at, s.second_factor, s.address, s.agent, \
         u.id AS user_id, u.email, u.name AS user_name, u.password_hash, u.account_manager, \
         u.disabled_at, u.created_at AS user_created_at, \
         m.role, t.id AS tenant_id, t.name AS tenant_name, t.channel_quota, t.channels_used, \
         t.created_at AS tenant_created_at, t.verification, t.rejected_for, t.activated_at, \
         t.suspended_at, t.country, t.registration_number, t.contact, t.service_provider, \
         t.provider_id, \
         (SELECT COUNT(*) FROM (SELECT 1 FROM notifications n WHERE n.tenant_id = m.tenant_id \
         AND n.id > COALESCE((SELECT r.read_until FROM notification_readers r \
         WHERE r.tenant_id = m.tenant_id AND r.user_id = m.user_id), $2) LIMIT 100) AS new) \
         AS unread"
    };
}
pub(crate) use {session_columns, signed_in_columns};

#[derive(Debug, FromRow)]
pub(crate) struct SessionRow {
    id: Uuid,
    user_id: Uuid,
    tenant_id: Option<Uuid>,
    created_at: i64,
    seen_at: i64,
    proven_at: i64,
    second_factor: bool,
    address: String,
    agent: String,
}

impl From<SessionRow> for Session {
    fn from(row: SessionRow) -> Self {
        Self {
            id: SessionId::from_uuid(row.id),
            user: UserId::from_uuid(row.user_id),
            tenant: row.tenant_id.map(TenantId::from_uuid),
            created_at: Timestamp::from_micros(row.created_at),
            seen_at: Timestamp::from_micros(row.seen_at),
            proven_at: Timestamp::from_micros(row.proven_at),
            second_factor: row.second_factor,
            address: row.address,
            agent: row.agent,
        }
    }
}

#[derive(FromRow)]
pub(crate) struct SignedInRow {
    session_id: Uuid,
    session_tenant_id: Option<Uuid>,
    session_created_at: i64,
    seen_at: i64,
    proven_at: i64,
    second_factor: bool,
    address: String,
    agent: String,
    user_id: Uuid,
    email: String,
    user_name: String,
    password_hash: Option<String>,
    account_manager: bool,
    disabled_at: Option<i64>,
    user_created_at: i64,
    // All of them are there, or none.
    role: Option<i16>,
    tenant_id: Option<Uuid>,
    tenant_name: Option<String>,
    channel_quota: Option<i64>,
    channels_used: Option<i64>,
    tenant_created_at: Option<i64>,
    verification: Option<i16>,
    // Absent for some tenants, too.
    rejected_for: Option<String>,
    activated_at: Option<i64>,
    suspended_at: Option<i64>,
    country: Option<String>,
    registration_number: Option<String>,
    contact: Option<String>,
    service_provider: Option<bool>,
    provider_id: Option<Uuid>,
    unread: i64,
}

impl SignedInRow {
    fn take_tenant(&mut self) -> Option<TenantRow> {
        Some(TenantRow {
            id: self.tenant_id?,
            name: self.tenant_name.take()?,
            channel_quota: self.channel_quota?,
            channels_used: self.channels_used?,
            created_at: self.tenant_created_at?,
            verification: self.verification?,
            rejected_for: self.rejected_for.take(),
            activated_at: self.activated_at,
            suspended_at: self.suspended_at,
            country: self.country.take(),
            registration_number: self.registration_number.take(),
            contact: self.contact.take(),
            service_provider: self.service_provider?,
            provider_id: self.provider_id,
        })
    }
}

impl TryFrom<SignedInRow> for SignedIn {
    type Error = Failure;

    fn try_from(mut row: SignedInRow) -> Result<Self, Failure> {
        let membership = match (row.take_tenant(), row.role) {
            (Some(tenant), Some(number)) => Some((Tenant::try_from(tenant)?, role(number)?)),
            _ => None,
        };
        let session = SessionRow {
            id: row.session_id,
            user_id: row.user_id,
            tenant_id: row.session_tenant_id,
            created_at: row.session_created_at,
            seen_at: row.seen_at,
            proven_at: row.proven_at,
            second_factor: row.second_factor,
            address: row.address,
            agent: row.agent,
        };
        let user = UserRow {
            id: row.user_id,
            email: row.email,
            name: row.user_name,
            password_hash: row.password_hash,
            account_manager: row.account_manager,
            disabled_at: row.disabled_at,
            created_at: row.user_created_at,
        };
        let unread = super::how_many(row.unread);
        Ok(Self { session: session.into(), user: User::try_from(user)?, membership, unread })
    }
}
