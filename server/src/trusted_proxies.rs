//! Where a request really comes from, when proxies stand between.

use std::fmt;
use std::net::{IpAddr, SocketAddr};
use std::str::FromStr;
use std::sync::Arc;

use app::api::ClientAddress;
use axum::extract::{ConnectInfo, Request, State};
use axum::http::HeaderMap;
use axum::middleware::Next;
use axum::response::Response;
use serde::{Deserialize, Serialize};

use crate::networks::{InvalidNetwork, Networks};

/// What proxies add to: who asked them, after what they were told themselves.
const FORWARDED_FOR: &str = "x-forwarded-for";

/// The networks of the proxies that are believed when they say who asked them.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct TrustedProxies(Networks);

impl TrustedProxies {
    /// Who sent a request that came from `peer` with these headers: the last address that a
    /// believed proxy has named and that is no such proxy itself. Whatever stands before it may
    /// have been made up.
    pub fn client_address(&self, peer: IpAddr, headers: &HeaderMap) -> IpAddr {
        let mut client = peer.to_canonical();
        let lines: Vec<_> = headers.get_all(FORWARDED_FOR).iter().collect();
        let named = lines.iter().rev().flat_map(|line| {
            // What cannot be read stays in its place as a name that is no address.
            line.to_str().unwrap_or_default().rsplit(',').map(address_in)
        });
        for named in named {
            if !self.0.include(client) {
                break;
            }
            let Some(named) = named else { break };
            client = named;
        }
        client
    }
}

/// The address in an element of the header; some proxies add the port.
fn address_in(element: &str) -> Option<IpAddr> {
    let element = element.trim();
    let address = element.parse().or_else(|_| element.parse().map(|one: SocketAddr| one.ip()));
    address.ok().map(|address| address.to_canonical())
}

/// Tells the pages who sent the request.
pub async fn find_client(
    State(proxies): State<Arc<TrustedProxies>>,
    mut request: Request,
    next: Next,
) -> Response {
    // Absent only where there is no connection: in a benchmark.
    if let Some(ConnectInfo(peer)) = request.extensions().get::<ConnectInfo<SocketAddr>>() {
        let client = proxies.client_address(peer.ip(), request.headers());
        request.extensions_mut().insert(ClientAddress(client));
    }
    next.run(request).await
}

impl FromStr for TrustedProxies {
    type Err = InvalidNetwork;

    fn from_str(text: &str) -> Result<Self, InvalidNetwork> {
        text.parse().map(Self)
    }
}

impl fmt::Display for TrustedProxies {
    fn fmt(&self, text: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(text)
    }
}

#[cfg(test)]
mod tests {
    use axum::http::HeaderValue;

    use super::*;

    fn client(proxies: &str, peer: &str, lines: &[&str]) -> String {
        let proxies: TrustedProxies = proxies.parse().expect("networks");
        let mut headers = HeaderMap::new();
        for line in lines {
            let line = HeaderValue::from_bytes(line.as_bytes()).expect("a value");
            headers.append(FORWARDED_FOR, line);
        }
        proxies.client_address(peer.parse().expect("an address"), &headers).to_string()
    }

    #[test]
    fn nobody_is_believed_unless_it_is_set() {
        assert_eq!(client("", "192.0.2.1", &["198.51.100.7"]), "192.0.2.1");
        assert_eq!(client("10.0.0.0/8", "192.0.2.1", &["198.51.100.7"]), "192.0.2.1");
    }

    #[test]
    fn the_header_is_read_from_the_right_up_to_the_first_stranger() {
        for (lines, found) in [
            (&[][..], "10.0.0.1"),
            (&["198.51.100.7"], "198.51.100.7"),
            (&["203.0.113.9, 198.51.100.7"], "198.51.100.7"),
            (&["203.0.113.9, 198.51.100.7, 10.1.1.1"], "198.51.100.7"),
            (&["203.0.113.9", "198.51.100.7", "10.1.1.1"], "198.51.100.7"),
            (&["203.0.113.9,198.51.100.7 ,\t10.1.1.1,10.2.2.2"], "198.51.100.7"),
            (&["10.3.3.3, 10.1.1.1"], "10.3.3.3"),
            (&["198.51.100.7:4711"], "198.51.100.7"),
            (&["2001:db8::7"], "2001:db8::7"),
            (&["[2001:db8::7]:4711"], "2001:db8::7"),
            (&["::ffff:198.51.100.7"], "198.51.100.7"),
            // Not the stranger's word about somebody else when the proxy's own is unreadable.
            (&["198.51.100.7, unknown"], "10.0.0.1"),
            (&["198.51.100.7, "], "10.0.0.1"),
            (&["198.51.100.7", "é"], "10.0.0.1"),
            (&["198.51.100.7, unknown, 10.1.1.1"], "10.1.1.1"),
            (&[""], "10.0.0.1"),
        ] {
            assert_eq!(client("10.0.0.0/8", "10.0.0.1", lines), found, "{lines:?}");
        }
        let mapped = client("10.0.0.0/8", "::ffff:10.0.0.1", &["198.51.100.7"]);
        assert_eq!(mapped, "198.51.100.7", "an IPv4 proxy at a socket for IPv6");
    }
}
