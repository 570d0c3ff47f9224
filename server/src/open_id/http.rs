//! Requests to the provider: short, small, and only where they may go.

use std::pin::Pin;
use std::time::Duration;

use openidconnect::url::Url;
use openidconnect::{AsyncHttpClient, HttpRequest, HttpResponse};
use reqwest::redirect::Policy;
use thiserror::Error;

use super::Issuer;
use super::issuer::is_loopback;

/// How long the connection may take.
const CONNECT_TIME: Duration = Duration::from_secs(3);

/// How long a request may take from its beginning to the end of its answer.
const REQUEST_TIME: Duration = Duration::from_secs(5);

/// The largest answer, in bytes. The largest that is expected are keys with certificates, some
/// 10 kB at big providers.
const MAX_ANSWER: usize = 256 * 1024;

/// Why there is no answer. Holds no address with a secret in it: those are only in bodies.
#[derive(Debug, Error)]
pub enum HttpError {
    /// It did not come, or not in time.
    #[error("no answer")]
    Failed(#[from] reqwest::Error),
    /// It is larger than anything that is expected.
    #[error("the answer has more than {MAX_ANSWER} bytes")]
    TooLarge,
    /// The provider names an address that is not encrypted, or that is no address.
    #[error("{0} may not be asked")]
    NotAllowed(String),
}

/// What the server sends requests to the provider with. It follows no redirect: a provider that
/// has moved has to be set anew.
#[derive(Debug)]
pub struct Http {
    client: reqwest::Client,
    /// Whether the provider is on this machine and may be asked without encryption.
    plain: bool,
}

impl Http {
    /// Fails only if the certificates of the machine cannot be read.
    pub fn new(issuer: &Issuer) -> Result<Self, HttpError> {
        // There is one TLS library in the program, and this is what it computes with. Somebody
        // else in this process may have said so before.
        let _ = rustls::crypto::ring::default_provider().install_default();
        let client = reqwest::Client::builder()
            .connect_timeout(CONNECT_TIME)
            .timeout(REQUEST_TIME)
            .redirect(Policy::none())
            .https_only(!issuer.is_plain())
            .user_agent(concat!("suiro/", env!("CARGO_PKG_VERSION")))
            .build()?;
        Ok(Self { client, plain: issuer.is_plain() })
    }

    /// Refuses an address to which nothing of a person may be sent.
    pub fn check(&self, address: &str) -> Result<(), HttpError> {
        let url = Url::parse(address).ok();
        let allowed = url.is_some_and(|url| match url.scheme() {
            "https" => true,
            "http" => self.plain && url.host_str().is_some_and(is_loopback),
            _ => false,
        });
        if allowed { Ok(()) } else { Err(HttpError::NotAllowed(address.to_owned())) }
    }

    /// Sends a request and reads the answer, whatever its status.
    async fn send(&self, request: HttpRequest) -> Result<HttpResponse, HttpError> {
        self.check(&request.uri().to_string())?;
        let mut answer = self.client.execute(request.try_into()?).await?;
        let mut body = Vec::new();
        while let Some(part) = answer.chunk().await? {
            if body.len() + part.len() > MAX_ANSWER {
                return Err(HttpError::TooLarge);
            }
            body.extend_from_slice(&part);
        }
        let mut response = HttpResponse::new(body);
        *response.status_mut() = answer.status();
        std::mem::swap(response.headers_mut(), answer.headers_mut());
        Ok(response)
    }
}

impl<'client> AsyncHttpClient<'client> for Http {
    type Error = HttpError;
    type Future = Pin<Box<dyn Future<Output = Result<HttpResponse, HttpError>> + Send + 'client>>;

    fn call(&'client self, request: HttpRequest) -> Self::Future {
        Box::pin(self.send(request))
    }
}
