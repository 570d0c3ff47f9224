use async_trait::async_trait;
use domain::audit::AuditEntry;
use domain::email_change::{EmailChange, EmailChangeOutcome, EmailChangeStore, NewEmail};
use domain::ids::UserId;
use domain::mail::Mail;
use domain::secrets::TokenHash;
use domain::store::StoreError;
use domain::time::Timestamp;
use sqlx::postgres::PgConnection;
use sqlx::{query, query_as};

use super::audit::insert_audit_entry;
use super::mail::insert_mail;
use super::scope::Scope;
use super::session::delete_sessions;
use super::user::lock_user;
use super::{PostgresStore, retrying};
use crate::error::Failure;
use crate::rows::{self, EmailChangeRow, email_change_columns};

/// A person belongs to no tenant, or to several.
const SCOPE: Scope = Scope::Installation;

#[async_trait]
impl EmailChangeStore for PostgresStore {
    async fn insert_email_change(
        &self,
        change: &EmailChange,
        mail: &Mail,
        audit: &AuditEntry,
    ) -> Result<(), StoreError> {
        retrying(|| self.try_insert_email_change(change, mail, audit)).await
    }

    async fn email_change_by_token(
        &self,
        token: &TokenHash,
        now: Timestamp,
    ) -> Result<Option<EmailChange>, StoreError> {
        let change = query_as(concat!(
            "SELECT ",
            email_change_columns!(),
            " FROM email_changes WHERE token_hash = $1 AND expires_at > $2"
        ))
        .bind(token.0.as_slice())
        .bind(now.micros());
        let row = self.pool.optional(SCOPE, change).await?;
        Ok(rows::one::<EmailChangeRow, _>(row)?)
    }

    async fn set_email(
        &self,
        new: NewEmail<'_>,
        mail: Option<&Mail>,
        audit: &AuditEntry,
    ) -> Result<EmailChangeOutcome, StoreError> {
        retrying(|| self.try_set_email(new, mail, audit)).await
    }
}

impl PostgresStore {
    async fn try_insert_email_change(
        &self,
        change: &EmailChange,
        mail: &Mail,
        audit: &AuditEntry,
    ) -> Result<(), Failure> {
        let mut write = self.pool.begin(SCOPE).await?;
        // Two wishes at once would not see each other.
        lock_user(&mut write, change.user).await?;
        // The mail of the one before goes with it.
        delete_email_changes(&mut write, change.user).await?;
        query(concat!(
            "INSERT INTO email_changes (",
            email_change_columns!(),
            ") VALUES ($1, $2, $3, $4)"
        ))
        .bind(change.user.uuid())
        .bind(change.email.as_str())
        .bind(change.created_at.micros())
        .bind(change.expires_at.micros())
        .execute(&mut *write)
        .await?;
        insert_mail(&mut write, Some(mail)).await?;
        insert_audit_entry(&mut write, audit).await?;
        Ok(write.commit().await?)
    }

    async fn try_set_email(
        &self,
        new: NewEmail<'_>,
        mail: Option<&Mail>,
        audit: &AuditEntry,
    ) -> Result<EmailChangeOutcome, Failure> {
        let mut write = self.pool.begin(SCOPE).await?;
        // The user before the wish, as everywhere: the other way round two could deadlock.
        lock_user(&mut write, new.user).await?;
        if let Some((token, now)) = new.link {
            let used = query(
                "DELETE FROM email_changes WHERE user_id = $1 AND email = $2 AND token_hash = $3 \
                 AND expires_at > $4",
            )
            .bind(new.user.uuid())
            .bind(new.after.as_str())
            .bind(token.0.as_slice())
            .bind(now.micros())
            .execute(&mut *write)
            .await?;
            if used.rows_affected() == 0 {
                return Ok(EmailChangeOutcome::LinkInvalid);
            }
        }
        // An operator may do it for somebody who is disabled.
        let changed = query(
            "UPDATE users SET email = $3 WHERE id = $1 AND email = $2 \
             AND (disabled_at IS NULL OR $4)",
        )
        .bind(new.user.uuid())
        .bind(new.before.as_str())
        .bind(new.after.as_str())
        .bind(new.link.is_none())
        .execute(&mut *write)
        .await;
        match changed {
            Ok(changed) if changed.rows_affected() == 0 => {
                return Ok(EmailChangeOutcome::LinkInvalid);
            }
            Ok(_) => {}
            Err(sqlx::Error::Database(error)) if error.is_unique_violation() => {
                return Ok(EmailChangeOutcome::EmailTaken);
            }
            Err(error) => return Err(error.into()),
        }
        delete_email_changes(&mut write, new.user).await?;
        query("DELETE FROM links WHERE purpose = 'password_reset' AND user_id = $1")
            .bind(new.user.uuid())
            .execute(&mut *write)
            .await?;
        delete_sessions(&mut write, new.user, new.keep).await?;
        insert_mail(&mut write, mail).await?;
        insert_audit_entry(&mut write, audit).await?;
        write.commit().await?;
        Ok(EmailChangeOutcome::Done)
    }
}

/// Takes away which address a user wants, and with it the mail that would bring the link.
pub(super) async fn delete_email_changes(
    connection: &mut PgConnection,
    user: UserId,
) -> Result<(), Failure> {
    query("DELETE FROM email_changes WHERE user_id = $1")
        .bind(user.uuid())
        .execute(connection)
        .await?;
    Ok(())
}
