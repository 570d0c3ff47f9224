//! The mail server, and whom mail comes from.

use std::fmt;
use std::net::IpAddr;
use std::str::FromStr;

use lettre::message::Mailbox;
use percent_encoding::percent_decode_str;
use serde::{Deserialize, Serialize};
use thiserror::Error;
use url::Url;

/// The mail server that takes our mail: `smtps://user:password@host`, with TLS from the first byte
/// (port 465 unless named), or `smtp://…` with STARTTLS, without which nothing is sent (port 587).
/// `smtp://host?tls=none` sends unencrypted (port 25), for a server on the same machine or in the
/// same closed network, and then takes a password only on the same machine.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct SmtpUrl {
    text: String,
    pub(crate) security: Security,
    /// Name or address, without brackets.
    pub(crate) host: String,
    pub(crate) port: u16,
    /// User and password.
    pub(crate) credentials: Option<(String, String)>,
}

/// How what is sent to a mail server is kept from others.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Security {
    Tls,
    StartTls,
    None,
}

/// The text is no URL of a mail server. Does not repeat it: it may hold a password.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum InvalidSmtpUrl {
    /// It looks different.
    #[error("it must look like smtps://user:password@host or smtp://user:password@host:587")]
    Shape,
    /// A password would travel unencrypted.
    #[error("with tls=none a password is sent only to the same machine: use smtps:// or leave it")]
    PasswordInClear,
}

impl FromStr for SmtpUrl {
    type Err = InvalidSmtpUrl;

    fn from_str(text: &str) -> Result<Self, InvalidSmtpUrl> {
        let url = Url::parse(text).map_err(|_| InvalidSmtpUrl::Shape)?;
        let (security, usual_port) = match (url.scheme(), url.query()) {
            ("smtps", None) => (Security::Tls, 465),
            ("smtp", None) => (Security::StartTls, 587),
            ("smtp", Some("tls=none")) => (Security::None, 25),
            _ => return Err(InvalidSmtpUrl::Shape),
        };
        let host = url.host_str().filter(|host| !host.is_empty());
        let host = host.ok_or(InvalidSmtpUrl::Shape)?.trim_matches(['[', ']']).to_owned();
        if !matches!(url.path(), "" | "/") || url.fragment().is_some() {
            return Err(InvalidSmtpUrl::Shape);
        }
        let credentials = match (url.username(), url.password()) {
            ("", None) => None,
            ("", Some(_)) | (_, None) => return Err(InvalidSmtpUrl::Shape),
            (user, Some(password)) => Some((decoded(user)?, decoded(password)?)),
        };
        if security == Security::None && credentials.is_some() && !is_this_machine(&host) {
            return Err(InvalidSmtpUrl::PasswordInClear);
        }
        let port = url.port().unwrap_or(usual_port);
        Ok(Self { text: text.to_owned(), security, host, port, credentials })
    }
}

fn decoded(text: &str) -> Result<String, InvalidSmtpUrl> {
    let text = percent_decode_str(text).decode_utf8().map_err(|_| InvalidSmtpUrl::Shape)?;
    Ok(text.into_owned())
}

fn is_this_machine(host: &str) -> bool {
    host == "localhost" || host.parse().is_ok_and(|address: IpAddr| address.is_loopback())
}

impl TryFrom<String> for SmtpUrl {
    type Error = InvalidSmtpUrl;

    fn try_from(text: String) -> Result<Self, InvalidSmtpUrl> {
        text.parse()
    }
}

impl From<SmtpUrl> for String {
    fn from(url: SmtpUrl) -> Self {
        url.text
    }
}

/// Without the password.
impl fmt::Display for SmtpUrl {
    fn fmt(&self, text: &mut fmt::Formatter<'_>) -> fmt::Result {
        let scheme = if self.security == Security::Tls { "smtps" } else { "smtp" };
        write!(text, "{scheme}://")?;
        if let Some((user, _)) = &self.credentials {
            write!(text, "{user}:***@")?;
        }
        if self.host.contains(':') {
            write!(text, "[{}]:{}", self.host, self.port)?;
        } else {
            write!(text, "{}:{}", self.host, self.port)?;
        }
        text.write_str(if self.security == Security::None { "?tls=none" } else { "" })
    }
}

