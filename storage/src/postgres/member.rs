use async_trait::async_trait;
use domain::audit::AuditEntry;
use domain::ids::{TenantId, UserId};
use domain::link::{Link, LinkPurpose};
use domain::member::{
    AcceptOutcome, Invitee, Member, MemberChange, MemberStore, Membership, SetUpOutcome,
};
use domain::permissions::Role;
use domain::secrets::TokenHash;
use domain::store::StoreError;
use domain::tenant::Tenant;
use domain::time::Timestamp;
use domain::user::User;
use sqlx::postgres::PgConnection;
use sqlx::{query, query_as, query_scalar};

use super::audit::insert_audit_entry;
use super::link::{use_up_invitation, use_up_set_up_link};
use super::open_id::insert_identity;
use super::scope::{Scope, SelectValue};
use super::tenant::lock_tenant;
use super::user::{insert_user, user_by_id};
use super::{PostgresStore, retrying};
use crate::error::Failure;
use crate::rows::{self, UserRow};
use crate::tenant_statements;

#[async_trait]
impl MemberStore for PostgresStore {
    async fn has_users(&self) -> Result<bool, StoreError> {
        // A person belongs to no tenant.
        Ok(self.pool.value(Scope::Installation, has_users()).await?)
    }

    async fn set_up(
        &self,
        link: &TokenHash,
        user: &User,
        tenant: &Tenant,
        now: Timestamp,
        audit: &AuditEntry,
    ) -> Result<SetUpOutcome, StoreError> {
        retrying(|| self.try_set_up(link, user, tenant, now, audit)).await
    }

    async fn members(&self, tenant: TenantId) -> Result<Vec<Member>, StoreError> {
        let members = query_as(
            "SELECT m.user_id, u.name, u.email, m.role, u.disabled_at, m.joined_at \
             FROM memberships m JOIN users u ON u.id = m.user_id WHERE m.tenant_id = $1 \
             ORDER BY u.name COLLATE \"C\", u.id LIMIT 1000",
        )
        .bind(tenant.uuid());
        let found = self.pool.all(Scope::Tenant(tenant), members).await?;
        Ok(rows::members(found)?)
    }

    async fn memberships(&self, user: UserId) -> Result<Vec<Membership>, StoreError> {
        let memberships = query_as(
            "SELECT m.tenant_id, t.name AS tenant_name, m.role \
             FROM memberships m JOIN tenants t ON t.id = m.tenant_id WHERE m.user_id = $1 \
             ORDER BY t.name COLLATE \"C\", t.id LIMIT 1000",
        )
        .bind(user.uuid());
        // A person's, in all tenants.
        let found = self.pool.all(Scope::Installation, memberships).await?;
        Ok(rows::memberships(found)?)
    }

    async fn accept_invitation(
        &self,
        link: &TokenHash,
        invitee: Invitee<'_>,
        now: Timestamp,
        audit: &AuditEntry,
    ) -> Result<AcceptOutcome, StoreError> {
        retrying(|| self.try_accept_invitation(link, invitee, now, audit)).await
    }

    async fn set_role(
        &self,
        tenant: TenantId,
        user: UserId,
        role: Role,
        audit: &AuditEntry,
    ) -> Result<MemberChange, StoreError> {
        retrying(|| self.try_change_member(tenant, user, Some(role), audit)).await
    }

    async fn remove_member(
        &self,
        tenant: TenantId,
        user: UserId,
        audit: &AuditEntry,
    ) -> Result<MemberChange, StoreError> {
        retrying(|| self.try_change_member(tenant, user, None, audit)).await
    }
}

impl PostgresStore {
    async fn try_set_up(
        &self,
        link: &TokenHash,
        user: &User,
        tenant: &Tenant,
        now: Timestamp,
        audit: &AuditEntry,
    ) -> Result<SetUpOutcome, Failure> {
        // Whether there is anybody in any tenant decides.
        let mut write = self.pool.begin(Scope::Installation).await?;
        // The command line may have made the first user since the link was printed.
        if !use_up_set_up_link(&mut write, link, now).await?
            || has_users().fetch_one(&mut *write).await?
        {
            return Ok(SetUpOutcome::LinkInvalid);
        }
        insert_user(&mut write, user).await?;
        let mut insert = tenant_statements::insert_tenant(tenant, 0);
        insert.push("UPDATE SET name = excluded.name").build().execute(&mut *write).await?;
        insert_membership(&mut write, tenant.id, user.id, Role::Admin, now).await?;
        insert_audit_entry(&mut write, audit).await?;
        write.commit().await?;
        Ok(SetUpOutcome::Done)
    }

