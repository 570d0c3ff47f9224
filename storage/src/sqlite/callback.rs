use async_trait::async_trait;
use domain::callback::{
    CallbackStore, ChannelActivity, ChannelEvent, ChannelEventKind, DeliveryState, Kept,
    PAUSE_BEFORE_CHECK, ProcessedCallback, ReceivedCallback, TrafficHour,
};
use domain::ids::{BindingId, ChannelId, TenantId};
use domain::store::StoreError;
use domain::time::Timestamp;
use sqlx::sqlite::{SqliteArguments, SqliteConnection};
use sqlx::{Sqlite, query, query_as, query_scalar};

use super::SqliteStore;
use crate::callback_statements::{
    self as statement, MOST_TURNS, Tally, activity_grows, in_order, subject, traffic_grows,
};
use crate::error::Failure;
use crate::rows::{self, CallbackRow, TrafficRow, callback_columns, json};

type Query = query::Query<'static, Sqlite, SqliteArguments>;

/// A callback is of whoever processes it first.
const FINISH: &str = "UPDATE received_callbacks SET processed_at = $2, outcome = $3 \
     WHERE id = $1 AND processed_at IS NULL";

/// Nothing for an event that was seen before, and for a channel that is gone.
const EVENT: &str = "INSERT INTO received_events \
     (tenant_id, channel_id, event_key, seen_at) SELECT $1, $2, $3, $4 \
     WHERE EXISTS (SELECT 1 FROM channels WHERE tenant_id = $1 AND id = $2) \
     ON CONFLICT DO NOTHING";

const PART_STATE: &str = "UPDATE message_parts SET state = $4, since = $5, \
     problem = $6 WHERE tenant_id = $1 AND channel_id = $2 AND platform_id = $3 AND state < $4";

const TRAFFIC: &str = concat!(
    "INSERT INTO channel_traffic (tenant_id, channel_id, hour, received, sent) \
     VALUES ($1, $2, $3, $4, $5) ",
    traffic_grows!()
);

const ACTIVITY: &str = concat!(
    "INSERT INTO channel_activity (tenant_id, channel_id, last_callback_at, last_inbound_at) \
     VALUES ($1, $2, $3, $4) ",
    activity_grows!()
);

#[async_trait]
impl CallbackStore for SqliteStore {
    async fn keep_callbacks(&self, callbacks: &[ReceivedCallback]) -> Result<(), StoreError> {
        Ok(self.try_keep_callbacks(callbacks).await?)
    }

    async fn claim_callbacks(
        &self,
        now: Timestamp,
        until: Timestamp,
        limit: u32,
    ) -> Result<Vec<ReceivedCallback>, StoreError> {
        let found = self.try_claim_callbacks(now, until, limit).await?;
        let mut callbacks: Vec<ReceivedCallback> = rows::all::<CallbackRow, _>(found)?;
        callbacks.sort_by_key(|callback| callback.id);
        Ok(callbacks)
    }

    async fn finish_callbacks(
        &self,
        callbacks: &[ProcessedCallback],
        now: Timestamp,
    ) -> Result<(), StoreError> {
        Ok(self.try_finish_callbacks(callbacks, now).await?)
    }

    async fn delete_old_callbacks(&self, kept: &Kept, limit: u32) -> Result<bool, StoreError> {
        Ok(self.try_delete_old_callbacks(kept, limit).await?)
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
        let found = traffic.fetch_all(&self.readers).await.map_err(Failure::from)?;
        Ok(rows::all::<TrafficRow, _>(found)?)
    }

    async fn channel_activity(
        &self,
        tenant: TenantId,
        channel: ChannelId,
    ) -> Result<ChannelActivity, StoreError> {
        let activity =
            query_as(statement::ACTIVITY_OF_CHANNEL).bind(tenant.uuid()).bind(channel.uuid());
        let found = activity.fetch_optional(&self.readers).await.map_err(Failure::from)?;
        Ok(rows::activity(found))
    }
}

impl SqliteStore {
    async fn try_keep_callbacks(&self, callbacks: &[ReceivedCallback]) -> Result<(), Failure> {
        let mut write = self.write().await?;
        for callback in callbacks {
            query(concat!(
                "INSERT INTO received_callbacks (",
                callback_columns!(),
                ", next_at, turns) VALUES ($1, $2, $3, $4, $5, $6, $7, $7, 0)"
            ))
            .bind(callback.id.uuid())
            .bind(callback.channel_type.number())
            .bind(callback.binding.map(BindingId::uuid))
            .bind(callback.url.as_str())
            .bind(json(&callback.headers)?)
            .bind(callback.body.as_slice())
            .bind(callback.received_at.micros())
            .execute(&mut *write)
            .await?;
        }
        Ok(write.commit().await?)
    }

