//! Notices that a channel is quieter than it ever is at this time of the week.
//!
//! A channel can be healthy by all that the platform says and still get nothing. Only its own past
//! tells what is unusual: a help line is silent every night, a newsletter most of the week.
//!
//! The stretch of hours without any traffic that ends now is compared with the same hours of the
//! weeks before. It is unusual when even a quiet one of those weeks had [`LIKELY`] events in it.
//! If events came independently of each other, silence where twelve were expected would be chance
//! once in 160,000 stretches (`e^-12`). They come in bursts, so the quiet weeks are what counts,
//! not the mean. A channel with little traffic has no stretch with so many events and is never
//! called silent.

/// Hours in a week, after which traffic repeats itself.
pub const HOURS_OF_A_WEEK: usize = 7 * 24;

/// The most weeks that are compared with. Older ones tell little about today.
pub const LONGEST_BASELINE: usize = 8;

/// The fewest weeks. Two could both be odd.
const SHORTEST_BASELINE: usize = 3;

/// The shortest silence that is told, in hours. Shorter ones end before anybody has looked.
const SHORTEST_SILENCE: usize = 3;

/// The longest stretch that is looked at, in hours. A channel that is silent for longer has been
/// told about.
const LONGEST_SILENCE: usize = 2 * HOURS_OF_A_WEEK;

/// How many events make silence unlikely.
const LIKELY: u64 = 12;

/// How many make it as good as impossible.
const ALMOST_CERTAIN: u64 = 40;

/// How sure it is that a silence is none by chance.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Certainty {
    /// Worth a look.
    Likely,
    /// Worth a look now.
    AlmostCertain,
}

/// An unusual silence.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Silence {
    /// How many whole hours it has lasted.
    pub hours: usize,
    /// How many events a quiet week has in these hours.
    pub usual: u64,
    /// How sure it is.
    pub certainty: Certainty,
}

/// The unusual silence that lasts until now, if there is one. `hours` are the counts of whole
/// hours, oldest first, without a gap up to the last hour that is over; `present` is the count of
/// the hour that is not. Says nothing with less than three weeks to compare with.
pub fn silence(hours: &[u32], present: u32) -> Option<Silence> {
    if present > 0 {
        return None;
    }
    let quiet = hours.iter().rev().take(LONGEST_SILENCE).take_while(|count| **count == 0).count();
    // All lengths up to now: a silence that began in the night is unusual only by its day, and
    // the night does not make it less so. The longest has the most events to miss.
    let usual = usual_events(hours, quiet)?;
    if quiet < SHORTEST_SILENCE || usual < LIKELY {
        return None;
    }
    let certainty =
        if usual >= ALMOST_CERTAIN { Certainty::AlmostCertain } else { Certainty::Likely };
    Some(Silence { hours: quiet, usual, certainty })
}

