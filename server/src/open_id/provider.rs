//! The provider at the other end of HTTP.

use std::sync::Arc;
use std::time::Duration;

use async_trait::async_trait;
use chrono::{DateTime, Utc};
use domain::open_id::{Challenge, Claims, OpenIdProvider, ProviderError, Subject};
use domain::sources::Clock;
use domain::time::Timestamp;
use domain::user::EmailAddress;
use openidconnect::core::{
    CoreAuthPrompt, CoreAuthenticationFlow, CoreIdToken, CoreIdTokenClaims,
    CoreJwsSigningAlgorithm, CoreTokenResponse, CoreUserInfoClaims,
};
use openidconnect::{
    AccessToken, AuthorizationCode, ClaimsVerificationError, ClientId, ClientSecret, CsrfToken,
    IssuerUrl, Nonce, OAuth2TokenResponse, PkceCodeChallenge, PkceCodeVerifier, RedirectUrl,
    RequestTokenError, Scope, SignatureVerificationError, TokenResponse, UserInfoError,
};
use tokio::sync::Mutex;

use super::discovery::{Client, Discovered, Registration, unavailable};
use super::{Http, HttpError, Issuer, OpenIdSettings};

/// How long a visitor waits for the provider, all requests together: less than any request to the
/// console may take.
const PATIENCE: Duration = Duration::from_secs(12);

/// How long addresses and keys of the provider are believed, in microseconds.
const KEPT_FOR: i64 = 60 * 60 * 1_000_000;

/// How often keys are asked for because a token names an unknown one, in microseconds: anybody
/// could make the server ask.
const KEYS_AGAIN_AFTER: i64 = 60 * 1_000_000;

/// How much the clocks may differ, in seconds.
const CLOCK_SKEW: i64 = 60;

/// What tokens may be signed with. All are signatures with a private key of the provider: with
/// the others the client secret would be enough to make a token, or nothing at all.
const SIGNATURES: [CoreJwsSigningAlgorithm; 9] = [
    CoreJwsSigningAlgorithm::RsaSsaPkcs1V15Sha256,
    CoreJwsSigningAlgorithm::RsaSsaPkcs1V15Sha384,
    CoreJwsSigningAlgorithm::RsaSsaPkcs1V15Sha512,
    CoreJwsSigningAlgorithm::RsaSsaPssSha256,
    CoreJwsSigningAlgorithm::RsaSsaPssSha384,
    CoreJwsSigningAlgorithm::RsaSsaPssSha512,
    CoreJwsSigningAlgorithm::EcdsaP256Sha256,
    CoreJwsSigningAlgorithm::EcdsaP384Sha384,
    CoreJwsSigningAlgorithm::EdDsa,
];

/// A provider that is asked over HTTP, when somebody wants to sign in with it and not before.
pub struct HttpProvider {
    issuer: Issuer,
    console: Registration,
    clock: Arc<dyn Clock>,
    http: Http,
    /// Held while the provider is asked, so that of many visitors one asks.
    discovered: Mutex<Option<Arc<Discovered>>>,
}

impl std::fmt::Debug for HttpProvider {
    fn fmt(&self, text: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        text.debug_struct("HttpProvider").field("issuer", &self.issuer).finish_non_exhaustive()
    }
}

impl HttpProvider {
    /// The provider of these settings, which sends people back to `redirect`.
    pub(super) fn new(
        settings: &OpenIdSettings,
        redirect: String,
        clock: Arc<dyn Clock>,
    ) -> Result<Self, HttpError> {
        let not_allowed = |text: &str| HttpError::NotAllowed(text.to_owned());
        let issuer = &settings.issuer;
        let issuer_url = IssuerUrl::new(issuer.to_string());
        Ok(Self {
            issuer: issuer.clone(),
            console: Registration {
                issuer: issuer_url.map_err(|_| not_allowed(issuer.as_str()))?,
                client_id: ClientId::new(settings.client_id.clone()),
                client_secret: ClientSecret::new(settings.client_secret.clone()),
                redirect: RedirectUrl::new(redirect.clone()).map_err(|_| not_allowed(&redirect))?,
            },
            clock,
            http: Http::new(issuer)?,
            discovered: Mutex::new(None),
        })
    }