    async fn try_accept_invitation(
        &self,
        link: &TokenHash,
        invitee: Invitee<'_>,
        now: Timestamp,
        audit: &AuditEntry,
    ) -> Result<AcceptOutcome, Failure> {
        // Which tenant it is for, is only found with the link.
        let mut write = self.pool.begin(Scope::Installation).await?;
        let Some(Link { purpose: LinkPurpose::Invitation { tenant, email, role }, .. }) =
            use_up_invitation(&mut write, link, now).await?
        else {
            return Ok(AcceptOutcome::LinkInvalid);
        };
        let user = match invitee {
            Invitee::New(user) | Invitee::NewWithIdentity(user, _) => Some(user.clone()),
            Invitee::Known(id) => {
                let row = user_by_id(id).fetch_optional(&mut *write).await?;
                rows::one::<UserRow, _>(row)?
            }
        };
        let Some(user) = user.filter(|user| user.email == email) else {
            return Ok(AcceptOutcome::LinkInvalid);
        };
        if !matches!(invitee, Invitee::Known(_)) && !insert_user(&mut write, &user).await? {
            return Ok(AcceptOutcome::EmailTaken);
        }
        if let Invitee::NewWithIdentity(_, identity) = invitee
            && !insert_identity(&mut write, identity).await?
        {
            return Ok(AcceptOutcome::EmailTaken);
        }
        insert_membership(&mut write, tenant, user.id, role, now).await?;
        insert_audit_entry(&mut write, audit).await?;
        write.commit().await?;
        Ok(AcceptOutcome::Joined(tenant))
    }

    /// Gives a member another role, or none: takes them out.
    async fn try_change_member(
        &self,
        tenant: TenantId,
        user: UserId,
        role: Option<Role>,
        audit: &AuditEntry,
    ) -> Result<MemberChange, Failure> {
        let mut write = self.pool.begin(Scope::Tenant(tenant)).await?;
        // Before looking, so that two admins cannot take each other's role away at once.
        lock_tenant(&mut write, tenant).await?;
        let had_admin = has_admin(&mut write, tenant).await?;
        let changed = match role {
            Some(role) => update_role(&mut write, tenant, user, role).await?,
            None => delete_membership(&mut write, tenant, user).await?,
        };
        if !changed {
            return Ok(MemberChange::NotFound);
        }
        if had_admin && !has_admin(&mut write, tenant).await? {
            return Ok(MemberChange::LastAdmin);
        }
        insert_audit_entry(&mut write, audit).await?;
        write.commit().await?;
        Ok(MemberChange::Done)
    }
}

fn has_users() -> SelectValue<bool> {
    query_scalar("SELECT EXISTS (SELECT 1 FROM users)")
}

/// Whether the tenant has an admin who is not disabled.
async fn has_admin(connection: &mut PgConnection, tenant: TenantId) -> Result<bool, Failure> {
    Ok(query_scalar(
        "SELECT EXISTS (SELECT 1 FROM memberships m JOIN users u ON u.id = m.user_id \
         WHERE m.tenant_id = $1 AND m.role = $2 AND u.disabled_at IS NULL)",
    )
    .bind(tenant.uuid())
    .bind(Role::Admin.number())
    .fetch_one(connection)
    .await?)
}

/// Makes the user a member, or gives a member the role if it is higher than theirs.
pub(super) async fn insert_membership(
    connection: &mut PgConnection,
    tenant: TenantId,
    user: UserId,
    role: Role,
    now: Timestamp,
) -> Result<(), Failure> {
    query(
        "INSERT INTO memberships (tenant_id, user_id, role, joined_at) VALUES ($1, $2, $3, $4) \
         ON CONFLICT (tenant_id, user_id) DO UPDATE SET role = \
         GREATEST(memberships.role, excluded.role)",
    )
    .bind(tenant.uuid())
    .bind(user.uuid())
    .bind(role.number())
    .bind(now.micros())
    .execute(connection)
    .await?;
    Ok(())
}

async fn update_role(
    connection: &mut PgConnection,
    tenant: TenantId,
    user: UserId,
    role: Role,
) -> Result<bool, Failure> {
    let changed = query("UPDATE memberships SET role = $3 WHERE tenant_id = $1 AND user_id = $2")
        .bind(tenant.uuid())
        .bind(user.uuid())
        .bind(role.number())
        .execute(connection)
        .await?;
    Ok(changed.rows_affected() == 1)
}

async fn delete_membership(
    connection: &mut PgConnection,
    tenant: TenantId,
    user: UserId,
) -> Result<bool, Failure> {
    let deleted = query("DELETE FROM memberships WHERE tenant_id = $1 AND user_id = $2")
        .bind(tenant.uuid())
        .bind(user.uuid())
        .execute(&mut *connection)
        .await?;
    // Not left to the missing membership: somebody who comes back has to choose the tenant again.
    query("UPDATE sessions SET tenant_id = NULL WHERE user_id = $1 AND tenant_id = $2")
        .bind(user.uuid())
        .bind(tenant.uuid())
        .execute(connection)
        .await?;
    Ok(deleted.rows_affected() == 1)
}
