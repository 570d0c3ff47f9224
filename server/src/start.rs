//! From a configuration to a running server.

use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use app::api::{Console, CursorKey};
use axum::serve::ListenerExt;
use domain::caller::Caller;
use domain::channel::Ports;
use domain::ids::TenantId;
use domain::store::{Store, StoreError};
use domain::tenant::{ChannelUsage, DEFAULT_CHANNEL_QUOTA, Tenant};
use thiserror::Error;
use tokio::net::TcpListener;
use tokio::signal::unix::{SignalKind, signal};
use uuid::Uuid;

use crate::sources::{RandomIds, SystemClock};
use crate::{assets, router};

/// The tenant that everything belongs to until there is sign-in.
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
    /// The machine has no randomness to give.
    #[error("the machine gives no random numbers")]
    Randomness(#[from] getrandom::Error),
    /// Serving broke off.
    #[error("the server stopped")]
    Serve(#[from] std::io::Error),
}

/// The use cases' outside world: this database, the real time, real ids.
pub fn ports(store: Arc<dyn Store>) -> Ports {
    Ports { store, clock: Arc::new(SystemClock), ids: Arc::new(RandomIds) }
}

/// Puts the console together around a store whose schema is up to date.
pub async fn console(store: Arc<dyn Store>) -> Result<Console, StartError> {
    let ports = ports(store);
    let now = ports.clock.now();
    let tenant = Tenant {
        id: BUILT_IN_TENANT,
        name: "Built-in tenant".to_owned(),
        usage: ChannelUsage { used: 0, quota: DEFAULT_CHANNEL_QUOTA },
        created_at: now,
    };
    ports.store.insert_tenant(&tenant, &[]).await?;
    let mut candidate = [0; 32];
    getrandom::fill(&mut candidate)?;
    let secret = ports.store.installation_secret(candidate).await?;
    Ok(Console {
        ports,
        cursor_key: CursorKey::new(secret),
        assets: assets::paths(),
        built_in_caller: Arc::new(Caller {
            tenant: BUILT_IN_TENANT,
            actor: "local user".to_owned(),
        }),
    })
}

/// Listens and serves until the process is told to stop, then finishes what has begun.
pub async fn serve(address: SocketAddr, console: Console) -> Result<(), StartError> {
    let store = console.ports.store.clone();
    let listener = TcpListener::bind(address)
        .await
        .map_err(|source| StartError::Listen { address, source })?;
    let address = listener.local_addr()?;
    // Before anybody is told that the server is ready: a supervisor may stop it at once.
    let told_to_stop = told_to_stop()?;
    announce(address);
    let listener = listener.tap_io(|connection| {
        // Without it a small answer waits for the acknowledgement of the one before: 40 ms.
        if let Err(error) = connection.set_nodelay(true) {
            tracing::debug!(%error, "cannot set TCP_NODELAY");
        }
    });
    let (stopping, mut begun) = tokio::sync::watch::channel(false);
    let serving =
        axum::serve(listener, router::build(console)).with_graceful_shutdown(async move {
            told_to_stop.await;
            tracing::info!("stopping");
            let _ = stopping.send(true);
        });
    let cut_off = async move {
        let _ = begun.wait_for(|stopping| *stopping).await;
        tokio::time::sleep(DRAIN_TIME).await;
    };
    tokio::select! {
        ended = serving => ended?,
        () = cut_off => tracing::warn!("requests still ran after {DRAIN_TIME:?}; cut off"),
    }
    store.close().await;
    Ok(())
}

#[expect(clippy::print_stdout, reason = "The address is the program's answer, not a log line.")]
fn announce(address: SocketAddr) {
    println!("Suiro is ready at http://{address}");
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
