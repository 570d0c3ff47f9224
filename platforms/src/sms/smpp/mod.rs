//! SMS through a carrier's SMPP server (version 3.4), for sending. Each request has a session of
//! its own, one at a time for each account: many carriers allow only one. Receipts and incoming
//! messages need a session that stays; they are not asked for.

mod session;
mod status;
mod text;

use std::collections::HashMap;
use std::sync::Arc;

use domain::platform::{
    Account, Candidate, Check, CheckItem, Credentials, End, Fact, Health, Outcome, Probe, Problem,
    Reason, Sent, TextMessage,
};
use rusmpp::Pdu;
use rusmpp::pdus::{BindTransceiver, SubmitSm};
use rusmpp::types::{COctetString, OctetString};
use rusmpp::values::{DataCoding, EsmClass, InterfaceVersion, Npi, Ton};
use rustls::ClientConfig;
use tokio::sync::{Mutex, OwnedMutexGuard};

use super::registration;
use crate::connection::connect;
use crate::http::ClientError;
use crate::network::NetworkPolicy;
use crate::settings::SmppSettings;
use crate::tls::client_config;
use session::Session;

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
        })
    }

    /// Waits until no other session of the account is open here.
    async fn turn(&self, credentials: &Credentials) -> OwnedMutexGuard<()> {
        let turn = self.turns.lock().await.entry(server(credentials)).or_default().clone();
        turn.lock_owned().await
    }

    async fn open(&self, credentials: &Credentials) -> Result<Session, Problem> {
        let value = |name| credentials.get(name).unwrap_or_default();
        let port = value(field::PORT).parse().map_err(|_| Problem::new(Reason::SettingsWrong))?;
        let bind = BindTransceiver::builder()
            .system_id(octets(value(field::SYSTEM_ID), Reason::SettingsWrong)?)
            .password(octets(value(field::PASSWORD), Reason::SettingsWrong)?)
            .system_type(octets(value(field::SYSTEM_TYPE), Reason::SettingsWrong)?)
            .interface_version(InterfaceVersion::Smpp3_4)
            .build();
        let tls = (value(field::ENCRYPTION) == field::TLS).then(|| self.tls.clone());
        let SmppSettings { timeout, longest_answer, .. } = self.settings;
        let target = (value(field::HOST), port);
        let connection = connect(&self.policy, target, tls, timeout, longest_answer).await?;
        Session::bind(connection, bind, timeout).await
    }

    /// Identifies itself, asks whether the server is there, and leaves. Returns when its
    /// certificate ends.
    async fn probe(&self, credentials: &Credentials) -> Result<Option<End>, Problem> {
        let _turn = self.turn(credentials).await;
        let mut session = self.open(credentials).await?;
        let answer = session.enquire_link().await;
        let end = session.certificate_end();
        session.close().await;
        answer.map(|()| end)
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

    pub(super) async fn send_text(
        &self,
        credentials: &Credentials,
        message: &TextMessage,
    ) -> Result<Sent, Problem> {
        // Tells the parts of this message from those of others to the same person.
        let reference = message.reference.bytes().fold(0_u8, u8::wrapping_add);
        let encoded = text::encode(&message.text, reference)?;
        let mut parts = Vec::new();
        let several = encoded.parts.len() > 1;
        for part in encoded.parts {
            parts.push(submit(credentials, message, encoded.data_coding, part, several)?);
        }
        let _turn = self.turn(credentials).await;
        let mut session = self.open(credentials).await?;
        let mut ids = Vec::new();
        let mut failed = None;
        for part in parts {
            match session.request(part).await {
                Ok(answer) => ids.push(match answer.pdu() {
                    Some(Pdu::SubmitSmResp(answer)) => answer.message_id().as_str().to_owned(),
                    _ => String::new(),
                }),
                Err(problem) => {
                    failed = Some(problem);
                    break;
                }
            }
        }
        session.close().await;
        match failed {
            None => Ok(Sent { ids, facts: Vec::new() }),
            // An answer with a code refuses this part, and nothing is sent if it is the first.
            Some(problem) if ids.is_empty() && problem.platform_code.is_some() => Err(problem),
            Some(problem) => Err(Problem { reason: Reason::OutcomeUnknown, ..problem }),
        }
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

/// One part of a message.
fn submit(
    credentials: &Credentials,
    message: &TextMessage,
    data_coding: DataCoding,
    part: Vec<u8>,
    has_header: bool,
) -> Result<SubmitSm, Problem> {
    let sender = credentials.get(field::SENDER).unwrap_or_default();
    let digits = sender.trim_start_matches('+');
    let is_number = !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
    // Short codes have no country and belong to the carrier's network.
    let (ton, npi) = match (is_number, digits.len()) {
        (true, 0..=6) => (Ton::NetworkSpecific, Npi::Unknown),
        (true, _) => (Ton::International, Npi::Isdn),
        (false, _) => (Ton::Alphanumeric, Npi::Unknown),
    };
    let source = if is_number { digits } else { sender };
    let recipient = message.recipient.trim_start_matches('+');
    let is_recipient = !recipient.is_empty() && recipient.bytes().all(|byte| byte.is_ascii_digit());
    if !is_recipient {
        return Err(Reason::RecipientUnknown.into());
    }
    let esm_class = EsmClass::default();
    let esm_class = if has_header { esm_class.with_udhi_indicator() } else { esm_class };
    let part = OctetString::from_vec(part).map_err(|_| Problem::new(Reason::TextTooLong))?;
    Ok(SubmitSm::builder()
        .source_addr_ton(ton)
        .source_addr_npi(npi)
        .source_addr(octets(source, Reason::SenderUnusable)?)
        .dest_addr_ton(Ton::International)
        .dest_addr_npi(Npi::Isdn)
        .destination_addr(octets(recipient, Reason::RecipientUnknown)?)
        .esm_class(esm_class)
        .data_coding(data_coding)
        .short_message(part)
        .build())
}
