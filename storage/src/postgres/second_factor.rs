use async_trait::async_trait;
use domain::audit::AuditEntry;
use domain::ids::{SessionId, UserId};
use domain::sealing::Sealed;
use domain::second_factor::{SecondFactorStore, TotpFactor};
use domain::secrets::TokenHash;
use domain::store::StoreError;
use domain::time::Timestamp;
use domain::user::PasswordHash;
use sqlx::postgres::PgConnection;
use sqlx::{query, query_as, query_scalar};
use uuid::Uuid;

use super::audit::insert_audit_entry;
use super::scope::Scope;
use super::session::delete_sessions;
use super::user::lock_user;
use super::{PostgresStore, retrying};
use crate::error::Failure;
use crate::rows::{self, TotpRow, totp_columns};

/// A second factor is a person's.
const SCOPE: Scope = Scope::Installation;

#[async_trait]
impl SecondFactorStore for PostgresStore {
    async fn totp_factor(&self, user: UserId) -> Result<Option<TotpFactor>, StoreError> {
        let factor =
            query_as(concat!("SELECT ", totp_columns!(), " FROM totp_factors WHERE user_id = $1"))
                .bind(user.uuid());
        let row = self.pool.optional(SCOPE, factor).await?;
        Ok(rows::one::<TotpRow, _>(row)?)
    }

    async fn start_totp(
        &self,
        user: UserId,
        key: &Sealed,
        now: Timestamp,
    ) -> Result<bool, StoreError> {
        retrying(|| self.try_start_totp(user, key, now)).await
    }

    async fn confirm_totp(
        &self,
        user: UserId,
        key: &Sealed,
        confirmed: (Timestamp, i64),
        recovery_codes: &[TokenHash],
        keep: SessionId,
        audit: &AuditEntry,
    ) -> Result<bool, StoreError> {
        retrying(|| self.try_confirm_totp(user, key, confirmed, recovery_codes, keep, audit)).await
    }

    async fn use_totp_step(&self, user: UserId, step: i64) -> Result<bool, StoreError> {
        retrying(|| self.try_use_totp_step(user, step)).await
    }

    async fn use_recovery_code(
        &self,
        user: UserId,
        code: &TokenHash,
        audit: &AuditEntry,
    ) -> Result<bool, StoreError> {
        retrying(|| self.try_use_recovery_code(user, code, audit)).await
    }

    async fn recovery_codes(&self, user: UserId) -> Result<u32, StoreError> {
        let count = query_scalar("SELECT COUNT(*) FROM recovery_codes WHERE user_id = $1")
            .bind(user.uuid());
        let count: i64 = self.pool.value(SCOPE, count).await?;
        Ok(u32::try_from(count).unwrap_or(u32::MAX))
    }

    async fn replace_recovery_codes(
        &self,
        user: UserId,
        codes: &[TokenHash],
        audit: &AuditEntry,
    ) -> Result<bool, StoreError> {
        retrying(|| self.try_replace_recovery_codes(user, codes, audit)).await
    }

    async fn remove_second_factor(
        &self,
        user: UserId,
        keep: Option<SessionId>,
        audit: &AuditEntry,
    ) -> Result<bool, StoreError> {
        retrying(|| self.try_remove_second_factor(user, keep, audit)).await
    }

    async fn remove_every_factor(
        &self,
        user: UserId,
        audit: &AuditEntry,
    ) -> Result<bool, StoreError> {
        retrying(|| self.try_remove_every_factor(user, audit)).await
    }

    async fn insert_pending_sign_in(
        &self,
        token: &TokenHash,
        user: UserId,
        checked: Option<&PasswordHash>,
        expires_at: Timestamp,
    ) -> Result<bool, StoreError> {
        retrying(|| self.try_insert_pending_sign_in(token, user, checked, expires_at)).await
    }

    async fn pending_sign_in(
        &self,
        token: &TokenHash,
        now: Timestamp,
    ) -> Result<Option<UserId>, StoreError> {
        let user = query_as(
            "SELECT user_id FROM pending_sign_ins WHERE token_hash = $1 AND expires_at > $2",
        )
        .bind(token.0.as_slice())
        .bind(now.micros());
        let row: Option<(Uuid,)> = self.pool.optional(SCOPE, user).await?;
        Ok(row.map(|(user,)| UserId::from_uuid(user)))
    }

