mod events;

use async_trait::async_trait;
use domain::callback::{
    CallbackStore, ChannelActivity, Kept, ProcessedCallback, ReceivedCallback, TrafficHour,
};
use domain::ids::{BindingId, ChannelId, TenantId};
use domain::store::StoreError;
use domain::time::Timestamp;
use sqlx::postgres::PgConnection;
use sqlx::{query, query_as};
use uuid::Uuid;

use super::scope::Scope;
use super::{PostgresStore, retrying};
use crate::callback_statements::{
    self as statement, MOST_TURNS, Tally, activity_grows, traffic_grows,
};
use crate::error::Failure;
use crate::rows::{self, CallbackRow, TrafficRow, callback_columns, json};

/// What platforms send is of whichever tenant.
const SCOPE: Scope = Scope::Installation;

/// Many rows at once, in the order of their keys.
const TRAFFIC: &str = concat!(
    "INSERT INTO channel_traffic (tenant_id, channel_id, hour, received, sent) \
     SELECT tenant, channel, hour, received, sent FROM UNNEST($1::uuid[], $2::uuid[], \
     $3::bigint[], $4::bigint[], $5::bigint[]) WITH ORDINALITY \
     AS new (tenant, channel, hour, received, sent, place) ORDER BY place ",
    traffic_grows!()
);

const ACTIVITY: &str = concat!(
    "INSERT INTO channel_activity (tenant_id, channel_id, last_callback_at, last_inbound_at) \
     SELECT tenant, channel, callback, inbound FROM UNNEST($1::uuid[], $2::uuid[], \
     $3::bigint[], $4::bigint[]) WITH ORDINALITY \
     AS new (tenant, channel, callback, inbound, place) ORDER BY place ",
    activity_grows!()
);

/// The columns of many callbacks.
#[derive(Default)]
struct Columns<'a> {
    ids: Vec<Uuid>,
    types: Vec<i16>,
    bindings: Vec<Option<Uuid>>,
    urls: Vec<&'a str>,
    headers: Vec<String>,
    bodies: Vec<&'a [u8]>,
    times: Vec<i64>,
}

#[async_trait]
impl CallbackStore for PostgresStore {
    async fn keep_callbacks(&self, callbacks: &[ReceivedCallback]) -> Result<(), StoreError> {
        retrying(|| self.try_keep_callbacks(callbacks)).await
    }

    async fn claim_callbacks(
        &self,
        now: Timestamp,
        until: Timestamp,
        limit: u32,
    ) -> Result<Vec<ReceivedCallback>, StoreError> {
        let found = retrying(|| self.try_claim_callbacks(now, until, limit)).await?;
        let mut callbacks: Vec<ReceivedCallback> = rows::all::<CallbackRow, _>(found)?;
        callbacks.sort_by_key(|callback| callback.id);
        Ok(callbacks)
    }

    async fn finish_callbacks(
        &self,
        callbacks: &[ProcessedCallback],
        now: Timestamp,
    ) -> Result<(), StoreError> {
        retrying(|| self.try_finish_callbacks(callbacks, now)).await
    }

    async fn delete_old_callbacks(&self, kept: &Kept, limit: u32) -> Result<bool, StoreError> {
        retrying(|| self.try_delete_old_callbacks(kept, limit)).await
    }

    async fn channel_traffic(
        &self,
        tenant: TenantId,
        channel: ChannelId,
        since: Timestamp,
    ) -> Result<Vec<TrafficHour>, StoreError> {
        let traffic = query_as(statement::TRAFFIC_OF_CHANNEL)
            .bind(tenant.uuid())
            .bind(channel.uuid())
            .bind(TrafficHour::number_of(since));
        let found = self.pool.all(Scope::Tenant(tenant), traffic).await?;
        Ok(rows::all::<TrafficRow, _>(found)?)
    }

    async fn channel_activity(
        &self,
        tenant: TenantId,
        channel: ChannelId,
    ) -> Result<ChannelActivity, StoreError> {
        let activity =
            query_as(statement::ACTIVITY_OF_CHANNEL).bind(tenant.uuid()).bind(channel.uuid());
        let found = self.pool.optional(Scope::Tenant(tenant), activity).await?;
        Ok(rows::activity(found))
    }
}

