//! A provider on a port of its own that says whatever a case wants.

use std::sync::{Arc, Mutex, MutexGuard};
use std::time::Duration;

use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::{get, post};
use axum::{Json, Router};
use data_encoding::{BASE64, BASE64URL_NOPAD};
use domain::open_id::{Challenge, Claims, OpenIdProvider, ProviderError};
use domain::secrets::SecretToken;
use domain::sources::Clock;
use openidconnect::core::{CoreEdDsaPrivateSigningKey, CoreHmacKey, CoreJwsSigningAlgorithm};
use openidconnect::{JsonWebKeyId, PrivateSigningKey};
use serde_json::{Value, json};
use server::open_id::{HttpProvider, OpenIdSettings, provider};
use server::sources::SystemClock;
use sha2::{Digest, Sha256};
use tokio::net::TcpListener;

use crate::bench::MovableClock;

pub(super) const CLIENT: &str = "suiro";
pub(super) const SECRET: &str = "a secret of many characters";

/// What it says.
struct Script {
    issuer: String,
    description: Value,
    claims: Value,
    person: Value,
    signature: &'static str,
    /// Which of its keys it has now.
    key: u8,
    answer: &'static str,
    discoveries: usize,
    exchanges: Vec<(String, String)>,
    elsewhere: usize,
}

type Shared = Arc<Mutex<Script>>;

/// A provider, and the server's side of it.
pub(super) struct Liar {
    pub(super) provider: HttpProvider,
    pub(super) clock: Arc<MovableClock>,
    script: Shared,
}

/// Seconds since 1970.
pub(super) fn now() -> i64 {
    SystemClock.now().micros() / 1_000_000
}

pub(super) fn base64(text: &str) -> String {
    let encoded: String = text.replace(' ', "+");
    BASE64.encode(encoded.as_bytes())
}

pub(super) fn sha256(text: &str) -> String {
    BASE64URL_NOPAD.encode(&Sha256::digest(text))
}

pub(super) fn challenge() -> Challenge {
    let token = |byte| SecretToken::from_bytes([byte; 32]);
    Challenge { state: token(1), nonce: token(2), verifier: token(3) }
}

impl Liar {
    pub(super) async fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let issuer = format!("http://{}", listener.local_addr().expect("an address"));
        let script = Script {
            issuer: issuer.clone(),
            description: json!({}),
            claims: json!({}),
            person: Value::Null,
            signature: "the key",
            key: 0,
            answer: "tokens",
            discoveries: 0,
            exchanges: Vec::new(),
            elsewhere: 0,
        };
        let script = Arc::new(Mutex::new(script));
        let router = Router::new()
            .route("/.well-known/openid-configuration", get(describe))
            .route("/keys", get(keys))
            .route("/token", post(exchange))
            .route("/elsewhere", get(elsewhere).post(elsewhere))
            .route("/person", get(person))
            .with_state(script.clone());
        tokio::spawn(async move { axum::serve(listener, router).await });
        let settings = OpenIdSettings {
            issuer: issuer.parse().expect("an issuer"),
            client_id: CLIENT.to_owned(),
            client_secret: SECRET.to_owned(),
            name: "Liar".to_owned(),
            link_by_email: false,
        };
        let clock = Arc::new(MovableClock::default());
        let public_url = "https://suiro.example".parse().expect("a URL");
        let provider = provider(&settings, &public_url, clock.clone()).expect("a client");
        Self { provider, clock, script }
    }

    pub(super) async fn redeem(&self, issuer: Option<&str>) -> Result<Claims, ProviderError> {
        self.provider.redeem("the-code", issuer, &challenge()).await
    }

    fn script(&self) -> MutexGuard<'_, Script> {
        self.script.lock().expect("no panic before")
    }

    pub(super) fn issuer(&self) -> String {
        self.script().issuer.clone()
    }

    /// Says this about itself, in the place of the truth or besides it.
    pub(super) fn describe(&self, description: Value) {
        self.script().description = description;
    }

    /// Puts this into the token, in the place of the truth or besides it; what is null is not
    /// there.
    pub(super) fn claim(&self, claims: Value) {
        self.script().claims = claims;
    }

    /// Says this when it is asked about the person.
    pub(super) fn tell(&self, person: Value) {
        self.script().person = person;
    }

    pub(super) fn sign_with(&self, signature: &'static str) {
        self.script().signature = signature;
    }

    pub(super) fn change_key(&self) {
        self.script().key += 1;
    }

    pub(super) fn answer_exchanges_with(&self, answer: &'static str) {
        self.script().answer = answer;
    }

    pub(super) fn discoveries(&self) -> usize {
        self.script().discoveries
    }

    pub(super) fn exchanges(&self) -> usize {
        self.script().exchanges.len()
    }

    pub(super) fn asked_elsewhere(&self) -> usize {
        self.script().elsewhere
    }

    /// The header `Authorization` and the form of the last exchange.
    pub(super) fn last_exchange(&self) -> (String, String) {
        self.script().exchanges.last().cloned().expect("an exchange")
    }
}

