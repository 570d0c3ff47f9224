use std::fmt;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::setting_text::read;
use crate::error_code::ErrorCode;

/// A day of the week.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Weekday {
    /// The first one (ISO 8601).
    Monday,
    /// The second one.
    Tuesday,
    /// The third one.
    Wednesday,
    /// The fourth one.
    Thursday,
    /// The fifth one.
    Friday,
    /// The sixth one.
    Saturday,
    /// The last one.
    Sunday,
}

impl Weekday {
    /// All of them, as they follow each other.
    pub const ALL: [Self; 7] = [
        Self::Monday,
        Self::Tuesday,
        Self::Wednesday,
        Self::Thursday,
        Self::Friday,
        Self::Saturday,
        Self::Sunday,
    ];

    /// Three letters, for example `mon`: in forms, and at Meta.
    pub const fn slug(self) -> &'static str {
        match self {
            Self::Monday => "mon",
            Self::Tuesday => "tue",
            Self::Wednesday => "wed",
            Self::Thursday => "thu",
            Self::Friday => "fri",
            Self::Saturday => "sat",
            Self::Sunday => "sun",
        }
    }
}

/// A time zone by its name in the IANA database, for example `Asia/Tokyo`, at most 50 characters.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct TimeZone(String);

impl TimeZone {
    const MAX_LENGTH: usize = 50;

    /// Reads what somebody typed; nothing for nothing. Which names there are is for the caller to
    /// know: the database is too large for the browser.
    pub fn parse(
        typed: &str,
        is_known: impl FnOnce(&str) -> bool,
    ) -> Result<Option<Self>, ErrorCode> {
        let name = typed.trim();
        if name.is_empty() {
            return Ok(None);
        }
        let is_name = |one: char| one.is_ascii_alphanumeric() || "/_-+".contains(one);
        if name.len() > Self::MAX_LENGTH || !name.chars().all(is_name) || !is_known(name) {
            return Err(ErrorCode::ChannelTimeZoneUnknown);
        }
        Ok(Some(Self(name.to_owned())))
    }

    /// The name.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl Serialize for TimeZone {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.0)
    }
}

/// A zone that was known once is kept when a newer database has it no more.
impl<'de> Deserialize<'de> for TimeZone {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        read(deserializer, |text| Self::parse(text, |_| true))
    }
}

/// A time of a day in minutes, from midnight (0) to the next one (1,440).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TimeOfDay(u16);

impl TimeOfDay {
    /// The end of the day, written `24:00`.
    pub const END: Self = Self(24 * 60);

    /// Reads `09:30`, and `24:00`. Seconds, which some browsers send, have to be 0.
    pub fn parse(text: &str) -> Option<Self> {
        let mut parts = text.split(':');
        let mut number = |most: u16| {
            let part = parts.next()?;
            let is_number = part.len() == 2 && part.bytes().all(|byte| byte.is_ascii_digit());
            part.parse().ok().filter(|number: &u16| is_number && *number <= most)
        };
        let (hours, minutes) = (number(24)?, number(59)?);
        let rest_is_zero = parts.all(|part| part.chars().all(|one| one == '0' || one == '.'));
        let time = Self(hours * 60 + minutes);
        (time <= Self::END && rest_is_zero).then_some(time)
    }

    /// Minutes since the beginning of the day.
    pub const fn minutes(self) -> u16 {
        self.0
    }
}

impl fmt::Display for TimeOfDay {
    fn fmt(&self, text: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(text, "{:02}:{:02}", self.0 / 60, self.0 % 60)
    }
}

/// A time without a break in which the business is open. It begins before it ends, and ends at
/// midnight at the latest: what is open longer is open on the next day, too.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Opening {
    from: TimeOfDay,
    until: TimeOfDay,
}

impl Opening {
    /// Reads two times; nothing for two empty ones. A time field of a browser cannot hold `24:00`,
    /// so midnight at the end is the end of the day.
    pub fn parse(from: &str, until: &str) -> Result<Option<Self>, ErrorCode> {
        let (from, until) = (from.trim(), until.trim());
        match (from.is_empty(), until.is_empty()) {
            (true, true) => return Ok(None),
            (false, false) => {}
            _ => return Err(ErrorCode::ChannelHoursIncomplete),
        }
        let time = |text| TimeOfDay::parse(text).ok_or(ErrorCode::ChannelHoursInvalid);
        let (from, until) = (time(from)?, time(until)?);
        let until = if until.minutes() == 0 { TimeOfDay::END } else { until };
        if from >= until {
            return Err(ErrorCode::ChannelHoursBackwards);
        }
        Ok(Some(Self { from, until }))
    }

    /// When it begins.
    pub const fn from(self) -> TimeOfDay {
        self.from
    }

    /// When it ends.
    pub const fn until(self) -> TimeOfDay {
        self.until
    }
}

impl fmt::Display for Opening {
    fn fmt(&self, text: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(text, "{}-{}", self.from, self.until)
    }
}

impl Serialize for Opening {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Opening {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        read(deserializer, |text| {
            let (from, until) = text.split_once('-').ok_or(ErrorCode::ChannelHoursInvalid)?;
            Self::parse(from, until)
        })
    }
}

/// The openings of a day, at most [`Self::MOST`], one after the other. None: it is closed.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "Vec<Opening>")]
pub struct DayHours(Vec<Opening>);

impl DayHours {
    /// As many as a Page at Facebook has.
    pub const MOST: usize = 2;

    /// Openings in whichever order, without a common minute. Two that touch are one.
    pub fn new(mut openings: Vec<Opening>) -> Result<Self, ErrorCode> {
        openings.sort_by_key(|one| one.from);
        if openings.len() > Self::MOST || openings.windows(2).any(|two| two[0].until > two[1].from)
        {
            return Err(ErrorCode::ChannelHoursOverlap);
        }
        Ok(Self(openings))
    }

    /// The openings.
    pub fn openings(&self) -> &[Opening] {
        &self.0
    }

    /// Whether it is closed.
    pub fn is_closed(&self) -> bool {
        self.0.is_empty()
    }
}

impl TryFrom<Vec<Opening>> for DayHours {
    type Error = &'static str;

    fn try_from(openings: Vec<Opening>) -> Result<Self, &'static str> {
        Self::new(openings).map_err(|_| "openings that overlap")
    }
}

/// `09:00-12:00, 13:00-17:00`
impl fmt::Display for DayHours {
    fn fmt(&self, text: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (place, opening) in self.0.iter().enumerate() {
            let comma = if place == 0 { "" } else { ", " };
            write!(text, "{comma}{opening}")?;
        }
        Ok(())
    }
}

/// When the business is open, week by week. Holidays are for people to write.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct BusinessHours {
    /// Where these times are. Not known of hours that a platform has told.
    pub zone: Option<TimeZone>,
    /// From Monday to Sunday.
    pub days: [DayHours; 7],
}

impl BusinessHours {
    /// The hours of a day.
    pub const fn of(&self, day: Weekday) -> &DayHours {
        &self.days[day as usize]
    }

    /// Whether it is never open.
    pub fn is_closed(&self) -> bool {
        self.days.iter().all(DayHours::is_closed)
    }
}
