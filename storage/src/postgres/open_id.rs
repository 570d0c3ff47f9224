use async_trait::async_trait;
use domain::audit::AuditEntry;
use domain::ids::{IdentityId, UserId};
use domain::open_id::{Attempt, Identity, LinkOutcome, OpenIdStore, Subject, UnlinkOutcome};
use domain::secrets::TokenHash;
use domain::store::StoreError;
use domain::time::Timestamp;
use domain::user::{EmailAddress, User};
use sqlx::postgres::PgConnection;
use sqlx::{query, query_as, query_scalar};

use super::audit::insert_audit_entry;
use super::scope::Scope;
use super::user::lock_user;
use super::{PostgresStore, retrying};
use crate::error::Failure;
use crate::rows::{
    self, IdentityRow, OpenIdAttemptRow, UserRow, identity_columns, open_id_attempt_columns,
    user_columns,
};

/// An account at a provider is a person's, who may belong to several tenants.
const SCOPE: Scope = Scope::Installation;

#[async_trait]
impl OpenIdStore for PostgresStore {
    async fn insert_open_id_attempt(
        &self,
        token: &TokenHash,
        attempt: &Attempt,
    ) -> Result<(), StoreError> {
        retrying(|| self.try_insert_open_id_attempt(token, attempt)).await
    }

    async fn take_open_id_attempt(
        &self,
        token: &TokenHash,
        now: Timestamp,
    ) -> Result<Option<Attempt>, StoreError> {
        retrying(async || {
            let mut write = self.pool.begin(SCOPE).await?;
            let row = query_as(concat!(
                "DELETE FROM open_id_attempts WHERE token_hash = $1 AND expires_at > $2 \
                 RETURNING ",
                open_id_attempt_columns!()
            ))
            .bind(token.0.as_slice())
            .bind(now.micros())
            .fetch_optional(&mut *write)
            .await?;
            write.commit().await?;
            rows::one::<OpenIdAttemptRow, _>(row)
        })
        .await
    }

    async fn user_by_identity(
        &self,
        issuer: &str,
        subject: &Subject,
    ) -> Result<Option<User>, StoreError> {
        let user = query_as(concat!(
            "SELECT ",
            user_columns!(),
            " FROM users WHERE id = \
             (SELECT user_id FROM identities WHERE issuer = $1 AND subject = $2)"
        ))
        .bind(issuer)
        .bind(subject.as_str());
        let row = self.pool.optional(SCOPE, user).await?;
        Ok(rows::one::<UserRow, _>(row)?)
    }

    async fn identities(&self, user: UserId) -> Result<Vec<Identity>, StoreError> {
        let identities = query_as(concat!(
            "SELECT ",
            identity_columns!(),
            " FROM identities WHERE user_id = $1 ORDER BY issuer"
        ))
        .bind(user.uuid());
        let found = self.pool.all(SCOPE, identities).await?;
        Ok(rows::all::<IdentityRow, _>(found)?)
    }

    async fn link_identity(
        &self,
        identity: &Identity,
        audit: &AuditEntry,
    ) -> Result<LinkOutcome, StoreError> {
        retrying(|| self.try_link_identity(identity, audit)).await
    }

    async fn unlink_identity(
        &self,
        user: UserId,
        id: IdentityId,
        audit: &AuditEntry,
    ) -> Result<UnlinkOutcome, StoreError> {
        retrying(|| self.try_unlink_identity(user, id, audit)).await
    }
}

impl PostgresStore {
    async fn try_insert_open_id_attempt(
        &self,
        token: &TokenHash,
        attempt: &Attempt,
    ) -> Result<(), Failure> {
        let mut write = self.pool.begin(SCOPE).await?;
        let row = OpenIdAttemptRow::from(attempt);
        query(concat!(
            "INSERT INTO open_id_attempts (token_hash, expires_at, ",
            open_id_attempt_columns!(),
            ") VALUES ($1, $2, $3, $4, $5)"
        ))
        .bind(token.0.as_slice())
        .bind(attempt.expires_at().micros())
        .bind(row.purpose)
        .bind(row.user_id)
        .bind(row.created_at)
        .execute(&mut *write)
        .await?;
        Ok(write.commit().await?)
    }

    async fn try_link_identity(
        &self,
        identity: &Identity,
        audit: &AuditEntry,
    ) -> Result<LinkOutcome, Failure> {
        let mut write = self.pool.begin(SCOPE).await?;
        if !insert_identity(&mut write, identity).await? {
            return Ok(LinkOutcome::Taken);
        }
        insert_audit_entry(&mut write, audit).await?;
        write.commit().await?;
        Ok(LinkOutcome::Linked)
    }

    async fn try_unlink_identity(
        &self,
        user: UserId,
        id: IdentityId,
        audit: &AuditEntry,
    ) -> Result<UnlinkOutcome, Failure> {
        let mut write = self.pool.begin(SCOPE).await?;
        // The user before what is theirs, as everywhere.
        lock_user(&mut write, user).await?;
        let deleted = query("DELETE FROM identities WHERE id = $1 AND user_id = $2")
            .bind(id.uuid())
            .bind(user.uuid())
            .execute(&mut *write)
            .await?
            .rows_affected();
        if deleted == 0 {
            return Ok(UnlinkOutcome::NotFound);
        }
        let has_password: bool =
            query_scalar("SELECT password_hash IS NOT NULL FROM users WHERE id = $1")
                .bind(user.uuid())
                .fetch_one(&mut *write)
                .await?;
        if !has_password {
            return Ok(UnlinkOutcome::OnlyWayIn);
        }
        insert_audit_entry(&mut write, audit).await?;
        write.commit().await?;
        Ok(UnlinkOutcome::Unlinked)
    }
}

/// Adds an account. Returns whether it was nobody's, and the user had none of its issuer.
pub(super) async fn insert_identity(
    connection: &mut PgConnection,
    identity: &Identity,
) -> Result<bool, Failure> {
    let inserted = query(concat!(
        "INSERT INTO identities (",
        identity_columns!(),
        ") VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT DO NOTHING"
    ))
    .bind(identity.id.uuid())
    .bind(identity.user.uuid())
    .bind(&identity.issuer)
    .bind(identity.subject.as_str())
    .bind(identity.email.as_ref().map(EmailAddress::as_str))
    .bind(identity.linked_at.micros())
    .execute(connection)
    .await?;
    Ok(inserted.rows_affected() == 1)
}
