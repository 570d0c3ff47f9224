use std::fmt;

use crate::error_code::ErrorCode;

/// Where notifications are sent to: an address that begins with `https://`, at most 500 characters
/// without white space, user or fragment. What it leads to is looked at when something is sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WebhookUrl(String);

impl WebhookUrl {
    /// The longest address, in characters.
    pub const MAX_LENGTH: usize = 500;

    /// Reads what somebody typed. The error is the code of the first broken rule.
    pub fn parse(typed: &str) -> Result<Self, ErrorCode> {
        let url = typed.trim();
        if url.is_empty() {
            return Err(ErrorCode::WebhookUrlEmpty);
        }
        if url.chars().count() > Self::MAX_LENGTH {
            return Err(ErrorCode::WebhookUrlTooLong);
        }
        let rest = url.strip_prefix("https://").ok_or(ErrorCode::WebhookUrlInvalid)?;
        let host = rest.split(['/', '?']).next().unwrap_or_default();
        let is_wrong =
            |one: char| !one.is_ascii_graphic() || matches!(one, '#' | '"' | '<' | '>' | '\\');
        if host.is_empty() || host.contains('@') || url.chars().any(is_wrong) {
            return Err(ErrorCode::WebhookUrlInvalid);
        }
        Ok(Self(url.to_owned()))
    }

    /// The address.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for WebhookUrl {
    fn fmt(&self, text: &mut fmt::Formatter<'_>) -> fmt::Result {
        text.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn an_address_is_read() {
        for url in ["https://example.com", "https://example.com:8443/hooks/suiro?key=a%20b"] {
            let typed = format!(" {url} ");
            assert_eq!(WebhookUrl::parse(&typed).map(|one| one.to_string()), Ok(url.to_owned()));
        }
    }

    #[test]
    fn what_is_no_address_says_why() {
        assert_eq!(WebhookUrl::parse(" "), Err(ErrorCode::WebhookUrlEmpty));
        let long = format!("https://example.com/{}", "a".repeat(500));
        assert_eq!(WebhookUrl::parse(&long), Err(ErrorCode::WebhookUrlTooLong));
        for url in [
            "example.com",
            "http://example.com",
            "HTTPS://example.com",
            "https://",
            "https:///path",
            "https://?query",
            "https://user:secret@example.com",
            "https://example.com/a b",
            "https://example.com/#part",
            "https://例え.jp",
            "javascript:alert(1)",
        ] {
            assert_eq!(WebhookUrl::parse(url), Err(ErrorCode::WebhookUrlInvalid), "{url}");
        }
    }

    proptest! {
        #[test]
        fn any_text_is_parsed_without_a_panic(text: String) {
            let _ = WebhookUrl::parse(&text);
        }
    }
}
