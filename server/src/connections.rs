//! Connections: how they are taken, what they may not keep the program waiting for, and how they
//! end.
//!
//! Like `axum::serve`, which sets no limit on the time that a sender takes for the head of a
//! request.

use std::net::SocketAddr;
use std::pin::pin;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::body::Body;
use axum::extract::ConnectInfo;
use axum::serve::Listener;
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::server::graceful::{GracefulShutdown, Watcher};
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::watch;
use tokio::time::timeout;
use tower::ServiceExt;

use crate::tls::Tls;

/// How long a connection may take until the head of its next request is there, resting included.
///
/// Longer than the 60 s for which a proxy keeps a resting connection (nginx, `keepalive_timeout`
/// of an upstream): if the server closed first, a request on its way would be lost.
pub const HEAD_TIME: Duration = Duration::from_secs(75);

/// How long it may take until a connection is encrypted.
pub const HANDSHAKE_TIME: Duration = Duration::from_secs(10);

/// How connections are served.
#[derive(Debug, Default)]
pub struct Connections {
    /// Encrypts them. Absent where something else does, or nothing.
    pub tls: Option<Arc<Tls>>,
    /// [`HEAD_TIME`], but in tests.
    pub head_time: Option<Duration>,
    /// [`HANDSHAKE_TIME`], but in tests.
    pub handshake_time: Option<Duration>,
}

impl Connections {
    /// Serves until `stop`, and then until what has begun has been answered.
    pub async fn serve(
        self,
        mut listener: TcpListener,
        router: Router,
        stop: impl Future<Output = ()>,
    ) {
        let mut http = http1::Builder::new();
        http.timer(TokioTimer::new());
        http.header_read_timeout(self.head_time.unwrap_or(HEAD_TIME));
        let handshake_time = self.handshake_time.unwrap_or(HANDSHAKE_TIME);
        let running = GracefulShutdown::new();
        // Connections that are not encrypted yet have begun nothing: they end with their senders.
        let (stopping, _) = watch::channel(());
        let mut stop = pin!(stop);
        loop {
            let (stream, peer) = tokio::select! {
                // axum's way to accept: what fails is tried again.
                accepted = Listener::accept(&mut listener) => accepted,
                () = &mut stop => break,
            };
            answer_at_once(&stream);
            let (http, watcher) = (http.clone(), running.watcher());
            let router = router.clone();
            let Some(tls) = &self.tls else {
                tokio::spawn(answer(http, watcher, router, peer, stream));
                continue;
            };
            let handshake = timeout(handshake_time, tls.acceptor().accept(stream));
            let mut stopping = stopping.subscribe();
            tokio::spawn(async move {
                let encrypted = tokio::select! {
                    encrypted = handshake => encrypted,
                    _ = stopping.changed() => return,
                };
                match encrypted {
                    Ok(Ok(stream)) => answer(http, watcher, router, peer, stream).await,
                    Ok(Err(error)) => tracing::debug!(%error, "a connection is not encrypted"),
                    Err(_) => tracing::debug!("a connection was not encrypted in time"),
                }
            });
        }
        drop(stopping);
        drop(listener);
        running.shutdown().await;
    }
}

/// Answers the requests of one connection.
async fn answer(
    http: http1::Builder,
    watcher: Watcher,
    router: Router,
    peer: SocketAddr,
    stream: impl AsyncRead + AsyncWrite + Send + Unpin + 'static,
) {
    let service = service_fn(move |request: hyper::Request<Incoming>| {
        let mut request = request.map(Body::new);
        request.extensions_mut().insert(ConnectInfo::<SocketAddr>(peer));
        router.clone().oneshot(request)
    });
    let connection = watcher.watch(http.serve_connection(TokioIo::new(stream), service));
    if let Err(error) = connection.await {
        tracing::debug!(error = &error as &dyn std::error::Error, "a connection broke off");
    }
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
        let head_time = Some(Duration::from_millis(100));
        let connections = Connections { head_time, ..Connections::default() };
        tokio::spawn(connections.serve(listener, router, pending()));
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
