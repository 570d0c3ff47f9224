//! An answer of the server, and what a person finds in it.

use std::fmt;

use domain::secrets::SecretToken;
use hyper::HeaderMap;
use hyper::body::Bytes;
use hyper::header::{HeaderName, HeaderValue};

/// An answer.
pub(crate) struct Answer {
    pub(crate) status: u16,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Bytes,
}

impl fmt::Display for Answer {
    fn fmt(&self, text: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(text, "{} {:#?}", self.status, self.headers)?;
        text.write_str(&String::from_utf8_lossy(&self.body))
    }
}

impl Answer {
    /// Reads an answer off the wire. Its body stays as it was sent.
    pub(crate) fn from_bytes(bytes: &[u8]) -> Self {
        let end = bytes.windows(4).position(|four| four == b"\r\n\r\n").expect("a whole head");
        let head = std::str::from_utf8(&bytes[..end]).expect("a readable head");
        let mut lines = head.split("\r\n");
        let first = lines.next().expect("a first line");
        let status = first.strip_prefix("HTTP/1.").and_then(|rest| rest.get(2..5));
        let status = status.and_then(|digits| digits.parse().ok()).expect("a status");
        let headers = lines
            .map(|line| {
                let (name, value) = line.split_once(':').expect("a header");
                let name: HeaderName = name.parse().expect("a header's name");
                (name, HeaderValue::from_str(value.trim()).expect("a header's value"))
            })
            .collect();
        Self { status, headers, body: Bytes::copy_from_slice(&bytes[end + 4..]) }
    }

    pub(crate) fn text(&self) -> &str {
        std::str::from_utf8(&self.body).expect("an answer in UTF-8")
    }

    /// The page as a person reads it in places where text was put into HTML.
    pub(crate) fn unescaped(&self) -> String {
        let text = self.text().replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"");
        text.replace("&#x27;", "'").replace("&amp;", "&")
    }

    /// A header that is there at most once; empty if it is not there.
    pub(crate) fn header(&self, name: &str) -> &str {
        let mut values = self.headers.get_all(name).iter();
        let value = values.next().map_or("", |value| value.to_str().expect("a readable header"));
        assert!(values.next().is_none(), "{name} is there twice");
        value
    }

    /// The value of a hidden field, as the server put it into the page.
    pub(crate) fn hidden_field(&self, name: &str) -> String {
        let begin = format!("name=\"{name}\" value=\"");
        let (_, rest) = self.text().split_once(&begin).expect("a hidden field");
        rest.split('"').next().expect("its value").to_owned()
    }

    /// The cookie of this name that the answer sets, with its attributes.
    pub(crate) fn cookie(&self, name: &str) -> Option<&str> {
        let values = self.headers.get_all("set-cookie").iter();
        let mut values = values.map(|value| value.to_str().expect("a readable cookie"));
        values.find(|value| value.strip_prefix(name).is_some_and(|rest| rest.starts_with('=')))
    }

    /// The token in a cookie that the answer sets. None when it sets none, or takes it away.
    pub(crate) fn token(&self, name: &str) -> Option<SecretToken> {
        let value = self.cookie(name)?.strip_prefix(name)?.strip_prefix('=')?;
        SecretToken::parse(value.split(';').next()?)
    }

    /// The id of the channel that was created.
    pub(crate) fn created_id(&self) -> String {
        assert_eq!(self.status, 303, "{self}");
        let id = self.header("location").strip_prefix("/channels?created=");
        id.expect("the way to the list").to_owned()
    }
}