    /// Asks the provider what it says about itself.
    pub async fn check(&self) -> Result<(), ProviderError> {
        patiently(self.discovered_since(self.clock.now())).await.map(|_| ())
    }

    /// What the provider says about itself, not from before `since`.
    async fn discovered_since(&self, since: Timestamp) -> Result<Arc<Discovered>, ProviderError> {
        let mut kept = self.discovered.lock().await;
        if let Some(discovered) = kept.as_ref().filter(|discovered| discovered.at >= since) {
            return Ok(discovered.clone());
        }
        let discovered =
            Arc::new(Discovered::by(&self.http, &self.console, self.clock.now()).await?);
        *kept = Some(discovered.clone());
        Ok(discovered)
    }

    async fn discovered(&self) -> Result<Arc<Discovered>, ProviderError> {
        self.discovered_since(before(self.clock.now(), KEPT_FOR)).await
    }

    async fn try_redeem(
        &self,
        code: &str,
        issuer: Option<&str>,
        challenge: &Challenge,
    ) -> Result<Claims, ProviderError> {
        let mut discovered = self.discovered().await?;
        // An answer of another provider must not bring its code to this one (RFC 9207).
        match issuer {
            Some(issuer) if issuer == self.issuer.as_str() => {}
            None if !discovered.names_itself_in_answers => {}
            _ => return Err(invalid("the answer names another issuer, or none")),
        }
        let response = self.exchange(&discovered.client, code, challenge).await?;
        let token = response.id_token().ok_or_else(|| invalid("there is no ID token"))?;
        let nonce = Nonce::new(challenge.nonce.reveal());
        let claims = match self.verify(&discovered.client, token, &nonce) {
            Err(ClaimsVerificationError::SignatureVerification(
                SignatureVerificationError::NoMatchingKey,
            )) => {
                // The provider may have changed its keys.
                let since = before(self.clock.now(), KEYS_AGAIN_AFTER);
                discovered = self.discovered_since(since).await?;
                self.verify(&discovered.client, token, &nonce)
            }
            verified => verified,
        };
        let claims = claims.map_err(untrusted)?;
        if claims.authorized_party().is_some_and(|party| **party != *self.console.client_id) {
            return Err(invalid("the token was made for another client"));
        }
        let mut told = told_by(claims)?;
        if told.email.is_none() {
            let access = response.access_token();
            self.add_address(&discovered.client, access, claims, &mut told).await?;
        }
        Ok(told)
    }

    async fn exchange(
        &self,
        client: &Client,
        code: &str,
        challenge: &Challenge,
    ) -> Result<CoreTokenResponse, ProviderError> {
        client
            .exchange_code(AuthorizationCode::new(code.to_owned()))
            .map_err(unavailable)?
            .set_pkce_verifier(PkceCodeVerifier::new(challenge.verifier.reveal()))
            .request_async(&self.http)
            .await
            .map_err(|error| match error {
                RequestTokenError::ServerResponse(answer) => {
                    ProviderError::CodeRefused(answer.to_string().into())
                }
                RequestTokenError::Request(error) => unavailable(error),
                // The error may quote the answer, which holds tokens.
                _ => ProviderError::Unavailable("the answer with the tokens is unreadable".into()),
            })
    }

