//! A mail server that takes mail of its accounts over TLS, and a DNS server that knows the records
//! of their domains.

mod dns;
mod server;

use std::collections::BTreeMap;
use std::io;
use std::net::SocketAddr;
use std::sync::Arc;

use rcgen::{BasicConstraints, CertificateParams, IsCa, Issuer, KeyPair};
use rustls::ServerConfig;
use rustls::pki_types::{PrivateKeyDer, PrivatePkcs8KeyDer};
use serde::Deserialize;
use tokio::net::{TcpListener, UdpSocket};
use tokio_rustls::TlsAcceptor;

use crate::Simulator;

#[derive(Debug, Deserialize)]
pub(crate) struct Mail {
    pub(crate) accounts: Vec<MailAccount>,
    pub(crate) spf_include: String,
    pub(crate) dkim_selector: String,
    /// TXT records by their names in small letters.
    records: BTreeMap<String, Vec<String>>,
    /// Where the mail server listens, while it does.
    #[serde(skip)]
    pub(crate) port: Option<u16>,
}

#[derive(Debug, Clone, Deserialize)]
pub(crate) struct MailAccount {
    pub(crate) address: String,
    pub(crate) name: String,
    pub(crate) username: String,
    pub(crate) password: String,
}

impl Mail {
    /// The accounts as they are in the beginning.
    #[expect(clippy::expect_used, reason = "the file is part of the program and tested")]
    pub(crate) fn new() -> Self {
        let text = include_str!("../../data/mail.json");
        serde_json::from_str(text).expect("data/mail.json fits the model")
    }
}

/// A mail server on a port of this machine, with a certificate for `localhost` of an authority
/// that nobody knows, and a DNS server on another port.
pub struct MailServer {
    simulator: Simulator,
    acceptor: TlsAcceptor,
    authority: Vec<u8>,
    listener: TcpListener,
    questions: UdpSocket,
}

impl MailServer {
    /// Listens. From now on there are accounts for e-mail.
    pub async fn open(simulator: &Simulator) -> io::Result<Self> {
        let any = ("127.0.0.1", 0);
        let (listener, questions) = (TcpListener::bind(any).await?, UdpSocket::bind(any).await?);
        let (acceptor, authority) = certificate().map_err(io::Error::other)?;
        simulator.world().mail.port = Some(listener.local_addr()?.port());
        Ok(Self { simulator: simulator.clone(), acceptor, authority, listener, questions })
    }

    /// The authority (DER), for whoever is to trust the mail server.
    pub fn authority(&self) -> &[u8] {
        &self.authority
    }

    /// Where questions about domains are answered.
    pub fn dns_address(&self) -> io::Result<SocketAddr> {
        self.questions.local_addr()
    }

    /// Takes mail and answers questions, until the task is dropped.
    pub async fn serve(self) -> io::Result<()> {
        tokio::select! {
            ended = server::serve(&self.simulator, &self.acceptor, self.listener) => ended,
            ended = dns::serve(&self.simulator, self.questions) => ended,
        }
    }
}

impl std::fmt::Debug for MailServer {
    fn fmt(&self, text: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        text.write_str("MailServer")
    }
}

fn certificate() -> Result<(TlsAcceptor, Vec<u8>), Box<dyn std::error::Error + Send + Sync>> {
    let authority_key = KeyPair::generate()?;
    let mut authority = CertificateParams::new(Vec::new())?;
    authority.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
    let der = authority.self_signed(&authority_key)?.der().to_vec();
    let issuer = Issuer::new(authority, authority_key);
    let key = KeyPair::generate()?;
    let names = vec!["localhost".to_owned(), "127.0.0.1".to_owned()];
    let certificate = CertificateParams::new(names)?.signed_by(&key, &issuer)?;
    let key = PrivateKeyDer::Pkcs8(PrivatePkcs8KeyDer::from(key.serialize_der()));
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let config = ServerConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()?
        .with_no_client_auth()
        .with_single_cert(vec![certificate.der().clone()], key)?;
    Ok((TlsAcceptor::from(Arc::new(config)), der))
}
