//! Days of the calendar, as people fill them in.

use std::ops::Range;

use crate::time::Timestamp;

/// A day from 1970-01-01 to 9999-12-31.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Date {
    /// Days since 1970-01-01.
    day: i64,
}

impl Date {
    /// Reads `2027-03-31`, which browsers send from a field for dates in every language (ISO 8601).
    pub fn parse(text: &str) -> Option<Self> {
        let is_shaped = text.len() == 10
            && text.bytes().enumerate().all(|(place, byte)| match place {
                4 | 7 => byte == b'-',
                _ => byte.is_ascii_digit(),
            });
        if !is_shaped {
            return None;
        }
        let number = |range: Range<usize>| text.get(range)?.parse().ok();
        let (year, month, day): (i64, i64, i64) = (number(0..4)?, number(5..7)?, number(8..10)?);
        let is_leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
        let days = match month {
            2 if is_leap => 29,
            2 => 28,
            4 | 6 | 9 | 11 => 30,
            1 | 3 | 5 | 7 | 8 | 10 | 12 => 31,
            _ => return None,
        };
        let is_day = year >= 1970 && (1..=days).contains(&day);
        is_day.then(|| Self { day: days_since_1970(year, month, day) })
    }

    /// Its last second, in UTC.
    pub const fn last_second(self) -> Timestamp {
        const SECOND: i64 = 1_000_000;
        Timestamp::from_micros((self.day + 1) * 24 * 3_600 * SECOND - SECOND)
    }
}

/// Counts years from March, so that a leap day is the last of its year. Source: Howard Hinnant,
/// "chrono-Compatible Low-Level Date Algorithms", `days_from_civil`.
const fn days_since_1970(year: i64, month: i64, day: i64) -> i64 {
    const DAYS_FROM_MARCH_OF_YEAR_0: i64 = 719_468;
    let year = if month <= 2 { year - 1 } else { year };
    let month_from_march = (month + 9) % 12;
    let day_of_year = (153 * month_from_march + 2) / 5 + day - 1;
    year * 365 + year / 4 - year / 100 + year / 400 + day_of_year - DAYS_FROM_MARCH_OF_YEAR_0
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn each_day_follows_the_one_before() {
        let mut next = 0;
        for (year, month, day) in (1970..=2_500)
            .flat_map(|year| (1..=12).map(move |month| (year, month)))
            .flat_map(|(year, month)| (1..=31).map(move |day| (year, month, day)))
        {
            if let Some(date) = Date::parse(&format!("{year}-{month:02}-{day:02}")) {
                assert_eq!(date.day, next, "{year}-{month}-{day}");
                next += 1;
            }
        }
        // 531 years of 365 days, 133 of them divisible by 4, but 2100, 2200 and 2300, 2500 no
        // leap years.
        assert_eq!(next, 531 * 365 + 133 - 4);
    }

    #[test]
    fn a_day_ends_with_its_last_second() {
        // `date -u -d "2027-03-31 23:59:59" +%s`
        let end = Date::parse("2027-03-31").expect("a day").last_second();
        assert_eq!(end.micros(), 1_806_537_599_000_000);
    }

    #[test]
    fn what_is_no_day_is_refused() {
        for text in [
            "",
            "2027-02-29",
            "2100-02-29",
            "2027-04-31",
            "2027-13-01",
            "2027-00-10",
            "2027-01-00",
            "1969-12-31",
            "27-03-31",
            "2027/03/31",
            "31.03.2027",
            "2027-3-31",
            "+027-03-31",
            "2027-03-31 ",
            "２０２７-03",
        ] {
            assert_eq!(Date::parse(text), None, "{text}");
        }
    }

    proptest! {
        #[test]
        fn no_text_makes_it_panic(text: String) {
            Date::parse(&text);
        }
    }
}
