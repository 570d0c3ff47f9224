use std::fmt;

use axum::http::Uri;
use serde::{Deserialize, Serialize};
use thiserror::Error;

use crate::open_id::is_loopback;

/// Where the interface of a platform begins, without a slash at the end. Encrypted, except on this
/// machine: secrets travel there.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct BaseUrl(String);

/// The text is no such address.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[error("it must be an https:// URL without ? and #; http:// only on this machine")]
pub struct InvalidBaseUrl;

impl TryFrom<String> for BaseUrl {
    type Error = InvalidBaseUrl;

    fn try_from(text: String) -> Result<Self, InvalidBaseUrl> {
        let uri: Uri = text.parse().map_err(|_| InvalidBaseUrl)?;
        let host = uri.host().unwrap_or_default();
        let is_allowed = match uri.scheme_str() {
            Some("https") => !host.is_empty(),
            Some("http") => is_loopback(host),
            _ => false,
        };
        if is_allowed && !text.contains(['?', '#', '@']) {
            Ok(Self(text.trim_end_matches('/').to_owned()))
        } else {
            Err(InvalidBaseUrl)
        }
    }
}

impl From<BaseUrl> for String {
    fn from(url: BaseUrl) -> Self {
        url.0
    }
}

impl fmt::Display for BaseUrl {
    fn fmt(&self, text: &mut fmt::Formatter<'_>) -> fmt::Result {
        text.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn secrets_travel_encrypted_or_not_at_all() {
        for (text, read) in [
            ("https://graph.facebook.com", Some("https://graph.facebook.com")),
            ("https://chatapi.viber.com/pa/", Some("https://chatapi.viber.com/pa")),
            ("http://127.0.0.1:9/a", Some("http://127.0.0.1:9/a")),
            ("http://graph.facebook.com", None),
            ("https://user@graph.facebook.com", None),
            ("https://graph.facebook.com?a", None),
            ("graph.facebook.com", None),
        ] {
            let url = BaseUrl::try_from(text.to_owned()).ok().map(|url| url.to_string());
            assert_eq!(url.as_deref(), read, "{text}");
        }
    }
}
