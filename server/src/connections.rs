//! Connections: how they are taken, what they may not keep the program waiting for, and how they
//! end.
//!
//! Like `axum::serve`, which sets no limit on the time that a sender takes for the head of a
//! request.

use std::net::SocketAddr;
use std::pin::pin;
use std::time::Duration;

use axum::Router;
use axum::body::Body;
use axum::extract::ConnectInfo;
use axum::serve::Listener;
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::server::graceful::GracefulShutdown;
use tokio::net::{TcpListener, TcpStream};
use tower::ServiceExt;

/// How long a connection may take until the head of its next request is there, resting included.
///
/// Longer than the 60 s for which a proxy keeps a resting connection (nginx, `keepalive_timeout`
/// of an upstream): if the server closed first, a request on its way would be lost.
pub const HEAD_TIME: Duration = Duration::from_secs(75);

/// Serves until `stop`, and then until what has begun has been answered.
pub async fn serve(
    mut listener: TcpListener,
    router: Router,
    head_time: Duration,
    stop: impl Future<Output = ()>,
) {
    let mut http = http1::Builder::new();
    http.timer(TokioTimer::new()).header_read_timeout(head_time);
    let running = GracefulShutdown::new();
    let mut stop = pin!(stop);
    loop {
        let (stream, peer) = tokio::select! {
            // axum's way to accept: what fails is tried again.
            accepted = Listener::accept(&mut listener) => accepted,
            () = &mut stop => break,
        };
        answer_at_once(&stream);
        let router = router.clone();
        let service = service_fn(move |request: hyper::Request<Incoming>| {
            let mut request = request.map(Body::new);
            request.extensions_mut().insert(ConnectInfo::<SocketAddr>(peer));
            router.clone().oneshot(request)
        });
        let connection = running.watch(http.serve_connection(TokioIo::new(stream), service));
        tokio::spawn(async move {
            if let Err(error) = connection.await {
                tracing::debug!(error = &error as &dyn std::error::Error, "a connection broke off");
            }
        });
    }
    drop(listener);
    running.shutdown().await;
}

/// Without it a small answer waits for the acknowledgement of the one before: 40 ms.
fn answer_at_once(stream: &TcpStream) {
    if let Err(error) = stream.set_nodelay(true) {
        tracing::debug!(%error, "cannot set TCP_NODELAY");
    }
}

#[cfg(test)]
mod tests {
    use std::future::pending;

    use axum::routing::get;
    use tokio::io::{AsyncReadExt, AsyncWriteExt};

    use super::*;

    #[tokio::test]
    async fn a_head_that_never_ends_is_not_waited_for() {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let address = listener.local_addr().expect("an address");
        let router = Router::new().route("/", get(async || "here"));
        tokio::spawn(serve(listener, router, Duration::from_millis(100), pending()));
        for begin in ["", "GET / HTT", "GET / HTTP/1.1\r\nHost: a\r\n"] {
            let mut stream = TcpStream::connect(address).await.expect("a connection");
            stream.write_all(begin.as_bytes()).await.expect("the server listens");
            let mut answer = Vec::new();
            stream.read_to_end(&mut answer).await.expect("an end");
            assert_eq!(answer, b"", "{begin:?}");
        }
        // A connection that has been of use and rests ends, too.
        let mut stream = TcpStream::connect(address).await.expect("a connection");
        stream.write_all(b"GET / HTTP/1.1\r\nHost: a\r\n\r\n").await.expect("the server listens");
        let mut answer = String::new();
        stream.read_to_string(&mut answer).await.expect("an end");
        assert!(answer.ends_with("here"), "{answer}");
    }
}
