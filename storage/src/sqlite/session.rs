use async_trait::async_trait;
use domain::audit::AuditEntry;
use domain::ids::{SessionId, TenantId, UserId};
use domain::secrets::TokenHash;
use domain::session::{Session, SessionStore, SignedIn};
use domain::sign_in::FORGOTTEN_AFTER;
use domain::store::StoreError;
use domain::time::Timestamp;
use domain::user::PasswordHash;
use sqlx::sqlite::SqliteConnection;
use sqlx::{query, query_as, query_scalar};
use uuid::Uuid;

use super::SqliteStore;
use super::audit::insert_audit_entry;
use crate::error::Failure;
use crate::rows::{self, SessionRow, SignedInRow, session_columns, signed_in_columns};

/// Runs for each request.
pub(super) const SIGNED_IN: &str = concat!(
    "SELECT ",
    signed_in_columns!(),
    " FROM sessions s JOIN users u ON u.id = s.user_id \
     LEFT JOIN memberships m ON m.tenant_id = s.tenant_id AND m.user_id = s.user_id \
     LEFT JOIN tenants t ON t.id = m.tenant_id \
     WHERE s.token_hash = $1 AND u.disabled_at IS NULL"
);

#[async_trait]
impl SessionStore for SqliteStore {
    async fn insert_session(
        &self,
        session: &Session,
        token: &TokenHash,
        checked: Option<&PasswordHash>,
        replaces: Option<SessionId>,
        audit: &AuditEntry,
    ) -> Result<bool, StoreError> {
        Ok(self.try_insert_session(session, token, checked, replaces, audit).await?)
    }

    async fn signed_in(&self, token: &TokenHash) -> Result<Option<SignedIn>, StoreError> {
        let row = query_as(SIGNED_IN)
            .bind(token.0.as_slice())
            .bind(Uuid::nil())
            .fetch_optional(&self.readers)
            .await
            .map_err(Failure::from)?;
        Ok(rows::one::<SignedInRow, _>(row)?)
    }

    async fn touch_session(&self, id: SessionId, now: Timestamp) -> Result<(), StoreError> {
        // Requests may overtake each other: time does not run backwards.
        query("UPDATE sessions SET seen_at = $2 WHERE id = $1 AND seen_at < $2")
            .bind(id.uuid())
            .bind(now.micros())
            .execute(&self.writer)
            .await
            .map_err(Failure::from)?;
        Ok(())
    }

    async fn sessions_of_user(&self, user: UserId) -> Result<Vec<Session>, StoreError> {
        let found: Vec<SessionRow> = query_as(concat!(
            "SELECT ",
            session_columns!(),
            " FROM sessions WHERE user_id = $1 ORDER BY seen_at DESC, id DESC LIMIT 100"
        ))
        .bind(user.uuid())
        .fetch_all(&self.readers)
        .await
        .map_err(Failure::from)?;
        Ok(found.into_iter().map(Session::from).collect())
    }

    async fn switch_tenant(
        &self,
        id: SessionId,
        user: UserId,
        tenant: TenantId,
    ) -> Result<bool, StoreError> {
        let switched = query(
            "UPDATE sessions SET tenant_id = $3 WHERE id = $1 AND user_id = $2 AND EXISTS \
             (SELECT 1 FROM memberships WHERE tenant_id = $3 AND user_id = $2)",
        )
        .bind(id.uuid())
        .bind(user.uuid())
        .bind(tenant.uuid())
        .execute(&self.writer)
        .await
        .map_err(Failure::from)?;
        Ok(switched.rows_affected() == 1)
    }

    async fn end_session(
        &self,
        user: UserId,
        id: SessionId,
        audit: &AuditEntry,
    ) -> Result<bool, StoreError> {
        Ok(self.try_end_session(user, id, audit).await?)
    }

    async fn end_other_sessions(
        &self,
        user: UserId,
        keep: SessionId,
        audit: &AuditEntry,
    ) -> Result<u64, StoreError> {
        Ok(self.try_end_other_sessions(user, keep, audit).await?)
    }

    async fn delete_expired(
        &self,
        idle_since: Timestamp,
        begun_before: Timestamp,
        now: Timestamp,
    ) -> Result<(), StoreError> {
        Ok(self.try_delete_expired(idle_since, begun_before, now).await?)
    }
}

