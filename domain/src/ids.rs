//! Identifiers: a UUIDv7 that knows what it names.
//!
//! Shown and read as a [TypeID](https://github.com/jetify-com/typeid) (`ch_` and 26 characters of
//! Crockford's base32), so that an id in a log or a support mail says what it is. Stored as the
//! bare UUID.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize, Serializer};
use thiserror::Error;
use uuid::Uuid;

/// Crockford's alphabet in lower case: no `i`, `l`, `o` or `u`.
const ALPHABET: &[u8; 32] = b"0123456789abcdefghjkmnpqrstvwxyz";

/// 128 bits in groups of five, the first group holding three.
const SUFFIX_LENGTH: usize = 26;

/// A prefix is three characters long.
const LENGTH: usize = 3 + SUFFIX_LENGTH;

/// The text is not an id of the wanted kind.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[error("not an id of this kind")]
pub struct InvalidId;

/// Written in one piece, because a page of the console has some hundred ids.
fn write(prefix: &str, uuid: Uuid, text: &mut fmt::Formatter<'_>) -> fmt::Result {
    let mut id = [0; LENGTH];
    let (head, suffix) = id.split_at_mut(LENGTH - SUFFIX_LENGTH);
    head.copy_from_slice(prefix.as_bytes());
    let mut bits = uuid.as_u128();
    for letter in suffix.iter_mut().rev() {
        *letter = ALPHABET[(bits & 0x1f) as usize];
        bits >>= 5;
    }
    text.write_str(std::str::from_utf8(&id).map_err(|_| fmt::Error)?)
}

fn decode(suffix: &str) -> Result<Uuid, InvalidId> {
    // A first character above 7 would need more than 128 bits.
    if suffix.len() != SUFFIX_LENGTH || suffix.as_bytes()[0] > b'7' {
        return Err(InvalidId);
    }
    let mut bits: u128 = 0;
    for byte in suffix.bytes() {
        let digit = ALPHABET.iter().position(|&letter| letter == byte).ok_or(InvalidId)?;
        bits = (bits << 5) | digit as u128;
    }
    Ok(Uuid::from_u128(bits))
}

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident = $prefix:literal;)+) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(Uuid);

        impl $name {
            /// What the text form begins with.
            pub const PREFIX: &'static str = $prefix;

            /// The id that this UUID stands for. The caller vouches for the kind.
            pub const fn from_uuid(uuid: Uuid) -> Self {
                Self(uuid)
            }

            /// The bare UUID, as it is stored.
            pub const fn uuid(self) -> Uuid {
                self.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, text: &mut fmt::Formatter<'_>) -> fmt::Result {
                write(Self::PREFIX, self.0, text)
            }
        }

        impl FromStr for $name {
            type Err = InvalidId;

            fn from_str(text: &str) -> Result<Self, InvalidId> {
                text.strip_prefix(Self::PREFIX).ok_or(InvalidId).and_then(decode).map(Self)
            }
        }

        impl Serialize for $name {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.collect_str(self)
            }
        }

        impl<'de> Deserialize<'de> for $name {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let text = <std::borrow::Cow<'de, str>>::deserialize(deserializer)?;
                text.parse().map_err(serde::de::Error::custom)
            }
        }
    )+};
}

ids! {
    /// Names an entry of the audit log.
    AuditEntryId = "au_";
    /// Names the hold of a channel on a third-party account.
    BindingId = "bd_";
    /// Names a request of a platform. Ids made later sort later.
    CallbackId = "cb_";
    /// Names a channel. Never used again after the channel's deletion.
    ChannelId = "ch_";
    /// Names one filled-in form that creates something, so that sending it twice creates one thing.
    CreationKey = "ck_";
    /// Names a person's account at an OpenID provider. Opens nothing.
    IdentityId = "id_";
    /// Names a link that works once. Opens nothing.
    LinkId = "ln_";
    /// Names a mail that is or was to be sent.
    MailId = "ml_";
    /// Names something that people are told about a channel. Ids made later sort later.
    NotificationId = "nt_";
    /// Names a message that was sent from here.
    MessageId = "ms_";
    /// Names a passkey. Opens nothing.
    PasskeyId = "pk_";
    /// Names an admin's wish for a larger quota. Ids made later sort later.
    QuotaRequestId = "qr_";
    /// What a tenant asks about a channel.
    ChannelRequestId = "cr_";
    /// Names a signed-in browser. Opens nothing.
    SessionId = "se_";
    /// Names a tenant.
    TenantId = "tn_";
    /// Names a person who can sign in.
    UserId = "us_";
}

impl TenantId {
    /// Stands in the audit log for the installation itself. No tenant has this id.
    pub const INSTALLATION: Self = Self::from_uuid(Uuid::nil());
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn agrees_with_the_vectors_of_the_typeid_specification() {
        for (suffix, uuid) in [
            ("00000000000000000000000000", "00000000-0000-0000-0000-000000000000"),
            ("0000000000000000000000000g", "00000000-0000-0000-0000-000000000010"),
            ("7zzzzzzzzzzzzzzzzzzzzzzzzz", "ffffffff-ffff-ffff-ffff-ffffffffffff"),
            ("0123456789abcdefghjkmnpqrs", "0110c853-1d09-52d8-d73e-1194e95b5f19"),
            ("01h455vb4pex5vsknk084sn02q", "01890a5d-ac96-774b-bcce-b302099a8057"),
        ] {
            let id = ChannelId::from_uuid(uuid.parse().expect("a UUID"));
            assert_eq!(id.to_string(), format!("ch_{suffix}"));
            assert_eq!(format!("ch_{suffix}").parse(), Ok(id));
        }
    }

    #[test]
    fn refuses_what_is_not_an_id() {
        for text in [
            "",
            "ch_",
            "01h455vb4pex5vsknk084sn02q",
            "tn_01h455vb4pex5vsknk084sn02q",
            "ch_8zzzzzzzzzzzzzzzzzzzzzzzzz",
            "ch_01H455VB4PEX5VSKNK084SN02Q",
            "ch_01h455vb4pex5vsknk084sn02",
            "ch_01h455vb4pex5vsknk084sn0qq2",
            "ch_あああああああああ",
        ] {
            assert_eq!(text.parse::<ChannelId>(), Err(InvalidId), "{text}");
        }
    }

    proptest! {
        #[test]
        fn every_uuid_survives_the_text_form(bits: u128) {
            let id = ChannelId::from_uuid(Uuid::from_u128(bits));
            prop_assert_eq!(id.to_string().parse(), Ok(id));
        }

        #[test]
        fn any_text_is_parsed_without_a_panic(text: String) {
            let _ = format!("ch_{text}").parse::<ChannelId>();
        }
    }
}
