//! WhatsApp: numbers of the Business Platform through Meta's Cloud API.

mod callback;
mod profile;
mod wire;

use async_trait::async_trait;
use domain::channel::ChannelType;
use domain::channel_settings::ChannelSettings;
use domain::platform::{
    Authorisation, Callback, CallbackRefused, Candidate, Check, CheckItem, CodeGrant,
    CredentialField, Credentials, End, Endpoint, Fact, Health, Outcome, Platform, PlatformSetting,
    Probe, Problem, Reading, Reason, ReleaseScope, Sent, Setting, TextMessage, Way,
};
use serde_json::json;

use crate::graph::{Graph, TokenInfo, checks};
use crate::http::ClientError;
use crate::settings::MetaSettings;
use wire::{BusinessAccount, Number, SentMessage};

/// Names of credentials.
mod field {
    pub(super) const WABA_ID: &str = "waba_id";
    pub(super) const PHONE_NUMBER_ID: &str = "phone_number_id";
    pub(super) const TOKEN: &str = "token";
    /// Six digits of the number's two-step verification; needed to register it.
    pub(super) const PIN: &str = "pin";
}

const WAYS: [Way; 2] = [
    Way {
        name: "embedded_signup",
        authorisation: Authorisation::CodeExchange,
        fields: &[
            CredentialField::line(field::WABA_ID).optional(),
            CredentialField::line(field::PHONE_NUMBER_ID).optional(),
            CredentialField::secret(field::PIN).optional(),
        ],
    },
    Way {
        name: "system_user",
        authorisation: Authorisation::Form,
        fields: &[
            CredentialField::line(field::WABA_ID),
            CredentialField::line(field::PHONE_NUMBER_ID),
            CredentialField::secret(field::TOKEN),
            CredentialField::secret(field::PIN).optional(),
        ],
    },
];

const MANAGEMENT: &str = "whatsapp_business_management";
const SCOPES: [&str; 2] = [MANAGEMENT, "whatsapp_business_messaging"];

/// The kind of accounts in the app's callbacks, and what to be told about them.
const OBJECT: &str = "whatsapp_business_account";
const FIELDS: [&str; 5] = [
    "messages",
    "account_update",
    "account_review_update",
    "phone_number_quality_update",
    "phone_number_name_update",
];

/// The longest text, in characters. Source: Cloud API, "Text messages".
const LONGEST_TEXT: usize = 4_096;

/// The adapter for channels of the type WhatsApp.
#[derive(Debug)]
pub struct WhatsApp {
    graph: Graph,
}

/// The parts of the credentials that every call needs.
struct Binding<'a> {
    waba_id: &'a str,
    phone_number_id: &'a str,
    token: &'a str,
}

impl<'a> Binding<'a> {
    /// Ids become parts of addresses, so they have to be digits.
    fn of(credentials: &'a Credentials) -> Result<Self, Problem> {
        let value = |name| credentials.get(name).unwrap_or_default();
        let id = |name| {
            let id = value(name);
            let is_id = !id.is_empty() && id.bytes().all(|byte| byte.is_ascii_digit());
            if is_id { Ok(id) } else { Err(Problem::new(Reason::SettingsWrong)) }
        };
        Ok(Self {
            waba_id: id(field::WABA_ID)?,
            phone_number_id: id(field::PHONE_NUMBER_ID)?,
            token: value(field::TOKEN),
        })
    }
}

impl WhatsApp {
    /// An adapter with these settings.
    pub fn new(settings: &MetaSettings) -> Result<Self, ClientError> {
        Ok(Self { graph: Graph::new(settings)? })
    }

    async fn token_info(&self, binding: &Binding<'_>) -> Result<TokenInfo, Problem> {
        self.graph.token_info(binding.token).await
    }

    async fn find(&self, credentials: &Credentials) -> Result<(Number, TokenInfo), Problem> {
        let binding = Binding::of(credentials)?;
        let info = self.token_info(&binding).await?;
        let app_id = &self.graph.app()?.id;
        if let Some(problem) = info.problem(app_id, &SCOPES, Some(binding.waba_id)) {
            return Err(problem);
        }
        let numbers = self.graph.numbers(binding.waba_id, binding.token).await?;
        if !numbers.iter().any(|number| number.id == binding.phone_number_id) {
            return Err(Reason::AccountNotFound.into());
        }
        let number = self.graph.number(binding.phone_number_id, binding.token).await?;
        Ok((number, info))
    }

