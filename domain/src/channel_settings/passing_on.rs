//! Telling accounts the settings of their channels: when something was saved, when an account was
//! bound, or when somebody wants it now.
//!
//! A channel is claimed and its account told without any transaction open. Before it is told, it
//! is noted what may be written there; so whatever happens then, a setting that is taken away here
//! later is taken away there, too. Telling an account twice does no harm.

use super::{
    ChannelSettings, ChannelSettingsError, ClaimSettingsOutcome, ClaimedSettings, KnownSettings,
    PassedSettings,
};
use crate::binding::{BindingState, credentials_of};
use crate::caller::Caller;
use crate::customer::acting_on;
use crate::ids::ChannelId;
use crate::permissions::Action;
use crate::platform::{Credentials, Platform, Problem, Reason, Setting, SettingCarrier};
use crate::ports::Ports;
use crate::store::StoreError;
use crate::time::Timestamp;

const SECOND: i64 = 1_000_000;

/// How long a server may take to tell an account, in microseconds. Longer than it can take: two
/// servers must not tell one account different things in the wrong order.
const LEASE: i64 = 180 * SECOND;

/// The longest time for telling an account, in microseconds.
pub const LONGEST_PASSING: i64 = 120 * SECOND;

/// What came of passing settings on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PassedOn {
    /// The account has them.
    Applied,
    /// It could not be told.
    PutOff(Problem),
    /// The channel was let go meanwhile, or somebody else is at it.
    Dropped,
}

/// The channels whose accounts are to be told, at most `limit`. They are the caller's, for
/// [`pass_on`], until a lease ends.
pub async fn claim_due_settings(
    ports: &Ports,
    limit: u32,
) -> Result<Vec<ClaimedSettings>, StoreError> {
    let now = ports.clock.now();
    ports.store.claim_due_settings(ports.ids.next(), now, after(now, LEASE), limit).await
}

/// Tells the account of a claimed channel its settings, and looks what it has then. Where nothing
/// was ever set here, it only looks.
pub async fn pass_on(ports: &Ports, claimed: &ClaimedSettings) -> Result<PassedOn, StoreError> {
    let known = &claimed.known;
    let Some(binding) = known.binding else { return Ok(PassedOn::Dropped) };
    let binding = ports.store.binding_by_id(binding).await?;
    let Some(binding) = binding.filter(|one| one.state == BindingState::Current) else {
        return Ok(PassedOn::Dropped);
    };
    let credentials = credentials_of(ports, &binding).await?;
    let platform = ports.platforms.of(binding.channel_type);
    let (Some(credentials), Some(platform)) = (credentials, platform) else {
        return put_off(ports, claimed, Reason::AppNotConfigured.into()).await;
    };
    let of_account: Vec<_> = platform
        .settings()
        .iter()
        .filter(|place| place.carried_by == SettingCarrier::Account)
        .map(|place| place.setting)
        .collect();
    let is_wanted =
        |setting: &Setting| known.settings.has(*setting) || known.touched.contains(setting);
    let wanted: Vec<_> = of_account.iter().copied().filter(is_wanted).collect();
    if !wanted.is_empty() && !ports.store.note_touched(claimed, &wanted).await? {
        return Ok(PassedOn::Dropped);
    }
    match tell(&**platform, &credentials, known, &wanted, !of_account.is_empty()).await {
        Ok(found) => {
            let passed = PassedSettings::Applied { found: Box::new(found), at: ports.clock.now() };
            let kept = ports.store.finish_passing(claimed, &passed).await?;
            Ok(if kept { PassedOn::Applied } else { PassedOn::Dropped })
        }
        Err(problem) => put_off(ports, claimed, problem).await,
    }
}

async fn tell(
    platform: &dyn Platform,
    credentials: &Credentials,
    known: &KnownSettings,
    wanted: &[Setting],
    can_be_asked: bool,
) -> Result<ChannelSettings, Problem> {
    if !wanted.is_empty() {
        platform.apply_settings(credentials, &known.settings, wanted).await?;
    }
    if can_be_asked {
        platform.read_settings(credentials).await
    } else {
        Ok(ChannelSettings::default())
    }
}

/// Notes that telling the account took too long.
pub async fn give_up_passing(
    ports: &Ports,
    claimed: &ClaimedSettings,
) -> Result<PassedOn, StoreError> {
    put_off(ports, claimed, Reason::TimedOut.into()).await
}

/// Tells the account now, at somebody's wish or because they have just saved.
pub async fn pass_on_now(
    ports: &Ports,
    caller: &Caller,
    channel: ChannelId,
) -> Result<PassedOn, ChannelSettingsError> {
    let caller = &acting_on(ports, caller, channel).await?;
    // Changes nothing that was not asked for before, and so its refusal is not noted.
    caller.may(Action::EditChannel, caller.tenant).map_err(ChannelSettingsError::Denied)?;
    // A channel that was bound a moment ago may not be watched yet.
    let now = ports.clock.now();
    ports.store.watch_settings(now).await?;
    let lease = ports.ids.next();
    let claim =
        ports.store.claim_settings(caller.tenant, channel, lease, now, after(now, LEASE)).await?;
    match claim {
        ClaimSettingsOutcome::Claimed(claimed) => Ok(pass_on(ports, &claimed).await?),
        ClaimSettingsOutcome::BeingPassedOn => Err(ChannelSettingsError::BeingPassedOn),
        ClaimSettingsOutcome::NotBound => {
            let known = ports.store.channel_by_id(caller.tenant, channel).await?;
            Err(match known {
                Some(_) => ChannelSettingsError::NotBound,
                None => ChannelSettingsError::NotFound,
            })
        }
    }
}

async fn put_off(
    ports: &Ports,
    claimed: &ClaimedSettings,
    problem: Problem,
) -> Result<PassedOn, StoreError> {
    let asked = problem.retry_after_seconds.map_or(0, |seconds| i64::from(seconds) * SECOND);
    let delay = delay_after(claimed.known.turns).max(asked.min(LONGEST_DELAY));
    let next_at = after(ports.clock.now(), delay);
    let passed = PassedSettings::PutOff { problem: problem.clone(), next_at };
    let kept = ports.store.finish_passing(claimed, &passed).await?;
    Ok(if kept { PassedOn::PutOff(problem) } else { PassedOn::Dropped })
}

const LONGEST_DELAY: i64 = 3_600 * SECOND;

/// A minute after the first time, then twice as long each time, up to an hour.
fn delay_after(turns: u32) -> i64 {
    ((60 * SECOND) << turns.min(6)).min(LONGEST_DELAY)
}

const fn after(at: Timestamp, micros: i64) -> Timestamp {
    Timestamp::from_micros(at.micros().saturating_add(micros))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_account_is_tried_further_and_further_apart() {
        let minutes: Vec<_> = (0..8).map(|turns| delay_after(turns) / SECOND / 60).collect();
        assert_eq!(minutes, [1, 2, 4, 8, 16, 32, 60, 60]);
        assert_eq!(delay_after(u32::MAX), LONGEST_DELAY);
    }
}
