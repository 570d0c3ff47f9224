//! E-mail: submission to a mail server, the DNS records of the sender's domain and, where it is
//! wished, the sender's mailbox. There is no account to choose: the service is configured.

mod compose;
mod content_language;
mod dns;
mod incoming;
mod mailbox;
mod records;
mod reply;
mod session;

use std::sync::Arc;

use async_trait::async_trait;
use domain::channel::ChannelType;
use domain::platform::{
    Account, Arrival, Authorisation, Callback, CallbackRefused, Candidate, Check, CheckItem,
    CodeGrant, CredentialField, Credentials, End, Endpoint, Event, Fact, Health, Inbox, Listens,
    Outcome, Platform, PlatformSetting, Probe, Problem, Reading, Reason, ReasonKind, ReleaseScope,
    Sent, Setting, TextMessage, Way,
};
use domain::user::EmailAddress;
use lettre::Address;
use rustls::ClientConfig;

use crate::http::ClientError;
use crate::network::NetworkPolicy;
use crate::settings::EmailSettings;
use crate::tls::client_config;
use compose::compose;
use dns::Dns;
use mailbox::Mailbox;
use session::Session;

/// Names of credentials, and their words.
mod field {
    pub(super) const HOST: &str = "host";
    pub(super) const PORT: &str = "port";
    pub(super) const ENCRYPTION: &str = "encryption";
    pub(super) const TLS: &str = "tls";
    pub(super) const STARTTLS: &str = "starttls";
    pub(super) const MECHANISM: &str = "mechanism";
    pub(super) const XOAUTH2: &str = "xoauth2";
    pub(super) const USERNAME: &str = "username";
    /// Or an access token with the mechanism `xoauth2`.
    pub(super) const PASSWORD: &str = "password";
    pub(super) const IMAP_HOST: &str = "imap_host";
    pub(super) const IMAP_PORT: &str = "imap_port";
    pub(super) const SENDER: &str = "sender";
    pub(super) const SENDER_NAME: &str = "sender_name";
    pub(super) const SPF_INCLUDE: &str = "spf_include";
    pub(super) const DKIM_SELECTOR: &str = "dkim_selector";
}

const WAYS: [Way; 1] = [Way {
    name: "smtp",
    authorisation: Authorisation::Form,
    fields: &[
        CredentialField::line(field::HOST),
        CredentialField::line(field::PORT),
        CredentialField::choice(field::ENCRYPTION, &[field::STARTTLS, field::TLS]),
        CredentialField::choice(field::MECHANISM, &["password", field::XOAUTH2]).optional(),
        CredentialField::line(field::USERNAME),
        CredentialField::secret(field::PASSWORD),
        CredentialField::line(field::SENDER),
        CredentialField::line(field::SENDER_NAME).optional(),
        CredentialField::line(field::IMAP_HOST).optional(),
        CredentialField::line(field::IMAP_PORT).optional(),
        CredentialField::line(field::SPF_INCLUDE).optional(),
        CredentialField::line(field::DKIM_SELECTOR).optional(),
    ],
}];

/// The longest text, in bytes. Servers take some 25 MB; a text is no place for more than this.
const LONGEST_TEXT: usize = 1024 * 1024;

/// What the server calls itself, or what does not work and why.
type Probed = Result<String, (CheckItem, Problem)>;

const SETTINGS: [PlatformSetting; 3] = [
    PlatformSetting::of_messages(Setting::DisplayName),
    PlatformSetting::of_messages(Setting::DefaultLanguage),
    PlatformSetting::of_messages(Setting::Email),
];

/// The adapter for channels of the type Email.
#[derive(Debug)]
pub struct Email {
    settings: EmailSettings,
    policy: NetworkPolicy,
    tls: Arc<ClientConfig>,
    dns: Dns,
}

impl Email {
    /// An adapter with these settings, which connects to hosts of tenants within this policy.
    pub fn new(settings: &EmailSettings, policy: &NetworkPolicy) -> Result<Self, ClientError> {
        let tls = client_config(&settings.trusted_certificates);
        Ok(Self {
            tls: Arc::new(tls.map_err(|error| ClientError(error.into()))?),
            dns: Dns::new(settings.dns_server, settings.timeout).map_err(ClientError)?,
            settings: settings.clone(),
            policy: policy.clone(),
        })
    }

