//! Bodies that come too slowly.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use app::api::Failure;
use axum::body::{Body, HttpBody};
use axum::extract::Request;
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use domain::error_code::ErrorCode;
use futures::StreamExt;
use tokio::time::{Instant, timeout_at};

/// How long the body of a request may take: the largest form at 66 kbit/s. Less than the time for
/// the whole request, so that a slow sender is not told that the server is slow; and less than the
/// time that requests have when the server stops, so that a slow sender is told at all.
const BODY_TIME: Duration = Duration::from_secs(8);

/// Waits for the body only for a while, and then says so, whatever the handler makes of half a
/// body.
pub async fn limit_body_time(request: Request, next: Next) -> Response {
    if request.body().is_end_stream() {
        return next.run(request).await;
    }
    let (head, body) = request.into_parts();
    let end = Instant::now() + BODY_TIME;
    let late = Arc::new(AtomicBool::new(false));
    let noted = late.clone();
    let chunks = futures::stream::unfold(Some(body.into_data_stream()), move |body| {
        let noted = noted.clone();
        async move {
            let mut body = body?;
            match timeout_at(end, body.next()).await {
                Ok(chunk) => chunk.map(|chunk| (chunk, Some(body))),
                Err(elapsed) => {
                    noted.store(true, Ordering::Relaxed);
                    Some((Err(axum::Error::new(elapsed)), None))
                }
            }
        }
    });
    let response = next.run(Request::from_parts(head, Body::from_stream(chunks))).await;
    if late.load(Ordering::Relaxed) {
        return Failure::from(ErrorCode::RequestTimeout).into_response();
    }
    response
}

#[cfg(test)]
mod tests {
    use axum::Router;
    use axum::body::Bytes;
    use axum::middleware::from_fn;
    use axum::routing::post;
    use tower::ServiceExt;

    use super::*;

    /// What is answered to a body whose chunks take so many seconds each.
    async fn status(seconds: &'static [u64]) -> u16 {
        let chunks = futures::stream::iter(seconds).then(async |seconds| {
            tokio::time::sleep(Duration::from_secs(*seconds)).await;
            Ok::<_, axum::Error>(Bytes::from_static(b"a"))
        });
        let router = Router::new()
            .route("/", post(async |body: String| body.len().to_string()))
            .layer(from_fn(limit_body_time));
        let request = Request::post("/").body(Body::from_stream(chunks)).expect("a request");
        let Ok(response) = router.oneshot(request).await;
        response.status().as_u16()
    }

    #[tokio::test(start_paused = true)]
    async fn a_body_that_comes_too_slowly_is_answered_408() {
        assert_eq!(status(&[]).await, 200);
        assert_eq!(status(&[0, 2, 2, 2]).await, 200);
        assert_eq!(status(&[0, 9]).await, 408);
        // However many chunks there are: their whole counts.
        assert_eq!(status(&[3, 3, 3]).await, 408);
        assert_eq!(status(&[1_000_000]).await, 408);
    }
}
