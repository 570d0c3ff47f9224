//! Webhooks on the wire.

use std::sync::{Arc, Mutex};

use ::platforms::settings::HttpSettings;
use ::platforms::{NetworkPolicy, SignedRequest, WebhookClient};
use axum::Router;
use axum::body::Bytes;
use axum::http::{HeaderMap, StatusCode};
use axum::response::Redirect;
use axum::routing::post;
use data_encoding::BASE64;
use domain::platform::Reason;
use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;
use tokio::net::TcpListener;

type Taken = Arc<Mutex<Vec<(HeaderMap, Bytes)>>>;

/// An endpoint on this machine that takes what comes to `/`, and the address without a path.
async fn endpoint() -> (Taken, String) {
    let taken = Taken::default();
    let keep = taken.clone();
    let router = Router::new()
        .route(
            "/",
            post(async move |headers: HeaderMap, body: Bytes| {
                keep.lock().expect("no panic").push((headers, body));
                StatusCode::NO_CONTENT
            }),
        )
        .route("/moved", post(async || Redirect::temporary("/")));
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
    let address = listener.local_addr().expect("an address");
    tokio::spawn(async move { axum::serve(listener, router).await });
    (taken, format!("http://{address}"))
}

fn request<'a>(url: &'a str, body: &'a str) -> SignedRequest<'a> {
    SignedRequest { url, secret: b"0123456789abcdef", id: "nt_1", timestamp: 1_800_000_000, body }
}

#[tokio::test]
async fn a_receiver_can_check_what_comes() {
    let (taken, address) = endpoint().await;
    let loopback = vec!["127.0.0.0/8".parse().expect("a network")];
    let policy = NetworkPolicy { allowed_networks: loopback, ..NetworkPolicy::default() };
    let client = WebhookClient::new(&HttpSettings::default(), &policy).expect("a client");
    let body = r#"{"kind":"down","name":"水路"}"#;
    assert_eq!(client.post(&request(&address, body)).await, Ok(204));
    let moved = format!("{address}/moved");
    assert_eq!(client.post(&request(&moved, body)).await, Ok(307), "no redirect is followed");
    let taken = taken.lock().expect("no panic");
    let [(headers, received)] = &taken[..] else { panic!("{taken:?}") };
    assert_eq!(received, body.as_bytes());
    assert_eq!(headers["content-type"], "application/json");
    let header = |name: &str| headers[name].to_str().expect("ASCII").to_owned();
    let (id, at) = (header("webhook-id"), header("webhook-timestamp"));
    assert_eq!((id.as_str(), at.as_str()), ("nt_1", "1800000000"));
    let signature = header("webhook-signature");
    let signature = signature.strip_prefix("v1,").expect("the first version");
    let signature = BASE64.decode(signature.as_bytes()).expect("base64");
    Hmac::<Sha256>::new_from_slice(b"0123456789abcdef")
        .expect("a key")
        .chain_update(format!("{id}.{at}.{body}"))
        .verify_slice(&signature)
        .expect("our signature");
}

#[tokio::test]
async fn nothing_is_sent_into_private_networks() {
    let (taken, address) = endpoint().await;
    let policy = NetworkPolicy::default();
    let client = WebhookClient::new(&HttpSettings::default(), &policy).expect("a client");
    let port = address.rsplit(':').next().expect("a port");
    for url in [
        address.clone(),
        format!("https://127.0.0.1:{port}/"),
        "https://127.0.0.1/".to_owned(),
        "https://localhost/".to_owned(),
        "https://[::1]/".to_owned(),
        "https://169.254.169.254/latest/meta-data".to_owned(),
        "https://2130706433/".to_owned(),
    ] {
        let refused = client.post(&request(&url, "{}")).await.expect_err(&url);
        assert_eq!(refused.reason, Reason::HostNotAllowed, "{url}");
    }
    assert!(taken.lock().expect("no panic").is_empty());
}
