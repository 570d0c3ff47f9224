use std::fmt;

use crate::error_code::ErrorCode;
use crate::text::{is_direction_override, with_plain_line_breaks};

/// What a tenant notes about a channel: 0 to 150 characters, line breaks allowed.
///
/// Counted like [`super::ChannelName`]; white space is taken away at the end only, and a line
/// break counts as one character however the browser sent it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash)]
pub struct Remarks(String);

impl Remarks {
    /// The longest remarks, in code points. Source: the model product's Create Channel dialog.
    pub const MAX_LENGTH: usize = 150;

    /// Reads what somebody typed. The error is the code of the first broken rule.
    pub fn parse(typed: &str) -> Result<Self, ErrorCode> {
        let lines = with_plain_line_breaks(typed);
        let remarks = lines.trim_end();
        if remarks
            .chars()
            .any(|one| (one.is_control() && one != '\n') || is_direction_override(one))
        {
            return Err(ErrorCode::ChannelRemarksInvalid);
        }
        if remarks.chars().count() > Self::MAX_LENGTH {
            return Err(ErrorCode::ChannelRemarksTooLong);
        }
        Ok(Self(remarks.to_owned()))
    }

    /// How long the remarks would be that somebody is typing, in code points.
    pub fn length(typed: &str) -> usize {
        with_plain_line_breaks(typed).trim_end().chars().count()
    }

    /// The remarks, with `\n` between lines.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Remarks {
    fn fmt(&self, text: &mut fmt::Formatter<'_>) -> fmt::Result {
        text.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_line_break_is_one_character_however_it_was_sent() {
        for line_break in ["\n", "\r\n", "\r"] {
            let remarks = Remarks::parse(&format!("a{line_break}b")).expect("remarks");
            assert_eq!(remarks.as_str(), "a\nb");
        }
        let lines = "a\r\n".repeat(74) + "ab";
        assert_eq!(Remarks::length(&lines), 150);
        assert!(Remarks::parse(&lines).is_ok());
    }

    #[test]
    fn keeps_the_beginning_and_trims_the_end() {
        assert_eq!(Remarks::parse("  a \u{3000}\r\n").expect("remarks").as_str(), "  a");
        assert_eq!(Remarks::parse(" \n ").expect("remarks"), Remarks::default());
    }

    #[test]
    fn refuses_other_control_characters_and_direction_overrides() {
        for hidden in ['\0', '\t', '\u{b}', '\u{9f}', '\u{202b}', '\u{2067}'] {
            assert_eq!(
                Remarks::parse(&format!("a{hidden}b")),
                Err(ErrorCode::ChannelRemarksInvalid),
                "{hidden:?}"
            );
        }
    }

    proptest! {
        #[test]
        fn remarks_keep_their_promises(typed in any::<String>()) {
            if let Ok(remarks) = Remarks::parse(&typed) {
                prop_assert!(remarks.as_str().chars().count() <= Remarks::MAX_LENGTH);
                prop_assert!(!remarks.as_str().contains('\r'));
                prop_assert_eq!(remarks.as_str().chars().count(), Remarks::length(&typed));
                prop_assert_eq!(Remarks::parse(remarks.as_str()), Ok(remarks));
            }
        }

        #[test]
        fn one_more_than_the_limit_is_refused(typed in "[\\p{L}\\p{N}\\n]{150}[\\p{L}]") {
            prop_assert_eq!(Remarks::parse(&typed), Err(ErrorCode::ChannelRemarksTooLong));
        }
    }
}
