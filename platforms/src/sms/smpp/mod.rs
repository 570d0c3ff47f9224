//! SMS through a carrier's SMPP server (version 3.4). A bound account has a session that stays:
//! receipts and messages come in through it, and what this process sends goes out through it,
//! since many carriers allow only one. Without it each request has a session of its own, one at a
//! time for each account.

mod deliver;
mod listen;
mod listeners;
pub(super) mod message_id;
mod pdu;
mod session;
mod status;
mod submit;
mod text;

use std::collections::HashMap;
use std::sync::Arc;

use domain::platform::{
    Account, Arrival, Candidate, Check, CheckItem, Credentials, End, Event, Fact, Health, Outcome,
    Probe, Problem, Reason, Sent, TextMessage,
};
use rusmpp::pdus::BindTransceiver;
use rusmpp::types::COctetString;
use rusmpp::values::InterfaceVersion;
use rustls::ClientConfig;
use tokio::sync::{Mutex, OwnedMutexGuard};

use super::registration;
use crate::connection::{Bounded, connect};
use crate::http::ClientError;
use crate::network::NetworkPolicy;
use crate::settings::SmppSettings;
use crate::tls::client_config;
use listeners::{Standing, access};
use session::Link;

/// Names of credentials, and their words.
pub(super) mod field {
    pub(crate) const HOST: &str = "host";
    pub(crate) const PORT: &str = "port";
    pub(crate) const ENCRYPTION: &str = "encryption";
    pub(crate) const TLS: &str = "tls";
    pub(crate) const NONE: &str = "none";
    pub(crate) const SYSTEM_ID: &str = "system_id";
    pub(crate) const PASSWORD: &str = "password";
    pub(crate) const SYSTEM_TYPE: &str = "system_type";
    pub(crate) const SENDER: &str = "sender";
}

/// One turn at a time for each account.
type Turns = Mutex<HashMap<String, Arc<Mutex<()>>>>;

/// All SMPP servers as this installation sees them.
pub(super) struct Smpp {
    settings: SmppSettings,
    policy: NetworkPolicy,
    tls: Arc<ClientConfig>,
    turns: Turns,
    standing: Arc<Standing>,
}

impl Smpp {
    pub(super) fn new(
        settings: &SmppSettings,
        policy: &NetworkPolicy,
    ) -> Result<Self, ClientError> {
        let tls = client_config(&settings.trusted_certificates);
        Ok(Self {
            settings: settings.clone(),
            policy: policy.clone(),
            tls: Arc::new(tls.map_err(|error| ClientError(error.into()))?),
            turns: Mutex::default(),
            standing: Arc::default(),
        })
    }

    /// Waits until no other session of the account is being opened or used for one request here.
    async fn turn(&self, credentials: &Credentials) -> OwnedMutexGuard<()> {
        let turn = self.turns.lock().await.entry(server(credentials)).or_default().clone();
        turn.lock_owned().await
    }

    async fn connect(&self, credentials: &Credentials) -> Result<Bounded, Problem> {
        let value = |name| credentials.get(name).unwrap_or_default();
        let port = value(field::PORT).parse().map_err(|_| Problem::new(Reason::SettingsWrong))?;
        let tls = (value(field::ENCRYPTION) == field::TLS).then(|| self.tls.clone());
        let SmppSettings { timeout, longest_answer, .. } = self.settings;
        let target = (value(field::HOST), port);
        connect(&self.policy, target, tls, timeout, longest_answer).await
    }

    /// Does something in the session that stands, or in one for this alone.
    async fn in_session<T>(
        &self,
        credentials: &Credentials,
        work: impl AsyncFnOnce(&Link) -> Result<T, Problem>,
    ) -> Result<T, Problem> {
        let access = access(credentials);
        if let Some(link) = self.standing.link(&access) {
            return work(&link).await;
        }
        let _turn = self.turn(credentials).await;
        if let Some(link) = self.standing.link(&access) {
            return work(&link).await;
        }
        let link = Link::begin(self.connect(credentials).await?, &self.settings);
        link.bind(bind(credentials)?).await?;
        let result = work(&link).await;
        link.close().await;
        result
    }

    /// Identifies itself if need be, and asks whether the server is there. Returns when its
    /// certificate ends.
    async fn probe(&self, credentials: &Credentials) -> Result<Option<End>, Problem> {
        let ask = async |link: &Link| link.enquire_link().await.map(|()| link.certificate_end);
        self.in_session(credentials, ask).await
    }