impl PostgresStore {
    /// One statement for all of them.
    async fn try_keep_callbacks(&self, callbacks: &[ReceivedCallback]) -> Result<(), Failure> {
        let mut columns = Columns::default();
        for callback in callbacks {
            columns.ids.push(callback.id.uuid());
            columns.types.push(callback.channel_type.number());
            columns.bindings.push(callback.binding.map(BindingId::uuid));
            columns.urls.push(callback.url.as_str());
            columns.headers.push(json(&callback.headers)?);
            columns.bodies.push(callback.body.as_slice());
            columns.times.push(callback.received_at.micros());
        }
        let mut write = self.pool.begin(SCOPE).await?;
        query(concat!(
            "INSERT INTO received_callbacks (",
            callback_columns!(),
            ", next_at, turns) SELECT *, at, 0 FROM UNNEST($1::uuid[], $2::smallint[], \
             $3::uuid[], $4::text[], $5::text[], $6::bytea[], $7::bigint[]) \
             AS new (id, type, binding, url, headers, body, at)"
        ))
        .bind(columns.ids)
        .bind(columns.types)
        .bind(columns.bindings)
        .bind(columns.urls)
        .bind(columns.headers)
        .bind(columns.bodies)
        .bind(columns.times)
        .execute(&mut *write)
        .await?;
        Ok(write.commit().await?)
    }

    async fn try_claim_callbacks(
        &self,
        now: Timestamp,
        until: Timestamp,
        limit: u32,
    ) -> Result<Vec<CallbackRow>, Failure> {
        // What another server is just taking is passed over.
        let claim = query_as(concat!(
            "UPDATE received_callbacks SET turns = turns + 1, next_at = $2 WHERE id IN \
             (SELECT id FROM received_callbacks \
             WHERE processed_at IS NULL AND next_at <= $1 AND turns < $3 \
             ORDER BY next_at, id LIMIT $4 FOR UPDATE SKIP LOCKED) RETURNING ",
            callback_columns!()
        ))
        .bind(now.micros())
        .bind(until.micros())
        .bind(MOST_TURNS)
        .bind(i64::from(limit));
        self.pool.all(SCOPE, claim).await
    }

    async fn try_finish_callbacks(
        &self,
        callbacks: &[ProcessedCallback],
        now: Timestamp,
    ) -> Result<(), Failure> {
        let mut write = self.pool.begin(SCOPE).await?;
        events::carry_out(&mut write, callbacks, now).await?;
        Ok(write.commit().await?)
    }

    async fn try_delete_old_callbacks(&self, kept: &Kept, limit: u32) -> Result<bool, Failure> {
        let limits = [
            kept.callbacks.micros(),
            kept.callbacks.micros(),
            kept.events.micros(),
            kept.events.micros(),
            kept.watermarks.micros(),
            TrafficHour::number_of(kept.traffic),
            kept.messages.micros(),
        ];
        let mut is_more = false;
        for (delete, before) in statement::DELETE_OLD.into_iter().zip(limits) {
            let mut write = self.pool.begin(SCOPE).await?;
            let done =
                query(delete).bind(before).bind(i64::from(limit)).execute(&mut *write).await?;
            write.commit().await?;
            is_more |= done.rows_affected() >= u64::from(limit);
        }
        Ok(is_more)
    }
}

/// Notes that a platform has named a part of a message. Whether it was the first time.
pub(super) async fn name_part(
    write: &mut PgConnection,
    (tenant, channel): (TenantId, ChannelId),
    platform_id: &str,
    at: Timestamp,
) -> Result<bool, Failure> {
    let named = query(statement::PART)
        .bind(tenant.uuid())
        .bind(channel.uuid())
        .bind(platform_id)
        .bind(at.micros())
        .execute(write)
        .await?;
    Ok(named.rows_affected() == 1)
}

/// Writes what events come to together.
pub(super) async fn write_tally(write: &mut PgConnection, tally: &Tally) -> Result<(), Failure> {
    if !tally.traffic.is_empty() {
        let channels = tally.traffic.keys().map(|(tenant, channel, _)| (*tenant, *channel));
        let (tenants, channels) = columns_of(channels);
        query(TRAFFIC)
            .bind(tenants)
            .bind(channels)
            .bind(tally.traffic.keys().map(|(_, _, hour)| *hour).collect::<Vec<_>>())
            .bind(tally.traffic.values().map(|(received, _)| *received).collect::<Vec<_>>())
            .bind(tally.traffic.values().map(|(_, sent)| *sent).collect::<Vec<_>>())
            .execute(&mut *write)
            .await?;
    }
    if !tally.activity.is_empty() {
        let (tenants, channels) = columns_of(tally.activity.keys().copied());
        query(ACTIVITY)
            .bind(tenants)
            .bind(channels)
            .bind(tally.activity.values().map(|(callback, _)| *callback).collect::<Vec<_>>())
            .bind(tally.activity.values().map(|(_, inbound)| *inbound).collect::<Vec<_>>())
            .execute(&mut *write)
            .await?;
    }
    Ok(())
}

/// Two columns for `UNNEST`.
fn columns_of(channels: impl Iterator<Item = (TenantId, ChannelId)>) -> (Vec<Uuid>, Vec<Uuid>) {
    channels.map(|(tenant, channel)| (tenant.uuid(), channel.uuid())).unzip()
}
