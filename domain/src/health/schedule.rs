//! When a channel is checked next.

use super::KnownHealth;
use crate::platform::{Health, Probe};
use crate::time::Timestamp;

const SECOND: i64 = 1_000_000;
const MINUTE: i64 = 60 * SECOND;

/// How often a channel is checked: every five minutes, give or take a tenth, so that channels that
/// were bound together are not checked together for ever.
pub const PERIOD: i64 = 5 * MINUTE;

/// How soon a refusal is looked at again, to be believed or not.
const CONFIRMATION: i64 = MINUTE;

/// The longest pause after a platform could not be asked.
const LONGEST_PAUSE: i64 = 30 * MINUTE;

/// The longest wait that a platform can ask for.
const LONGEST_WAIT: i64 = 24 * 60 * MINUTE;

/// How long a check belongs to whoever has claimed it. Longer than [`LONGEST_CHECK`]: if the
/// server dies meanwhile, another one checks.
pub(super) const LEASE: i64 = 180 * SECOND;

/// The longest time for a check, in microseconds. What takes longer has timed out.
pub const LONGEST_CHECK: i64 = 120 * SECOND;

/// When to look again after this measurement, which led to `health`. `chance` spreads the checks:
/// any number, different each time.
pub(super) fn next_check(
    now: Timestamp,
    measured: &Health,
    health: &KnownHealth,
    chance: u128,
) -> Timestamp {
    let pause = match (health.refusals, health.unanswered) {
        (refusals, 0) if refusals > 0 && refusals < KnownHealth::REFUSALS_NEEDED => CONFIRMATION,
        (_, unanswered) => (PERIOD << unanswered.saturating_sub(1).min(4)).min(LONGEST_PAUSE),
    };
    // 90 to 110 hundredths.
    let percent = 90 + i64::try_from(chance % 21).unwrap_or_default();
    let pause = (pause / 100 * percent).max(asked_wait(measured));
    Timestamp::from_micros(now.micros().saturating_add(pause))
}

/// How long the platform asks to wait, in microseconds.
fn asked_wait(measured: &Health) -> i64 {
    let probes =
        [&measured.authorisation, &measured.outbound, &measured.inbound, &measured.callback];
    let seconds = probes.into_iter().filter_map(|probe| match probe {
        Probe::Warns(problem) | Probe::Fails(problem) | Probe::Unknown(problem) => {
            problem.retry_after_seconds
        }
        Probe::Works | Probe::NotObservable => None,
    });
    let longest = seconds.max().unwrap_or(0);
    (i64::from(longest) * SECOND).min(LONGEST_WAIT)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::platform::{Credentials, Problem, Reason};

    /// The pauses after each of these measurements, in seconds, without chance.
    fn pauses(story: &[Health]) -> Vec<i64> {
        let now = Timestamp::from_micros(0);
        let mut health = KnownHealth::default();
        let mut pauses = Vec::new();
        for measured in story {
            health = health.after(measured, &Credentials::default(), now);
            pauses.push(next_check(now, measured, &health, 10).micros() / SECOND);
        }
        pauses
    }

    fn problem(reason: Reason) -> Health {
        Health::of_problem(&reason.into())
    }

    #[test]
    fn a_platform_that_is_away_is_asked_less_and_less_often() {
        let mut story = vec![problem(Reason::Unreachable); 6];
        story.push(problem(Reason::AccountBlocked));
        assert_eq!(pauses(&story), [300, 600, 1_200, 1_800, 1_800, 1_800, 300]);
    }

    #[test]
    fn a_refusal_is_looked_at_again_soon_and_then_as_usual() {
        let refused = || problem(Reason::TokenRevoked);
        assert_eq!(pauses(&[refused(), refused(), refused()]), [60, 300, 300]);
    }

    #[test]
    fn a_platform_is_given_the_time_it_asks_for() {
        let limited = |seconds| {
            let problem =
                Problem { retry_after_seconds: Some(seconds), ..Problem::new(Reason::RateLimited) };
            Health::of_problem(&problem)
        };
        assert_eq!(pauses(&[limited(7_200), limited(10)]), [7_200, 600]);
        assert_eq!(pauses(&[limited(u32::MAX)]), [24 * 3_600]);
    }

    #[test]
    fn chance_moves_a_check_by_a_tenth_at_most() {
        let now = Timestamp::from_micros(0);
        let health = KnownHealth::default();
        let measured = problem(Reason::AccountBlocked);
        let seconds: Vec<_> = (0..21)
            .map(|chance| next_check(now, &measured, &health, chance).micros() / SECOND)
            .collect();
        assert_eq!((seconds.first(), seconds.last()), (Some(&270), Some(&330)));
        assert!(seconds.is_sorted());
    }
}
