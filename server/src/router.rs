//! Every address of the program, and what lies around all of them.

use std::sync::Arc;
use std::time::Duration;

use app::api::{Console, frame};
use app::routes;
use axum::extract::DefaultBodyLimit;
use axum::http::StatusCode;
use axum::middleware::{from_fn, from_fn_with_state};
use axum::routing::get;
use axum::{Extension, Router};
use tower::ServiceBuilder;
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::compression::CompressionLayer;
use tower_http::timeout::TimeoutLayer;

use crate::callbacks::{self, Callbacks};
use crate::drain::drain;
use crate::slow_body::limit_body_time;
use crate::trusted_proxies::{TrustedProxies, find_client};
use crate::{assets, health, telemetry};

/// The largest form, in bytes. The Create Channel form with the longest remarks, every character
/// percent-encoded from four bytes, stays under 4 kB; the rest is room.
const MAX_BODY: usize = 64 * 1024;

/// How long a request may take: longer than any wait for the database.
const MAX_DURATION: Duration = Duration::from_secs(20);

/// The largest callback of a platform, in bytes. Meta's have at most 1,000 events of some 500.
const MAX_CALLBACK: usize = 1024 * 1024;

/// How long a callback may take. Platforms wait for 5 seconds at least.
const MAX_CALLBACK_DURATION: Duration = Duration::from_secs(5);

/// The whole program as a service.
pub fn build(console: Console, callbacks: Callbacks, proxies: TrustedProxies) -> Router {
    // Without what surrounds pages: no browser calls them.
    let called_by_platforms = callbacks::router(callbacks).layer(
        ServiceBuilder::new()
            .layer(from_fn_with_state(console.clone(), telemetry::trace))
            .layer(from_fn(drain))
            .layer(CatchPanicLayer::new())
            .layer(TimeoutLayer::with_status_code(
                StatusCode::SERVICE_UNAVAILABLE,
                MAX_CALLBACK_DURATION,
            ))
            .layer(DefaultBodyLimit::max(MAX_CALLBACK)),
    );
    pages(console, proxies).merge(called_by_platforms)
}

fn pages(console: Console, proxies: TrustedProxies) -> Router {
    let paths = console.assets.clone();
    app::api::router()
        .route("/healthz", get(health::healthz))
        .route("/readyz", get(health::readyz))
        .route("/pkg/{version}/{file}", get(assets::package))
        .route(routes::ICON, get(assets::icon))
        // One stack, not one layer after the other: axum would box each, and copy them all for
        // every request. The first one sees a request first.
        .layer(
            ServiceBuilder::new()
                .layer(from_fn_with_state(console.clone(), telemetry::trace))
                .layer(from_fn(drain))
                .layer(CompressionLayer::new())
                .layer(from_fn_with_state(Arc::new(proxies), find_client))
                .layer(from_fn_with_state(console.clone(), frame))
                .layer(CatchPanicLayer::new())
                .layer(TimeoutLayer::with_status_code(
                    StatusCode::SERVICE_UNAVAILABLE,
                    MAX_DURATION,
                ))
                .layer(from_fn(limit_body_time))
                .layer(DefaultBodyLimit::max(MAX_BODY))
                .layer(Extension(paths)),
        )
        .with_state(console)
}
