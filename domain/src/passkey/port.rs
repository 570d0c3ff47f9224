use thiserror::Error;

use super::Credential;
use crate::user::User;

/// What a browser is asked to do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Challenge {
    /// For the browser, as JSON.
    pub options: String,
    /// For the answer: kept here until it comes, and never given to the browser.
    pub state: String,
}

/// The answer of the browser is none, or none to this challenge, or for another site; or the
/// authenticator did not ask who it is; or the passkey was copied.
#[derive(Debug, Error)]
#[error("the passkey was refused")]
pub struct PasskeyRefused(#[source] pub Box<dyn std::error::Error + Send + Sync>);

/// Knows the protocol (WebAuthn, level 3). The real one lives in the server; there is none where
/// browsers reach the console under an IP address, for which there are no passkeys.
pub trait Passkeys: Send + Sync + 'static {
    /// Asks for a new passkey of this user, on a device that has none of these yet.
    fn start_adding(&self, user: &User, known: &[Credential]) -> Result<Challenge, PasskeyRefused>;

    /// The passkey that was made.
    fn add(&self, state: &str, answer: &str) -> Result<Credential, PasskeyRefused>;

    /// Asks whoever sits there for any passkey of this site.
    fn start_sign_in(&self) -> Result<Challenge, PasskeyRefused>;

    /// The id of the passkey that the answer says it is from. Proves nothing.
    fn credential_id(&self, answer: &str) -> Result<Vec<u8>, PasskeyRefused>;

    /// Whether the answer is from this passkey. Returns it as it is from now on: its counter may
    /// have grown.
    fn sign_in(
        &self,
        state: &str,
        answer: &str,
        credential: &Credential,
    ) -> Result<Credential, PasskeyRefused>;
}
