use std::fmt;
use std::str::FromStr;

use axum::http::Uri;
use serde::{Deserialize, Serialize};
use thiserror::Error;

/// The name of an OpenID provider: a URL, taken letter by letter, since tokens have to name
/// exactly this one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Issuer(String);

/// The text is no issuer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[error(
    "it must be the https:// URL of an OpenID provider, without ? and #, of at most 255 \
     characters; http:// only for a provider on this machine"
)]
pub struct InvalidIssuer;

impl Issuer {
    /// What the database keeps, in characters.
    const MAX_LENGTH: usize = 255;

    /// The URL.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The host, for people who have no better name for the provider.
    pub fn host(&self) -> String {
        let uri = self.0.parse::<Uri>().ok();
        uri.and_then(|uri| uri.host().map(str::to_owned)).unwrap_or_default()
    }

    /// Whether it is on this machine and may be reached without encryption.
    pub fn is_plain(&self) -> bool {
        self.0.starts_with("http://")
    }
}

/// Whether a URL stays on this machine.
pub(crate) fn is_loopback(host: &str) -> bool {
    matches!(host, "localhost" | "127.0.0.1" | "[::1]")
}

impl FromStr for Issuer {
    type Err = InvalidIssuer;

    fn from_str(text: &str) -> Result<Self, InvalidIssuer> {
        let uri: Uri = text.parse().map_err(|_| InvalidIssuer)?;
        let host = uri.host().unwrap_or_default();
        let allowed = match uri.scheme_str() {
            Some("https") => !host.is_empty(),
            Some("http") => is_loopback(host),
            _ => false,
        };
        let bare = uri.query().is_none() && !text.contains(['#', '@']);
        if allowed && bare && text.len() <= Self::MAX_LENGTH {
            Ok(Self(text.to_owned()))
        } else {
            Err(InvalidIssuer)
        }
    }
}

impl TryFrom<String> for Issuer {
    type Error = InvalidIssuer;

    fn try_from(text: String) -> Result<Self, InvalidIssuer> {
        text.parse()
    }
}

impl From<Issuer> for String {
    fn from(issuer: Issuer) -> Self {
        issuer.0
    }
}

impl fmt::Display for Issuer {
    fn fmt(&self, text: &mut fmt::Formatter<'_>) -> fmt::Result {
        text.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn is_encrypted_or_on_this_machine() {
        for (text, host) in [
            ("https://id.example.com", "id.example.com"),
            ("https://id.example.com:8443/realms/Suiro/", "id.example.com"),
            ("http://127.0.0.1:9000", "127.0.0.1"),
            ("http://localhost/realms/x", "localhost"),
        ] {
            let issuer: Issuer = text.parse().expect(text);
            assert_eq!((issuer.as_str(), issuer.host().as_str()), (text, host));
        }
        for text in [
            "",
            "id.example.com",
            "http://id.example.com",
            "http://127.0.0.1.example.com",
            "http://localhost@evil.example",
            "ftp://id.example.com",
            "https://",
            "https://id.example.com?a=b",
            "https://id.example.com/#a",
            "https://user@id.example.com",
            &format!("https://id.example.com/{}", "a".repeat(255)),
        ] {
            assert_eq!(text.parse::<Issuer>(), Err(InvalidIssuer), "{text}");
        }
    }
}