impl fmt::Debug for SmtpUrl {
    fn fmt(&self, text: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(text, "SmtpUrl({self})")
    }
}

/// Whom mail comes from: `suiro@example.com`, or `Suiro <suiro@example.com>`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct MailFrom(pub(crate) Mailbox);

/// The text names no sender.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[error("it must look like suiro@example.com or Suiro <suiro@example.com>")]
pub struct InvalidMailFrom;

impl FromStr for MailFrom {
    type Err = InvalidMailFrom;

    fn from_str(text: &str) -> Result<Self, InvalidMailFrom> {
        if text.contains(char::is_control) {
            return Err(InvalidMailFrom);
        }
        text.trim().parse().map(Self).map_err(|_| InvalidMailFrom)
    }
}

impl TryFrom<String> for MailFrom {
    type Error = InvalidMailFrom;

    fn try_from(text: String) -> Result<Self, InvalidMailFrom> {
        text.parse()
    }
}

impl From<MailFrom> for String {
    fn from(from: MailFrom) -> Self {
        from.to_string()
    }
}

impl fmt::Display for MailFrom {
    fn fmt(&self, text: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_url_names_a_mail_server() {
        for (text, shown, security) in [
            ("smtps://mail.example", "smtps://mail.example:465", Security::Tls),
            ("smtp://mail.example", "smtp://mail.example:587", Security::StartTls),
            ("smtp://mail.example:2525/", "smtp://mail.example:2525", Security::StartTls),
            ("smtp://[::1]?tls=none", "smtp://[::1]:25?tls=none", Security::None),
            ("smtp://mailpit:1025?tls=none", "smtp://mailpit:1025?tls=none", Security::None),
            ("smtps://a:b@mail.example", "smtps://a:***@mail.example:465", Security::Tls),
            ("smtp://a:b@127.0.0.1?tls=none", "smtp://a:***@127.0.0.1:25?tls=none", Security::None),
        ] {
            let url: SmtpUrl = text.parse().expect(text);
            assert_eq!((url.to_string().as_str(), url.security), (shown, security));
            assert_eq!(String::from(url), text);
        }
    }

    #[test]
    fn a_password_may_hold_anything_and_is_not_shown() {
        let url: SmtpUrl =
            "smtps://ada%40example.com:p%40%2F%25s@mail.example".parse().expect("a URL");
        let credentials = Some(("ada@example.com".to_owned(), "p@/%s".to_owned()));
        assert_eq!(url.credentials, credentials);
        assert!(!format!("{url} {url:?}").contains("p@/%s"));
    }

    #[test]
    fn anything_else_is_none() {
        for text in [
            "",
            "mail.example",
            "http://mail.example",
            "smtp://",
            "smtp://user@mail.example",
            "smtp://:password@mail.example",
            "smtp://mail.example/path",
            "smtp://mail.example#x",
            "smtp://mail.example?tls=opportunistic",
            "smtps://mail.example?tls=none",
            "smtp://mail.example:port",
            "smtps://a:%ff@mail.example",
        ] {
            assert_eq!(text.parse::<SmtpUrl>(), Err(InvalidSmtpUrl::Shape), "{text}");
        }
        let clear = "smtp://a:b@mail.example?tls=none".parse::<SmtpUrl>();
        assert_eq!(clear, Err(InvalidSmtpUrl::PasswordInClear));
    }

    #[test]
    fn a_sender_is_an_address_with_or_without_a_name() {
        for text in ["suiro@example.com", "Suiro <suiro@example.com>"] {
            let from: MailFrom = text.parse().expect(text);
            assert_eq!(from.to_string(), text);
        }
        for text in ["", "suiro", "Suiro", "a@b.example\r\nBcc: c@d.example", "Suiro <suiro@"] {
            assert_eq!(text.parse::<MailFrom>(), Err(InvalidMailFrom), "{text}");
        }
    }
}
