use std::fmt;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::setting_text::read;
use crate::error_code::ErrorCode;
use crate::user::EmailAddress;

macro_rules! stored_as_text {
    ($name:ident) => {
        impl $name {
            /// As it is written.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, text: &mut fmt::Formatter<'_>) -> fmt::Result {
                text.write_str(&self.0)
            }
        }

        impl Serialize for $name {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(&self.0)
            }
        }

        impl<'de> Deserialize<'de> for $name {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                read(deserializer, Self::parse)
            }
        }
    };
}

/// The e-mail address that customers may write to, at most 128 characters, in lower case.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct ContactEmail(String);

impl ContactEmail {
    /// The longest address, in characters. Source: WhatsApp's business profile.
    pub const MAX_LENGTH: usize = 128;

    /// Reads what somebody typed; nothing for nothing.
    pub fn parse(typed: &str) -> Result<Option<Self>, ErrorCode> {
        if typed.trim().is_empty() {
            return Ok(None);
        }
        let address = EmailAddress::parse(typed)?;
        if address.as_str().len() > Self::MAX_LENGTH {
            return Err(ErrorCode::ChannelSettingTooLong);
        }
        Ok(Some(Self(address.as_str().to_owned())))
    }
}

stored_as_text!(ContactEmail);

/// A telephone number in international form, as people write it: a plus sign and 7 to 15 digits
/// (ITU-T E.164), with spaces, hyphens, dots and brackets between them, at most 30 characters.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Phone(String);

impl Phone {
    /// The longest number as it is written, in characters.
    pub const MAX_LENGTH: usize = 30;

    /// Reads what somebody typed; nothing for nothing.
    pub fn parse(typed: &str) -> Result<Option<Self>, ErrorCode> {
        let phone = typed.trim();
        if phone.is_empty() {
            return Ok(None);
        }
        let rest = phone.strip_prefix('+').ok_or(ErrorCode::ChannelPhoneInvalid)?;
        let digits = rest.chars().filter(char::is_ascii_digit).count();
        let is_written = |one: char| one.is_ascii_digit() || " -.()".contains(one);
        let fits = phone.len() <= Self::MAX_LENGTH
            && (7..=15).contains(&digits)
            && rest.chars().all(is_written);
        if fits { Ok(Some(Self(phone.to_owned()))) } else { Err(ErrorCode::ChannelPhoneInvalid) }
    }
}

stored_as_text!(Phone);

/// The address of a web page: `https://` or `http://`, a host name and what follows it, at most
/// 256 characters of printable ASCII. Nothing here opens it.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Website(String);

impl Website {
    /// The longest address, in characters. Source: WhatsApp's business profile.
    pub const MAX_LENGTH: usize = 256;

    /// Reads what somebody typed; nothing for nothing.
    pub fn parse(typed: &str) -> Result<Option<Self>, ErrorCode> {
        let url = typed.trim();
        if url.is_empty() {
            return Ok(None);
        }
        if url.chars().count() > Self::MAX_LENGTH {
            return Err(ErrorCode::ChannelSettingTooLong);
        }
        let rest = ["https://", "http://"].iter().find_map(|scheme| url.strip_prefix(scheme));
        let host = rest.and_then(|rest| rest.split(['/', '?', '#']).next()).unwrap_or_default();
        let is_wrong = |one: char| !one.is_ascii_graphic() || "\"<>\\".contains(one);
        let is_host = host.contains('.') && !host.starts_with('.') && !host.contains('@');
        if !is_host || url.chars().any(is_wrong) {
            return Err(ErrorCode::ChannelWebsiteInvalid);
        }
        Ok(Some(Self(url.to_owned())))
    }
}

stored_as_text!(Website);
