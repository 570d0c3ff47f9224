//! What texts that people type have in common.

use std::borrow::Cow;

/// Whether the character changes the direction of the text around it without being seen
/// (U+202A to U+202E, U+2066 to U+2069), with which one name can be made to look like another.
pub(crate) const fn is_direction_override(character: char) -> bool {
    matches!(character, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
}

/// Line breaks as a single line feed. HTML forms send CR LF for what the page counts as one
/// character, so a text would otherwise be longer on the server than on the screen.
pub(crate) fn with_plain_line_breaks(text: &str) -> Cow<'_, str> {
    if text.contains('\r') {
        Cow::Owned(text.replace("\r\n", "\n").replace('\r', "\n"))
    } else {
        Cow::Borrowed(text)
    }
}

/// The first `length` characters.
pub(crate) fn cut(text: &str, length: usize) -> String {
    text.chars().take(length).collect()
}
