//! A provider that vouches for whomever a case names.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

use async_trait::async_trait;
use domain::open_id::{Challenge, Claims, OpenIdProvider, ProviderError, Subject};
use domain::time::Timestamp;
use domain::user::EmailAddress;

pub(crate) const ISSUER: &str = "https://id.example.com";

/// What it calls itself.
pub(crate) const NAME: &str = "Smith & Sons";

/// Gives its word for the codes that a case has handed out, once each.
#[derive(Debug, Default)]
pub(crate) struct FakeProvider {
    word: Mutex<HashMap<String, Result<Claims, ProviderError>>>,
    is_away: Mutex<bool>,
}

impl FakeProvider {
    /// Whoever brings this code is let in, or is not.
    pub(crate) fn on_code(&self, code: &str, word: Result<Claims, ProviderError>) {
        let mut words = self.word.lock().unwrap_or_else(PoisonError::into_inner);
        words.insert(code.to_owned(), word);
    }

    /// Whether it does not answer.
    pub(crate) fn set_away(&self, is_away: bool) {
        *self.is_away.lock().unwrap_or_else(PoisonError::into_inner) = is_away;
    }

    fn answering(&self) -> Result<(), ProviderError> {
        let is_away = *self.is_away.lock().unwrap_or_else(PoisonError::into_inner);
        if is_away { Err(ProviderError::Unavailable("away".into())) } else { Ok(()) }
    }
}

/// Somebody with this address, which the provider has verified, who has just signed in there.
pub(crate) fn claims(email: &str) -> Claims {
    Claims {
        subject: Subject::parse(&format!("there-{email}")).expect("a subject"),
        email: EmailAddress::parse(email).ok(),
        email_verified: true,
        name: Some("Olga OpenID".to_owned()),
        authenticated_at: Some(Timestamp::from_micros(i64::MAX)),
    }
}

#[async_trait]
impl OpenIdProvider for FakeProvider {
    fn issuer(&self) -> &str {
        ISSUER
    }

    async fn sign_in_url(
        &self,
        challenge: &Challenge,
        again: bool,
    ) -> Result<String, ProviderError> {
        self.answering()?;
        let Challenge { state, nonce, .. } = challenge;
        let (state, nonce) = (state.reveal(), nonce.reveal());
        Ok(format!("{ISSUER}/authorize?state={state}&nonce={nonce}&again={again}"))
    }

    async fn redeem(
        &self,
        code: &str,
        issuer: Option<&str>,
        _: &Challenge,
    ) -> Result<Claims, ProviderError> {
        self.answering()?;
        if issuer.is_some_and(|issuer| issuer != ISSUER) {
            return Err(ProviderError::TokenInvalid("another issuer".into()));
        }
        let mut words = self.word.lock().unwrap_or_else(PoisonError::into_inner);
        words.remove(code).unwrap_or_else(|| Err(ProviderError::CodeRefused("unknown".into())))
    }
}