    async fn try_claim_callbacks(
        &self,
        now: Timestamp,
        until: Timestamp,
        limit: u32,
    ) -> Result<Vec<CallbackRow>, Failure> {
        // Asked often: without a callback that waits, nobody has to wait for the writer.
        let is_waiting: bool = query_scalar(
            "SELECT EXISTS (SELECT 1 FROM received_callbacks \
             WHERE processed_at IS NULL AND next_at <= $1 AND turns < $2)",
        )
        .bind(now.micros())
        .bind(MOST_TURNS)
        .fetch_one(&self.readers)
        .await?;
        if !is_waiting {
            return Ok(Vec::new());
        }
        Ok(query_as(concat!(
            "UPDATE received_callbacks SET turns = turns + 1, next_at = $2 WHERE id IN \
             (SELECT id FROM received_callbacks \
             WHERE processed_at IS NULL AND next_at <= $1 AND turns < $3 \
             ORDER BY next_at, id LIMIT $4) RETURNING ",
            callback_columns!()
        ))
        .bind(now.micros())
        .bind(until.micros())
        .bind(MOST_TURNS)
        .bind(i64::from(limit))
        .fetch_all(&self.writer)
        .await?)
    }

    async fn try_finish_callbacks(
        &self,
        callbacks: &[ProcessedCallback],
        now: Timestamp,
    ) -> Result<(), Failure> {
        let mut write = self.write().await?;
        let mut fresh = Vec::new();
        for (event, told_at) in in_order(callbacks) {
            if is_new(&mut write, event, told_at).await? {
                fresh.push((event, told_at));
            }
        }
        fresh.sort_by_key(|(event, _)| (event.tenant, event.channel, subject(event)));
        let mut tally = Tally::default();
        for (event, told_at) in fresh {
            let sent = carry_out(&mut write, event, now).await?;
            tally.count(event, told_at.micros(), sent);
        }
        for callback in callbacks {
            query(FINISH)
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
            kept.watermarks.micros(),
            TrafficHour::number_of(kept.traffic),
            kept.messages.micros(),
        ];
        let mut is_more = false;
        for (delete, before) in statement::DELETE_OLD.into_iter().zip(limits) {
            let mut write = self.write().await?;
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
    write: &mut SqliteConnection,
    event: &ChannelEvent,
    told_at: Timestamp,
) -> Result<bool, Failure> {
    let seen = query(EVENT)
        .bind(event.tenant.uuid())
        .bind(event.channel.uuid())
        .bind(event.key.0.to_vec())
        .bind(told_at.micros())
        .execute(write)
        .await?;
    Ok(seen.rows_affected() == 1)
}

/// Carries an event out. Whether it tells of a message that went out.
async fn carry_out(
    write: &mut SqliteConnection,
    event: &ChannelEvent,
    now: Timestamp,
) -> Result<bool, Failure> {
    let mut sent = false;
    match &event.kind {
        ChannelEventKind::State { message, state } => {
            sent = name_part(write, (event.tenant, event.channel), message, event.at).await?;
            part_state(PART_STATE, event, message, state)?.execute(&mut *write).await?;
        }
        ChannelEventKind::StateUpTo { recipient, until, state } => {
            if state.problem().is_none() {
                watermark(event, recipient, *until, state, now).execute(&mut *write).await?;
            }
            part_state(statement::PARTS_UP_TO, event, recipient, state)?
                .bind(until.micros())
                .execute(&mut *write)
                .await?;
        }
        ChannelEventKind::AccountChanged => {
            query(statement::CHECK_SOON)
                .bind(event.tenant.uuid())
                .bind(event.channel.uuid())
                .bind(now.micros())
                .bind(PAUSE_BEFORE_CHECK)
                .execute(&mut *write)
                .await?;
        }
        ChannelEventKind::Received | ChannelEventKind::Notice => {}
    }
    Ok(sent)
}

/// Notes that a platform has named a part of a message. Whether it was the first time.
pub(super) async fn name_part(
    write: &mut SqliteConnection,
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

fn watermark(
    event: &ChannelEvent,
    recipient: &str,
    until: Timestamp,
    state: &DeliveryState,
    now: Timestamp,
) -> Query {
    query(statement::WATERMARK)
        .bind(event.tenant.uuid())
        .bind(event.channel.uuid())
        .bind(recipient.to_owned())
        .bind(state.number())
        .bind(until.micros())
        .bind(event.at.micros())
        .bind(now.micros())
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
pub(super) async fn write_tally(
    write: &mut SqliteConnection,
    tally: &Tally,
) -> Result<(), Failure> {
    for ((tenant, channel, hour), (received, sent)) in &tally.traffic {
        query(TRAFFIC)
            .bind(tenant.uuid())
            .bind(channel.uuid())
            .bind(hour)
            .bind(received)
            .bind(sent)
            .execute(&mut *write)
            .await?;
    }
    for ((tenant, channel), (last_callback, last_inbound)) in &tally.activity {
        query(ACTIVITY)
            .bind(tenant.uuid())
            .bind(channel.uuid())
            .bind(last_callback)
            .bind(last_inbound)
            .execute(&mut *write)
            .await?;
    }
    Ok(())
}
