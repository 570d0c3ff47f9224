//! The address under which people reach the console.

use std::fmt;
use std::net::{IpAddr, SocketAddr};
use std::str::FromStr;

use axum::http::Uri;
use serde::{Deserialize, Serialize};
use thiserror::Error;

/// Scheme and host of the console as people see it, without a slash at the end:
/// `https://suiro.example`. Differs from the address to listen on where a proxy stands in front.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct PublicUrl(String);

/// The text is no public URL.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[error("it must look like https://suiro.example or http://host:3000, without a path")]
pub struct InvalidPublicUrl;

impl PublicUrl {
    /// That of a console which people reach where it listens.
    pub fn of(address: SocketAddr, encrypted: bool) -> Self {
        Self(format!("{}://{address}", if encrypted { "https" } else { "http" }))
    }

    /// The URL.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether only this machine reaches it.
    pub fn is_loopback(&self) -> bool {
        let uri: Option<Uri> = self.0.parse().ok();
        let host = uri.as_ref().and_then(Uri::host).unwrap_or_default();
        let address = host.trim_start_matches('[').trim_end_matches(']').parse::<IpAddr>();
        host == "localhost" || address.is_ok_and(|address| address.is_loopback())
    }

    /// Whether what people send there is encrypted on its way.
    pub fn is_https(&self) -> bool {
        self.0.starts_with("https://")
    }
}

impl FromStr for PublicUrl {
    type Err = InvalidPublicUrl;

    fn from_str(text: &str) -> Result<Self, InvalidPublicUrl> {
        let uri: Uri = text.parse().map_err(|_| InvalidPublicUrl)?;
        let scheme = uri.scheme_str().filter(|scheme| matches!(*scheme, "http" | "https"));
        let authority = uri
            .authority()
            .filter(|authority| !authority.host().is_empty() && !authority.as_str().contains('@'));
        let bare = text.matches('/').count() <= 3 && uri.path() == "/" && uri.query().is_none();
        match (scheme, authority) {
            (Some(scheme), Some(authority)) if bare && !text.contains('#') => {
                Ok(Self(format!("{scheme}://{authority}").to_ascii_lowercase()))
            }
            _ => Err(InvalidPublicUrl),
        }
    }
}

impl TryFrom<String> for PublicUrl {
    type Error = InvalidPublicUrl;

    fn try_from(text: String) -> Result<Self, InvalidPublicUrl> {
        text.parse()
    }
}

impl From<PublicUrl> for String {
    fn from(url: PublicUrl) -> Self {
        url.0
    }
}

impl fmt::Display for PublicUrl {
    fn fmt(&self, text: &mut fmt::Formatter<'_>) -> fmt::Result {
        text.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn scheme_and_host_are_a_public_url() {
        for (text, url) in [
            ("https://suiro.example", "https://suiro.example"),
            ("https://suiro.example/", "https://suiro.example"),
            ("HTTPS://Suiro.Example:8443", "https://suiro.example:8443"),
            ("http://127.0.0.1:3000", "http://127.0.0.1:3000"),
            ("http://[::1]:3000", "http://[::1]:3000"),
        ] {
            let parsed: PublicUrl = text.parse().expect(text);
            assert_eq!(parsed.as_str(), url);
            assert_eq!(parsed.is_https(), url.starts_with("https:"));
        }
    }

    #[test]
    fn only_this_machine_is_loopback() {
        for (text, is_loopback) in [
            ("http://127.0.0.1:3000", true),
            ("http://127.9.9.9", true),
            ("http://[::1]:3000", true),
            ("http://localhost:3000", true),
            ("https://suiro.example", false),
            ("http://10.0.0.1:3000", false),
            ("http://localhost.example", false),
            ("http://[2001:db8::1]", false),
        ] {
            let url: PublicUrl = text.parse().expect(text);
            assert_eq!(url.is_loopback(), is_loopback, "{text}");
        }
    }

    #[test]
    fn anything_more_or_less_is_none() {
        for text in [
            "",
            "suiro.example",
            "//suiro.example",
            "ftp://suiro.example",
            "https://",
            "https:///",
            "https://suiro.example/console",
            "https://suiro.example//",
            "https://suiro.example/?a=b",
            "https://suiro.example?a",
            "https://suiro.example#a",
            "https://user@suiro.example",
            "https://suiro example",
            "/set-up",
        ] {
            assert_eq!(text.parse::<PublicUrl>(), Err(InvalidPublicUrl), "{text}");
        }
    }
}
