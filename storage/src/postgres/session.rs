use async_trait::async_trait;
use domain::audit::AuditEntry;
use domain::ids::{SessionId, TenantId, UserId};
use domain::secrets::TokenHash;
use domain::session::{Session, SessionStore, SignedIn};
use domain::sign_in::FORGOTTEN_AFTER;
use domain::store::StoreError;
use domain::time::Timestamp;
use domain::user::PasswordHash;
use sqlx::postgres::PgConnection;
use sqlx::{query, query_as, query_scalar};
use uuid::Uuid;

use super::audit::insert_audit_entry;
use super::scope::Scope;
use super::{PostgresStore, retrying};
use crate::error::Failure;
use crate::rows::{self, SessionRow, SignedInRow, session_columns, signed_in_columns};

/// A session is a person's. For which tenant it acts is only found with it.
const SCOPE: Scope = Scope::Installation;

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
impl SessionStore for PostgresStore {
    async fn insert_session(
        &self,
        session: &Session,
        token: &TokenHash,
        checked: Option<&PasswordHash>,
        replaces: Option<SessionId>,
        audit: &AuditEntry,
    ) -> Result<bool, StoreError> {
        retrying(|| self.try_insert_session(session, token, checked, replaces, audit)).await
    }

    async fn signed_in(&self, token: &TokenHash) -> Result<Option<SignedIn>, StoreError> {
        let signed_in = query_as(SIGNED_IN).bind(token.0.as_slice()).bind(Uuid::nil());
        let row = self.pool.optional(SCOPE, signed_in).await?;
        Ok(rows::one::<SignedInRow, _>(row)?)
    }

    async fn touch_session(&self, id: SessionId, now: Timestamp) -> Result<(), StoreError> {
        // Requests may overtake each other: time does not run backwards.
        retrying(async || {
            let mut write = self.pool.begin(SCOPE).await?;
            query("UPDATE sessions SET seen_at = $2 WHERE id = $1 AND seen_at < $2")
                .bind(id.uuid())
                .bind(now.micros())
                .execute(&mut *write)
                .await?;
            Ok(write.commit().await?)
        })
        .await
    }

    async fn sessions_of_user(&self, user: UserId) -> Result<Vec<Session>, StoreError> {
        let sessions = query_as(concat!(
            "SELECT ",
            session_columns!(),
            " FROM sessions WHERE user_id = $1 ORDER BY seen_at DESC, id DESC LIMIT 100"
        ))
        .bind(user.uuid());
        let found: Vec<SessionRow> = self.pool.all(SCOPE, sessions).await?;
        Ok(found.into_iter().map(Session::from).collect())
    }

    async fn switch_tenant(
        &self,
        id: SessionId,
        user: UserId,
        tenant: TenantId,
    ) -> Result<bool, StoreError> {
        retrying(async || {
            let mut write = self.pool.begin(Scope::Tenant(tenant)).await?;
            let switched = query(
                "UPDATE sessions SET tenant_id = $3 WHERE id = $1 AND user_id = $2 AND EXISTS \
                 (SELECT 1 FROM memberships WHERE tenant_id = $3 AND user_id = $2)",
            )
            .bind(id.uuid())
            .bind(user.uuid())
            .bind(tenant.uuid())
            .execute(&mut *write)
            .await?;
            write.commit().await?;
            Ok(switched.rows_affected() == 1)
        })
        .await
    }

    async fn end_session(
        &self,
        user: UserId,
        id: SessionId,
        audit: &AuditEntry,
    ) -> Result<bool, StoreError> {
        retrying(|| self.try_end_session(user, id, audit)).await
    }

    async fn end_other_sessions(
        &self,
        user: UserId,
        keep: SessionId,
        audit: &AuditEntry,
    ) -> Result<u64, StoreError> {
        retrying(|| self.try_end_other_sessions(user, keep, audit)).await
    }

    async fn delete_expired(
        &self,
        idle_since: Timestamp,
        begun_before: Timestamp,
        now: Timestamp,
    ) -> Result<(), StoreError> {
        retrying(|| self.try_delete_expired(idle_since, begun_before, now)).await
    }
}

impl PostgresStore {
    async fn try_insert_session(
        &self,
        session: &Session,
        token: &TokenHash,
        checked: Option<&PasswordHash>,
        replaces: Option<SessionId>,
        audit: &AuditEntry,
    ) -> Result<bool, Failure> {
        let mut write = self.pool.begin(SCOPE).await?;
        // Locked, so that nobody is disabled or gets another password or a second factor between
        // this and the session. Sign-ins of the same user do not wait for each other.
        let user = query(
            "SELECT 1 FROM users WHERE id = $1 AND disabled_at IS NULL \
             AND password_hash IS NOT DISTINCT FROM $2 FOR SHARE",
        )
        .bind(session.user.uuid())
        .bind(checked.map(PasswordHash::as_phc))
        .fetch_optional(&mut *write)
        .await?;
        if user.is_none() || !session.second_factor && has_totp(&mut write, session.user).await? {
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
        let mut write = self.pool.begin(SCOPE).await?;
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
        let mut write = self.pool.begin(SCOPE).await?;
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
        let mut write = self.pool.begin(SCOPE).await?;
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

/// Whether a code is asked for. A statement of its own, after the user is locked: within the one
/// that locks it would see what was there before it had to wait.
async fn has_totp(connection: &mut PgConnection, user: UserId) -> Result<bool, Failure> {
    let has_totp = query_scalar(
        "SELECT EXISTS (SELECT 1 FROM totp_factors \
         WHERE user_id = $1 AND confirmed_at IS NOT NULL)",
    );
    Ok(has_totp.bind(user.uuid()).fetch_one(connection).await?)
}

/// Ends the user's sessions but one, and their sign-ins that wait for a code. Returns how many
/// sessions.
pub(super) async fn delete_sessions(
    connection: &mut PgConnection,
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