    async fn use_pending_sign_in(
        &self,
        token: &TokenHash,
        now: Timestamp,
    ) -> Result<bool, StoreError> {
        retrying(|| self.try_use_pending_sign_in(token, now)).await
    }
}

impl PostgresStore {
    async fn try_start_totp(
        &self,
        user: UserId,
        key: &Sealed,
        now: Timestamp,
    ) -> Result<bool, Failure> {
        let mut write = self.pool.begin(SCOPE).await?;
        let started = query(
            "INSERT INTO totp_factors (user_id, key_id, sealed, created_at, last_step) \
             VALUES ($1, $2, $3, $4, 0) ON CONFLICT (user_id) DO UPDATE SET \
             key_id = excluded.key_id, sealed = excluded.sealed, \
             created_at = excluded.created_at WHERE totp_factors.confirmed_at IS NULL",
        )
        .bind(user.uuid())
        .bind(key.key.to_string())
        .bind(&*key.bytes)
        .bind(now.micros())
        .execute(&mut *write)
        .await?
        .rows_affected();
        write.commit().await?;
        Ok(started == 1)
    }

    async fn try_confirm_totp(
        &self,
        user: UserId,
        key: &Sealed,
        (at, step): (Timestamp, i64),
        recovery_codes: &[TokenHash],
        keep: SessionId,
        audit: &AuditEntry,
    ) -> Result<bool, Failure> {
        let mut write = self.pool.begin(SCOPE).await?;
        // Nobody signs in without the code from here on: a new session reads the user, too.
        lock_user(&mut write, user).await?;
        let confirmed = query(
            "UPDATE totp_factors SET confirmed_at = $3, last_step = $4 \
             WHERE user_id = $1 AND sealed = $2 AND confirmed_at IS NULL",
        )
        .bind(user.uuid())
        .bind(&*key.bytes)
        .bind(at.micros())
        .bind(step)
        .execute(&mut *write)
        .await?
        .rows_affected();
        if confirmed == 0 {
            return Ok(false);
        }
        set_recovery_codes(&mut write, user, recovery_codes).await?;
        delete_sessions(&mut write, user, Some(keep)).await?;
        // The code was typed in this one.
        query("UPDATE sessions SET second_factor = TRUE WHERE id = $1")
            .bind(keep.uuid())
            .execute(&mut *write)
            .await?;
        insert_audit_entry(&mut write, audit).await?;
        write.commit().await?;
        Ok(true)
    }

    async fn try_use_totp_step(&self, user: UserId, step: i64) -> Result<bool, Failure> {
        let mut write = self.pool.begin(SCOPE).await?;
        let used = query(
            "UPDATE totp_factors SET last_step = $2 \
             WHERE user_id = $1 AND last_step < $2 AND confirmed_at IS NOT NULL",
        )
        .bind(user.uuid())
        .bind(step)
        .execute(&mut *write)
        .await?
        .rows_affected();
        write.commit().await?;
        Ok(used == 1)
    }

    async fn try_use_recovery_code(
        &self,
        user: UserId,
        code: &TokenHash,
        audit: &AuditEntry,
    ) -> Result<bool, Failure> {
        let mut write = self.pool.begin(SCOPE).await?;
        let used = query("DELETE FROM recovery_codes WHERE user_id = $1 AND code_hash = $2")
            .bind(user.uuid())
            .bind(code.0.as_slice())
            .execute(&mut *write)
            .await?
            .rows_affected();
        if used == 0 {
            return Ok(false);
        }
        insert_audit_entry(&mut write, audit).await?;
        write.commit().await?;
        Ok(true)
    }

    async fn try_replace_recovery_codes(
        &self,
        user: UserId,
        codes: &[TokenHash],
        audit: &AuditEntry,
    ) -> Result<bool, Failure> {
        let mut write = self.pool.begin(SCOPE).await?;
        // Of two at once, each would leave the codes of the other.
        lock_user(&mut write, user).await?;
        let has_factor: bool = query_scalar(
            "SELECT EXISTS (SELECT 1 FROM totp_factors \
             WHERE user_id = $1 AND confirmed_at IS NOT NULL)",
        )
        .bind(user.uuid())
        .fetch_one(&mut *write)
        .await?;
        if !has_factor {
            return Ok(false);
        }
        set_recovery_codes(&mut write, user, codes).await?;
        insert_audit_entry(&mut write, audit).await?;
        write.commit().await?;
        Ok(true)
    }

