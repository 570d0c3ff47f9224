//! What is sealed, over all tables. One more table with sealed secrets has its statements here.

use async_trait::async_trait;
use domain::ids::UserId;
use domain::sealing::{KeyId, Sealed, SealedPlace, SealedStore};
use domain::second_factor::{TotpFactor, TotpKey};
use domain::store::StoreError;
use sqlx::{query, query_as};

use super::scope::Scope;
use super::{PostgresStore, retrying};
use crate::rows::{self, SealedCountRow, TotpRow, totp_columns};

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
        let others = query_as(concat!(
            "SELECT ",
            totp_columns!(),
            " FROM totp_factors WHERE key_id <> $1 ORDER BY user_id LIMIT $2"
        ))
        .bind(key.to_string())
        .bind(i64::from(limit));
        let found: Vec<TotpRow> = self.pool.all(SCOPE, others).await?;
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
        retrying(async || {
            let mut write = self.pool.begin(SCOPE).await?;
            query(
                "UPDATE totp_factors SET key_id = $3, sealed = $4 \
                 WHERE user_id = $1 AND sealed = $2",
            )
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
