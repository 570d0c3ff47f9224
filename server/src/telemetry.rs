//! Log lines, and the trace id that ties a person's error page to them.

use std::borrow::Cow;
use std::sync::Arc;
use std::time::Instant;

use app::api::{Console, TraceId};
use axum::extract::{MatchedPath, Request, State};
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
/// and writes one line when it is answered. Only the path is logged, without the secret token of a
/// link: a query may hold what somebody searched for.
pub async fn trace(State(console): State<Console>, mut request: Request, next: Next) -> Response {
    let trace_id: Arc<str> = console.ports.ids.next().simple().to_string().into();
    let span = tracing::info_span!(
        "request",
        trace_id = &*trace_id,
        method = %request.method(),
        path = &*loggable_path(&request),
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

/// What stands in the place of a secret, here as in the patterns of the router.
const TOKEN: &str = "{token}";

/// From fewer of a token's 64 digits than these nobody can guess the rest.
const TELLING_DIGITS: usize = 32;

/// The path without tokens: whoever reads the log could use the link.
fn loggable_path(request: &Request) -> Cow<'_, str> {
    match request.extensions().get::<MatchedPath>().map(MatchedPath::as_str) {
        Some(pattern) if pattern.contains(TOKEN) => pattern.into(),
        // A path that is not quite that of a link, mistyped or with something at its end, leads
        // nowhere but may hold a token all the same.
        _ => without_tokens(request.uri().path()).into(),
    }
}

fn without_tokens(path: &str) -> String {
    let is_other = |one: char| !one.is_ascii_hexdigit();
    let mut shown = String::with_capacity(path.len());
    for part in path.split_inclusive(is_other) {
        let digits = part.trim_end_matches(is_other);
        if digits.len() < TELLING_DIGITS {
            shown.push_str(part);
        } else {
            shown.push_str(TOKEN);
            shown.push_str(&part[digits.len()..]);
        }
    }
    shown
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tokens_are_taken_out_of_paths() {
        let token = "0123456789abcdef".repeat(4);
        let (cut, upper) = (&token[..40], token.to_uppercase());
        for (path, shown) in [
            (format!("/set-up/{token}"), "/set-up/{token}"),
            (format!("/set-up/{token}/"), "/set-up/{token}/"),
            (format!("/set-up/{upper}."), "/set-up/{token}."),
            (format!("//invitations/{cut}"), "//invitations/{token}"),
            (format!("/{token}/{token}x"), "/{token}/{token}x"),
            (
                "/channels/ch_01h455vb4pex5vsknk084sn02q".to_owned(),
                "/channels/ch_01h455vb4pex5vsknk084sn02q",
            ),
            ("/pkg/0123456789abcdef/suiro.css".to_owned(), "/pkg/0123456789abcdef/suiro.css"),
            ("/水".to_owned(), "/水"),
            (String::new(), ""),
        ] {
            assert_eq!(without_tokens(&path), shown);
        }
    }
}
