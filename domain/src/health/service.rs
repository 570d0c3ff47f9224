//! Checking channels: the schedule's turn, or somebody who wants to know now.
//!
//! A check is claimed, made without any transaction open, and its result kept only while the claim
//! holds. So of any number of servers one finds a change, and a check that is cut off is made
//! again.

use thiserror::Error;

use super::news::{News, news};
use super::quiet::{present_silence, quiet_since};
use super::schedule::{LEASE, next_check};
use super::{CheckResult, ClaimOutcome, ClaimedCheck, HealthChange, Silence, WatchedChannel};
use crate::binding::{Binding, BindingState, credentials_of, seal_credentials};
use crate::caller::Caller;
use crate::customer::acting_on;
use crate::error_code::ErrorCode;
use crate::ids::ChannelId;
use crate::listening::measure;
use crate::permissions::Action;
use crate::platform::{Credentials, Health, Platform, Problem, Reason};
use crate::ports::Ports;
use crate::store::StoreError;
use crate::time::Timestamp;

const SECOND: i64 = 1_000_000;

/// How long after a check nobody can have another one, in microseconds.
pub const SHORTEST_PAUSE: i64 = 10 * SECOND;

/// What came of a check.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Checked {
    /// The result was kept.
    Kept(Option<HealthChange>),
    /// The channel was let go meanwhile, or somebody else has checked it since.
    Dropped,
}

/// Why a channel was not checked or not shown.
#[derive(Debug, Error)]
pub enum HealthError {
    /// The caller may not do it.
    #[error("the caller may not do this: {}", .0.code())]
    Denied(ErrorCode),
    /// There is no such channel for this caller.
    #[error("no such channel")]
    NotFound,
    /// The channel is not bound.
    #[error("the channel is not bound")]
    NotBound,
    /// It is being checked, or was a moment ago.
    #[error("the channel was checked a moment ago")]
    TooSoon,
    /// The store gave no answer.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// The channels whose check is due, at most `limit`. They are the caller's, for [`check`], until
/// a lease ends that is longer than any check.
pub async fn claim_due(ports: &Ports, limit: u32) -> Result<Vec<ClaimedCheck>, StoreError> {
    let now = ports.clock.now();
    ports.store.claim_due_checks(ports.ids.next(), now, after(now, LEASE), limit).await
}

/// Checks a channel that was claimed, and tells people what has changed.
pub async fn check(ports: &Ports, claimed: &ClaimedCheck) -> Result<Checked, StoreError> {
    let WatchedChannel { binding, channel_type, .. } = claimed.watched;
    let binding = ports.store.binding_by_id(binding).await?;
    let Some(binding) = binding.filter(|one| one.state == BindingState::Current) else {
        return Ok(Checked::Dropped);
    };
    let credentials = credentials_of(ports, &binding).await?;
    let (measured, credentials) = match (credentials, ports.platforms.of(channel_type)) {
        (Some(credentials), Some(platform)) => {
            let credentials = renewed(ports, &**platform, &binding, credentials).await?;
            (measure(ports, &binding, &**platform, &credentials).await?, credentials)
        }
        // Nothing is known about an account that this server cannot ask about.
        _ => {
            let problem = Problem::new(Reason::AppNotConfigured);
            (Health::of_problem(&problem), Credentials::default())
        }
    };
    keep(ports, claimed, &measured, &credentials).await
}

/// Notes that a check took too long. The channel is treated as if the platform gave no answer.
pub async fn give_up(ports: &Ports, claimed: &ClaimedCheck) -> Result<Checked, StoreError> {
    let measured = Health::of_problem(&Reason::TimedOut.into());
    keep(ports, claimed, &measured, &Credentials::default()).await
}

/// Checks a channel now, at somebody's wish, and returns what is known then.
pub async fn check_now(
    ports: &Ports,
    caller: &Caller,
    channel: ChannelId,
) -> Result<(), HealthError> {
    let caller = &acting_on(ports, caller, channel).await?;
    // Changes nothing but what is known, and so its refusal is not noted.
    caller.may(Action::BindChannel, caller.tenant).map_err(HealthError::Denied)?;
    // A channel that was bound a moment ago may not be watched yet.
    let now = ports.clock.now();
    ports.store.watch_bound_channels(now).await?;
    let claim = ports.store.claim_check(
        caller.tenant,
        channel,
        ports.ids.next(),
        now,
        after(now, LEASE),
        after(now, -SHORTEST_PAUSE),
    );
    match claim.await? {
        ClaimOutcome::Claimed(claimed) => {
            check(ports, &claimed).await?;
            Ok(())
        }
        ClaimOutcome::TooSoon => Err(HealthError::TooSoon),
        ClaimOutcome::NotBound => {
            let known = ports.store.channel_by_id(caller.tenant, channel).await?;
            Err(if known.is_some() { HealthError::NotBound } else { HealthError::NotFound })
        }
    }
}

/// What is known of a channel of the caller, if it is bound.
pub async fn channel_health(
    ports: &Ports,
    caller: &Caller,
    channel: ChannelId,
) -> Result<Option<WatchedChannel>, HealthError> {
    let caller = &acting_on(ports, caller, channel).await?;
    caller.may(Action::SeeChannels, caller.tenant).map_err(HealthError::Denied)?;
    Ok(ports.store.watched_channel(caller.tenant, channel).await?)
}

/// How unusual the silence of a channel of the caller is at the moment, if it is.
pub async fn channel_silence(
    ports: &Ports,
    caller: &Caller,
    channel: ChannelId,
) -> Result<Option<Silence>, HealthError> {
    let caller = &acting_on(ports, caller, channel).await?;
    caller.may(Action::SeeChannels, caller.tenant).map_err(HealthError::Denied)?;
    Ok(present_silence(ports, caller.tenant, channel, ports.clock.now()).await?)
}

/// The credentials, prolonged where the platform can and it is time to. What does not work shows
/// in the check that follows.
async fn renewed(
    ports: &Ports,
    platform: &dyn Platform,
    binding: &Binding,
    credentials: Credentials,
) -> Result<Credentials, StoreError> {
    match platform.renew(&credentials).await {
        Ok(Some(renewed)) => {
            if let Some(sealed) = seal_credentials(ports, binding, &renewed).await? {
                // Whoever has changed them since has newer ones.
                ports.store.renew_credentials(binding, &sealed).await?;
            }
            Ok(renewed)
        }
        Ok(None) | Err(_) => Ok(credentials),
    }
}

async fn keep(
    ports: &Ports,
    claimed: &ClaimedCheck,
    measured: &Health,
    credentials: &Credentials,
) -> Result<Checked, StoreError> {
    let before = &claimed.watched;
    let now = ports.clock.now();
    let mut health = before.health.after(measured, credentials, now);
    health.quiet_since = quiet_since(ports, before, health.level().0, now).await?;
    let change = health.change_since(&before.health);
    let Some(News { audit, notifications, mails }) =
        news(ports, before, &mut health, change.as_ref()).await?
    else {
        return Ok(Checked::Dropped);
    };
    let next_check_at = next_check(now, measured, &health, ports.ids.next().as_u128());
    let level = health.level().0;
    let result = CheckResult { health, level, next_check_at, audit, notifications, mails };
    let kept = ports.store.finish_check(claimed, &result).await?;
    Ok(if kept { Checked::Kept(change) } else { Checked::Dropped })
}

const fn after(at: Timestamp, micros: i64) -> Timestamp {
    Timestamp::from_micros(at.micros().saturating_add(micros))
}