    async fn try_remove_second_factor(
        &self,
        user: UserId,
        keep: Option<SessionId>,
        audit: &AuditEntry,
    ) -> Result<bool, Failure> {
        let mut write = self.pool.begin(SCOPE).await?;
        lock_user(&mut write, user).await?;
        let removed =
            query("DELETE FROM totp_factors WHERE user_id = $1 AND confirmed_at IS NOT NULL")
                .bind(user.uuid())
                .execute(&mut *write)
                .await?
                .rows_affected();
        if removed == 0 {
            return Ok(false);
        }
        set_recovery_codes(&mut write, user, &[]).await?;
        delete_sessions(&mut write, user, keep).await?;
        query("UPDATE sessions SET second_factor = FALSE WHERE user_id = $1")
            .bind(user.uuid())
            .execute(&mut *write)
            .await?;
        insert_audit_entry(&mut write, audit).await?;
        write.commit().await?;
        Ok(true)
    }

    async fn try_remove_every_factor(
        &self,
        user: UserId,
        audit: &AuditEntry,
    ) -> Result<bool, Failure> {
        let mut write = self.pool.begin(SCOPE).await?;
        lock_user(&mut write, user).await?;
        let mut removed = 0;
        for delete in [
            "DELETE FROM totp_factors WHERE user_id = $1 AND confirmed_at IS NOT NULL",
            "DELETE FROM passkeys WHERE user_id = $1",
        ] {
            removed += query(delete).bind(user.uuid()).execute(&mut *write).await?.rows_affected();
        }
        if removed == 0 {
            return Ok(false);
        }
        // One that waits for its answer would be a new one.
        query("DELETE FROM passkey_ceremonies WHERE user_id = $1")
            .bind(user.uuid())
            .execute(&mut *write)
            .await?;
        set_recovery_codes(&mut write, user, &[]).await?;
        delete_sessions(&mut write, user, None).await?;
        insert_audit_entry(&mut write, audit).await?;
        write.commit().await?;
        Ok(true)
    }

    async fn try_insert_pending_sign_in(
        &self,
        token: &TokenHash,
        user: UserId,
        checked: Option<&PasswordHash>,
        expires_at: Timestamp,
    ) -> Result<bool, Failure> {
        let mut write = self.pool.begin(SCOPE).await?;
        // As with a session: not with the password of before.
        let inserted = query(
            "INSERT INTO pending_sign_ins (token_hash, user_id, expires_at) \
             SELECT $1, id, $4 FROM users WHERE id = $2 AND disabled_at IS NULL \
             AND password_hash IS NOT DISTINCT FROM $3 FOR SHARE",
        )
        .bind(token.0.as_slice())
        .bind(user.uuid())
        .bind(checked.map(PasswordHash::as_phc))
        .bind(expires_at.micros())
        .execute(&mut *write)
        .await?
        .rows_affected();
        write.commit().await?;
        Ok(inserted == 1)
    }

    async fn try_use_pending_sign_in(
        &self,
        token: &TokenHash,
        now: Timestamp,
    ) -> Result<bool, Failure> {
        let mut write = self.pool.begin(SCOPE).await?;
        let used = query("DELETE FROM pending_sign_ins WHERE token_hash = $1 AND expires_at > $2")
            .bind(token.0.as_slice())
            .bind(now.micros())
            .execute(&mut *write)
            .await?
            .rows_affected();
        write.commit().await?;
        Ok(used == 1)
    }
}

/// Puts recovery codes in the place of those before.
async fn set_recovery_codes(
    connection: &mut PgConnection,
    user: UserId,
    codes: &[TokenHash],
) -> Result<(), Failure> {
    query("DELETE FROM recovery_codes WHERE user_id = $1")
        .bind(user.uuid())
        .execute(&mut *connection)
        .await?;
    for code in codes {
        query("INSERT INTO recovery_codes (user_id, code_hash) VALUES ($1, $2)")
            .bind(user.uuid())
            .bind(code.0.as_slice())
            .execute(&mut *connection)
            .await?;
    }
    Ok(())
}