impl SqliteStore {
    async fn try_insert_session(
        &self,
        session: &Session,
        token: &TokenHash,
        checked: Option<&PasswordHash>,
        replaces: Option<SessionId>,
        audit: &AuditEntry,
    ) -> Result<bool, Failure> {
        let mut write = self.write().await?;
        let may_sign_in: bool = query_scalar(
            "SELECT EXISTS (SELECT 1 FROM users WHERE id = $1 AND disabled_at IS NULL \
             AND password_hash IS NOT DISTINCT FROM $2) AND ($3 OR NOT EXISTS \
             (SELECT 1 FROM totp_factors WHERE user_id = $1 AND confirmed_at IS NOT NULL))",
        )
        .bind(session.user.uuid())
        .bind(checked.map(PasswordHash::as_phc))
        .bind(session.second_factor)
        .fetch_one(&mut *write)
        .await?;
        if !may_sign_in {
            return Ok(false);
        }
        if let Some(replaced) = replaces {
            query("DELETE FROM sessions WHERE id = $1")
                .bind(replaced.uuid())
                .execute(&mut *write)
                .await?;
        }
        query(concat!(
            "INSERT INTO sessions (token_hash, ",
            session_columns!(),
            ") VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)"
        ))
        .bind(token.0.as_slice())
        .bind(session.id.uuid())
        .bind(session.user.uuid())
        .bind(session.tenant.map(TenantId::uuid))
        .bind(session.created_at.micros())
        .bind(session.seen_at.micros())
        .bind(session.proven_at.micros())
        .bind(session.second_factor)
        .bind(&session.address)
        .bind(&session.agent)
        .execute(&mut *write)
        .await?;
        insert_audit_entry(&mut write, audit).await?;
        write.commit().await?;
        Ok(true)
    }

    async fn try_end_session(
        &self,
        user: UserId,
        id: SessionId,
        audit: &AuditEntry,
    ) -> Result<bool, Failure> {
        let mut write = self.write().await?;
        let ended = query("DELETE FROM sessions WHERE id = $1 AND user_id = $2")
            .bind(id.uuid())
            .bind(user.uuid())
            .execute(&mut *write)
            .await?
            .rows_affected();
        if ended == 0 {
            return Ok(false);
        }
        insert_audit_entry(&mut write, audit).await?;
        write.commit().await?;
        Ok(true)
    }

    async fn try_end_other_sessions(
        &self,
        user: UserId,
        keep: SessionId,
        audit: &AuditEntry,
    ) -> Result<u64, Failure> {
        let mut write = self.write().await?;
        let ended = delete_sessions(&mut write, user, Some(keep)).await?;
        insert_audit_entry(&mut write, audit).await?;
        write.commit().await?;
        Ok(ended)
    }

    async fn try_delete_expired(
        &self,
        idle_since: Timestamp,
        begun_before: Timestamp,
        now: Timestamp,
    ) -> Result<(), Failure> {
        let mut write = self.write().await?;
        query("DELETE FROM sessions WHERE seen_at < $1 OR created_at < $2")
            .bind(idle_since.micros())
            .bind(begun_before.micros())
            .execute(&mut *write)
            .await?;
        for overdue in [
            "DELETE FROM links WHERE expires_at <= $1",
            "DELETE FROM pending_sign_ins WHERE expires_at <= $1",
            "DELETE FROM passkey_ceremonies WHERE expires_at <= $1",
            "DELETE FROM open_id_attempts WHERE expires_at <= $1",
            "DELETE FROM email_changes WHERE expires_at <= $1",
        ] {
            query(overdue).bind(now.micros()).execute(&mut *write).await?;
        }
        // The mail with an invitation goes with the invitation.
        query("DELETE FROM mails WHERE link_id IS NULL AND created_at <= $1")
            .bind(now.micros().saturating_sub(FORGOTTEN_AFTER))
            .execute(&mut *write)
            .await?;
        query("DELETE FROM sign_in_attempts WHERE last_at <= $1")
            .bind(now.micros().saturating_sub(FORGOTTEN_AFTER))
            .execute(&mut *write)
            .await?;
        Ok(write.commit().await?)
    }
}

/// Ends the user's sessions but one, and their sign-ins that wait for a code. Returns how many
/// sessions.
pub(super) async fn delete_sessions(
    connection: &mut SqliteConnection,
    user: UserId,
    keep: Option<SessionId>,
) -> Result<u64, Failure> {
    let ended = query("DELETE FROM sessions WHERE user_id = $1 AND id IS DISTINCT FROM $2")
        .bind(user.uuid())
        .bind(keep.map(SessionId::uuid))
        .execute(&mut *connection)
        .await?;
    query("DELETE FROM pending_sign_ins WHERE user_id = $1")
        .bind(user.uuid())
        .execute(connection)
        .await?;
    Ok(ended.rows_affected())
}
