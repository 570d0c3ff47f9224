//! What a supervisor asks.

use app::api::Console;
use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use serde::Serialize;

/// The answer to a probe.
#[derive(Debug, Serialize)]
pub struct Health {
    status: &'static str,
}

/// Whether the program runs.
pub async fn healthz() -> Json<Health> {
    Json(Health { status: "ok" })
}

/// Whether requests would succeed: the database answers and can be written to.
pub async fn readyz(State(console): State<Console>) -> (StatusCode, Json<Health>) {
    match console.ports.store.check_ready().await {
        Ok(()) => (StatusCode::OK, Json(Health { status: "ready" })),
        Err(error) => {
            tracing::warn!(error = &error as &dyn std::error::Error, "not ready");
            (StatusCode::SERVICE_UNAVAILABLE, Json(Health { status: "unavailable" }))
        }
    }
}
