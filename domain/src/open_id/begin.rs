use super::{Attempt, Challenge, OpenIdError, Purpose};
use crate::error_code::ErrorCode;
use crate::ports::Ports;
use crate::secrets::SecretToken;
use crate::session::SignedIn;

/// Somebody can be sent to the provider.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Begun {
    /// What their browser holds until they are back.
    pub token: SecretToken,
    /// Where the browser has to go.
    pub url: String,
}

/// Prepares a visit to the provider. What it is for is remembered here and not by the browser.
pub async fn begin(ports: &Ports, purpose: Purpose) -> Result<Begun, OpenIdError> {
    let open_id = ports.open_id.as_ref().ok_or(OpenIdError::NotConfigured)?;
    let token = ports.secrets.token();
    let again = matches!(purpose, Purpose::Confirm(_));
    let challenge = Challenge::of(ports, &token);
    let url = open_id.provider.sign_in_url(&challenge, again).await?;
    let attempt = Attempt { purpose, created_at: ports.clock.now() };
    ports.store.insert_open_id_attempt(&ports.secrets.hash_token(&token), &attempt).await?;
    Ok(Begun { token, url })
}

/// Prepares a visit to link an account with whoever is signed in. It needs a fresh proof: whoever
/// can link an account can come back with it.
pub async fn begin_link(ports: &Ports, signed_in: &SignedIn) -> Result<Begun, OpenIdError> {
    if !signed_in.is_fresh(ports.clock.now()) {
        return Err(OpenIdError::Refused(ErrorCode::SessionNotFresh));
    }
    begin(ports, Purpose::Link(signed_in.user.id)).await
}
