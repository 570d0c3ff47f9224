use async_trait::async_trait;
use domain::audit::AuditEntry;
use domain::ids::{SessionId, UserId};
use domain::mail::Mail;
use domain::secrets::TokenHash;
use domain::store::StoreError;
use domain::time::Timestamp;
use domain::user::{EmailAddress, InsertUserOutcome, PasswordHash, User, UserStore};
use sqlx::postgres::PgConnection;
use sqlx::{query, query_as, query_scalar};
use uuid::Uuid;

use super::audit::insert_audit_entry;
use super::email_change::delete_email_changes;
use super::mail::insert_mail;
use super::scope::{Scope, Select};
use super::session::delete_sessions;
use super::{PostgresStore, retrying};
use crate::error::Failure;
use crate::rows::{self, UserRow, user_columns};

/// A person belongs to no tenant, or to several.
const SCOPE: Scope = Scope::Installation;

#[async_trait]
impl UserStore for PostgresStore {
    async fn user_by_email(&self, email: &EmailAddress) -> Result<Option<User>, StoreError> {
        let user = query_as(concat!("SELECT ", user_columns!(), " FROM users WHERE email = $1"))
            .bind(email.as_str());
        let row = self.pool.optional(SCOPE, user).await?;
        Ok(rows::one::<UserRow, _>(row)?)
    }

    async fn user_by_id(&self, id: UserId) -> Result<Option<User>, StoreError> {
        let row = self.pool.optional(SCOPE, user_by_id(id)).await?;
        Ok(rows::one::<UserRow, _>(row)?)
    }

    async fn users(
        &self,
        after: Option<&EmailAddress>,
        limit: u32,
    ) -> Result<Vec<User>, StoreError> {
        let users = query_as(concat!(
            "SELECT ",
            user_columns!(),
            " FROM users WHERE email > $1 ORDER BY email LIMIT $2"
        ))
        .bind(after.map_or("", EmailAddress::as_str))
        .bind(i64::from(limit));
        let found = self.pool.all(SCOPE, users).await?;
        Ok(rows::all::<UserRow, _>(found)?)
    }

    async fn insert_user(
        &self,
        user: &User,
        audit: &AuditEntry,
    ) -> Result<InsertUserOutcome, StoreError> {
        retrying(|| self.try_insert_user(user, audit)).await
    }

    async fn set_password(
        &self,
        user: UserId,
        checked: Option<&PasswordHash>,
        password: &PasswordHash,
        keep: Option<SessionId>,
        mail: Option<&Mail>,
        audit: &AuditEntry,
    ) -> Result<bool, StoreError> {
        retrying(|| self.try_set_password(user, checked, password, keep, mail, audit)).await
    }

    async fn reset_password(
        &self,
        link: &TokenHash,
        password: &PasswordHash,
        now: Timestamp,
        mail: Option<&Mail>,
        audit: &AuditEntry,
    ) -> Result<bool, StoreError> {
        retrying(|| self.try_reset_password(link, password, now, mail, audit)).await
    }

    async fn set_disabled(
        &self,
        user: UserId,
        at: Option<Timestamp>,
        audit: &AuditEntry,
    ) -> Result<bool, StoreError> {
        retrying(|| self.try_set_disabled(user, at, audit)).await
    }
}

impl PostgresStore {
    async fn try_insert_user(
        &self,
        user: &User,
        audit: &AuditEntry,
    ) -> Result<InsertUserOutcome, Failure> {
        let mut write = self.pool.begin(SCOPE).await?;
        if !insert_user(&mut write, user).await? {
            return Ok(InsertUserOutcome::EmailTaken);
        }
        insert_audit_entry(&mut write, audit).await?;
        write.commit().await?;
        Ok(InsertUserOutcome::Inserted)
    }