    async fn open(&self, credentials: &Credentials) -> Result<Session, Problem> {
        Session::open(&self.settings, &self.policy, &self.tls, credentials).await
    }

    /// Signs in, and asks whether the sender may be used. The end of the server's certificate is
    /// known as soon as it has accepted the credentials.
    async fn probe(&self, credentials: &Credentials) -> (Probed, Option<End>) {
        let sender = match sender(credentials) {
            Ok((_, sender)) => sender,
            Err(problem) => return (Err((CheckItem::SenderUsable, problem)), None),
        };
        let mut session = match self.open(credentials).await {
            Ok(session) => session,
            Err(problem) if problem.is_authorisation() => {
                return (Err((CheckItem::CredentialsAccepted, problem)), None);
            }
            Err(problem) => return (Err((CheckItem::HostReachable, problem)), None),
        };
        let (server, end) = (session.server_name(), session.certificate_end());
        let answer = session.try_sender(&sender).await;
        session.close().await;
        (answer.map(|()| server).map_err(|problem| (CheckItem::SenderUsable, problem)), end)
    }

    async fn open_mailbox(&self, credentials: &Credentials) -> Result<Mailbox, Problem> {
        Mailbox::open(&self.settings, &self.policy, &self.tls, credentials).await
    }

    /// Whether the mailbox can be read, where one is named.
    async fn check_mailbox(&self, credentials: &Credentials) -> Option<Check> {
        credentials.get(field::IMAP_HOST)?;
        let opened = self.open_mailbox(credentials).await;
        let check = Check::of(CheckItem::MailboxReadable, &opened);
        if let Ok(mailbox) = opened {
            mailbox.close().await;
        }
        Some(check)
    }

    async fn check_records(&self, credentials: &Credentials) -> Vec<Check> {
        let Ok((address, _)) = sender(credentials) else { return Vec::new() };
        let domain = address.as_str().rsplit('@').next().unwrap_or_default();
        let sender = records::Sender {
            domain,
            spf_include: credentials.get(field::SPF_INCLUDE),
            selector: credentials.get(field::DKIM_SELECTOR),
        };
        records::check(&self.dns, &sender).await
    }
}

fn sender(credentials: &Credentials) -> Result<(EmailAddress, Address), Problem> {
    address(credentials.get(field::SENDER).unwrap_or_default())
        .ok_or(Problem::new(Reason::SettingsWrong))
}

/// An address that fits into a mail's header and into a command.
fn address(text: &str) -> Option<(EmailAddress, Address)> {
    let address = EmailAddress::parse(text).ok()?;
    let same = address.as_str().parse().ok()?;
    Some((address, same))
}

#[async_trait]
impl Platform for Email {
    fn channel_type(&self) -> ChannelType {
        ChannelType::Email
    }

