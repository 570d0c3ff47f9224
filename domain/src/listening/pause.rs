use crate::platform::Problem;

const SECOND: i64 = 1_000_000;

/// How long a session is left alone after it broke, in microseconds. `breaks` counts the breaks in
/// a row, from 1; `chance` spreads the servers and accounts of one carrier: any number, different
/// each time.
///
/// What passes by itself is tried after a second, then after twice as long each time, up to five
/// minutes. What a person has to mend is tried after a minute and up to an hour: carriers lock
/// accounts that are tried with a wrong password again and again.
pub(super) fn pause(problem: &Problem, breaks: u32, chance: u128) -> i64 {
    let (first, longest) = if problem.reason.is_retryable() {
        (SECOND, 300 * SECOND)
    } else {
        (60 * SECOND, 3_600 * SECOND)
    };
    let pause = (first << breaks.saturating_sub(1).min(12)).min(longest);
    // 50 to 100 hundredths.
    let percent = 50 + i64::try_from(chance % 51).unwrap_or_default();
    let asked = problem.retry_after_seconds.map_or(0, |seconds| i64::from(seconds) * SECOND);
    (pause / 100 * percent).max(asked.min(longest))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::platform::Reason;

    /// The longest pauses after so many breaks, in seconds.
    fn pauses(reason: Reason) -> Vec<i64> {
        (1..=14).map(|breaks| pause(&reason.into(), breaks, 50) / SECOND).collect()
    }

    #[test]
    fn pauses_grow_to_an_end() {
        let passing = pauses(Reason::Unreachable);
        assert_eq!(passing[..10], [1, 2, 4, 8, 16, 32, 64, 128, 256, 300]);
        assert_eq!(passing.last(), Some(&300));
        let lasting = pauses(Reason::CredentialsRefused);
        assert_eq!(lasting[..8], [60, 120, 240, 480, 960, 1_920, 3_600, 3_600]);
        assert_eq!(pause(&Reason::Unreachable.into(), u32::MAX, 50), 300 * SECOND);
    }

    #[test]
    fn chance_takes_half_of_a_pause_at_most() {
        let all: Vec<_> =
            (0..51).map(|chance| pause(&Reason::TimedOut.into(), 1, chance)).collect();
        assert_eq!((all.first(), all.last()), (Some(&(SECOND / 2)), Some(&SECOND)));
        assert!(all.is_sorted());
    }

    #[test]
    fn a_platform_is_given_the_time_it_asks_for() {
        let limited =
            Problem { retry_after_seconds: Some(120), ..Problem::new(Reason::RateLimited) };
        assert_eq!(pause(&limited, 1, 0), 120 * SECOND);
        let for_ever = Problem { retry_after_seconds: Some(u32::MAX), ..limited };
        assert_eq!(pause(&for_ever, 1, 0), 300 * SECOND);
    }
}
