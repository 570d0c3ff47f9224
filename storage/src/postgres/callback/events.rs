//! Carries out what callbacks say. A statement goes back and forth between two processes, so that
//! many events share each: in a rush these would be the limit. In the order of their keys: two
//! servers that are told the same at once take the rows in the same order.

use std::collections::HashSet;

use domain::callback::{
    ChannelEvent, ChannelEventKind, DeliveryState, PAUSE_BEFORE_CHECK, ProcessedCallback,
};
use domain::ids::{ChannelId, TenantId};
use domain::time::Timestamp;
use sqlx::postgres::{PgArguments, PgConnection};
use sqlx::{Postgres, query, query_as};
use uuid::Uuid;

use super::{columns_of, write_tally};
use crate::callback_statements::{self as statement, Tally, in_order, subject};
use crate::error::Failure;
use crate::rows::json;

type Query = query::Query<'static, Postgres, PgArguments>;

/// An event, and when it was told.
type Told<'a> = (&'a ChannelEvent, Timestamp);

/// A callback is of whoever processes it first.
const FINISH: &str = "UPDATE received_callbacks SET processed_at = $3, outcome = done.outcome \
     FROM UNNEST($1::uuid[], $2::smallint[]) AS done (callback, outcome) \
     WHERE id = done.callback AND processed_at IS NULL";

/// Nothing for an event that was seen before, and for a channel that is gone.
const EVENTS: &str = "INSERT INTO received_events (tenant_id, channel_id, event_key, seen_at) \
     SELECT tenant, channel, key, told_at \
     FROM UNNEST($1::uuid[], $2::uuid[], $3::bytea[], $4::bigint[]) WITH ORDINALITY \
     AS new (tenant, channel, key, told_at, place) \
     WHERE EXISTS (SELECT 1 FROM channels WHERE tenant_id = tenant AND id = channel) \
     ORDER BY place ON CONFLICT DO NOTHING RETURNING tenant_id, channel_id, event_key";

/// One for each part that a platform has named for the first time.
const PARTS: &str = "INSERT INTO message_parts \
     (tenant_id, channel_id, platform_id, state, since, seen_at) \
     SELECT tenant, channel, part, 0, at, at \
     FROM UNNEST($1::uuid[], $2::uuid[], $3::text[], $4::bigint[]) WITH ORDINALITY \
     AS new (tenant, channel, part, at, place) \
     ORDER BY place ON CONFLICT DO NOTHING RETURNING tenant_id, channel_id, platform_id";

/// They are all there; a conflict takes them in order.
const PART_STATES: &str = "INSERT INTO message_parts \
     (tenant_id, channel_id, platform_id, state, since, problem, seen_at) \
     SELECT tenant, channel, part, state, at, problem, at \
     FROM UNNEST($1::uuid[], $2::uuid[], $3::text[], $4::smallint[], $5::bigint[], $6::text[]) \
     WITH ORDINALITY AS new (tenant, channel, part, state, at, problem, place) \
     ORDER BY place ON CONFLICT (tenant_id, channel_id, platform_id) DO UPDATE SET \
     state = excluded.state, since = excluded.since, problem = excluded.problem \
     WHERE message_parts.state < excluded.state";

/// Waits for whoever notes the ids of a message that is reported about: what is noted afterwards
/// finds the report, and what was noted before is found by it.
const WAIT_FOR_SENDERS: &str = "SELECT 1 FROM messages WHERE tenant_id = $1 AND channel_id = $2 \
     AND recipient = $3 AND sent_at <= $4 AND outcome = 1 ORDER BY sent_at, id FOR UPDATE";

pub(super) async fn carry_out(
    write: &mut PgConnection,
    callbacks: &[ProcessedCallback],
    now: Timestamp,
) -> Result<(), Failure> {
    let told = in_order(callbacks);
    wait_for_senders(write, &told).await?;
    let mut fresh = first_told(write, told).await?;
    fresh.sort_by_key(|(event, _)| (event.tenant, event.channel, subject(event)));
    let mut named = name_parts(write, &fresh).await?;
    bring_parts_further(write, &fresh).await?;
    let mut tally = Tally::default();
    for (event, told_at) in fresh {
        match &event.kind {
            ChannelEventKind::StateUpTo { recipient, until, state } => {
                up_to(write, event, recipient, *until, state, now).await?;
            }
            ChannelEventKind::AccountChanged => check_soon(write, event, now).await?,
            ChannelEventKind::State { .. }
            | ChannelEventKind::Received
            | ChannelEventKind::Notice => {}
        }
        // Whoever has named a part first tells that it went out.
        let sent = part(event).is_some_and(|(part, _)| named.remove(&part));
        tally.count(event, told_at.micros(), sent);
    }
    query(FINISH)
        .bind(callbacks.iter().map(|one| one.id.uuid()).collect::<Vec<_>>())
        .bind(callbacks.iter().map(|one| one.outcome.number()).collect::<Vec<_>>())
        .bind(now.micros())
        .execute(&mut *write)
        .await?;
    write_tally(write, &tally).await
}

/// The part of a message that an event is about, and how far that has come.
fn part(event: &ChannelEvent) -> Option<((TenantId, ChannelId, &str), &DeliveryState)> {
    match &event.kind {
        ChannelEventKind::State { message, state } => {
            Some(((event.tenant, event.channel, message), state))
        }
        _ => None,
    }
}

