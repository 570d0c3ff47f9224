//! Sends webhooks.

use std::time::Duration;

use axum::body::{Body, Bytes};
use axum::http::header::{ACCEPT, CONTENT_TYPE};
use axum::http::{Method, Request, StatusCode};
use http_body_util::{BodyExt, Limited};
use hyper_util::client::legacy::Client;
use hyper_util::client::legacy::connect::HttpConnector;
use hyper_util::rt::TokioExecutor;

/// The shortest time that one of the platforms waits for an answer: Viber and Meta wait longer,
/// Twilio 15 s.
const PATIENCE: Duration = Duration::from_secs(15);

/// An answer that is read no further.
const LONGEST_ANSWER: usize = 64 * 1024;

/// A webhook as it goes over the wire.
#[derive(Debug, Clone)]
pub(crate) struct Webhook {
    pub(crate) url: String,
    pub(crate) content_type: &'static str,
    /// Name and value of the header with the signature.
    pub(crate) signature: (&'static str, String),
    pub(crate) body: Vec<u8>,
}

/// An HTTP client without redirects, proxies or TLS.
#[derive(Debug, Clone)]
pub(crate) struct Sender(Client<HttpConnector, Body>);

impl Sender {
    pub(crate) fn new() -> Self {
        // A connection of its own for each webhook: a receiver that starts again meets no old one.
        let client = Client::builder(TokioExecutor::new()).pool_max_idle_per_host(0).build_http();
        Self(client)
    }

    /// The status of the answer, if there is one.
    pub(crate) async fn post(&self, webhook: &Webhook) -> Option<StatusCode> {
        let (name, value) = &webhook.signature;
        let request = Request::builder()
            .method(Method::POST)
            .uri(&webhook.url)
            .header(CONTENT_TYPE, webhook.content_type)
            .header(ACCEPT, "*/*")
            .header(*name, value)
            .body(Body::from(webhook.body.clone()));
        self.send(request.ok()?).await.map(|(status, _)| status)
    }

    pub(crate) async fn get(&self, url: &str) -> Option<(StatusCode, Bytes)> {
        let request = Request::builder().uri(url).header(ACCEPT, "*/*").body(Body::empty());
        self.send(request.ok()?).await
    }

    async fn send(&self, request: Request<Body>) -> Option<(StatusCode, Bytes)> {
        let exchange = async {
            let response = self.0.request(request).await.ok()?;
            let status = response.status();
            let body = Limited::new(response.into_body(), LONGEST_ANSWER).collect().await.ok()?;
            Some((status, body.to_bytes()))
        };
        tokio::time::timeout(PATIENCE, exchange).await.ok().flatten()
    }
}
