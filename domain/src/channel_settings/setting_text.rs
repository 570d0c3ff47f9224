use std::fmt;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::error_code::ErrorCode;
use crate::text::{is_direction_override, with_plain_line_breaks};

/// A text of 1 to `MAX` characters without white space at its ends, with line breaks if `LINES`.
///
/// Counted in Unicode code points. No platform says what it counts; none counts fewer.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct SettingText<const MAX: usize, const LINES: bool>(String);

impl<const MAX: usize, const LINES: bool> SettingText<MAX, LINES> {
    /// The longest text, in code points.
    pub const MAX_LENGTH: usize = MAX;

    /// Reads what somebody typed; nothing for nothing. The error is the code of the first broken
    /// rule.
    pub fn parse(typed: &str) -> Result<Option<Self>, ErrorCode> {
        let lines = with_plain_line_breaks(typed);
        let text = lines.trim();
        let is_wrong =
            |one: char| (one.is_control() && !(LINES && one == '\n')) || is_direction_override(one);
        if text.chars().any(is_wrong) {
            return Err(ErrorCode::ChannelSettingInvalid);
        }
        if text.chars().count() > MAX {
            return Err(ErrorCode::ChannelSettingTooLong);
        }
        Ok((!text.is_empty()).then(|| Self(text.to_owned())))
    }

    /// The text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl<const MAX: usize, const LINES: bool> fmt::Display for SettingText<MAX, LINES> {
    fn fmt(&self, text: &mut fmt::Formatter<'_>) -> fmt::Result {
        text.write_str(&self.0)
    }
}

impl<const MAX: usize, const LINES: bool> Serialize for SettingText<MAX, LINES> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.0)
    }
}

impl<'de, const MAX: usize, const LINES: bool> Deserialize<'de> for SettingText<MAX, LINES> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        read(deserializer, Self::parse)
    }
}

/// Reads a stored text by the rules for a typed one.
pub(super) fn read<'de, D: Deserializer<'de>, T>(
    deserializer: D,
    parse: impl FnOnce(&str) -> Result<Option<T>, ErrorCode>,
) -> Result<T, D::Error> {
    let stored = String::deserialize(deserializer)?;
    let parsed = parse(&stored).ok().flatten();
    parsed.ok_or_else(|| serde::de::Error::custom("a setting outside the rules"))
}
