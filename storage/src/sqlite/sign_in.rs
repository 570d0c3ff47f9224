use async_trait::async_trait;
use domain::ids::UserId;
use domain::secrets::TokenHash;
use domain::sign_in::{AttemptCount, AttemptOutcome, AttemptStore, AttemptSubject};
use domain::store::StoreError;
use domain::time::Timestamp;
use sqlx::sqlite::SqliteConnection;
use sqlx::{query, query_as, query_scalar};

use super::SqliteStore;
use crate::error::Failure;
use crate::rows::{self, AttemptRow, attempt_keys};

#[async_trait]
impl AttemptStore for SqliteStore {
    async fn begin_attempt(
        &self,
        subjects: &[AttemptSubject],
        now: Timestamp,
    ) -> Result<AttemptOutcome, StoreError> {
        Ok(self.try_begin_attempt(subjects, now).await?)
    }

    async fn forget_attempts(&self, subjects: &[AttemptSubject]) -> Result<(), StoreError> {
        Ok(self.try_forget_attempts(subjects).await?)
    }

    async fn is_known_device(&self, user: UserId, device: &TokenHash) -> Result<bool, StoreError> {
        let known = query_scalar(
            "SELECT EXISTS (SELECT 1 FROM known_devices WHERE user_id = $1 AND token_hash = $2)",
        )
        .bind(user.uuid())
        .bind(device.0.as_slice())
        .fetch_one(&self.readers)
        .await
        .map_err(Failure::from)?;
        Ok(known)
    }

    async fn remember_device(
        &self,
        user: UserId,
        device: &TokenHash,
        now: Timestamp,
    ) -> Result<(), StoreError> {
        Ok(self.try_remember_device(user, device, now).await?)
    }
}

impl SqliteStore {
    async fn try_begin_attempt(
        &self,
        subjects: &[AttemptSubject],
        now: Timestamp,
    ) -> Result<AttemptOutcome, Failure> {
        let mut write = self.write().await?;
        let mut wait_until = None;
        for (key, subject) in attempt_keys(subjects) {
            let before = attempt_count(&mut write, &key).await?;
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
        let mut write = self.write().await?;
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
        let mut write = self.write().await?;
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

async fn attempt_count(
    connection: &mut SqliteConnection,
    key: &str,
) -> Result<Option<AttemptCount>, Failure> {
    let row = query_as("SELECT attempts, last_at FROM sign_in_attempts WHERE subject = $1")
        .bind(key)
        .fetch_optional(connection)
        .await?;
    rows::one::<AttemptRow, _>(row)
}

async fn store_attempt_count(
    connection: &mut SqliteConnection,
    key: &str,
    count: AttemptCount,
) -> Result<(), Failure> {
    query(
        "INSERT INTO sign_in_attempts (subject, attempts, last_at) VALUES ($1, $2, $3) \
         ON CONFLICT (subject) DO UPDATE SET attempts = excluded.attempts, \
         last_at = excluded.last_at",
    )
    .bind(key)
    .bind(i64::from(count.attempts))
    .bind(count.last_at.micros())
    .execute(connection)
    .await?;
    Ok(())
}
