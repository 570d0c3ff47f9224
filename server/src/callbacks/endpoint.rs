use axum::Router;
use axum::body::Bytes;
use axum::extract::{Path, State};
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE, RETRY_AFTER, X_CONTENT_TYPE_OPTIONS};
use axum::http::{HeaderMap, Method, StatusCode, Uri};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use domain::callback::{Receipt, Request, Turned, receive};
use domain::platform::Reply;
use domain::ports::Ports;

use super::{Journal, NotKept};

/// What the addresses work with. Cheap to clone.
#[derive(Debug, Clone)]
pub struct Callbacks {
    /// The use cases' outside world.
    pub ports: Ports,
    /// Keeps what was believed.
    pub journal: Journal,
}

/// The addresses that platforms call. Nobody is signed in there: a signature says who asks.
pub fn router(callbacks: Callbacks) -> Router {
    Router::new()
        .route("/webhooks/{channel_type}", get(of_app).post(of_app))
        .route("/webhooks/{channel_type}/{binding}", get(of_binding).post(of_binding))
        .with_state(callbacks)
}

async fn of_app(
    State(callbacks): State<Callbacks>,
    Path(channel_type): Path<String>,
    method: Method,
    uri: Uri,
    headers: HeaderMap,
    body: Bytes,
) -> Response {
    let called = Called { method, address: uri.to_string(), headers, body };
    answer(&callbacks, &channel_type, None, &called).await
}

async fn of_binding(
    State(callbacks): State<Callbacks>,
    Path((channel_type, binding)): Path<(String, String)>,
    method: Method,
    uri: Uri,
    headers: HeaderMap,
    body: Bytes,
) -> Response {
    let called = Called { method, address: uri.to_string(), headers, body };
    answer(&callbacks, &channel_type, Some(&binding), &called).await
}

struct Called {
    method: Method,
    address: String,
    headers: HeaderMap,
    body: Bytes,
}

async fn answer(
    callbacks: &Callbacks,
    channel_type: &str,
    binding: Option<&str>,
    called: &Called,
) -> Response {
    let headers: Vec<_> = called
        .headers
        .iter()
        .filter_map(|(name, value)| Some((name.as_str(), value.to_str().ok()?)))
        .collect();
    let request = Request {
        channel_type,
        binding,
        method: called.method.as_str(),
        address: &called.address,
        headers: &headers,
        body: &called.body,
    };
    match receive(&callbacks.ports, request).await {
        Ok(Ok(Receipt::Answer(reply))) => believed(reply),
        Ok(Ok(Receipt::Keep(callback, reply))) => match callbacks.journal.keep(*callback).await {
            Ok(()) => believed(reply),
            Err(NotKept::Full | NotKept::Failed) => later(),
        },
        Ok(Err(Turned::Unknown)) => StatusCode::NOT_FOUND.into_response(),
        Ok(Err(Turned::Unbelieved)) => StatusCode::UNAUTHORIZED.into_response(),
        Err(error) => {
            let error = &error as &dyn std::error::Error;
            tracing::warn!(error, "a callback could not be looked at");
            later()
        }
    }
}

/// The handshake repeats what it was sent: no browser is to take that for anything but text.
fn believed(reply: Reply) -> Response {
    let headers = [
        (CONTENT_TYPE, reply.content_type),
        (X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (CACHE_CONTROL, "no-store"),
    ];
    (headers, reply.body).into_response()
}

fn later() -> Response {
    (StatusCode::SERVICE_UNAVAILABLE, [(RETRY_AFTER, "5")]).into_response()
}
