//! Looking at notifications, and sending those that are wanted by webhook.

use super::endpoint::place;
use super::{
    ClaimedDelivery, DeliveryState, Notification, NotificationError, WebhookError, WebhookMessage,
    WebhookSecret, WebhookSender,
};
use crate::caller::Caller;
use crate::ids::NotificationId;
use crate::permissions::Action;
use crate::ports::Ports;
use crate::store::StoreError;
use crate::time::Timestamp;

const SECOND: i64 = 1_000_000;
const HOUR: i64 = 3_600 * SECOND;

/// How long a webhook belongs to the server that sends it. Longer than a [`WebhookSender`] takes.
const LEASE: i64 = 90 * SECOND;

/// The pauses after each turn, as Standard Webhooks proposes; given up then, within a day.
const PAUSES: [i64; 6] = [5 * SECOND, 300 * SECOND, 1_800 * SECOND, 2 * HOUR, 5 * HOUR, 10 * HOUR];

/// A part of a tenant's notifications, newest first.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NotificationPage {
    /// The notifications.
    pub notifications: Vec<Notification>,
    /// Behind which one the next page begins, if there is one.
    pub next: Option<NotificationId>,
    /// The last one that the caller has read; those after it are new to them.
    pub read_until: Option<NotificationId>,
}

/// A page of what the caller's tenant was told.
pub async fn notifications(
    ports: &Ports,
    caller: &Caller,
    after: Option<NotificationId>,
    limit: u16,
) -> Result<NotificationPage, NotificationError> {
    may_see(caller)?;
    let one_more = u32::from(limit) + 1;
    let mut found = ports.store.notifications(caller.tenant, after, one_more).await?;
    let more = found.len() > usize::from(limit);
    found.truncate(limit.into());
    let next = found.last().filter(|_| more).map(|last| last.id);
    let read_until = ports.store.read_until(caller.tenant, caller.user).await?;
    Ok(NotificationPage { notifications: found, next, read_until })
}

/// Notes that the caller has read everything up to this one: what came after they have not seen.
pub async fn mark_all_read(
    ports: &Ports,
    caller: &Caller,
    until: NotificationId,
) -> Result<(), NotificationError> {
    may_see(caller)?;
    Ok(ports.store.set_read_until(caller.tenant, caller.user, until).await?)
}

fn may_see(caller: &Caller) -> Result<(), NotificationError> {
    caller.may(Action::SeeChannels, caller.tenant).map_err(NotificationError::Denied)
}

/// What came of looking for a webhook to send.
#[derive(Debug)]
pub enum Delivering {
    /// It is no webhook's turn.
    Nothing,
    /// The endpoint has taken it.
    Sent(NotificationId),
    /// It was not taken, and has another turn.
    PutOff(NotificationId, WebhookError),
    /// It was not taken, and has no other turn.
    GivenUp(NotificationId, WebhookError),
}

/// Sends the webhook whose turn it is, if there is one. Each is sent at least once, and more than
/// once only if a server dies, or loses its database, before it has noted the success; the
/// endpoint knows a repetition by its id.
pub async fn deliver_next(
    ports: &Ports,
    sender: &dyn WebhookSender,
) -> Result<Delivering, StoreError> {
    let now = ports.clock.now();
    let Some(claimed) = ports.store.claim_delivery(now, after(now, LEASE)).await? else {
        return Ok(Delivering::Nothing);
    };
    let ClaimedDelivery { notification, url, sealed, turns } = claimed;
    let (tenant, id) = (notification.tenant, notification.id);
    let secret = ports.sealing.open(&place(tenant), &sealed).await?;
    let message = WebhookMessage { at: now, notification };
    let Err(error) = sender.send(&url, &WebhookSecret(secret), &message).await else {
        ports.store.finish_delivery(tenant, id, DeliveryState::Sent).await?;
        return Ok(Delivering::Sent(id));
    };
    let turn = usize::try_from(turns.saturating_sub(1)).unwrap_or(usize::MAX);
    let Some(pause) = PAUSES.get(turn) else {
        ports.store.finish_delivery(tenant, id, DeliveryState::GivenUp).await?;
        return Ok(Delivering::GivenUp(id, error));
    };
    ports.store.put_off_delivery(tenant, id, after(ports.clock.now(), *pause)).await?;
    Ok(Delivering::PutOff(id, error))
}

const fn after(at: Timestamp, micros: i64) -> Timestamp {
    Timestamp::from_micros(at.micros().saturating_add(micros))
}
