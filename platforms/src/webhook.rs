//! Webhooks to addresses that tenants name.

use domain::platform::Problem;
use reqwest::Method;
use reqwest::header::CONTENT_TYPE;

use crate::http::{ClientError, Http, Repeat};
use crate::network::NetworkPolicy;
use crate::settings::HttpSettings;
use crate::signature::sha256_base64;

/// Signs and sends webhooks by the scheme of <https://www.standardwebhooks.com>.
#[derive(Debug, Clone)]
pub struct WebhookClient(Http);

/// One request.
#[derive(Debug, Clone, Copy)]
pub struct SignedRequest<'a> {
    /// Where to.
    pub url: &'a str,
    /// What it is signed with.
    pub secret: &'a [u8],
    /// Names it. The same for every repetition.
    pub id: &'a str,
    /// When it is sent, in seconds since the epoch.
    pub timestamp: i64,
    /// What it says, in JSON.
    pub body: &'a str,
}

impl WebhookClient {
    /// A client that connects to where tenants may lead this installation, and nowhere else.
    pub fn new(settings: &HttpSettings, policy: &NetworkPolicy) -> Result<Self, ClientError> {
        Ok(Self(Http::guarded(settings, policy)?))
    }

    /// Sends a request once, and returns the status of the answer.
    pub async fn post(&self, request: &SignedRequest<'_>) -> Result<u16, Problem> {
        let SignedRequest { url, id, timestamp, body, .. } = request;
        let request = self
            .0
            .request(Method::POST, url)
            .header(CONTENT_TYPE, "application/json")
            .header("webhook-id", *id)
            .header("webhook-timestamp", *timestamp)
            .header("webhook-signature", signature(request))
            .body((*body).to_owned());
        Ok(self.0.answer(request, Repeat::Never).await?.status)
    }
}

fn signature(request: &SignedRequest<'_>) -> String {
    let SignedRequest { secret, id, timestamp, body, .. } = request;
    let content = format!("{id}.{timestamp}.{body}");
    format!("v1,{}", sha256_base64(secret, content.as_bytes()))
}

#[cfg(test)]
mod tests {
    use data_encoding::BASE64;

    use super::*;

    /// The signature is what the package `standardwebhooks` (`PyPI`, 1.1) makes of the same.
    #[test]
    fn signs_as_the_reference_implementation_does() {
        let secret = BASE64.decode(b"MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw").expect("base64");
        let request = SignedRequest {
            url: "https://example.com",
            secret: &secret,
            id: "msg_p5jXN8AQM9LWM0D4loKWxJek",
            timestamp: 1_614_265_330,
            body: r#"{"test": 2432232314}"#,
        };
        assert_eq!(signature(&request), "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
    }
}
