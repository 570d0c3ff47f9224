//! The platforms that channels are bound to, simulated over their own wire formats, with faults to
//! switch on for each account. For tests and for trying Suiro without any account.
//!
//! One listener stands for all hosts; the first segment of a path names the host it stands for:
//!
//! | path | platform |
//! |---|---|
//! | `/graph.facebook.com` | Meta's Graph API: WhatsApp, Messenger, Instagram (`src/graph`) |
//! | `/www.facebook.com` | the dialog in which a person authorises an app |
//! | `/graph.instagram.com`, `/api.instagram.com`, `/www.instagram.com` | Instagram without a Page (`src/instagram`) |
//! | `/chatapi.viber.com` | Viber's REST API (`src/viber`) |
//! | `/api.twilio.com` | SMS over HTTP (`src/twilio`) |
//! | `/` | a page to try faults by hand, and to write as a customer |
//! | `/control` | which accounts there are, their faults, messages of customers |
//!
//! E-mail is no HTTP: a mail server over TLS and a DNS server listen on ports of their own
//! (`src/mail`).
//!
//! The accounts stand in `data/`; what happens to them is in memory and is gone at the end. Time
//! and randomness come from outside, so that two runs of the same story are alike.
//!
//! Nobody has to sign in at `/control`: listen on loopback only. Webhooks are sent to `http://`
//! addresses; an `https://` one counts as not reachable.
#![warn(missing_docs)]

mod call;
mod control;
mod disturbance;
mod fault;
mod graph;
mod instagram;
mod listener;
mod mail;
mod outbox;
mod page;
mod panel;
mod picture;
mod sender;
mod sent;
mod sources;
mod twilio;
mod viber;

use std::collections::BTreeMap;
use std::io;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use axum::{Router, middleware, routing};
use tokio::net::TcpListener;

pub use control::{Account, App, UnknownAccount};
pub use fault::{Fault, Faults};
pub use mail::MailServer;
pub use outbox::Attempt;
pub use sent::Message;
pub use sources::{Clock, ManualClock};

use outbox::Outbox;
use sender::Sender;
use sent::Messages;
use sources::Randomness;

/// How often [`Simulator::serve`] looks for webhooks that are due.
const PULSE: Duration = Duration::from_millis(100);

/// What a simulator takes from outside.
#[derive(Debug, Clone)]
pub struct Options {
    /// The time of all platforms.
    pub clock: Arc<dyn Clock>,
    /// Where ids, tokens and codes come from. The same seed gives the same ones in the same order.
    pub seed: [u8; 32],
    /// How long an answer takes under [`Fault::Slow`].
    pub slowness: Duration,
}

/// All platforms together. A clone is the same simulator.
#[derive(Debug, Clone)]
pub struct Simulator {
    world: Arc<Mutex<World>>,
    options: Options,
    sender: Sender,
}

/// Everything that changes.
#[derive(Debug)]
pub(crate) struct World {
    pub(crate) graph: graph::Graph,
    pub(crate) instagram: instagram::Instagram,
    pub(crate) viber: viber::Viber,
    pub(crate) twilio: twilio::Twilio,
    pub(crate) mail: mail::Mail,
    pub(crate) faults: BTreeMap<String, Faults>,
    pub(crate) outbox: Outbox,
    pub(crate) sent: Messages,
    pub(crate) random: Randomness,
}

impl World {
    /// What is switched on for any of these accounts.
    pub(crate) fn faults_of<'a>(&self, accounts: impl IntoIterator<Item = &'a str>) -> Faults {
        accounts.into_iter().filter_map(|id| self.faults.get(id)).flatten().copied().collect()
    }
}

impl Simulator {
    /// The platforms with their accounts as they are in the beginning.
    pub fn new(options: Options) -> Self {
        let now = options.clock.now();
        let world = World {
            graph: graph::Graph::new(now),
            instagram: instagram::Instagram::new(),
            viber: viber::Viber::new(),
            twilio: twilio::Twilio::new(),
            mail: mail::Mail::new(),
            faults: BTreeMap::new(),
            outbox: Outbox::default(),
            sent: Messages::default(),
            random: Randomness::new(options.seed),
        };
        Self { world: Arc::new(Mutex::new(world)), options, sender: Sender::new() }
    }

    /// Everything that answers. Faults of the connection need [`Simulator::serve`].
    pub fn router(&self) -> Router {
        let platforms = Router::new()
            .nest("/graph.facebook.com", Router::new().fallback(graph::answer))
            .nest("/graph.instagram.com", Router::new().fallback(instagram::answer))
            .nest("/chatapi.viber.com", Router::new().fallback(viber::answer))
            .nest("/api.twilio.com", Router::new().fallback(twilio::answer))
            .layer(middleware::from_fn_with_state(self.clone(), disturbance::disturb));
        Router::new()
            .merge(platforms)
            .nest("/www.facebook.com", graph::dialog::routes())
            .nest("/www.instagram.com", instagram::login::dialog())
            .nest("/api.instagram.com", instagram::login::tokens())
            .nest("/control", control::routes())
            .merge(panel::routes())
            .route(picture::ADDRESS, routing::get(picture::show))
            .route(page::STYLE_ADDRESS, routing::get(page::style))
            .with_state(self.clone())
    }

    /// Answers, and sends webhooks when they are due, until the task is dropped.
    pub async fn serve(self, listener: TcpListener) -> io::Result<()> {
        let answers = listener::serve(listener, self.router());
        let webhooks = async {
            loop {
                self.deliver_due().await;
                tokio::time::sleep(PULSE).await;
            }
        };
        tokio::select! {
            ended = answers => ended,
            () = webhooks => Ok(()),
        }
    }

    /// Sends the webhooks that are due by the clock, one after the other. Returns how many were
    /// sent, whatever became of them.
    pub async fn deliver_due(&self) -> usize {
        let posts = {
            let mut world = self.world();
            let world = &mut *world;
            world.outbox.take_due(self.now(), &world.faults)
        };
        let sent = posts.len();
        for post in posts {
            let status = self.sender.post(&post.request).await;
            let mut world = self.world();
            if let Some(dead) = world.outbox.record(post, status, self.now()) {
                world.graph.deactivate(&dead);
            }
        }
        sent
    }

    /// What was sent so far, oldest first, the last thousand.
    pub fn attempts(&self) -> Vec<Attempt> {
        self.world().outbox.attempts()
    }

    /// What an account has sent, oldest first; of all accounts together the last thousand.
    pub fn messages(&self, account: &str) -> Vec<Message> {
        self.world().sent.of(account)
    }

    pub(crate) fn world(&self) -> MutexGuard<'_, World> {
        self.world.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Milliseconds since 1970.
    pub(crate) fn now(&self) -> u64 {
        self.options.clock.now()
    }
}
