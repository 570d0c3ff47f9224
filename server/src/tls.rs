//! TLS of its own, for where no proxy stands in front.

use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Arc, PoisonError, RwLock};
use std::time::{Duration, SystemTime};

use thiserror::Error;
use tokio::signal::unix::Signal;
use tokio::time::MissedTickBehavior;
use tokio_rustls::TlsAcceptor;
use tokio_rustls::rustls::crypto::ring;
use tokio_rustls::rustls::pki_types::pem::{self, PemObject};
use tokio_rustls::rustls::pki_types::{CertificateDer, PrivateKeyDer};
use tokio_rustls::rustls::{self, ServerConfig};

/// How often the files are looked at. Certificates are renewed weeks before they expire.
const PERIOD: Duration = Duration::from_mins(1);

/// A certificate and its key, as they were read last.
#[derive(Debug)]
pub struct Tls {
    certificate: PathBuf,
    key: PathBuf,
    current: RwLock<Current>,
}

#[derive(Debug)]
struct Current {
    config: Arc<ServerConfig>,
    changed: Changed,
}

/// When the files of certificate and key were changed.
type Changed = [Option<SystemTime>; 2];

/// Why a certificate cannot be used. Never says what is in the key.
#[derive(Debug, Error)]
pub enum TlsError {
    /// A file cannot be read, or is no PEM file of its kind.
    #[error("cannot read {what} from {}", .file.display())]
    Unreadable {
        /// What should be in the file.
        what: &'static str,
        /// The file.
        file: PathBuf,
        /// Why.
        source: io::Error,
    },
    /// The two do not belong together, or are of an unknown kind.
    #[error("certificate and key cannot be used together")]
    Unusable(#[from] rustls::Error),
}

impl Tls {
    /// Reads both files, which are PEM. The certificate comes first, then those that vouch for it.
    pub fn load(certificate: &Path, key: &Path) -> Result<Self, TlsError> {
        let current = RwLock::new(Current::read(certificate, key)?);
        Ok(Self { certificate: certificate.to_owned(), key: key.to_owned(), current })
    }

    /// What takes the next connection.
    pub fn acceptor(&self) -> TlsAcceptor {
        let current = self.current.read().unwrap_or_else(PoisonError::into_inner);
        TlsAcceptor::from(current.config.clone())
    }

    /// Reads the files again. What cannot be used is told, and the old certificate stays.
    pub fn reload(&self) {
        match Current::read(&self.certificate, &self.key) {
            Ok(read) => {
                *self.current.write().unwrap_or_else(PoisonError::into_inner) = read;
                tracing::info!("the certificate was read again");
            }
            Err(error) => {
                let error = &error as &dyn std::error::Error;
                tracing::error!(error, "the old certificate stays in use");
            }
        }
    }

    /// Reads the files again when they have changed or the process is told to, for ever.
    pub async fn keep_fresh(&self, mut told_to: Signal) {
        let mut ticks = tokio::time::interval(PERIOD);
        ticks.set_missed_tick_behavior(MissedTickBehavior::Delay);
        loop {
            let told = tokio::select! {
                _ = ticks.tick() => false,
                told = told_to.recv() => told.is_some(),
            };
            if told || self.has_changed() {
                self.reload();
            }
        }
    }

    /// Whether a file is newer or older than the one that was read.
    pub fn has_changed(&self) -> bool {
        let now = changed(&self.certificate, &self.key);
        self.current.read().unwrap_or_else(PoisonError::into_inner).changed != now
    }
}

impl Current {
    fn read(certificate: &Path, key: &Path) -> Result<Self, TlsError> {
        // Asked before reading: a change in between is noticed the next time.
        let changed = changed(certificate, key);
        let chain = CertificateDer::pem_file_iter(certificate)
            .and_then(Iterator::collect::<Result<Vec<_>, _>>)
            .and_then(
                |chain| if chain.is_empty() { Err(pem::Error::NoItemsFound) } else { Ok(chain) },
            )
            .map_err(|error| unreadable("a certificate", certificate, error))?;
        let key = PrivateKeyDer::from_pem_file(key)
            .map_err(|error| unreadable("a private key", key, error))?;
        let mut config = ServerConfig::builder_with_provider(Arc::new(ring::default_provider()))
            // 1.2 and 1.3.
            .with_safe_default_protocol_versions()?
            .with_no_client_auth()
            .with_single_cert(chain, key)?;
        config.alpn_protocols = vec![b"http/1.1".to_vec()];
        Ok(Self { config: Arc::new(config), changed })
    }
}

fn changed(certificate: &Path, key: &Path) -> Changed {
    [certificate, key].map(|file| file.metadata().and_then(|file| file.modified()).ok())
}

fn unreadable(what: &'static str, file: &Path, error: pem::Error) -> TlsError {
    let source = match error {
        pem::Error::Io(source) => source,
        other => io::Error::new(io::ErrorKind::InvalidData, other),
    };
    TlsError::Unreadable { what, file: file.to_owned(), source }
}
