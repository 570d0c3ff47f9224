//! Simulated platforms behind a gate that holds one request back, and a console in front of them
//! whose address stays the same while its server is killed and started again.

use std::future::pending;
use std::net::SocketAddr;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use axum::extract::{Request, State};
use axum::http::Method;
use axum::middleware::{Next, from_fn_with_state};
use axum::response::Response;
use domain::ports::Ports;
use domain::session::SessionLimits;
use domain::sources::Clock;
use server::callbacks::{Callbacks, Journal};
use server::connections::Connections;
use server::platforms::PlatformSettings;
use server::sources::SystemClock;
use simulator::{ManualClock, Options, Simulator};
use tokio::io::copy_bidirectional;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::Notify;
use tokio::task::JoinSet;

use crate::bound_channel::ports_later;
use crate::suiro::{Server, suiro};
use crate::support::client::Client;
use crate::support::database::{TestDatabase, new_folder};

const VERIFY_TOKEN: &str = "verify-me";

/// On which side of a request the power is cut.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Moment {
    /// The platform never hears of it.
    Before,
    /// The platform has carried it out, and its answer is lost. Only requests count that may
    /// change something: after one that does not, it is as before the next.
    After,
}

/// At which request to a platform.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Cut {
    /// How many pass before it.
    pub(crate) passing: u32,
    pub(crate) moment: Moment,
}

#[derive(Debug, Clone, Default)]
struct Gate {
    cut: Arc<Mutex<Option<Cut>>>,
    reached: Arc<Notify>,
}

impl Gate {
    /// Whether this request is the one, and on which side of it.
    fn turn(&self, method: &Method) -> Option<Moment> {
        let mut armed = lock(&self.cut);
        let cut = armed.as_mut()?;
        if cut.moment == Moment::After && method == Method::GET {
            return None;
        }
        if cut.passing > 0 {
            cut.passing -= 1;
            return None;
        }
        armed.take().map(|cut| cut.moment)
    }

    async fn hold(&self) -> Response {
        self.reached.notify_one();
        pending().await
    }
}

async fn guard(State(gate): State<Gate>, request: Request, next: Next) -> Response {
    match gate.turn(request.method()) {
        None => next.run(request).await,
        Some(Moment::Before) => gate.hold().await,
        Some(Moment::After) => {
            next.run(request).await;
            gate.hold().await
        }
    }
}

/// The platforms, and the address under which they reach the console.
pub(crate) struct Stage {
    gate: Gate,
    platforms: SocketAddr,
    app: simulator::App,
    public: SocketAddr,
    console: Arc<Mutex<Option<SocketAddr>>>,
    _tasks: JoinSet<()>,
}

impl Stage {
    pub(crate) async fn open() -> Self {
        let mut tasks = JoinSet::new();
        let now = u64::try_from(SystemClock.now().micros() / 1_000).expect("a time");
        let clock = ManualClock::at(now);
        let slowness = Duration::from_mins(1);
        let simulator = Simulator::new(Options { clock: Arc::new(clock), seed: [7; 32], slowness });
        let gate = Gate::default();
        let router = simulator.router().layer(from_fn_with_state(gate.clone(), guard));
        let (listener, platforms) = listen().await;
        tasks.spawn(async move { axum::serve(listener, router).await.expect("it serves") });
        let console = Arc::new(Mutex::new(None));
        let (listener, public) = listen().await;
        tasks.spawn(pass_on(listener, console.clone()));
        Self { gate, platforms, app: simulator.meta_app(), public, console, _tasks: tasks }
    }

    /// Holds this request back.
    pub(crate) fn arm(&self, cut: Cut) {
        *lock(&self.gate.cut) = Some(cut);
    }

    /// Waits until the request is there.
    pub(crate) async fn reached(&self) {
        self.gate.reached.notified().await;
    }

    /// Lets everything pass again.
    pub(crate) fn disarm(&self) {
        *lock(&self.gate.cut) = None;
    }

    /// A browser in front of the platforms.
    pub(crate) const fn platforms(&self) -> Client {
        Client::anonymous(self.platforms)
    }

    /// The program.
    pub(crate) async fn start(&self, database: &TestDatabase) -> Server {
        let folder = new_folder();
        let arguments = ["serve", "--listen", "127.0.0.1:0", "--database-url", &database.url];
        let mut command = suiro(&folder, &arguments);
        command
            .env("SUIRO_KEY_FILE", database.key_file())
            .env("SUIRO_PUBLIC_URL", self.public_url())
            .env("SUIRO_PLATFORMS_META_APP_ID", &self.app.id)
            .env("SUIRO_PLATFORMS_META_APP_SECRET", &self.app.secret)
            .env("SUIRO_PLATFORMS_META_VERIFY_TOKEN", VERIFY_TOKEN)
            .env("SUIRO_PLATFORMS_META_GRAPH_URL", self.base("graph.facebook.com"))
            .env("SUIRO_PLATFORMS_VIBER_URL", self.base("chatapi.viber.com/pa"));
        let server = Server::start_command(command, folder).await;
        *lock(&self.console) = Some(server.client.address);
        server
    }

    /// The console an hour later, in this process: what a server that was killed has begun is free
    /// again.
    pub(crate) async fn later(&self, database: &TestDatabase) -> Later {
        let base = |host: &str| Some(self.base(host).try_into().expect("an address"));
        let settings = PlatformSettings {
            meta_app_id: Some(self.app.id.clone()),
            meta_app_secret: Some(self.app.secret.clone()),
            meta_verify_token: Some(VERIFY_TOKEN.to_owned()),
            meta_graph_url: base("graph.facebook.com"),
            viber_url: base("chatapi.viber.com/pa"),
            ..PlatformSettings::default()
        };
        let public_url = self.public_url().parse().expect("a URL");
        let ports = ports_later(&database.url, &database.key_file(), &settings, &public_url).await;
        let limits = SessionLimits::default();
        let console = server::start::console(ports.clone(), limits, &public_url, false).await;
        let (journal, writer) = Journal::new();
        let callbacks = Callbacks { ports: ports.clone(), journal };
        let proxies = "127.0.0.1".parse().expect("a network");
        let router = server::router::build(console.expect("a console"), callbacks, proxies);
        let (listener, address) = listen().await;
        let mut tasks = JoinSet::new();
        tasks.spawn(writer.keep_writing(ports.store.clone()));
        tasks.spawn(Connections::default().serve(listener, router, pending()));
        *lock(&self.console) = Some(address);
        Later { ports, tasks }
    }

    fn public_url(&self) -> String {
        format!("http://{}", self.public)
    }

    fn base(&self, host: &str) -> String {
        format!("http://{}/{host}", self.platforms)
    }
}

/// A console in this process, which platforms reach.
pub(crate) struct Later {
    pub(crate) ports: Ports,
    tasks: JoinSet<()>,
}

impl Later {
    /// Gives the database up.
    pub(crate) async fn end(mut self) {
        self.tasks.shutdown().await;
        self.ports.store.close().await;
    }
}

async fn listen() -> (TcpListener, SocketAddr) {
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
    let address = listener.local_addr().expect("an address");
    (listener, address)
}

/// Stands at one address for whichever console there is.
async fn pass_on(listener: TcpListener, console: Arc<Mutex<Option<SocketAddr>>>) {
    loop {
        let (mut visitor, _) = listener.accept().await.expect("a connection");
        let Some(address) = *lock(&console) else { continue };
        tokio::spawn(async move {
            if let Ok(mut console) = TcpStream::connect(address).await {
                let _ = copy_bidirectional(&mut visitor, &mut console).await;
            }
        });
    }
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
