use std::sync::Arc;

use async_trait::async_trait;
use thiserror::Error;

use super::Claims;
use crate::ports::Ports;
use crate::secrets::SecretToken;

/// The provider that people of this installation may sign in with.
#[derive(Clone)]
pub struct OpenId {
    /// What people call it. Stands on buttons.
    pub name: String,
    /// Whether an e-mail address that the provider has verified is enough to link an account
    /// there with the user here who has it. Only for providers that nobody can talk into a
    /// foreign address: whoever runs the provider can then sign in as everybody.
    pub link_by_email: bool,
    /// The provider itself.
    pub provider: Arc<dyn OpenIdProvider>,
}

impl std::fmt::Debug for OpenId {
    fn fmt(&self, text: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        text.debug_struct("OpenId").field("name", &self.name).finish_non_exhaustive()
    }
}

/// What ties a provider's answer to one attempt of one browser. All of it follows from the token
/// that the browser holds, so that nothing of it has to be stored (OpenID Connect Core 1.0,
/// section 15.5.2).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Challenge {
    /// Comes back with the answer.
    pub state: SecretToken,
    /// Stands in the token.
    pub nonce: SecretToken,
    /// Shows to the provider that whoever brings the code is who asked for it (RFC 7636).
    pub verifier: SecretToken,
}

impl Challenge {
    /// The challenge of the browser that holds this token.
    pub fn of(ports: &Ports, token: &SecretToken) -> Self {
        let derive = |purpose| ports.secrets.derive_token(token, purpose);
        Self { state: derive("state"), nonce: derive("nonce"), verifier: derive("verifier") }
    }
}

/// A provider, as far as signing in needs it. The real one speaks HTTP, in the server.
#[async_trait]
pub trait OpenIdProvider: Send + Sync + 'static {
    /// The name by which the provider vouches for its people: an URL of at most 255 characters.
    fn issuer(&self) -> &str;

    /// Where the browser has to go. With `again` the provider is told to ask for a proof, even
    /// if it knows the person.
    async fn sign_in_url(
        &self,
        challenge: &Challenge,
        again: bool,
    ) -> Result<String, ProviderError>;

    /// What the provider says about whoever came back with `code`, after all checks. `issuer` is
    /// who says so in the answer itself, if it does (RFC 9207).
    async fn redeem(
        &self,
        code: &str,
        issuer: Option<&str>,
        challenge: &Challenge,
    ) -> Result<Claims, ProviderError>;
}

/// What the log is told.
type Cause = Box<dyn std::error::Error + Send + Sync>;

/// Why a provider vouches for nobody. The sources hold no token and no code.
#[derive(Debug, Error)]
pub enum ProviderError {
    /// It cannot be reached, or what it answers is not OpenID Connect.
    #[error("the OpenID provider gives no usable answer")]
    Unavailable(#[source] Cause),
    /// It does not take the code: it was used, is too old, or this console is not registered as
    /// it is set.
    #[error("the OpenID provider does not take the code")]
    CodeRefused(#[source] Cause),
    /// What it says cannot be trusted: wrong signature, issuer, audience or nonce.
    #[error("the token of the OpenID provider cannot be trusted")]
    TokenInvalid(#[source] Cause),
    /// Its token has ended already, or is from the future.
    #[error("the clocks of this server and of the OpenID provider differ")]
    ClocksDiffer(#[source] Cause),
}
