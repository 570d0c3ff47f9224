//! From a configuration to a running server.

use std::net::SocketAddr;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use ::platforms::ClientError;
use app::api::{Console, CursorKey};
use app::routes;
use domain::ids::TenantId;
use domain::link;
use domain::platform::Platforms;
use domain::ports::Ports;
use domain::sealing::KeyId;
use domain::secrets::SecretToken;
use domain::session::SessionLimits;
use domain::store::{Store, StoreError};
use thiserror::Error;
use tokio::net::TcpListener;
use tokio::signal::unix::{SignalKind, signal};
use uuid::Uuid;

use crate::callbacks::{Callbacks, Journal, keep_processing};
use crate::config::{Config, ConfigError};
use crate::connections::Connections;
use crate::key_file::{KeyFile, KeyFileError};
use crate::listening::Sessions;
use crate::open_id::HttpError;
use crate::passkeys::WebauthnPasskeys;
use crate::public_url::PublicUrl;
use crate::sealing::FileSealing;
use crate::sealing_again::keep_sealing_again;
use crate::secrets::{Argon2Secrets, PASSWORD_COST};
use crate::sources::{RandomIds, SystemClock};
use crate::tls::{Tls, TlsError};
use crate::{
    assets, channel_settings, expiry, health_checks, mail, open_id, outbox, platforms, releases,
    router, webhooks,
};

/// The first organisation. Its id is fixed, so that whoever sets Suiro up takes over what `seed`,
/// or a version without sign-in, has put there.
pub const BUILT_IN_TENANT: TenantId =
    TenantId::from_uuid(Uuid::from_u128(0x0198_0000_0000_7000_8000_0000_0000_0001));

/// How long requests that have begun may take after the server was told to stop. Supervisors kill
/// after 30 s (Kubernetes) or 90 s (systemd).
const DRAIN_TIME: Duration = Duration::from_secs(10);

