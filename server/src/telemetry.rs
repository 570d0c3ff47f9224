//! Log lines, and the trace id that ties a person's error page to them.

use std::sync::Arc;
use std::time::Instant;

use app::api::{Console, TraceId};
use axum::extract::{Request, State};
use axum::middleware::Next;
use axum::response::Response;
use tracing::Instrument;
use tracing_subscriber::EnvFilter;

use crate::config::{Config, LogFormat};

/// Writes log lines to standard error from now on. Says what is wrong with the filter.
pub fn start(config: &Config) -> Result<(), tracing_subscriber::filter::ParseError> {
    let filter = EnvFilter::try_new(&config.log)?;
    let lines = tracing_subscriber::fmt().with_env_filter(filter).with_writer(std::io::stderr);
    // Fails only when a test has started it before.
    let _ = match config.log_format {
        LogFormat::Text => lines.with_target(false).try_init(),
        LogFormat::Json => lines.json().flatten_event(true).try_init(),
    };
    Ok(())
}

/// Gives every request a trace id of ours (never the sender's, which could be forged or too long)
/// and writes one line when it is answered. Only the path is logged: a query may hold what
/// somebody searched for.
pub async fn trace(State(console): State<Console>, mut request: Request, next: Next) -> Response {
    let trace_id: Arc<str> = console.ports.ids.next().simple().to_string().into();
    let span = tracing::info_span!(
        "request",
        trace_id = &*trace_id,
        method = %request.method(),
        path = request.uri().path(),
    );
    request.extensions_mut().insert(TraceId(trace_id));
    let begin = Instant::now();
    let response = next.run(request).instrument(span.clone()).await;
    let micros = u64::try_from(begin.elapsed().as_micros()).unwrap_or(u64::MAX);
    span.in_scope(|| {
        tracing::info!(status = response.status().as_u16(), micros, "answered");
    });
    response
}