    /// Checks of the account itself, once the token is good.
    async fn check_account(&self, binding: &Binding<'_>, endpoint: &Endpoint) -> Vec<Check> {
        let mut checks = Vec::new();
        let account: Result<BusinessAccount, Problem> =
            self.graph.business_account(binding.waba_id, binding.token).await;
        checks.push(match &account {
            Ok(account) => account.check(),
            Err(problem) => Check::failed(CheckItem::BusinessVerified, problem.clone()),
        });
        match self.graph.number(binding.phone_number_id, binding.token).await {
            Ok(number) => checks.extend(number.checks()),
            Err(problem) => checks.push(Check::failed(CheckItem::AccountFound, problem)),
        }
        let subscription = self.graph.waba_subscription(binding.waba_id, binding.token).await;
        checks.push(match subscription {
            Ok(Some(Some(url))) if url != endpoint.url => {
                Check::failed(CheckItem::CallbackFree, Reason::CallbackElsewhere.into())
                    .with_fact("override_callback_uri", url)
            }
            Ok(_) => Check::new(CheckItem::CallbackFree, Outcome::Pass),
            Err(problem) => Check::failed(CheckItem::CallbackFree, problem),
        });
        checks
    }
}

fn candidate(credentials: &Credentials, number: &Number) -> Candidate {
    let account = number.account(credentials.get(field::WABA_ID));
    Candidate { account, credentials: credentials.clone() }
}

#[async_trait]
impl Platform for WhatsApp {
    fn channel_type(&self) -> ChannelType {
        ChannelType::WhatsApp
    }