/// Why the server does not start.
#[derive(Debug, Error)]
pub enum StartError {
    /// The address is taken, or not ours.
    #[error("cannot listen on {address}")]
    Listen {
        /// The address.
        address: SocketAddr,
        /// Why.
        source: std::io::Error,
    },
    /// The database stopped answering.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The keys cannot be used.
    #[error(transparent)]
    Keys(#[from] KeyFileError),
    /// A key is missing that has sealed something in the database.
    #[error(
        "{secrets} secrets in the database are sealed with the key {key}, which is not in {}: \
         every server needs the same key file, and a restored database needs that of its time. If \
         the key is lost for good, `suiro admin reset-second-factor` helps those whose secrets \
         they are", .file.display()
    )]
    KeyMissing {
        /// The key.
        key: KeyId,
        /// How many secrets.
        secrets: u64,
        /// Where it was looked for.
        file: PathBuf,
    },
    /// The machine has no randomness to give.
    #[error("the machine gives no random numbers")]
    Randomness(#[from] getrandom::Error),
    /// There is no certificate to encrypt with.
    #[error("cannot serve by https")]
    Tls(#[from] TlsError),
    /// The settings of the OpenID provider are incomplete.
    #[error(transparent)]
    Config(#[from] ConfigError),
    /// Nothing can be sent to the platforms.
    #[error("the platforms cannot be asked")]
    Platforms(#[from] ClientError),
    /// Nothing can be sent to the OpenID provider.
    #[error("the OpenID provider cannot be asked")]
    OpenId(#[from] HttpError),
    /// The way to the mail server cannot be prepared.
    #[error("mail cannot be sent")]
    Mail(#[from] lettre::transport::smtp::Error),
    /// The operating system refuses what every server needs.
    #[error("the operating system does not let the server run")]
    System(#[from] std::io::Error),
}

/// The use cases' outside world: this database, the real time, real ids, secrets and keys. No mail
/// yet: a link in a mail has to lead to where the server listens.
pub fn ports(store: Arc<dyn Store>, key_file: KeyFile) -> Result<Ports, StartError> {
    Ok(Ports {
        store,
        clock: Arc::new(SystemClock),
        ids: Arc::new(RandomIds),
        secrets: Arc::new(Argon2Secrets::new(PASSWORD_COST)?),
        sealing: Arc::new(FileSealing::new(key_file)),
        fingerprint_key: Arc::default(),
        open_id: None,
        mailer: None,
        platforms: Platforms::none(),
    })
}

/// What the console shows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Data {
    /// That of people.
    Real,
    /// Made up; each page says so.
    Demo {
        /// The page of the simulated platforms.
        simulator: String,
    },
}

/// Puts the console together around a store whose schema is up to date. Companies may register.
/// Where a second factor is required, account managers need one for the back office.
pub async fn console(
    ports: Ports,
    limits: SessionLimits,
    public_url: &PublicUrl,
    second_factor_required: bool,
) -> Result<Console, StartError> {
    let mut candidate = [0; 32];
    getrandom::fill(&mut candidate)?;
    let secret = ports.store.installation_secret(candidate).await?;
    Ok(Console {
        ports,
        cursor_key: CursorKey::new(secret),
        assets: assets::paths(),
        session_limits: limits,
        secure: public_url.is_https(),
        public_url: public_url.as_str().into(),
        demo: false,
        second_factor_required,
        passkeys: WebauthnPasskeys::new(public_url).map(|known| Arc::new(known) as _),
        first_tenant: BUILT_IN_TENANT,
        registration: true,
    })
}

/// Listens and serves until the process is told to stop, then finishes what has begun.
pub async fn serve(config: &Config, ports: Ports, data: Data) -> Result<(), StartError> {
    assert_keys(&KeyFile::at(config.key_file()), &ports).await?;
    let tls = match config.tls_files() {
        Some((certificate, key)) => Some(Arc::new(Tls::load(certificate, key)?)),
        None => None,
    };
    let listen = |source| StartError::Listen { address: config.listen, source };
    let listener = TcpListener::bind(config.listen).await.map_err(listen)?;
    let address = listener.local_addr()?;
    let public_url = config.public_url(address);
    let ports = with_open_id(config, ports, &public_url)?;
    let ports = Ports { mailer: mail::mailer(config, &public_url)?, ..ports };
    let platforms = platforms::platforms(&config.platforms, &public_url, ports.clock.clone())?;
    let platforms = match &data {
        Data::Real => platforms,
        Data::Demo { simulator } => platforms.simulated_at(simulator),
    };
    let webhooks = platforms::webhooks(&config.platforms)?;
    let ports = Ports { platforms, ..ports };
    let limits = config.session_limits();
    // On the machine itself only who is on it gets at the back office.
    let is_exposed = !address.ip().is_loopback() || !public_url.is_loopback();
    let console = console(ports.clone(), limits, &public_url, is_exposed).await?;
    let registration = config.registration;
    let console = Console { demo: data != Data::Real, registration, ..console };
    let (journal, writer) = Journal::new();
    let callbacks = Callbacks { ports: ports.clone(), journal: journal.clone() };
    let router = router::build(console, callbacks, config.trusted_proxies.clone());
    let set_up_token = link::new_set_up_link(&ports).await?;
    // Before anybody is told that the server is ready: a supervisor may stop it at once.
    let told_to_stop = told_to_stop()?;
    let fresh = keep_fresh(tls.clone())?;
    warn_if_readable(address, &public_url);
    announce(address, tls.is_some(), &public_url, set_up_token.as_ref());
    let (stopping, mut begun) = tokio::sync::watch::channel(false);
    let connections = Connections { tls, ..Connections::default() };
    let serving = connections.serve(listener, router, async move {
        told_to_stop.await;
        tracing::info!("stopping");
        let _ = stopping.send(true);
    });
    let mut sessions = Sessions::new(ports.clone(), journal.clone());
    let cut_off = async move {
        let _ = begun.wait_for(|stopping| *stopping).await;
        tokio::time::sleep(DRAIN_TIME).await;
    };
    tokio::select! {
        () = serving => (),
        () = cut_off => tracing::warn!("requests still ran after {DRAIN_TIME:?}; cut off"),
        () = expiry::keep_deleting(&ports, limits) => (),
        () = keep_sealing_again(&ports) => (),
        () = fresh => (),
        () = outbox::keep_sending(&ports) => (),
        () = releases::keep_releasing(&ports) => (),
        () = releases::keep_cancelling(&ports) => (),
        () = health_checks::keep_checking(&ports) => (),
        () = channel_settings::keep_passing_on(&ports) => (),
        () = writer.keep_writing(ports.store.clone()) => (),
        () = keep_processing(&ports, &journal) => (),
        () = webhooks::keep_delivering(&ports, &webhooks) => (),
        () = Box::pin(sessions.keep_listening()) => (),
    }
    sessions.leave().await;
    ports.store.close().await;
    Ok(())
}

/// Makes the key file at the first start. A server without a key that the database needs would
/// seal with another one and turn people away: it does not start.
async fn assert_keys(file: &KeyFile, ports: &Ports) -> Result<(), StartError> {
    let sealed = ports.store.sealed_counts().await?;
    let may_be_made = sealed.is_empty() || file.path().exists();
    let keys = may_be_made.then(|| file.read_or_make(ports.clock.now())).transpose()?;
    for (key, secrets) in sealed {
        if keys.as_ref().and_then(|keys| keys.get(key)).is_none() {
            let file = file.path().to_owned();
            return Err(StartError::KeyMissing { key, secrets, file });
        }
    }
    Ok(())
}

/// Adds the provider that people may sign in with, if one is set. It sends them back to the
/// public URL, which is known only once the server listens.
fn with_open_id(
    config: &Config,
    ports: Ports,
    public_url: &PublicUrl,
) -> Result<Ports, StartError> {
    let Some(settings) = config.open_id()? else { return Ok(ports) };
    let provider = open_id::provider(&settings, public_url, ports.clock.clone())?;
    Ok(Ports { open_id: Some(open_id::open_id(&settings, provider)), ..ports })
}

/// Says so when whoever is on the way from a browser to here can read along.
fn warn_if_readable(address: SocketAddr, public_url: &PublicUrl) {
    if !address.ip().is_loopback() && !public_url.is_https() {
        tracing::warn!(
            "passwords and sessions travel unencrypted between browsers and {public_url}: put a \
             proxy with TLS in front and set public_url to its https:// address"
        );
    }
}

#[expect(clippy::print_stdout, reason = "These are the program's answers, not a log line.")]
fn announce(
    address: SocketAddr,
    encrypted: bool,
    public_url: &PublicUrl,
    set_up_token: Option<&SecretToken>,
) {
    let scheme = if encrypted { "https" } else { "http" };
    println!("Suiro is ready at {scheme}://{address}");
    if let Some(token) = set_up_token {
        let path = routes::set_up(token);
        println!("Set up Suiro here, within an hour: {public_url}{path}");
    }
}

/// Takes over the signals that end a process, and returns what waits for one of them.
fn told_to_stop() -> std::io::Result<impl Future<Output = ()>> {
    let mut terminate = signal(SignalKind::terminate())?;
    let mut interrupt = signal(SignalKind::interrupt())?;
    Ok(async move {
        tokio::select! {
            _ = terminate.recv() => (),
            _ = interrupt.recv() => (),
        }
    })
}

/// Looks after the certificate, if there is one, for ever.
fn keep_fresh(tls: Option<Arc<Tls>>) -> std::io::Result<impl Future<Output = ()>> {
    let told_to = tls.is_some().then(|| signal(SignalKind::hangup())).transpose()?;
    Ok(async move {
        match (tls, told_to) {
            (Some(tls), Some(told_to)) => tls.keep_fresh(told_to).await,
            _ => std::future::pending().await,
        }
    })
}
