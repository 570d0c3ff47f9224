use std::sync::atomic::{AtomicU8, AtomicUsize, Ordering};

use async_trait::async_trait;
use domain::second_factor::{RecoveryCode, TotpCode, TotpKey};
use domain::secrets::{SecretToken, Secrets, TokenHash};
use domain::time::Timestamp;
use domain::user::{EmailAddress, Password, PasswordHash};

/// A password that counts as common here.
pub(crate) const COMMON: &str = "qwertyuiop12";

/// Secrets that can be foreseen. Counts how often a password was looked at.
#[derive(Default)]
pub(crate) struct FakeSecrets {
    tokens: AtomicU8,
    checks: AtomicUsize,
}

impl FakeSecrets {
    /// How often a password was looked at.
    pub(crate) fn checks(&self) -> usize {
        self.checks.load(Ordering::Relaxed)
    }
}

#[async_trait]
impl Secrets for FakeSecrets {
    fn token(&self) -> SecretToken {
        SecretToken::from_bytes([self.tokens.fetch_add(1, Ordering::Relaxed) + 1; 32])
    }

    fn hash_token(&self, token: &SecretToken) -> TokenHash {
        TokenHash(token.bytes().map(|byte| !byte))
    }

    fn derive_token(&self, token: &SecretToken, purpose: &'static str) -> SecretToken {
        SecretToken::from_bytes(token.bytes().map(|byte| byte ^ purpose.as_bytes()[0]))
    }

    fn keyed_hash(&self, key: &[u8; 32], text: &[u8]) -> [u8; 32] {
        let mut hash = *key;
        for (index, byte) in text.iter().enumerate() {
            hash[index % 32] = hash[index % 32].wrapping_mul(31).wrapping_add(*byte);
        }
        hash
    }

    async fn hash_password(&self, password: &Password) -> PasswordHash {
        PasswordHash::from_phc(format!("hash of {}", password.reveal()))
    }

    async fn is_password(&self, typed: &str, hash: Option<&PasswordHash>) -> bool {
        self.checks.fetch_add(1, Ordering::Relaxed);
        hash.is_some_and(|hash| hash.as_phc() == format!("hash of {typed}"))
    }

    fn is_common_password(&self, password: &Password) -> bool {
        password.reveal() == COMMON
    }

    fn totp_key(&self) -> TotpKey {
        TotpKey::from_bytes([self.tokens.fetch_add(1, Ordering::Relaxed) + 1; 20])
    }

    /// The code is the number of the step.
    fn totp_step(&self, _: &TotpKey, code: &TotpCode, now: Timestamp) -> Option<i64> {
        let step = code.as_str().parse().ok()?;
        (now.micros() / TotpKey::STEP == step).then_some(step)
    }

    fn totp_address(&self, _: &TotpKey, _: &EmailAddress) -> String {
        panic!("no use case asks for it")
    }

    fn recovery_code(&self) -> RecoveryCode {
        RecoveryCode::from_bytes([self.tokens.fetch_add(1, Ordering::Relaxed) + 1; 10])
    }

    fn hash_recovery_code(&self, code: &RecoveryCode) -> TokenHash {
        TokenHash([!code.bytes()[0]; 32])
    }
}
