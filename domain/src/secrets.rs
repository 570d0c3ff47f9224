//! Secrets that people and browsers carry, and where they come from.

use std::fmt;

use async_trait::async_trait;

use crate::second_factor::{RecoveryCode, TotpCode, TotpKey};
use crate::time::Timestamp;
use crate::user::{EmailAddress, Password, PasswordHash};

/// 256 random bits that open something: a session, an invitation, a reset. Whoever has it is let
/// in, so it is shown once, and the database has only its [`TokenHash`].
#[derive(Clone, PartialEq, Eq)]
pub struct SecretToken([u8; 32]);

/// What the database keeps of a [`SecretToken`]. It opens nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct TokenHash(pub [u8; 32]);

impl SecretToken {
    /// The token of these bits, which must be random.
    pub const fn from_bytes(bytes: [u8; 32]) -> Self {
        Self(bytes)
    }

    /// The bits, for hashing.
    pub const fn bytes(&self) -> &[u8; 32] {
        &self.0
    }

    /// The token as text, for a cookie or a link: 64 hexadecimal digits.
    pub fn reveal(&self) -> String {
        const DIGITS: &[u8; 16] = b"0123456789abcdef";
        let halves = self.0.iter().flat_map(|byte| [byte >> 4, byte & 0xf]);
        halves.map(|half| char::from(DIGITS[usize::from(half)])).collect()
    }

    /// Reads what [`Self::reveal`] wrote, and nothing else.
    pub fn parse(text: &str) -> Option<Self> {
        let digits: &[u8; 64] = text.as_bytes().try_into().ok()?;
        let mut bytes = [0; 32];
        for (byte, pair) in bytes.iter_mut().zip(digits.chunks_exact(2)) {
            *byte = (digit(pair[0])? << 4) | digit(pair[1])?;
        }
        Some(Self(bytes))
    }
}

const fn digit(byte: u8) -> Option<u8> {
    match byte {
        b'0'..=b'9' => Some(byte - b'0'),
        b'a'..=b'f' => Some(byte - b'a' + 10),
        _ => None,
    }
}

impl fmt::Debug for SecretToken {
    fn fmt(&self, text: &mut fmt::Formatter<'_>) -> fmt::Result {
        text.write_str("SecretToken(***)")
    }
}

/// Makes and checks secrets. The real one lives in the server.
#[async_trait]
pub trait Secrets: Send + Sync + 'static {
    /// A token that nobody can guess.
    fn token(&self) -> SecretToken;

    /// What to keep of a token. The same token has the same hash, in every server.
    fn hash_token(&self, token: &SecretToken) -> TokenHash;

    /// Another token, which only whoever holds this one can make. Each purpose has its own, the
    /// same in every server; none of them leads back.
    fn derive_token(&self, token: &SecretToken, purpose: &'static str) -> SecretToken;

    /// A hash that only whoever has the key can make. The same in every server.
    fn keyed_hash(&self, key: &[u8; 32], text: &[u8]) -> [u8; 32];

    /// What to keep of a password. Takes some 50 ms of a core on purpose; only so many run at
    /// once.
    async fn hash_password(&self, password: &Password) -> PasswordHash;

    /// Whether this is the password. Without a hash (nobody has that address, or they have no
    /// password) it takes as long and says no, so that time tells nobody who has an account.
    async fn is_password(&self, typed: &str, hash: Option<&PasswordHash>) -> bool;

    /// Whether a password is among those that are tried first.
    fn is_common_password(&self, password: &Password) -> bool;

    /// A key for an app that shows codes.
    fn totp_key(&self) -> TotpKey;

    /// Which step of [`TotpKey::STEP`], counted from the epoch, this is the code of: the present
    /// one, or one before or after it, since clocks differ and people type slowly. Nothing for a
    /// wrong code.
    fn totp_step(&self, key: &TotpKey, code: &TotpCode, now: Timestamp) -> Option<i64>;

    /// The key as an address that apps read from a picture (`otpauth://totp/…`), with whose it is.
    fn totp_address(&self, key: &TotpKey, email: &EmailAddress) -> String;

    /// A recovery code that nobody can guess.
    fn recovery_code(&self) -> RecoveryCode;

    /// What to keep of a recovery code.
    fn hash_recovery_code(&self, code: &RecoveryCode) -> TokenHash;
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_token_is_64_lower_case_digits() {
        let token = SecretToken::from_bytes([0xa0; 32]);
        assert_eq!(token.reveal(), "a0".repeat(32));
        assert_eq!(SecretToken::parse(&"a0".repeat(32)), Some(token));
    }

    #[test]
    fn nothing_else_is_a_token() {
        let digits = "a0".repeat(32);
        for text in [
            "",
            &digits[1..],
            &format!("{digits}0"),
            &format!(" {digits}"),
            &digits.to_uppercase(),
            &digits.replacen('a', "g", 1),
            &"é".repeat(32),
        ] {
            assert_eq!(SecretToken::parse(text), None, "{text}");
        }
    }

    #[test]
    fn a_token_is_not_printed() {
        let token = SecretToken::from_bytes([0xab; 32]);
        assert!(!format!("{token:?}").contains("ab"));
    }

    proptest! {
        #[test]
        fn every_token_survives_the_text_form(bytes: [u8; 32]) {
            let token = SecretToken::from_bytes(bytes);
            prop_assert_eq!(SecretToken::parse(&token.reveal()), Some(token));
        }

        #[test]
        fn a_text_that_is_read_is_written_the_same(text in "[0-9a-gA-F]{63,65}") {
            if let Some(token) = SecretToken::parse(&text) {
                prop_assert_eq!(token.reveal(), text);
            }
        }

        #[test]
        fn any_text_is_parsed_without_a_panic(text: String) {
            let _ = SecretToken::parse(&text);
        }
    }
}
