//! Connections that are not HTTP: to checked addresses, with limits on time and size.

use std::error::Error;
use std::fmt;
use std::io;
use std::net::SocketAddr;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll, ready};
use std::time::Duration;

use domain::platform::{End, Problem, Reason};
use rustls::ClientConfig;
use rustls::pki_types::ServerName;
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::net::TcpStream;
use tokio::time::timeout;
use tokio_rustls::TlsConnector;

use crate::network::NetworkPolicy;
use crate::tls::{certificate_end, certificate_problem};

/// A stream of which only so much is read.
pub(crate) struct Bounded {
    stream: Box<dyn Stream>,
    peer: SocketAddr,
    certificate_end: Option<End>,
    left: usize,
}

pub(crate) trait Stream: AsyncRead + AsyncWrite + Send + Sync + Unpin {}

impl<S: AsyncRead + AsyncWrite + Send + Sync + Unpin> Stream for S {}

/// Connects to a host that a tenant names, encrypted from the first byte if there is a
/// configuration for it.
pub(crate) async fn connect(
    policy: &NetworkPolicy,
    (host, port): (&str, u16),
    tls: Option<Arc<ClientConfig>>,
    limit: Duration,
    longest_answer: usize,
) -> Result<Bounded, Problem> {
    let addresses = policy.resolve(host, port).await?;
    let mut last = Problem::new(Reason::Unreachable);
    for peer in addresses {
        let stream = match timeout(limit, TcpStream::connect(peer)).await {
            Ok(Ok(stream)) => stream,
            Ok(Err(_)) => continue,
            Err(_) => {
                last = Reason::TimedOut.into();
                continue;
            }
        };
        let (stream, certificate_end): (Box<dyn Stream>, _) = match tls {
            None => (Box::new(stream), None),
            Some(config) => {
                let name = ServerName::try_from(host.trim_matches(['[', ']']).to_owned());
                let name = name.map_err(|_| Problem::new(Reason::HostNotAllowed))?;
                let handshake = TlsConnector::from(config).connect(name, stream);
                match timeout(limit, handshake).await {
                    Ok(Ok(stream)) => {
                        let shown = stream.get_ref().1.peer_certificates();
                        let end = shown.and_then(|chain| certificate_end(chain.first()?));
                        (Box::new(stream), end)
                    }
                    Ok(Err(error)) => return Err(handshake_problem(&error)),
                    Err(_) => return Err(Reason::TimedOut.into()),
                }
            }
        };
        return Ok(Bounded { stream, peer, certificate_end, left: longest_answer });
    }
    Err(last)
}

fn handshake_problem(error: &io::Error) -> Problem {
    let source: &(dyn Error + 'static) = error;
    certificate_problem(source).unwrap_or_else(|| Reason::Unreachable.into())
}

impl Bounded {
    /// From now on so much may be read again: for a connection that stays.
    pub(crate) const fn allow(&mut self, longest_answer: usize) {
        self.left = longest_answer;
    }

    /// Who was connected to.
    pub(crate) const fn peer(&self) -> SocketAddr {
        self.peer
    }

    /// When the certificate ends that the server has shown, if the connection is encrypted.
    pub(crate) const fn certificate_end(&self) -> Option<End> {
        self.certificate_end
    }
}

impl fmt::Debug for Bounded {
    fn fmt(&self, text: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(text, "Bounded({})", self.peer)
    }
}

impl AsyncRead for Bounded {
    fn poll_read(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        let before = buffer.filled().len();
        ready!(Pin::new(&mut self.stream).poll_read(context, buffer))?;
        let read = buffer.filled().len() - before;
        match self.left.checked_sub(read) {
            Some(left) => {
                self.left = left;
                Poll::Ready(Ok(()))
            }
            None => Poll::Ready(Err(io::Error::other("the answer is too long"))),
        }
    }
}

impl AsyncWrite for Bounded {
    fn poll_write(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<io::Result<usize>> {
        Pin::new(&mut self.stream).poll_write(context, bytes)
    }

    fn poll_flush(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_flush(context)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_shutdown(context)
    }
}