/// Those that a channel is told of for the first time, each once.
async fn first_told<'a>(
    write: &mut PgConnection,
    mut told: Vec<Told<'a>>,
) -> Result<Vec<Told<'a>>, Failure> {
    told.dedup_by_key(|(event, _)| (event.tenant, event.channel, event.key));
    if told.is_empty() {
        return Ok(told);
    }
    let (tenants, channels) =
        columns_of(told.iter().map(|(event, _)| (event.tenant, event.channel)));
    let fresh: Vec<(Uuid, Uuid, Vec<u8>)> = query_as(EVENTS)
        .bind(tenants)
        .bind(channels)
        .bind(told.iter().map(|(event, _)| event.key.0.to_vec()).collect::<Vec<_>>())
        .bind(told.iter().map(|(_, told_at)| told_at.micros()).collect::<Vec<_>>())
        .fetch_all(&mut *write)
        .await?;
    let fresh: HashSet<_> = fresh.into_iter().collect();
    told.retain(|(event, _)| {
        fresh.contains(&(event.tenant.uuid(), event.channel.uuid(), event.key.0.to_vec()))
    });
    Ok(told)
}

/// Notes which parts of messages a platform has named. Returns those that it has named for the
/// first time.
async fn name_parts<'a>(
    write: &mut PgConnection,
    fresh: &[Told<'a>],
) -> Result<HashSet<(TenantId, ChannelId, &'a str)>, Failure> {
    let mut parts: Vec<_> =
        fresh.iter().filter_map(|(event, _)| Some((part(event)?.0, event.at))).collect();
    parts.dedup_by_key(|(part, _)| *part);
    if parts.is_empty() {
        return Ok(HashSet::new());
    }
    let (tenants, channels) =
        columns_of(parts.iter().map(|((tenant, channel, _), _)| (*tenant, *channel)));
    let named: Vec<(Uuid, Uuid, String)> = query_as(PARTS)
        .bind(tenants)
        .bind(channels)
        .bind(parts.iter().map(|((_, _, part), _)| *part).collect::<Vec<_>>())
        .bind(parts.iter().map(|(_, at)| at.micros()).collect::<Vec<_>>())
        .fetch_all(&mut *write)
        .await?;
    let named: HashSet<_> = named.into_iter().collect();
    let is_named = |(tenant, channel, part): &(TenantId, ChannelId, &str)| {
        named.contains(&(tenant.uuid(), channel.uuid(), (*part).to_owned()))
    };
    Ok(parts.into_iter().map(|(part, _)| part).filter(is_named).collect())
}

/// Writes for each part how far it has come, by the furthest report.
async fn bring_parts_further(write: &mut PgConnection, fresh: &[Told<'_>]) -> Result<(), Failure> {
    let mut furthest: Vec<(_, &DeliveryState, Timestamp)> = Vec::new();
    for (event, _) in fresh {
        let Some((part, state)) = part(event) else { continue };
        match furthest.last_mut() {
            Some((last, before, at)) if *last == part => {
                if before.number() < state.number() {
                    (*before, *at) = (state, event.at);
                }
            }
            _ => furthest.push((part, state, event.at)),
        }
    }
    if furthest.is_empty() {
        return Ok(());
    }
    let problems = furthest.iter().map(|(_, state, _)| state.problem().map(json).transpose());
    let problems: Vec<Option<String>> = problems.collect::<Result<_, _>>()?;
    let (tenants, channels) =
        columns_of(furthest.iter().map(|((tenant, channel, _), ..)| (*tenant, *channel)));
    query(PART_STATES)
        .bind(tenants)
        .bind(channels)
        .bind(furthest.iter().map(|((_, _, part), ..)| *part).collect::<Vec<_>>())
        .bind(furthest.iter().map(|(_, state, _)| state.number()).collect::<Vec<_>>())
        .bind(furthest.iter().map(|(_, _, at)| at.micros()).collect::<Vec<_>>())
        .bind(problems)
        .execute(&mut *write)
        .await?;
    Ok(())
}

async fn wait_for_senders(write: &mut PgConnection, told: &[Told<'_>]) -> Result<(), Failure> {
    for (event, _) in told {
        if let ChannelEventKind::StateUpTo { recipient, until, .. } = &event.kind {
            about(WAIT_FOR_SENDERS, event)
                .bind(recipient.clone())
                .bind(until.micros())
                .execute(&mut *write)
                .await?;
        }
    }
    Ok(())
}

async fn up_to(
    write: &mut PgConnection,
    event: &ChannelEvent,
    recipient: &str,
    until: Timestamp,
    state: &DeliveryState,
    now: Timestamp,
) -> Result<(), Failure> {
    if state.problem().is_none() {
        about(statement::WATERMARK, event)
            .bind(recipient.to_owned())
            .bind(state.number())
            .bind(until.micros())
            .bind(event.at.micros())
            .bind(now.micros())
            .execute(&mut *write)
            .await?;
    }
    about(statement::PARTS_UP_TO, event)
        .bind(recipient.to_owned())
        .bind(state.number())
        .bind(event.at.micros())
        .bind(state.problem().map(json).transpose()?)
        .bind(until.micros())
        .execute(&mut *write)
        .await?;
    Ok(())
}

async fn check_soon(
    write: &mut PgConnection,
    event: &ChannelEvent,
    now: Timestamp,
) -> Result<(), Failure> {
    let soon = about(statement::CHECK_SOON, event).bind(now.micros()).bind(PAUSE_BEFORE_CHECK);
    soon.execute(&mut *write).await?;
    Ok(())
}

/// A statement about the channel of an event.
fn about(statement: &'static str, event: &ChannelEvent) -> Query {
    query(statement).bind(event.tenant.uuid()).bind(event.channel.uuid())
}