    fn ways(&self) -> &'static [Way] {
        &WAYS
    }

    /// Without JavaScript, and without the popup in which Embedded Signup shows itself otherwise.
    fn authorisation_url(&self, way: &Way, redirect_uri: &str, state: &str) -> Option<String> {
        let configuration = self.graph.settings.app.as_ref()?.whatsapp_configuration.as_deref()?;
        let is_code = way.authorisation == Authorisation::CodeExchange;
        let dialog = (&SCOPES[..], Some(configuration));
        is_code.then(|| self.graph.dialog_url(dialog, redirect_uri, state))?
    }

    /// The numbers of all accounts that the person chose. The popup names the one that was set up;
    /// it comes on top.
    async fn exchange_code(&self, way: &Way, grant: &CodeGrant) -> Result<Vec<Candidate>, Problem> {
        let token = self.graph.token_of_code(grant).await?;
        let info = self.graph.token_info(&token).await?;
        if let Some(problem) = info.problem(&self.graph.app()?.id, &SCOPES, None) {
            return Err(problem);
        }
        let value = |name: &str| {
            let found = grant.values.iter().find(|(one, _)| one == name);
            found.map_or("", |(_, value)| value.as_str())
        };
        let mut candidates = Vec::new();
        for waba_id in info.targets(MANAGEMENT) {
            for number in self.graph.numbers(waba_id, &token).await? {
                let mut credentials = Credentials::of_way(way)
                    .with(field::WABA_ID, waba_id)
                    .with(field::PHONE_NUMBER_ID, &number.id)
                    .with(field::TOKEN, &token);
                if !value(field::PIN).is_empty() {
                    credentials.set(field::PIN, value(field::PIN));
                }
                info.note_end(&mut credentials);
                candidates.push(candidate(&credentials, &number));
            }
        }
        candidates.sort_by_key(|one| one.account.id != value(field::PHONE_NUMBER_ID));
        if candidates.is_empty() { Err(Reason::NoAccountFound.into()) } else { Ok(candidates) }
    }

    async fn find_account(&self, credentials: &Credentials) -> Result<Candidate, Problem> {
        let (number, info) = self.find(credentials).await?;
        let mut credentials = credentials.clone();
        info.note_end(&mut credentials);
        Ok(candidate(&credentials, &number))
    }

    async fn check_prerequisites(
        &self,
        credentials: &Credentials,
        endpoint: &Endpoint,
    ) -> Vec<Check> {
        let app = self.graph.app();
        let mut list = vec![Check::of(CheckItem::AppConfigured, &app)];
        let Ok(app) = app else { return list };
        let binding = match Binding::of(credentials) {
            Ok(binding) => binding,
            Err(problem) => {
                list.push(Check::failed(CheckItem::AccountFound, problem));
                return list;
            }
        };
        let info = self.token_info(&binding).await;
        list.extend(checks(&info, &app.id, &SCOPES, Some(binding.waba_id)));
        if list.iter().all(|check| check.outcome == Outcome::Pass) {
            list.extend(self.check_account(&binding, endpoint).await);
        }
        list
    }

    async fn bind(
        &self,
        credentials: &Credentials,
        endpoint: &Endpoint,
    ) -> Result<Candidate, Problem> {
        let (number, info) = self.find(credentials).await?;
        let binding = Binding::of(credentials)?;
        if !number.is_registered() {
            let pin = credentials.get(field::PIN);
            let pin = pin.ok_or(Problem::new(Reason::NumberNotRegistered))?;
            let body = json!({ "messaging_product": "whatsapp", "pin": pin });
            let path = format!("{}/register", binding.phone_number_id);
            self.graph.set(&path, &[], &body, binding.token).await?;
        }
        self.graph.ensure_callback(OBJECT, &FIELDS, endpoint).await?;
        let path = format!("{}/subscribed_apps", binding.waba_id);
        self.graph.set(&path, &[], &json!({}), binding.token).await?;
        let number = self.graph.number(binding.phone_number_id, binding.token).await?;
        let mut credentials = credentials.clone();
        info.note_end(&mut credentials);
        Ok(candidate(&credentials, &number))
    }

    async fn check_health(&self, credentials: &Credentials, endpoint: &Endpoint) -> Health {
        let (binding, app_id) = match (Binding::of(credentials), self.graph.app()) {
            (Ok(binding), Ok(app)) => (binding, &app.id),
            (Err(problem), _) | (_, Err(problem)) => return Health::of_problem(&problem),
        };
        let info = match self.token_info(&binding).await {
            Ok(info) => info,
            Err(problem) => return Health::of_problem(&problem),
        };
        let ends = End::of_authorisation(info.expires_at());
        if let Some(problem) = info.problem(app_id, &SCOPES, Some(binding.waba_id)) {
            return Health { ends, ..Health::of_problem(&problem) };
        }
        let number = self.graph.number(binding.phone_number_id, binding.token).await;
        let subscription = self.graph.waba_subscription(binding.waba_id, binding.token).await;
        let inbound = match &subscription {
            Ok(Some(Some(url))) if *url != endpoint.url => {
                Probe::Fails(Reason::CallbackElsewhere.into())
            }
            Ok(Some(_)) => Probe::Works,
            Ok(None) => Probe::Fails(Reason::SubscriptionMissing.into()),
            Err(problem) => Probe::failed(problem.clone()),
        };
        let overridden = matches!(&subscription, Ok(Some(Some(url))) if *url == endpoint.url);
        let callback = if overridden {
            Probe::Works
        } else {
            self.graph.callback_probe(OBJECT, endpoint).await
        };
        let facts = number.as_ref().map(Number::facts).unwrap_or_default();
        let outbound = match &number {
            Ok(number) => number.outbound(),
            Err(problem) => Probe::failed(problem.clone()),
        };
        Health { authorisation: Probe::Works, outbound, inbound, callback, facts, ends }
    }

    async fn renew(&self, _: &Credentials) -> Result<Option<Credentials>, Problem> {
        Ok(None)
    }

    fn settings(&self) -> &'static [PlatformSetting] {
        &profile::SETTINGS
    }

    async fn read_settings(&self, credentials: &Credentials) -> Result<ChannelSettings, Problem> {
        profile::read(&self.graph, &Binding::of(credentials)?).await
    }

    async fn apply_settings(
        &self,
        credentials: &Credentials,
        settings: &ChannelSettings,
        named: &[Setting],
    ) -> Result<(), Problem> {
        profile::apply(&self.graph, &Binding::of(credentials)?, settings, named).await
    }

    async fn send_text(
        &self,
        credentials: &Credentials,
        message: &TextMessage,
    ) -> Result<Sent, Problem> {
        if message.text.chars().count() > LONGEST_TEXT {
            return Err(Reason::TextTooLong.into());
        }
        let binding = Binding::of(credentials)?;
        let body = json!({
            "messaging_product": "whatsapp",
            "recipient_type": "individual",
            "to": message.recipient.trim_start_matches('+'),
            "type": "text",
            "text": { "preview_url": false, "body": message.text },
            "biz_opaque_callback_data": message.reference,
        });
        let path = format!("{}/messages", binding.phone_number_id);
        let sent: SentMessage = self.graph.send(&path, &body, binding.token).await?;
        let facts = sent.contacts.into_iter().filter_map(|one| one.wa_id);
        Ok(Sent {
            ids: sent.messages.into_iter().map(|one| one.id).collect(),
            facts: facts.map(|id| Fact::new("wa_id", id)).collect(),
        })
    }

    fn read_callback(
        &self,
        callback: &Callback<'_>,
        _: Option<&Credentials>,
    ) -> Result<Reading, CallbackRefused> {
        callback::read(&self.graph, callback)
    }

    /// The number stays registered: taking it off would be for the owner to decide. A token that
    /// is no longer accepted has been taken away already.
    async fn release(
        &self,
        credentials: &Credentials,
        _: &Endpoint,
        scope: ReleaseScope,
    ) -> Result<(), Problem> {
        if scope.shares_subscription {
            return Ok(());
        }
        let binding = Binding::of(credentials)?;
        let path = format!("{}/subscribed_apps", binding.waba_id);
        match self.graph.delete(&path, binding.token).await {
            Err(problem) if problem.is_authorisation() => Ok(()),
            Err(problem) if problem.reason == Reason::AccountNotFound => Ok(()),
            result => result,
        }
    }
}