/// How many events a quiet week has in the hours of the week that the last `length` hours are. Of
/// five weeks or more the quietest is left out: it may have had a holiday.
fn usual_events(hours: &[u32], length: usize) -> Option<u64> {
    // The silence itself is nothing to compare with.
    let first = length.div_ceil(HOURS_OF_A_WEEK).max(1);
    let mut weeks: Vec<u64> = (first..first + LONGEST_BASELINE)
        .map_while(|week| {
            let end = hours.len().checked_sub(week * HOURS_OF_A_WEEK)?;
            let stretch = &hours[end.checked_sub(length)?..end];
            Some(stretch.iter().map(|count| u64::from(*count)).sum())
        })
        .collect();
    if weeks.len() < SHORTEST_BASELINE {
        return None;
    }
    weeks.sort_unstable();
    weeks.get(usize::from(weeks.len() >= 5)).copied()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// Some weeks that repeat one pattern, and a silence at the end.
    fn history(pattern: &[u32], weeks: usize, silent: usize) -> Vec<u32> {
        let mut hours = pattern.repeat(weeks);
        let end = hours.len();
        hours[end - silent..].fill(0);
        hours
    }

    /// Traffic from 9 to 17 o'clock on five days, so many an hour.
    fn office(an_hour: u32) -> Vec<u32> {
        let is_open = |hour: usize| hour / 24 < 5 && (9..17).contains(&(hour % 24));
        (0..HOURS_OF_A_WEEK).map(|hour| if is_open(hour) { an_hour } else { 0 }).collect()
    }

    #[test]
    fn a_silence_on_a_busy_day_is_told_with_its_length() {
        // Until Friday noon of the fourth week.
        let mut hours = office(10).repeat(4);
        hours.truncate(3 * HOURS_OF_A_WEEK + 4 * 24 + 12);
        let end = hours.len();
        assert_eq!(silence(&hours, 0), None);
        hours[end - 3..].fill(0);
        let found = silence(&hours, 0).expect("a silence");
        // With the night before, which is silent anyway.
        assert_eq!((found.hours, found.usual), (19, 30));
        assert_eq!(found.certainty, Certainty::Likely);
        assert_eq!(silence(&hours, 1), None, "one event ends it");
    }

    #[test]
    fn a_holiday_in_the_past_hides_no_silence_when_there_are_weeks_enough() {
        let mut hours = history(&[5; HOURS_OF_A_WEEK], 6, 12);
        let end = hours.len();
        hours[end - 2 * HOURS_OF_A_WEEK - 24..end - 2 * HOURS_OF_A_WEEK].fill(0);
        assert_eq!(silence(&hours, 0).map(|found| found.usual), Some(60));
        assert_eq!(silence(&hours[2 * HOURS_OF_A_WEEK..], 0), None, "of four weeks none is odd");
    }

    #[test]
    fn a_silence_of_more_than_a_week_is_not_compared_with_itself() {
        let hours = history(&[1; HOURS_OF_A_WEEK], 7, HOURS_OF_A_WEEK + 24);
        assert_eq!(silence(&hours, 0).map(|found| found.hours), Some(HOURS_OF_A_WEEK + 24));
    }

    /// Independent events at this mean, from one random number for each hour.
    fn poisson(mean: f64, mut uniform: f64) -> u32 {
        let mut chance = (-mean).exp();
        let mut count = 0;
        while uniform > chance && count < 200 {
            uniform -= chance;
            count += 1;
            chance *= mean / f64::from(count);
        }
        count
    }

    proptest! {
        #[test]
        fn nothing_is_said_before_three_weeks(
            count in 1_u32..1_000,
            hours in 0..3 * HOURS_OF_A_WEEK,
            silent in 0..2 * HOURS_OF_A_WEEK,
        ) {
            let mut history = vec![count; hours];
            history.extend(vec![0; silent]);
            let last = history.len().min(3 * HOURS_OF_A_WEEK + SHORTEST_SILENCE - 1);
            prop_assert_eq!(silence(&history[..last], 0), None);
        }

        #[test]
        fn a_channel_with_little_traffic_is_never_called_silent(
            pattern in prop::collection::vec(0_u32..2, HOURS_OF_A_WEEK),
            weeks in 3_usize..10,
            silent in 0_usize..2 * HOURS_OF_A_WEEK,
        ) {
            // Five events a week at most, ten in the longest stretch that is looked at.
            let mut left = 5;
            let pattern: Vec<u32> = pattern
                .into_iter()
                .map(|count| { let taken = count.min(left); left -= taken; taken })
                .collect();
            let silent = silent.min(weeks * HOURS_OF_A_WEEK);
            prop_assert_eq!(silence(&history(&pattern, weeks, silent), 0), None);
        }

        #[test]
        fn a_channel_that_goes_on_as_before_is_never_called_silent(
            pattern in prop::collection::vec(0_u32..50, HOURS_OF_A_WEEK),
            hours in 0..8 * HOURS_OF_A_WEEK,
        ) {
            let history: Vec<u32> = pattern.into_iter().cycle().take(hours).collect();
            prop_assert_eq!(silence(&history, 0), None);
        }

        #[test]
        fn a_busy_channel_that_stops_is_told_within_hours(
            pattern in prop::collection::vec(5_u32..100, HOURS_OF_A_WEEK),
            weeks in 4_usize..9,
            silent in 3_usize..HOURS_OF_A_WEEK,
        ) {
            let found = silence(&history(&pattern, weeks, silent), 0).expect("a silence");
            prop_assert_eq!(found.hours, silent);
        }

        #[test]
        fn more_traffic_never_makes_a_silence(
            history in prop::collection::vec(0_u32..3, 0..6 * HOURS_OF_A_WEEK),
            present in 1_u32..5,
        ) {
            prop_assert_eq!(silence(&history, present), None);
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(24))]

        /// A year of chance at any rate, looked at every hour.
        #[test]
        fn chance_alone_raises_hardly_any_alarm(mean in 0.01_f64..20.0, seed: u64) {
            let mut state = seed | 1;
            let mut uniform = || {
                // xorshift64*: any source that is good enough and repeats itself for a seed.
                state ^= state >> 12;
                state ^= state << 25;
                state ^= state >> 27;
                let bits = state.wrapping_mul(0x2545_F491_4F6C_DD1D) >> 32;
                f64::from(u32::try_from(bits).unwrap_or_default()) / f64::from(u32::MAX)
            };
            let year: Vec<u32> = (0..8_760).map(|_| poisson(mean, uniform())).collect();
            let mut alarms = 0;
            let mut was_silent = false;
            for end in 1..=year.len() {
                let start = end.saturating_sub((LONGEST_BASELINE + 3) * HOURS_OF_A_WEEK);
                let is_silent = silence(&year[start..end], 0).is_some();
                alarms += usize::from(is_silent && !was_silent);
                was_silent = is_silent;
            }
            prop_assert!(alarms <= 1, "{} alarms at {} an hour", alarms, mean);
        }
    }
}
