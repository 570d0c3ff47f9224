use async_trait::async_trait;
use domain::audit::AuditEntry;
use domain::ids::{LinkId, TenantId};
use domain::link::{Link, LinkPurpose, LinkStore};
use domain::mail::Mail;
use domain::secrets::TokenHash;
use domain::store::StoreError;
use domain::time::Timestamp;
use sqlx::postgres::PgConnection;
use sqlx::{query, query_as};

use super::audit::insert_audit_entry;
use super::mail::insert_mail;
use super::scope::Scope;
use super::tenant::lock_tenant;
use super::user::lock_user;
use super::{PostgresStore, retrying};
use crate::error::Failure;
use crate::rows::{self, LinkRow, link_columns};

#[async_trait]
impl LinkStore for PostgresStore {
    async fn insert_link(
        &self,
        link: &Link,
        token: &TokenHash,
        mail: Option<&Mail>,
        audit: &AuditEntry,
    ) -> Result<(), StoreError> {
        retrying(|| self.try_insert_link(link, token, mail, audit)).await
    }

    async fn link_by_token(
        &self,
        token: &TokenHash,
        now: Timestamp,
    ) -> Result<Option<Link>, StoreError> {
        let link = query_as(concat!(
            "SELECT ",
            link_columns!(),
            " FROM links WHERE (token_hash = $1 OR mailed_token_hash = $1) AND expires_at > $2"
        ))
        .bind(token.0.as_slice())
        .bind(now.micros());
        // Whose link it is, is only found with it.
        let row = self.pool.optional(Scope::Installation, link).await?;
        Ok(rows::one::<LinkRow, _>(row)?)
    }

    async fn invitations(&self, tenant: TenantId, now: Timestamp) -> Result<Vec<Link>, StoreError> {
        let invitations = query_as(concat!(
            "SELECT ",
            link_columns!(),
            " FROM links WHERE purpose = 'invitation' AND tenant_id = $1 AND expires_at > $2 \
             ORDER BY created_at DESC, id DESC LIMIT 500"
        ))
        .bind(tenant.uuid())
        .bind(now.micros());
        let found = self.pool.all(Scope::Tenant(tenant), invitations).await?;
        Ok(rows::all::<LinkRow, _>(found)?)
    }

    async fn delete_invitation(
        &self,
        tenant: TenantId,
        id: LinkId,
        audit: &AuditEntry,
    ) -> Result<bool, StoreError> {
        retrying(|| self.try_delete_invitation(tenant, id, audit)).await
    }
}

impl PostgresStore {
    async fn try_insert_link(
        &self,
        link: &Link,
        token: &TokenHash,
        mail: Option<&Mail>,
        audit: &AuditEntry,
    ) -> Result<(), Failure> {
        let mut write = self.pool.begin(scope(&link.purpose)).await?;
        lock_owner(&mut write, &link.purpose).await?;
        delete_replaced(&mut write, &link.purpose).await?;
        add_link(&mut write, link, token).await?;
        insert_mail(&mut write, mail).await?;
        insert_audit_entry(&mut write, audit).await?;
        Ok(write.commit().await?)
    }

    async fn try_delete_invitation(
        &self,
        tenant: TenantId,
        id: LinkId,
        audit: &AuditEntry,
    ) -> Result<bool, Failure> {
        let mut write = self.pool.begin(Scope::Tenant(tenant)).await?;
        let deleted =
            query("DELETE FROM links WHERE id = $1 AND purpose = 'invitation' AND tenant_id = $2")
                .bind(id.uuid())
                .bind(tenant.uuid())
                .execute(&mut *write)
                .await?
                .rows_affected();
        if deleted == 0 {
            return Ok(false);
        }
        insert_audit_entry(&mut write, audit).await?;
        write.commit().await?;
        Ok(true)
    }
}

fn scope(purpose: &LinkPurpose) -> Scope {
    match purpose {
        LinkPurpose::Invitation { tenant, .. } => Scope::Tenant(*tenant),
        // For the first start and for a person; neither belongs to a tenant.
        LinkPurpose::SetUp | LinkPurpose::PasswordReset { .. } => Scope::Installation,
    }
}

/// Locks whom such a link belongs to: two made at once would not see each other.
async fn lock_owner(connection: &mut PgConnection, purpose: &LinkPurpose) -> Result<(), Failure> {
    match purpose {
        LinkPurpose::SetUp => {
            query("SELECT 1 FROM installation WHERE id = 1 FOR NO KEY UPDATE")
                .execute(connection)
                .await?;
            Ok(())
        }
        LinkPurpose::Invitation { tenant, .. } => lock_tenant(connection, *tenant).await,
        LinkPurpose::PasswordReset { user } => lock_user(connection, *user).await,
    }
}

/// Adds a link to those that there are.
pub(super) async fn add_link(
    connection: &mut PgConnection,
    link: &Link,
    token: &TokenHash,
) -> Result<(), Failure> {
    let row = LinkRow::from(link);
    query(concat!(
        "INSERT INTO links (token_hash, ",
        link_columns!(),
        ") VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)"
    ))
    .bind(token.0.as_slice())
    .bind(row.id)
    .bind(row.purpose)
    .bind(row.tenant_id)
    .bind(row.email)
    .bind(row.role)
    .bind(row.user_id)
    .bind(row.created_at)
    .bind(row.expires_at)
    .execute(connection)
    .await?;
    Ok(())
}

async fn delete_replaced(
    connection: &mut PgConnection,
    purpose: &LinkPurpose,
) -> Result<(), Failure> {
    let delete = match purpose {
        LinkPurpose::SetUp => query("DELETE FROM links WHERE purpose = 'set_up'"),
        LinkPurpose::Invitation { tenant, email, .. } => query(
            "DELETE FROM links WHERE purpose = 'invitation' AND tenant_id = $1 AND email = $2",
        )
        .bind(tenant.uuid())
        .bind(email.as_str()),
        LinkPurpose::PasswordReset { user } => {
            query("DELETE FROM links WHERE purpose = 'password_reset' AND user_id = $1")
                .bind(user.uuid())
        }
    };
    delete.execute(connection).await?;
    Ok(())
}

/// Takes away the link with this token, if it is an invitation that still works, and returns it.
pub(super) async fn use_up_invitation(
    connection: &mut PgConnection,
    token: &TokenHash,
    now: Timestamp,
) -> Result<Option<Link>, Failure> {
    let row = query_as(concat!(
        "DELETE FROM links WHERE (token_hash = $1 OR mailed_token_hash = $1) \
         AND purpose = 'invitation' AND expires_at > $2 RETURNING ",
        link_columns!()
    ))
    .bind(token.0.as_slice())
    .bind(now.micros())
    .fetch_optional(connection)
    .await?;
    rows::one::<LinkRow, _>(row)
}

/// Takes away the link with this token, if it is a set-up link that still works. Returns whether
/// it was.
pub(super) async fn use_up_set_up_link(
    connection: &mut PgConnection,
    token: &TokenHash,
    now: Timestamp,
) -> Result<bool, Failure> {
    let used =
        query("DELETE FROM links WHERE token_hash = $1 AND purpose = 'set_up' AND expires_at > $2")
            .bind(token.0.as_slice())
            .bind(now.micros())
            .execute(connection)
            .await?;
    Ok(used.rows_affected() == 1)
}
