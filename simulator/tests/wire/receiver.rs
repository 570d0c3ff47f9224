//! Somebody who is told of events.

use std::sync::{Arc, Mutex, PoisonError};

use axum::Router;
use axum::body::Bytes;
use axum::extract::State;
use axum::http::{HeaderMap, Method, StatusCode, Uri};
use axum::response::{IntoResponse, Response};
use hmac::{Hmac, KeyInit, Mac};
use serde_json::Value;
use sha1::Sha1;
use sha2::Sha256;
use tokio::net::TcpListener;
use tokio::sync::Notify;

pub(crate) const VERIFY_TOKEN: &str = "the receiver's token";

/// One request that came.
#[derive(Debug, Clone)]
pub(crate) struct Delivery {
    pub(crate) uri: String,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Bytes,
}

impl Delivery {
    pub(crate) fn json(&self) -> Value {
        serde_json::from_slice(&self.body).expect("JSON")
    }

    pub(crate) fn header(&self, name: &str) -> &str {
        self.headers.get(name).and_then(|value| value.to_str().ok()).expect("the header")
    }

    /// The fields of a form, sorted by name.
    pub(crate) fn fields(&self) -> Vec<(String, String)> {
        let mut fields: Vec<_> = form_urlencoded::parse(&self.body).into_owned().collect();
        fields.sort();
        fields
    }

    /// `origin` is where the receiver listens: the signature is over the whole address.
    pub(crate) fn is_signed_by_twilio(&self, origin: &str, token: &str) -> bool {
        let fields = self.fields().into_iter().map(|(name, value)| name + &value);
        let signed = format!("{origin}{}{}", self.uri, fields.collect::<String>());
        let mac = Hmac::<Sha1>::new_from_slice(token.as_bytes()).expect("a key");
        let code = mac.chain_update(signed).finalize().into_bytes();
        self.header("x-twilio-signature") == data_encoding::BASE64.encode(&code)
    }

    pub(crate) fn is_signed_by_meta(&self, secret: &str) -> bool {
        let code = sha256(secret, &self.body);
        self.header("x-hub-signature-256") == format!("sha256={code}")
    }
}

pub(crate) fn sha256(secret: &str, message: &[u8]) -> String {
    let mac = Hmac::<Sha256>::new_from_slice(secret.as_bytes()).expect("a key");
    data_encoding::HEXLOWER.encode(&mac.chain_update(message).finalize().into_bytes())
}

#[derive(Debug, Clone)]
pub(crate) struct Receiver {
    /// Without a path.
    pub(crate) url: String,
    state: Arc<Mutex<Received>>,
    arrival: Arc<Notify>,
}

#[derive(Debug)]
struct Received {
    status: StatusCode,
    deliveries: Vec<Delivery>,
}

impl Receiver {
    pub(crate) async fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let url = format!("http://{}", listener.local_addr().expect("an address"));
        let received = Received { status: StatusCode::OK, deliveries: Vec::new() };
        let state = Arc::new(Mutex::new(received));
        let arrival = Arc::new(Notify::new());
        let shared = (Arc::clone(&state), Arc::clone(&arrival));
        let router = Router::new().fallback(receive).with_state(shared);
        tokio::spawn(async move { axum::serve(listener, router).await });
        Self { url, state, arrival }
    }

    /// What it says to everything that follows.
    pub(crate) fn answer(&self, status: StatusCode) {
        self.state.lock().unwrap_or_else(PoisonError::into_inner).status = status;
    }

    /// Waits until something has come that nobody has waited for yet.
    pub(crate) async fn arrived(&self) {
        let patience = std::time::Duration::from_mins(1);
        tokio::time::timeout(patience, self.arrival.notified()).await.expect("an arrival");
    }

    /// What has come since this was asked last.
    pub(crate) fn take(&self) -> Vec<Delivery> {
        let mut state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        std::mem::take(&mut state.deliveries)
    }
}

async fn receive(
    State((state, arrival)): State<(Arc<Mutex<Received>>, Arc<Notify>)>,
    method: Method,
    uri: Uri,
    headers: HeaderMap,
    body: Bytes,
) -> Response {
    if method == Method::GET {
        return challenge(uri.query().unwrap_or_default());
    }
    let mut state = state.lock().unwrap_or_else(PoisonError::into_inner);
    arrival.notify_one();
    state.deliveries.push(Delivery { uri: uri.to_string(), headers, body });
    state.status.into_response()
}

/// As Meta's documents ask for it.
fn challenge(query: &str) -> Response {
    let parameter = |wanted: &str| {
        let mut pairs = form_urlencoded::parse(query.as_bytes());
        pairs.find(|(name, _)| name == wanted).map(|(_, value)| value.into_owned())
    };
    let is_asked = parameter("hub.mode").as_deref() == Some("subscribe")
        && parameter("hub.verify_token").as_deref() == Some(VERIFY_TOKEN);
    match parameter("hub.challenge").filter(|_| is_asked) {
        Some(challenge) => challenge.into_response(),
        None => StatusCode::FORBIDDEN.into_response(),
    }
}
