//! What is sealed, over all tables. One more table with sealed secrets has its statements here.

use async_trait::async_trait;
use domain::ids::UserId;
use domain::sealing::{KeyId, Sealed, SealedPlace, SealedStore};
use domain::second_factor::{TotpFactor, TotpKey};
use domain::store::StoreError;
use sqlx::{query, query_as};

use super::SqliteStore;
use crate::error::Failure;
use crate::rows::{self, SealedCountRow, TotpRow, totp_columns};

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
        let found: Vec<TotpRow> = query_as(concat!(
            "SELECT ",
            totp_columns!(),
            " FROM totp_factors WHERE key_id <> $1 ORDER BY user_id LIMIT $2"
        ))
        .bind(key.to_string())
        .bind(i64::from(limit))
        .fetch_all(&self.readers)
        .await
        .map_err(Failure::from)?;
        let mut sealed = Vec::new();
        for row in found {
            let place = TotpKey::place(UserId::from_uuid(row.user_id));
            sealed.push((place, TotpFactor::try_from(row)?.sealed));
        }
        Ok(sealed)
    }

    async fn replace_sealed(
        &self,
        place: &SealedPlace,
        before: &Sealed,
        after: &Sealed,
    ) -> Result<(), StoreError> {
        query(
            "UPDATE totp_factors SET key_id = $3, sealed = $4 WHERE user_id = $1 AND sealed = $2",
        )
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