    pub(super) async fn find_account(
        &self,
        credentials: &Credentials,
    ) -> Result<Candidate, Problem> {
        self.probe(credentials).await?;
        let sender = credentials.get(field::SENDER).unwrap_or_default();
        let server = server(credentials);
        Ok(Candidate {
            account: Account {
                id: format!("smpp/{server}/{sender}"),
                name: sender.to_owned(),
                picture: None,
                facts: vec![Fact::new("server", server)],
            },
            credentials: credentials.clone(),
        })
    }

    pub(super) async fn check_prerequisites(&self, credentials: &Credentials) -> Vec<Check> {
        let (reachable, accepted) = match self.probe(credentials).await {
            Ok(_) => (Outcome::Pass, Outcome::Pass),
            Err(problem) if problem.platform_code.is_some() => {
                (Outcome::Pass, Outcome::Fail(problem))
            }
            Err(problem) => (
                Check::failed(CheckItem::HostReachable, problem).outcome,
                Outcome::CannotKnow(None),
            ),
        };
        vec![
            Check::new(CheckItem::HostReachable, reachable),
            Check::new(CheckItem::CredentialsAccepted, accepted),
            registration::check(credentials),
        ]
    }

    pub(super) async fn check_health(&self, credentials: &Credentials) -> Health {
        match self.probe(credentials).await {
            Ok(end) => Health {
                authorisation: Probe::Works,
                outbound: Probe::Works,
                inbound: Probe::NotObservable,
                callback: Probe::NotObservable,
                facts: Vec::new(),
                ends: end.into_iter().collect(),
            },
            Err(problem) => Health {
                inbound: Probe::NotObservable,
                callback: Probe::NotObservable,
                ..Health::of_problem(&problem)
            },
        }
    }

    /// The health while a session stands, here or elsewhere. A second one is not asked for: only
    /// what is shown before anybody identifies itself is looked at.
    pub(super) async fn check_health_in_session(&self, credentials: &Credentials) -> Health {
        if self.standing.link(&access(credentials)).is_some() {
            return self.check_health(credentials).await;
        }
        let shown = self.connect(credentials).await.ok();
        Health {
            authorisation: Probe::Works,
            outbound: Probe::Works,
            inbound: Probe::Works,
            callback: Probe::NotObservable,
            facts: Vec::new(),
            ends: shown.and_then(|connection| connection.certificate_end()).into_iter().collect(),
        }
    }

    pub(super) async fn send_text(
        &self,
        credentials: &Credentials,
        message: &TextMessage,
    ) -> Result<Sent, Problem> {
        let parts = submit::parts(credentials, message)?;
        let send = async |link: &Link| submit::send(link, credentials, parts).await;
        self.in_session(credentials, send).await
    }

    pub(super) fn read_arrival(arrival: &Arrival<'_>, credentials: &Credentials) -> Option<Event> {
        deliver::read(arrival, credentials)
    }
}

impl std::fmt::Debug for Smpp {
    fn fmt(&self, text: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        text.write_str("Smpp")
    }
}

/// The account at its server.
fn server(credentials: &Credentials) -> String {
    let value = |name| credentials.get(name).unwrap_or_default();
    let host = value(field::HOST).to_ascii_lowercase();
    format!("{host}:{}/{}", value(field::PORT), value(field::SYSTEM_ID))
}

/// A text in ASCII as the protocol carries it: at most one byte less than `MAX`.
fn octets<const MAX: usize>(text: &str, reason: Reason) -> Result<COctetString<1, MAX>, Problem> {
    text.parse().map_err(|_| Problem::new(reason))
}

/// How an account identifies itself.
fn bind(credentials: &Credentials) -> Result<BindTransceiver, Problem> {
    let value = |name| credentials.get(name).unwrap_or_default();
    Ok(BindTransceiver::builder()
        .system_id(octets(value(field::SYSTEM_ID), Reason::SettingsWrong)?)
        .password(octets(value(field::PASSWORD), Reason::SettingsWrong)?)
        .system_type(octets(value(field::SYSTEM_TYPE), Reason::SettingsWrong)?)
        .interface_version(InterfaceVersion::Smpp3_4)
        .build())
}
