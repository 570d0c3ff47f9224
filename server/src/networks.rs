//! Networks as they are written in the configuration.

use std::fmt;
use std::net::IpAddr;
use std::str::FromStr;

use ipnet::IpNet;
use serde::{Deserialize, Serialize, Serializer};
use thiserror::Error;

/// Some networks, in the order in which they were written.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(try_from = "Written")]
pub struct Networks(pub Vec<IpNet>);

/// The text names no network.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("{0:?} is no network; it must look like 10.0.0.0/8, 192.0.2.1 or fd00::/8")]
pub struct InvalidNetwork(String);

/// As it may be set: in a file as a list, elsewhere with commas.
#[derive(Deserialize)]
#[serde(untagged)]
enum Written {
    List(Vec<String>),
    Text(String),
}

impl Networks {
    /// Whether this address is in one of them.
    pub fn include(&self, address: IpAddr) -> bool {
        self.0.iter().any(|network| network.contains(&address))
    }
}

impl FromStr for Networks {
    type Err = InvalidNetwork;

    fn from_str(text: &str) -> Result<Self, InvalidNetwork> {
        let names = text.split(',').map(str::trim).filter(|name| !name.is_empty());
        names.map(network).collect::<Result<_, _>>().map(Self)
    }
}

fn network(name: &str) -> Result<IpNet, InvalidNetwork> {
    let address = || name.parse().map(|address: IpAddr| IpNet::from(address));
    name.parse().or_else(|_| address()).map_err(|_| InvalidNetwork(name.to_owned()))
}

impl TryFrom<Written> for Networks {
    type Error = InvalidNetwork;

    fn try_from(written: Written) -> Result<Self, InvalidNetwork> {
        match written {
            Written::List(names) => {
                names.iter().map(|name| network(name)).collect::<Result<_, _>>().map(Self)
            }
            Written::Text(text) => text.parse(),
        }
    }
}

impl Serialize for Networks {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl fmt::Display for Networks {
    fn fmt(&self, text: &mut fmt::Formatter<'_>) -> fmt::Result {
        let names: Vec<_> = self.0.iter().map(IpNet::to_string).collect();
        text.write_str(&names.join(","))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn networks_are_read_and_shown() {
        for (text, shown) in [
            ("", ""),
            ("10.0.0.0/8", "10.0.0.0/8"),
            ("10.0.0.0/8, fd00::/8,192.0.2.1", "10.0.0.0/8,fd00::/8,192.0.2.1/32"),
        ] {
            assert_eq!(text.parse::<Networks>().expect(text).to_string(), shown);
        }
        for text in ["10.0.0.0/33", "10.0.0", "proxy.example", "*"] {
            let error = text.parse::<Networks>().expect_err("no network");
            assert!(error.to_string().contains(text), "{error}");
        }
    }
}
