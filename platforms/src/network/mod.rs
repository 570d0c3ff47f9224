//! Which hosts may be connected to where a tenant names the host.
//!
//! A host is resolved once, every address is checked, and exactly the checked addresses are
//! connected to: a name that leads elsewhere a moment later makes no difference.

mod address;

use std::net::{IpAddr, SocketAddr};
use std::time::Duration;

use domain::platform::{Problem, Reason};
use ipnet::IpNet;
use tokio::net::lookup_host;
use tokio::time::timeout;

/// Which hosts that tenants name may be connected to.
#[derive(Debug, Clone)]
pub struct NetworkPolicy {
    /// Networks that may be connected to on every port though they are not public, for example
    /// that of the company's own mail server.
    pub allowed_networks: Vec<IpNet>,
    /// The ports that may be connected to at public addresses.
    pub allowed_ports: Vec<u16>,
}

impl Default for NetworkPolicy {
    /// Public addresses only, on the usual ports of HTTPS, mail submission, IMAP and SMPP.
    fn default() -> Self {
        Self {
            allowed_networks: Vec::new(),
            allowed_ports: vec![443, 465, 587, 993, 2525, 2775, 3550, 8775],
        }
    }
}

/// The longest time for a host name to be resolved.
const RESOLUTION_TIMEOUT: Duration = Duration::from_secs(5);

impl NetworkPolicy {
    /// Whether this address may be connected to.
    pub fn allows(&self, address: IpAddr) -> bool {
        address::is_public(address.to_canonical()) || self.opens(address)
    }

    /// Whether the operator has named the network of this address.
    pub(crate) fn opens(&self, address: IpAddr) -> bool {
        let plain = address.to_canonical();
        self.allowed_networks.iter().any(|network| network.contains(&plain))
    }

    /// The addresses of a host, all of them allowed. One that is not makes the whole host
    /// refused: it has no business beside the others.
    pub(crate) async fn resolve(&self, host: &str, port: u16) -> Result<Vec<SocketAddr>, Problem> {
        let addresses: Vec<SocketAddr> = match Host::parse(host) {
            Some(Host::Address(address)) => vec![SocketAddr::new(address, port)],
            Some(Host::Name(name)) => {
                let lookup = timeout(RESOLUTION_TIMEOUT, lookup_host((name, port)));
                match lookup.await {
                    Ok(Ok(found)) => found.collect(),
                    // The system does not tell a name that does not exist from a failed question.
                    Ok(Err(_)) => Vec::new(),
                    Err(_) => return Err(Reason::TimedOut.into()),
                }
            }
            None => return Err(Reason::HostNotAllowed.into()),
        };
        if addresses.is_empty() {
            return Err(Reason::HostUnknown.into());
        }
        let is_usual_port = self.allowed_ports.contains(&port);
        let is_allowed =
            |one: &SocketAddr| self.opens(one.ip()) || (is_usual_port && self.allows(one.ip()));
        if addresses.iter().all(is_allowed) {
            Ok(addresses)
        } else {
            Err(Reason::HostNotAllowed.into())
        }
    }
}

/// A host as a tenant may write it.
#[derive(Debug, PartialEq, Eq)]
enum Host<'a> {
    Address(IpAddr),
    Name(&'a str),
}

impl<'a> Host<'a> {
    /// Reads an address in its usual form or a name of letters, digits, hyphens and dots whose
    /// last part is no number: `2130706433`, `0x7f.1` and `0177.0.0.1` are addresses to some
    /// resolvers and names to others.
    fn parse(text: &'a str) -> Option<Self> {
        let bare = text.strip_prefix('[').and_then(|rest| rest.strip_suffix(']'));
        if let Ok(address) = bare.unwrap_or(text).parse::<IpAddr>() {
            return (bare.is_none() || address.is_ipv6()).then_some(Self::Address(address));
        }
        let name = text.strip_suffix('.').unwrap_or(text);
        let last = name.rsplit('.').next()?;
        let is_number = last.bytes().all(|byte| byte.is_ascii_digit())
            || last.get(..2).is_some_and(|start| start.eq_ignore_ascii_case("0x"));
        let is_name = name.len() <= 253
            && name.split('.').all(|part| {
                (1..=63).contains(&part.len())
                    && part.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
                    && !part.starts_with('-')
                    && !part.ends_with('-')
            });
        (is_name && !is_number).then_some(Self::Name(name))
    }
}

#[cfg(test)]
mod tests;