    fn ways(&self) -> &'static [Way] {
        &WAYS
    }

    fn authorisation_url(&self, _: &Way, _: &str, _: &str) -> Option<String> {
        None
    }

    async fn exchange_code(&self, _: &Way, _: &CodeGrant) -> Result<Vec<Candidate>, Problem> {
        Err(Reason::MechanismRefused.into())
    }

    async fn find_account(&self, credentials: &Credentials) -> Result<Candidate, Problem> {
        let (probed, _) = self.probe(credentials).await;
        let server = probed.map_err(|(_, problem)| problem)?;
        let (address, _) = sender(credentials)?;
        let value = |name| credentials.get(name).unwrap_or_default();
        let host = value(field::HOST).to_ascii_lowercase();
        let (port, user) = (value(field::PORT), value(field::USERNAME));
        Ok(Candidate {
            account: Account {
                id: format!("{host}:{port}/{user}/{address}"),
                name: address.to_string(),
                picture: None,
                facts: vec![Fact::new("server", server)],
            },
            credentials: credentials.clone(),
        })
    }

    async fn check_prerequisites(&self, credentials: &Credentials, _: &Endpoint) -> Vec<Check> {
        let steps =
            [CheckItem::HostReachable, CheckItem::CredentialsAccepted, CheckItem::SenderUsable];
        let mut checks = Vec::new();
        match self.probe(credentials).await.0 {
            Ok(_) => checks.extend(steps.map(|item| Check::new(item, Outcome::Pass))),
            // What stands before the failure has passed, what stands behind was not reached.
            Err((failed, problem)) => {
                let reached = steps.iter().position(|item| *item == failed).unwrap_or(0);
                checks.extend(steps[..reached].iter().map(|item| Check::new(*item, Outcome::Pass)));
                checks.push(Check::failed(failed, problem));
                let rest = steps[reached + 1..].iter();
                checks.extend(rest.map(|item| Check::new(*item, Outcome::CannotKnow(None))));
            }
        }
        checks.extend(self.check_mailbox(credentials).await);
        checks.extend(self.check_records(credentials).await);
        checks
    }

    async fn bind(&self, credentials: &Credentials, _: &Endpoint) -> Result<Candidate, Problem> {
        self.find_account(credentials).await
    }

    /// What comes in is known of the session with the mailbox, if there is one.
    async fn check_health(&self, credentials: &Credentials, _: &Endpoint) -> Health {
        let (probed, end) = self.probe(credentials).await;
        let (authorisation, mut outbound) = match probed {
            Ok(_) => (Probe::Works, Probe::Works),
            Err((CheckItem::SenderUsable, problem)) => (Probe::Works, Probe::failed(problem)),
            Err((_, problem)) => {
                let health = Health::of_problem(&problem);
                (health.authorisation, health.outbound)
            }
        };
        if outbound == Probe::Works {
            let checks = self.check_records(credentials).await;
            let finding = checks.into_iter().find_map(|check| match check.outcome {
                Outcome::Fail(problem) if problem.reason.kind() == ReasonKind::Prerequisites => {
                    Some(problem)
                }
                _ => None,
            });
            outbound = finding.map_or(Probe::Works, Probe::Warns);
        }
        Health {
            authorisation,
            outbound,
            inbound: Probe::NotObservable,
            callback: Probe::NotObservable,
            facts: Vec::new(),
            ends: end.into_iter().collect(),
        }
    }

    async fn renew(&self, _: &Credentials) -> Result<Option<Credentials>, Problem> {
        Ok(None)
    }

    /// The name of the sender, the language of the content (RFC 3282), and where answers go to.
    fn settings(&self) -> &'static [PlatformSetting] {
        &SETTINGS
    }

    async fn send_text(
        &self,
        credentials: &Credentials,
        message: &TextMessage,
    ) -> Result<Sent, Problem> {
        if message.text.len() > LONGEST_TEXT {
            return Err(Reason::TextTooLong.into());
        }
        let composed = compose(credentials, message)?;
        let (sender, from) = sender(credentials)?;
        let (_, to) = address(&message.recipient).ok_or(Problem::new(Reason::RecipientUnknown))?;
        let mut session = self.open(credentials).await?;
        let answer = session.send(&from, &to, &composed.formatted()).await;
        session.close().await;
        let domain = sender.as_str().rsplit('@').next().unwrap_or_default();
        Ok(Sent {
            ids: vec![format!("{}@{domain}", message.reference)],
            facts: vec![Fact::new("answer", answer?)],
        })
    }

    /// Mail servers call nobody.
    fn read_callback(
        &self,
        _: &Callback<'_>,
        _: Option<&Credentials>,
    ) -> Result<Reading, CallbackRefused> {
        Err(CallbackRefused::Signature)
    }

    fn listens(&self, credentials: &Credentials) -> Listens {
        match credentials.get(field::IMAP_HOST) {
            Some(_) => Listens::Inbound,
            None => Listens::Never,
        }
    }

    async fn listen(&self, credentials: &Credentials, inbox: &dyn Inbox) -> Problem {
        match self.open_mailbox(credentials).await {
            Ok(mailbox) => mailbox.listen(inbox, self.settings.mailbox_period).await,
            Err(problem) => problem,
        }
    }

    fn read_arrival(
        &self,
        arrival: &Arrival<'_>,
        credentials: &Credentials,
    ) -> Result<Vec<Event>, CallbackRefused> {
        incoming::read(arrival, credentials).ok_or(CallbackRefused::Unreadable)
    }

    /// There is nothing to let go: the connections end with the binding, and only the provider can
    /// take the password away.
    async fn release(&self, _: &Credentials, _: &Endpoint, _: ReleaseScope) -> Result<(), Problem> {
        Ok(())
    }
}
