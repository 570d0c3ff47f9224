use std::error::Error;

use lettre::message::header::{Header, HeaderName, HeaderValue};

/// The language that a mail is written in (RFC 3282).
#[derive(Debug, Clone, Copy)]
pub(super) struct ContentLanguage(pub(super) &'static str);

impl Header for ContentLanguage {
    fn name() -> HeaderName {
        HeaderName::new_from_ascii_str("Content-Language")
    }

    /// Nothing here reads mails.
    fn parse(_: &str) -> Result<Self, Box<dyn Error + Send + Sync>> {
        Err("mails are not read here".into())
    }

    fn display(&self) -> HeaderValue {
        HeaderValue::new(Self::name(), self.0.to_owned())
    }
}
