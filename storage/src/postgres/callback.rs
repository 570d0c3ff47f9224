use async_trait::async_trait;
use domain::callback::{
    CallbackStore, ChannelActivity, ChannelEvent, ChannelEventKind, DeliveryState, Kept,
    ProcessedCallback, ReceivedCallback, TrafficHour,
};
use domain::ids::{BindingId, ChannelId, TenantId};
use domain::store::StoreError;
use domain::time::Timestamp;
use sqlx::postgres::{PgArguments, PgConnection};
use sqlx::{Postgres, query, query_as};
use uuid::Uuid;

use super::scope::Scope;
use super::{PostgresStore, retrying};
use crate::callback_statements::{self as statement, MOST_TURNS, Tally, in_order, subject};
use crate::error::Failure;
use crate::rows::{self, CallbackRow, TrafficRow, callback_columns, json};

/// What platforms send is of whichever tenant.
const SCOPE: Scope = Scope::Installation;

type Query = query::Query<'static, Postgres, PgArguments>;

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
        let mut fresh = Vec::new();
        for (event, told_at) in in_order(callbacks) {
            if is_new(&mut write, event, told_at).await? {
                fresh.push((event, told_at));
            }
        }
        fresh.sort_by_key(|(event, _)| (event.tenant, event.channel, subject(event)));
        let mut tally = Tally::default();
        for (event, told_at) in fresh {
            let sent = carry_out(&mut write, event).await?;
            tally.count(event, told_at.micros(), sent);
        }
        for callback in callbacks {
            query(statement::FINISH)
                .bind(callback.id.uuid())
                .bind(now.micros())
                .bind(callback.outcome.number())
                .execute(&mut *write)
                .await?;
        }
        write_tally(&mut write, &tally).await?;
        Ok(write.commit().await?)
    }

    async fn try_delete_old_callbacks(&self, kept: &Kept, limit: u32) -> Result<bool, Failure> {
        let limits = [
            kept.callbacks.micros(),
            kept.callbacks.micros(),
            kept.events.micros(),
            kept.events.micros(),
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

/// Whether the channel is told of this for the first time.
async fn is_new(
    write: &mut PgConnection,
    event: &ChannelEvent,
    told_at: Timestamp,
) -> Result<bool, Failure> {
    let seen = query(statement::EVENT)
        .bind(event.tenant.uuid())
        .bind(event.channel.uuid())
        .bind(event.key.0.to_vec())
        .bind(told_at.micros())
        .execute(write)
        .await?;
    Ok(seen.rows_affected() == 1)
}

/// Carries an event out. Whether it tells of a message that went out.
async fn carry_out(write: &mut PgConnection, event: &ChannelEvent) -> Result<bool, Failure> {
    let mut sent = false;
    match &event.kind {
        ChannelEventKind::State { message, state } => {
            sent = name_part(write, (event.tenant, event.channel), message, event.at).await?;
            part_state(statement::PART_STATE, event, message, state)?.execute(&mut *write).await?;
        }
        ChannelEventKind::StateUpTo { recipient, until, state } => {
            part_state(statement::PARTS_UP_TO, event, recipient, state)?
                .bind(until.micros())
                .execute(&mut *write)
                .await?;
        }
        ChannelEventKind::Received | ChannelEventKind::Notice => {}
    }
    Ok(sent)
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

fn part_state(
    statement: &'static str,
    event: &ChannelEvent,
    subject: &str,
    state: &DeliveryState,
) -> Result<Query, Failure> {
    Ok(query(statement)
        .bind(event.tenant.uuid())
        .bind(event.channel.uuid())
        .bind(subject.to_owned())
        .bind(state.number())
        .bind(event.at.micros())
        .bind(state.problem().map(json).transpose()?))
}

/// Writes what events come to together.
pub(super) async fn write_tally(write: &mut PgConnection, tally: &Tally) -> Result<(), Failure> {
    for ((tenant, channel, hour), (received, sent)) in &tally.traffic {
        query(statement::TRAFFIC)
            .bind(tenant.uuid())
            .bind(channel.uuid())
            .bind(hour)
            .bind(received)
            .bind(sent)
            .execute(&mut *write)
            .await?;
    }
    for ((tenant, channel), (last_callback, last_inbound)) in &tally.activity {
        query(statement::ACTIVITY)
            .bind(tenant.uuid())
            .bind(channel.uuid())
            .bind(last_callback)
            .bind(last_inbound)
            .execute(&mut *write)
            .await?;
    }
    Ok(())
}
