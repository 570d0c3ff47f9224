//! What is sealed, over all tables. The statements are in `rows::sealed`.

use async_trait::async_trait;
use domain::sealing::{KeyId, Sealed, SealedPlace, SealedStore};
use domain::store::StoreError;
use sqlx::{query, query_as};
use uuid::Uuid;

use super::SqliteStore;
use crate::error::Failure;
use crate::rows::{self, SealedCountRow, SealedRow};

#[async_trait]
impl SealedStore for SqliteStore {
    async fn sealed_counts(&self) -> Result<Vec<(KeyId, u64)>, StoreError> {
        let found = query_as(rows::SEALED_COUNTS).fetch_all(&self.readers).await;
        Ok(rows::all::<SealedCountRow, _>(found.map_err(Failure::from)?)?)
    }

    async fn sealed_with_others(
        &self,
        key: KeyId,
        limit: u32,
    ) -> Result<Vec<(SealedPlace, Sealed)>, StoreError> {
        let found = query_as(rows::SEALED_WITH_OTHERS)
            .bind(key.to_string())
            .bind(Uuid::nil())
            .bind(i64::from(limit))
            .fetch_all(&self.readers)
            .await
            .map_err(Failure::from)?;
        Ok(rows::all::<SealedRow, _>(found)?)
    }

    async fn replace_sealed(
        &self,
        place: &SealedPlace,
        before: &Sealed,
        after: &Sealed,
    ) -> Result<(), StoreError> {
        query(rows::replace_sealed(place)?)
            .bind(place.row)
            .bind(&*before.bytes)
            .bind(after.key.to_string())
            .bind(&*after.bytes)
            .execute(&self.writer)
            .await
            .map_err(Failure::from)?;
        Ok(())
    }
}