    async fn try_set_password(
        &self,
        user: UserId,
        checked: Option<&PasswordHash>,
        password: &PasswordHash,
        keep: Option<SessionId>,
        mail: Option<&Mail>,
        audit: &AuditEntry,
    ) -> Result<bool, Failure> {
        let mut write = self.pool.begin(SCOPE).await?;
        let changed = query(
            "UPDATE users SET password_hash = $3 WHERE id = $1 \
             AND password_hash IS NOT DISTINCT FROM $2",
        )
        .bind(user.uuid())
        .bind(checked.map(PasswordHash::as_phc))
        .bind(password.as_phc())
        .execute(&mut *write)
        .await?
        .rows_affected();
        if changed == 0 {
            return Ok(false);
        }
        query("DELETE FROM links WHERE purpose = 'password_reset' AND user_id = $1")
            .bind(user.uuid())
            .execute(&mut *write)
            .await?;
        delete_email_changes(&mut write, user).await?;
        delete_sessions(&mut write, user, keep).await?;
        insert_mail(&mut write, mail).await?;
        insert_audit_entry(&mut write, audit).await?;
        write.commit().await?;
        Ok(true)
    }

    async fn try_reset_password(
        &self,
        link: &TokenHash,
        password: &PasswordHash,
        now: Timestamp,
        mail: Option<&Mail>,
        audit: &AuditEntry,
    ) -> Result<bool, Failure> {
        let mut write = self.pool.begin(SCOPE).await?;
        let user: Option<Uuid> = query_scalar(
            "SELECT user_id FROM links WHERE token_hash = $1 AND purpose = 'password_reset' \
             AND expires_at > $2",
        )
        .bind(link.0.as_slice())
        .bind(now.micros())
        .fetch_optional(&mut *write)
        .await?;
        let Some(user) = user.map(UserId::from_uuid) else { return Ok(false) };
        // The user before the link, as everywhere: the other way round two could deadlock.
        update_password(&mut write, user, password).await?;
        let used = query("DELETE FROM links WHERE token_hash = $1")
            .bind(link.0.as_slice())
            .execute(&mut *write)
            .await?
            .rows_affected();
        if used == 0 {
            return Ok(false);
        }
        delete_email_changes(&mut write, user).await?;
        delete_sessions(&mut write, user, None).await?;
        insert_mail(&mut write, mail).await?;
        insert_audit_entry(&mut write, audit).await?;
        write.commit().await?;
        Ok(true)
    }

    async fn try_set_disabled(
        &self,
        user: UserId,
        at: Option<Timestamp>,
        audit: &AuditEntry,
    ) -> Result<bool, Failure> {
        let mut write = self.pool.begin(SCOPE).await?;
        let changed = query("UPDATE users SET disabled_at = $2 WHERE id = $1")
            .bind(user.uuid())
            .bind(at.map(Timestamp::micros))
            .execute(&mut *write)
            .await?
            .rows_affected();
        if changed == 0 {
            return Ok(false);
        }
        if at.is_some() {
            delete_sessions(&mut write, user, None).await?;
        }
        insert_audit_entry(&mut write, audit).await?;
        write.commit().await?;
        Ok(true)
    }
}

/// Adds a user. Returns whether nobody had the address.
pub(super) async fn insert_user(
    connection: &mut PgConnection,
    user: &User,
) -> Result<bool, Failure> {
    let inserted = query(concat!(
        "INSERT INTO users (",
        user_columns!(),
        ") VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT (email) DO NOTHING"
    ))
    .bind(user.id.uuid())
    .bind(user.email.as_str())
    .bind(user.name.as_str())
    .bind(user.password.as_ref().map(PasswordHash::as_phc))
    .bind(user.account_manager)
    .bind(user.disabled_at.map(Timestamp::micros))
    .bind(user.created_at.micros())
    .execute(connection)
    .await?;
    Ok(inserted.rows_affected() == 1)
}

pub(super) fn user_by_id(id: UserId) -> Select<UserRow> {
    query_as(concat!("SELECT ", user_columns!(), " FROM users WHERE id = $1")).bind(id.uuid())
}

/// From here on no other transaction changes the user or, by way of them, what belongs to them.
pub(super) async fn lock_user(connection: &mut PgConnection, id: UserId) -> Result<(), Failure> {
    query("SELECT 1 FROM users WHERE id = $1 FOR NO KEY UPDATE")
        .bind(id.uuid())
        .execute(connection)
        .await?;
    Ok(())
}

async fn update_password(
    connection: &mut PgConnection,
    user: UserId,
    password: &PasswordHash,
) -> Result<(), Failure> {
    query("UPDATE users SET password_hash = $2 WHERE id = $1")
        .bind(user.uuid())
        .bind(password.as_phc())
        .execute(connection)
        .await?;
    Ok(())
}
