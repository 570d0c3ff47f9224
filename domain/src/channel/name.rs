use std::fmt;

use crate::error_code::ErrorCode;
use crate::text::is_direction_override;

/// What people call a channel: 1 to 50 characters on one line, not unique.
///
/// Counted in Unicode code points after white space at both ends is taken away, without
/// normalisation: its tables would weigh more than the whole form in the browser.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct ChannelName(String);

impl ChannelName {
    /// The longest name, in code points. Source: the model product's Create Channel dialog.
    pub const MAX_LENGTH: usize = 50;

    /// Reads what somebody typed. The error is the code of the first broken rule.
    pub fn parse(typed: &str) -> Result<Self, ErrorCode> {
        let name = typed.trim();
        if name.is_empty() {
            return Err(ErrorCode::ChannelNameEmpty);
        }
        if name.chars().any(|one| one.is_control() || is_direction_override(one)) {
            return Err(ErrorCode::ChannelNameInvalid);
        }
        if Self::length(typed) > Self::MAX_LENGTH {
            return Err(ErrorCode::ChannelNameTooLong);
        }
        Ok(Self(name.to_owned()))
    }

    /// How long the name would be that somebody is typing, in code points.
    pub fn length(typed: &str) -> usize {
        typed.trim().chars().count()
    }

    /// The name.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for ChannelName {
    fn fmt(&self, text: &mut fmt::Formatter<'_>) -> fmt::Result {
        text.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn counts_code_points_not_bytes_or_utf16() {
        let fifty_ideographs = "水".repeat(50);
        assert!(ChannelName::parse(&fifty_ideographs).is_ok());
        let fifty_outside_the_basic_plane = "𠮷".repeat(50);
        assert!(ChannelName::parse(&fifty_outside_the_basic_plane).is_ok());
        assert_eq!(ChannelName::parse(&"水".repeat(51)), Err(ErrorCode::ChannelNameTooLong));
    }

    #[test]
    fn trims_every_kind_of_white_space() {
        let name = ChannelName::parse("\u{3000}\u{a0}\t Support \u{2003}\n").expect("a name");
        assert_eq!(name.as_str(), "Support");
        for blank in ["", " ", "\u{3000}", "\r\n\t", "\u{2028}"] {
            assert_eq!(ChannelName::parse(blank), Err(ErrorCode::ChannelNameEmpty), "{blank:?}");
        }
    }

    #[test]
    fn refuses_what_cannot_be_seen_but_changes_the_text() {
        for hidden in
            ['\0', '\n', '\t', '\u{7f}', '\u{85}', '\u{202a}', '\u{202e}', '\u{2066}', '\u{2069}']
        {
            let typed = format!("Sup{hidden}port");
            assert_eq!(
                ChannelName::parse(&typed),
                Err(ErrorCode::ChannelNameInvalid),
                "{hidden:?}"
            );
        }
    }

    proptest! {
        #[test]
        fn a_name_keeps_its_promises(typed in any::<String>()) {
            if let Ok(name) = ChannelName::parse(&typed) {
                let count = name.as_str().chars().count();
                prop_assert!((1..=ChannelName::MAX_LENGTH).contains(&count));
                prop_assert_eq!(name.as_str(), typed.trim());
                prop_assert!(!name.as_str().chars().any(char::is_control));
                prop_assert_eq!(ChannelName::parse(name.as_str()), Ok(name));
            }
        }

        #[test]
        fn whatever_is_visible_and_short_enough_is_a_name(
            typed in "[\\p{L}\\p{N}\\p{S}]{1,50}",
        ) {
            prop_assert!(ChannelName::parse(&typed).is_ok());
        }

        #[test]
        fn one_more_than_the_limit_is_refused(typed in "[\\p{L}\\p{N}]{51,80}") {
            prop_assert_eq!(ChannelName::parse(&typed), Err(ErrorCode::ChannelNameTooLong));
        }
    }
}