async fn describe(State(script): State<Shared>) -> Json<Value> {
    let mut script = script.lock().expect("no panic before");
    script.discoveries += 1;
    let issuer = &script.issuer;
    Json(merged(
        json!({
            "issuer": issuer,
            "authorization_endpoint": format!("{issuer}/authorize"),
            "token_endpoint": format!("{issuer}/token"),
            "userinfo_endpoint": format!("{issuer}/person"),
            "jwks_uri": format!("{issuer}/keys"),
            "response_types_supported": ["code"],
            "subject_types_supported": ["public"],
            "id_token_signing_alg_values_supported": ["EdDSA", "HS256", "none"],
        }),
        &script.description,
    ))
}

async fn keys(State(script): State<Shared>) -> Json<Value> {
    let key = key(script.lock().expect("no panic before").key);
    Json(json!({ "keys": [key.as_verification_key()] }))
}

async fn elsewhere(State(script): State<Shared>) -> StatusCode {
    script.lock().expect("no panic before").elsewhere += 1;
    StatusCode::OK
}

async fn person(State(script): State<Shared>, headers: HeaderMap) -> Response {
    let asks = headers.get("authorization").and_then(|value| value.to_str().ok());
    assert_eq!(asks, Some("Bearer the-access-token"));
    Json(script.lock().expect("no panic before").person.clone()).into_response()
}

async fn exchange(State(script): State<Shared>, headers: HeaderMap, form: String) -> Response {
    let (issuer, answer, token) = {
        let mut script = script.lock().expect("no panic before");
        let asks = headers.get("authorization").and_then(|value| value.to_str().ok());
        script.exchanges.push((asks.unwrap_or_default().to_owned(), form));
        (script.issuer.clone(), script.answer, id_token(&script))
    };
    let tokens = json!({ "access_token": "the-access-token", "token_type": "Bearer" });
    match answer {
        "tokens" => Json(merged(tokens, &json!({ "id_token": token }))).into_response(),
        "no id_token" => Json(tokens).into_response(),
        "redirect" => Redirect::temporary(&format!("{issuer}/elsewhere")).into_response(),
        "endless" => " ".repeat(300_000).into_response(),
        "error" => (StatusCode::INTERNAL_SERVER_ERROR, "the-access-token").into_response(),
        "no json" => "the-access-token".into_response(),
        error => (StatusCode::BAD_REQUEST, Json(json!({ "error": error }))).into_response(),
    }
}

fn id_token(script: &Script) -> String {
    let claims = merged(
        json!({
            "iss": script.issuer,
            "sub": "ada-1",
            "aud": CLIENT,
            "exp": now() + 300 + i64::try_from(LONG.as_secs()).expect("a short time"),
            "iat": now(),
            "nonce": challenge().nonce.reveal(),
            "email": "ada@example.com",
        }),
        &script.claims,
    );
    let signed = |header: Value| {
        let encode = |part: Value| BASE64URL_NOPAD.encode(part.to_string().as_bytes());
        format!("{}.{}", encode(header), encode(claims.clone()))
    };
    let kid = format!("key {}", script.key);
    let ed_dsa = || signed(json!({ "alg": "EdDSA", "kid": kid }));
    let (text, signature) = match script.signature {
        "the key" => (ed_dsa(), sign(&key(script.key), &ed_dsa())),
        "another key" => (ed_dsa(), sign(&key(200), &ed_dsa())),
        "no key" => (ed_dsa(), vec![0; 64]),
        "the secret" => {
            let text = signed(json!({ "alg": "HS256" }));
            let key = CoreHmacKey::new(SECRET);
            let signature = key.sign(&CoreJwsSigningAlgorithm::HmacSha256, text.as_bytes());
            (text, signature.expect("a signature"))
        }
        _ => (signed(json!({ "alg": "none" })), Vec::new()),
    };
    format!("{text}.{}", BASE64URL_NOPAD.encode(&signature))
}

/// Tokens outlive what a case adds to the time.
const LONG: Duration = Duration::from_hours(3);

fn sign(key: &CoreEdDsaPrivateSigningKey, text: &str) -> Vec<u8> {
    key.sign(&CoreJwsSigningAlgorithm::EdDsa, text.as_bytes()).expect("a signature")
}

/// A key for tests: its secret is one byte.
fn key(number: u8) -> CoreEdDsaPrivateSigningKey {
    // PKCS #8 of an Ed25519 key (RFC 8410, 7): a fixed head and the 32 bytes of the key.
    let mut der = vec![0x30, 0x2e, 2, 1, 0, 0x30, 5, 6, 3, 0x2b, 0x65, 0x70, 4, 0x22, 4, 0x20];
    der.extend([number; 32]);
    let body = BASE64.encode(&der);
    let pem = format!("-----BEGIN PRIVATE KEY-----\n{body}\n-----END PRIVATE KEY-----\n");
    let kid = JsonWebKeyId::new(format!("key {number}"));
    CoreEdDsaPrivateSigningKey::from_ed25519_pem(&pem, Some(kid)).expect("a key")
}

fn merged(mut truth: Value, lies: &Value) -> Value {
    let fields = truth.as_object_mut().expect("an object");
    for (name, value) in lies.as_object().expect("an object") {
        fields.insert(name.clone(), value.clone());
    }
    fields.retain(|_, value| !value.is_null());
    truth
}
