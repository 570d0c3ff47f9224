//! Bodies that nobody reads to their end: of a form that is too large, or refused unseen.
//!
//! A server that answers and closes while the sender still sends makes the sender's system throw
//! the answer away: the person sees a broken connection instead of the reason.

use std::pin::Pin;
use std::sync::{Arc, Mutex, PoisonError};
use std::task::{Context, Poll};
use std::time::Duration;

use axum::body::{Body, BodyDataStream, Bytes, HttpBody};
use axum::extract::Request;
use axum::http::header::EXPECT;
use axum::middleware::Next;
use axum::response::Response;
use futures::{Stream, StreamExt, stream};

/// How much is taken off the line and thrown away. More than any mistake; who sends more than
/// this does not wait for an answer.
const MAX_THROWN_AWAY: usize = 16 * 1024 * 1024;

/// How long that may take.
const MAX_DURATION: Duration = Duration::from_secs(10);

/// A body that two may read from: who answers, and then who throws away.
#[derive(Clone)]
struct Shared(Arc<Mutex<Option<BodyDataStream>>>);

impl Shared {
    fn poll_next(&self, task: &mut Context<'_>) -> Poll<Option<Result<Bytes, axum::Error>>> {
        let mut body = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let Some(stream) = body.as_mut() else { return Poll::Ready(None) };
        let next = Pin::new(stream).poll_next(task);
        if matches!(next, Poll::Ready(None | Some(Err(_)))) {
            *body = None;
        }
        next
    }

    fn is_read(&self) -> bool {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).is_none()
    }

    fn chunks(self) -> impl Stream<Item = Result<Bytes, axum::Error>> {
        stream::poll_fn(move |task| self.poll_next(task))
    }
}

/// Answers at once, and then takes what is left of the body off the line, up to a limit.
pub async fn drain(request: Request, next: Next) -> Response {
    // Who asks before sending does not send after a refusal.
    if request.body().is_end_stream() || request.headers().contains_key(EXPECT) {
        return next.run(request).await;
    }
    let (head, body) = request.into_parts();
    let body = Shared(Arc::new(Mutex::new(Some(body.into_data_stream()))));
    let request = Request::from_parts(head, Body::from_stream(body.clone().chunks()));
    let response = next.run(request).await;
    if !body.is_read() {
        tokio::spawn(tokio::time::timeout(MAX_DURATION, throw_away(body)));
    }
    response
}

async fn throw_away(body: Shared) {
    let mut chunks = std::pin::pin!(body.chunks());
    let mut length = 0;
    while let Some(Ok(chunk)) = chunks.next().await {
        length += chunk.len();
        if length > MAX_THROWN_AWAY {
            return;
        }
    }
}
