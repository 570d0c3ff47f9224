//! Questions to the domain name system.

use std::net::SocketAddr;
use std::time::Duration;

use domain::platform::{Problem, Reason};
use hickory_resolver::TokioResolver;
use hickory_resolver::config::{ConnectionConfig, NameServerConfig, ResolverConfig};
use hickory_resolver::net::runtime::TokioRuntimeProvider;
use hickory_resolver::proto::rr::{RData, RecordType};

/// Asks for records.
#[derive(Clone)]
pub(super) struct Dns(TokioResolver);

impl std::fmt::Debug for Dns {
    fn fmt(&self, text: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        text.write_str("Dns")
    }
}

impl Dns {
    /// Asks this server, or those of the machine.
    pub(super) fn new(
        server: Option<SocketAddr>,
        limit: Duration,
    ) -> Result<Self, Box<dyn std::error::Error + Send + Sync>> {
        let mut builder = match server {
            None => TokioResolver::builder_tokio()?,
            Some(server) => {
                let mut udp = ConnectionConfig::udp();
                let mut tcp = ConnectionConfig::tcp();
                udp.port = server.port();
                tcp.port = server.port();
                let server = NameServerConfig::new(server.ip(), true, vec![udp, tcp]);
                let config = ResolverConfig::from_parts(None, Vec::new(), vec![server]);
                TokioResolver::builder_with_config(config, TokioRuntimeProvider::default())
            }
        };
        let options = builder.options_mut();
        // A person who has just published a record wants it seen.
        options.cache_size = 0;
        options.attempts = 1;
        options.timeout = limit / 4;
        Ok(Self(builder.build()?))
    }

    /// The texts of the TXT records of a name; parts of a text are put together without spaces.
    /// A name without any is no problem, a server that does not answer is.
    pub(super) async fn texts(&self, name: &str) -> Result<Vec<String>, Problem> {
        // The dot keeps the machine's search domains out.
        let lookup = self.0.lookup(format!("{name}."), RecordType::TXT).await;
        match lookup {
            Ok(found) => Ok(found
                .answers()
                .iter()
                .filter_map(|record| match &record.data {
                    RData::TXT(text) => {
                        Some(String::from_utf8_lossy(&text.txt_data.concat()).into_owned())
                    }
                    _ => None,
                })
                .collect()),
            Err(error) if error.is_no_records_found() && !is_failure(&error) => Ok(Vec::new()),
            Err(error) => {
                Err(Problem::new(Reason::PlatformTrouble).with_answer(&error.to_string()))
            }
        }
    }
}

/// "No records" also stands for a server that refuses or fails.
fn is_failure(error: &hickory_resolver::net::NetError) -> bool {
    use hickory_resolver::net::{DnsError, NetError};
    use hickory_resolver::proto::op::ResponseCode;
    match error {
        NetError::Dns(DnsError::NoRecordsFound(none)) => {
            !matches!(none.response_code, ResponseCode::NoError | ResponseCode::NXDomain)
        }
        _ => true,
    }
}
