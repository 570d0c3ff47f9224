use async_trait::async_trait;
use domain::ids::UserId;
use domain::secrets::TokenHash;
use domain::sign_in::{AttemptCount, AttemptOutcome, AttemptStore, AttemptSubject};
use domain::store::StoreError;
use domain::time::Timestamp;
use sqlx::postgres::PgConnection;
use sqlx::{query, query_as, query_scalar};

use super::scope::Scope;
use super::user::lock_user;
use super::{PostgresStore, retrying};
use crate::error::Failure;
use crate::rows::{AttemptRow, attempt_keys};

/// Somebody who signs in acts for no tenant yet.
const SCOPE: Scope = Scope::Installation;

#[async_trait]
impl AttemptStore for PostgresStore {
    async fn begin_attempt(
        &self,
        subjects: &[AttemptSubject],
        now: Timestamp,
    ) -> Result<AttemptOutcome, StoreError> {
        retrying(|| self.try_begin_attempt(subjects, now)).await
    }

    async fn forget_attempts(&self, subjects: &[AttemptSubject]) -> Result<(), StoreError> {
        retrying(|| self.try_forget_attempts(subjects)).await
    }

    async fn is_known_device(&self, user: UserId, device: &TokenHash) -> Result<bool, StoreError> {
        let is_known = query_scalar(
            "SELECT EXISTS (SELECT 1 FROM known_devices WHERE user_id = $1 AND token_hash = $2)",
        )
        .bind(user.uuid())
        .bind(device.0.as_slice());
        Ok(self.pool.value(SCOPE, is_known).await?)
    }

    async fn remember_device(
        &self,
        user: UserId,
        device: &TokenHash,
        now: Timestamp,
    ) -> Result<(), StoreError> {
        retrying(|| self.try_remember_device(user, device, now)).await
    }
}

impl PostgresStore {
    async fn try_begin_attempt(
        &self,
        subjects: &[AttemptSubject],
        now: Timestamp,
    ) -> Result<AttemptOutcome, Failure> {
        let mut write = self.pool.begin(SCOPE).await?;
        let mut wait_until = None;
        for (key, subject) in attempt_keys(subjects) {
            let before = lock_attempt_count(&mut write, &key, now).await?;
            match subject.next(before, now) {
                Ok(count) => store_attempt_count(&mut write, &key, count).await?,
                Err(until) => wait_until = wait_until.max(Some(until)),
            }
        }
        if let Some(until) = wait_until {
            write.rollback().await?;
            return Ok(AttemptOutcome::WaitUntil(until));
        }
        write.commit().await?;
        Ok(AttemptOutcome::Allowed)
    }

    async fn try_forget_attempts(&self, subjects: &[AttemptSubject]) -> Result<(), Failure> {
        let mut write = self.pool.begin(SCOPE).await?;
        for (key, subject) in attempt_keys(subjects) {
            let statement = if subject.is_forgotten_by_success() {
                "DELETE FROM sign_in_attempts WHERE subject = $1"
            } else {
                "UPDATE sign_in_attempts SET attempts = attempts - 1 \
                 WHERE subject = $1 AND attempts > 0"
            };
            query(statement).bind(key).execute(&mut *write).await?;
        }
        Ok(write.commit().await?)
    }

    async fn try_remember_device(
        &self,
        user: UserId,
        device: &TokenHash,
        now: Timestamp,
    ) -> Result<(), Failure> {
        let mut write = self.pool.begin(SCOPE).await?;
        // Two devices remembered at once would not see each other and be one too many.
        lock_user(&mut write, user).await?;
        query(
            "INSERT INTO known_devices (user_id, token_hash, used_at) VALUES ($1, $2, $3) \
             ON CONFLICT (user_id, token_hash) DO UPDATE SET used_at = excluded.used_at",
        )
        .bind(user.uuid())
        .bind(device.0.as_slice())
        .bind(now.micros())
        .execute(&mut *write)
        .await?;
        query(
            "DELETE FROM known_devices WHERE user_id = $1 AND token_hash NOT IN \
             (SELECT token_hash FROM known_devices WHERE user_id = $1 \
             ORDER BY used_at DESC, token_hash LIMIT 20)",
        )
        .bind(user.uuid())
        .execute(&mut *write)
        .await?;
        Ok(write.commit().await?)
    }
}

/// The count, which no other transaction can change any more. Without one a count of nothing is
/// stored, since there is no locking what is not there; the update changes nothing but locks.
async fn lock_attempt_count(
    connection: &mut PgConnection,
    key: &str,
    now: Timestamp,
) -> Result<Option<AttemptCount>, Failure> {
    let row: AttemptRow = query_as(
        "INSERT INTO sign_in_attempts (subject, attempts, last_at) VALUES ($1, 0, $2) \
         ON CONFLICT (subject) DO UPDATE SET attempts = sign_in_attempts.attempts \
         RETURNING attempts, last_at",
    )
    .bind(key)
    .bind(now.micros())
    .fetch_one(connection)
    .await?;
    Ok(Some(AttemptCount::try_from(row)?).filter(|count| count.attempts > 0))
}

async fn store_attempt_count(
    connection: &mut PgConnection,
    key: &str,
    count: AttemptCount,
) -> Result<(), Failure> {
    query("UPDATE sign_in_attempts SET attempts = $2, last_at = $3 WHERE subject = $1")
        .bind(key)
        .bind(i64::from(count.attempts))
        .bind(count.last_at.micros())
        .execute(connection)
        .await?;
    Ok(())
}