    fn verify<'token>(
        &self,
        client: &Client,
        token: &'token CoreIdToken,
        nonce: &Nonce,
    ) -> Result<&'token CoreIdTokenClaims, ClaimsVerificationError> {
        let now = self.clock.now().micros().div_euclid(1_000_000);
        let latest_issue = now + CLOCK_SKEW;
        let verifier = client
            .id_token_verifier()
            .set_allowed_algs(SIGNATURES)
            .set_time_fn(move || DateTime::from_timestamp(now - CLOCK_SKEW, 0).unwrap_or_default())
            .set_issue_time_verifier_fn(move |at: DateTime<Utc>| {
                if at.timestamp() <= latest_issue {
                    Ok(())
                } else {
                    Err("the token is from the future".to_owned())
                }
            });
        token.claims(&verifier, nonce)
    }

    /// Asks for the address where the token does not tell it: a provider need not put it there
    /// (OpenID Connect Core 1.0, section 5.4).
    async fn add_address(
        &self,
        client: &Client,
        access: &AccessToken,
        claims: &CoreIdTokenClaims,
        told: &mut Claims,
    ) -> Result<(), ProviderError> {
        if client.user_info_url().is_none() {
            return Ok(());
        }
        // The library stops the thread at one that fits into no header.
        if !access.secret().chars().all(|one| one.is_ascii_graphic()) {
            return Err(invalid("the access token has wrong characters"));
        }
        let request = client.user_info(access.clone(), Some(claims.subject().clone()));
        let answer: Result<CoreUserInfoClaims, _> =
            request.map_err(unavailable)?.request_async(&self.http).await;
        let person = answer.map_err(|error| match error {
            UserInfoError::ClaimsVerification(error) => untrusted(error),
            UserInfoError::Request(error) => unavailable(error),
            // The error may quote the answer, which is about a person.
            _ => ProviderError::Unavailable("the answer about the person is unreadable".into()),
        })?;
        told.email = person.email().and_then(|email| EmailAddress::parse(email).ok());
        told.email_verified = person.email_verified().unwrap_or_default();
        let name = person.name().and_then(|name| name.get(None));
        told.name = told.name.take().or_else(|| name.map(|name| name.to_string()));
        Ok(())
    }
}

#[async_trait]
impl OpenIdProvider for HttpProvider {
    fn issuer(&self) -> &str {
        self.issuer.as_str()
    }

    async fn sign_in_url(
        &self,
        challenge: &Challenge,
        again: bool,
    ) -> Result<String, ProviderError> {
        let discovered = patiently(self.discovered()).await?;
        let (state, nonce) = (challenge.state.reveal(), challenge.nonce.reveal());
        let verifier = PkceCodeVerifier::new(challenge.verifier.reveal());
        let mut request = discovered
            .client
            .authorize_url(
                CoreAuthenticationFlow::AuthorizationCode,
                || CsrfToken::new(state),
                || Nonce::new(nonce),
            )
            .add_scopes(["email", "profile"].map(|scope| Scope::new(scope.to_owned())))
            .set_pkce_challenge(PkceCodeChallenge::from_code_verifier_sha256(&verifier));
        if again {
            request = request.add_prompt(CoreAuthPrompt::Login).set_max_age(Duration::ZERO);
        }
        Ok(request.url().0.to_string())
    }

    async fn redeem(
        &self,
        code: &str,
        issuer: Option<&str>,
        challenge: &Challenge,
    ) -> Result<Claims, ProviderError> {
        patiently(self.try_redeem(code, issuer, challenge)).await
    }
}

fn told_by(claims: &CoreIdTokenClaims) -> Result<Claims, ProviderError> {
    let subject = Subject::parse(claims.subject().as_str());
    Ok(Claims {
        subject: subject.map_err(|_| invalid("the subject is none"))?,
        email: claims.email().and_then(|email| EmailAddress::parse(email).ok()),
        email_verified: claims.email_verified().unwrap_or_default(),
        name: claims.name().and_then(|name| name.get(None)).map(|name| name.to_string()),
        authenticated_at: claims
            .auth_time()
            .map(|at| Timestamp::from_micros(at.timestamp_micros())),
    })
}

async fn patiently<T>(
    asking: impl Future<Output = Result<T, ProviderError>>,
) -> Result<T, ProviderError> {
    tokio::time::timeout(PATIENCE, asking).await.unwrap_or_else(|late| Err(unavailable(late)))
}

fn before(now: Timestamp, micros: i64) -> Timestamp {
    Timestamp::from_micros(now.micros().saturating_sub(micros))
}

fn invalid(why: &'static str) -> ProviderError {
    ProviderError::TokenInvalid(why.into())
}

fn untrusted(error: ClaimsVerificationError) -> ProviderError {
    match error {
        ClaimsVerificationError::Expired(_) => ProviderError::ClocksDiffer(error.into()),
        error => ProviderError::TokenInvalid(error.into()),
    }
}
