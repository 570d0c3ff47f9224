use async_trait::async_trait;
use domain::audit::AuditEntry;
use domain::ids::{PasskeyId, UserId};
use domain::passkey::{Ceremony, Credential, InsertPasskeyOutcome, Passkey, PasskeyStore};
use domain::secrets::TokenHash;
use domain::store::StoreError;
use domain::time::Timestamp;
use sqlx::{query, query_as, query_scalar};

use super::audit::insert_audit_entry;
use super::scope::Scope;
use super::user::lock_user;
use super::{PostgresStore, retrying};
use crate::error::Failure;
use crate::rows::{self, CeremonyRow, PasskeyRow, passkey_columns};

/// A passkey is a person's.
const SCOPE: Scope = Scope::Installation;

/// How many passkeys a user has at most.
const MOST: i64 = 20;

#[async_trait]
impl PasskeyStore for PostgresStore {
    async fn insert_ceremony(
        &self,
        token: &TokenHash,
        ceremony: &Ceremony,
    ) -> Result<(), StoreError> {
        retrying(|| self.try_insert_ceremony(token, ceremony)).await
    }

    async fn take_ceremony(
        &self,
        token: &TokenHash,
        now: Timestamp,
    ) -> Result<Option<Ceremony>, StoreError> {
        retrying(|| self.try_take_ceremony(token, now)).await
    }

    async fn insert_passkey(
        &self,
        passkey: &Passkey,
        audit: &AuditEntry,
    ) -> Result<InsertPasskeyOutcome, StoreError> {
        retrying(|| self.try_insert_passkey(passkey, audit)).await
    }

    async fn passkeys_of_user(&self, user: UserId) -> Result<Vec<Passkey>, StoreError> {
        let passkeys = query_as(concat!(
            "SELECT ",
            passkey_columns!(),
            " FROM passkeys WHERE user_id = $1 ORDER BY id DESC"
        ))
        .bind(user.uuid());
        let found = self.pool.all(SCOPE, passkeys).await?;
        Ok(rows::all::<PasskeyRow, _>(found)?)
    }

    async fn passkey_by_credential(&self, id: &[u8]) -> Result<Option<Passkey>, StoreError> {
        let passkey = query_as(concat!(
            "SELECT ",
            passkey_columns!(),
            " FROM passkeys WHERE credential_id = $1"
        ))
        .bind(id);
        let row = self.pool.optional(SCOPE, passkey).await?;
        Ok(rows::one::<PasskeyRow, _>(row)?)
    }

    async fn use_passkey(
        &self,
        before: &Credential,
        after: &Credential,
        now: Timestamp,
    ) -> Result<bool, StoreError> {
        retrying(|| self.try_use_passkey(before, after, now)).await
    }

    async fn remove_passkey(
        &self,
        user: UserId,
        id: PasskeyId,
        audit: &AuditEntry,
    ) -> Result<bool, StoreError> {
        retrying(|| self.try_remove_passkey(user, id, audit)).await
    }
}

impl PostgresStore {
    async fn try_insert_ceremony(
        &self,
        token: &TokenHash,
        ceremony: &Ceremony,
    ) -> Result<(), Failure> {
        let mut write = self.pool.begin(SCOPE).await?;
        query(
            "INSERT INTO passkey_ceremonies (token_hash, user_id, state, expires_at) \
             VALUES ($1, $2, $3, $4)",
        )
        .bind(token.0.as_slice())
        .bind(ceremony.user.map(UserId::uuid))
        .bind(&ceremony.state)
        .bind(ceremony.expires_at.micros())
        .execute(&mut *write)
        .await?;
        Ok(write.commit().await?)
    }

    async fn try_take_ceremony(
        &self,
        token: &TokenHash,
        now: Timestamp,
    ) -> Result<Option<Ceremony>, Failure> {
        let mut write = self.pool.begin(SCOPE).await?;
        let taken: Option<CeremonyRow> = query_as(
            "DELETE FROM passkey_ceremonies WHERE token_hash = $1 AND expires_at > $2 \
             RETURNING user_id, state, expires_at",
        )
        .bind(token.0.as_slice())
        .bind(now.micros())
        .fetch_optional(&mut *write)
        .await?;
        write.commit().await?;
        Ok(taken.map(Ceremony::from))
    }

    async fn try_insert_passkey(
        &self,
        passkey: &Passkey,
        audit: &AuditEntry,
    ) -> Result<InsertPasskeyOutcome, Failure> {
        let mut write = self.pool.begin(SCOPE).await?;
        // Two added at once would not see each other and be one too many.
        lock_user(&mut write, passkey.user).await?;
        let count: i64 = query_scalar("SELECT COUNT(*) FROM passkeys WHERE user_id = $1")
            .bind(passkey.user.uuid())
            .fetch_one(&mut *write)
            .await?;
        if count >= MOST {
            return Ok(InsertPasskeyOutcome::TooMany);
        }
        let inserted = query(concat!(
            "INSERT INTO passkeys (",
            passkey_columns!(),
            ") VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT (credential_id) DO NOTHING"
        ))
        .bind(passkey.user.uuid())
        .bind(passkey.id.uuid())
        .bind(passkey.name.as_str())
        .bind(&*passkey.credential.id)
        .bind(&passkey.credential.data)
        .bind(passkey.created_at.micros())
        .bind(passkey.used_at.map(Timestamp::micros))
        .execute(&mut *write)
        .await?
        .rows_affected();
        if inserted == 0 {
            return Ok(InsertPasskeyOutcome::Known);
        }
        insert_audit_entry(&mut write, audit).await?;
        write.commit().await?;
        Ok(InsertPasskeyOutcome::Inserted)
    }

    async fn try_use_passkey(
        &self,
        before: &Credential,
        after: &Credential,
        now: Timestamp,
    ) -> Result<bool, Failure> {
        let mut write = self.pool.begin(SCOPE).await?;
        let used = query(
            "UPDATE passkeys SET credential = $3, used_at = $4 \
             WHERE credential_id = $1 AND credential = $2",
        )
        .bind(&*before.id)
        .bind(&before.data)
        .bind(&after.data)
        .bind(now.micros())
        .execute(&mut *write)
        .await?
        .rows_affected();
        write.commit().await?;
        Ok(used == 1)
    }

    async fn try_remove_passkey(
        &self,
        user: UserId,
        id: PasskeyId,
        audit: &AuditEntry,
    ) -> Result<bool, Failure> {
        let mut write = self.pool.begin(SCOPE).await?;
        let removed = query("DELETE FROM passkeys WHERE user_id = $1 AND id = $2")
            .bind(user.uuid())
            .bind(id.uuid())
            .execute(&mut *write)
            .await?
            .rows_affected();
        if removed == 0 {
            return Ok(false);
        }
        insert_audit_entry(&mut write, audit).await?;
        write.commit().await?;
        Ok(true)
    }
}
