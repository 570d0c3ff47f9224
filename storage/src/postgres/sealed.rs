//! What is sealed, over all tables. The statements are in `rows::sealed`.

use async_trait::async_trait;
use domain::sealing::{KeyId, Sealed, SealedPlace, SealedStore};
use domain::store::StoreError;
use sqlx::{query, query_as};
use uuid::Uuid;

use super::scope::Scope;
use super::{PostgresStore, retrying};
use crate::rows::{self, SealedCountRow, SealedRow};

/// The keys are those of the installation, whosever the secrets are.
const SCOPE: Scope = Scope::Installation;

#[async_trait]
impl SealedStore for PostgresStore {
    async fn sealed_counts(&self) -> Result<Vec<(KeyId, u64)>, StoreError> {
        let found = self.pool.all(SCOPE, query_as(rows::SEALED_COUNTS)).await?;
        Ok(rows::all::<SealedCountRow, _>(found)?)
    }

    async fn sealed_with_others(
        &self,
        key: KeyId,
        limit: u32,
    ) -> Result<Vec<(SealedPlace, Sealed)>, StoreError> {
        let others = query_as(rows::SEALED_WITH_OTHERS)
            .bind(key.to_string())
            .bind(Uuid::nil())
            .bind(i64::from(limit));
        let found = self.pool.all(SCOPE, others).await?;
        Ok(rows::all::<SealedRow, _>(found)?)
    }

    async fn replace_sealed(
        &self,
        place: &SealedPlace,
        before: &Sealed,
        after: &Sealed,
    ) -> Result<(), StoreError> {
        retrying(async || {
            let mut write = self.pool.begin(SCOPE).await?;
            query(rows::replace_sealed(place)?)
                .bind(place.row)
                .bind(&*before.bytes)
                .bind(after.key.to_string())
                .bind(&*after.bytes)
                .execute(&mut *write)
                .await?;
            Ok(write.commit().await?)
        })
        .await
    }
}
