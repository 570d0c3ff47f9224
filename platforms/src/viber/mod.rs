//! Viber: the REST interface of its bots.

mod callback;
mod wire;

use async_trait::async_trait;
use domain::channel::ChannelType;
use domain::channel_settings::DisplayName;
use domain::platform::{
    Authorisation, Callback, CallbackRefused, Candidate, Check, CheckItem, CodeGrant,
    CredentialField, Credentials, Endpoint, Fact, Health, Outcome, Platform, PlatformSetting,
    Probe, Problem, Reading, Reason, ReleaseScope, Sent, Setting, TextMessage, Way,
};
use serde_json::json;

use crate::http::{ClientError, Http, Repeat};
use crate::settings::ViberSettings;
use wire::{AccountInfo, EVENT_TYPES, WebhookSet};

/// The bot's token, which is also the key of its signatures.
const TOKEN: &str = "token";

/// The bot's name, which every message has to carry.
const NAME: &str = "name";

const WAYS: [Way; 1] = [Way {
    name: "token",
    authorisation: Authorisation::Form,
    fields: &[CredentialField::secret(TOKEN)],
}];

/// The longest text, in characters. Source: Viber's REST interface, "Text message".
const LONGEST_TEXT: usize = 7_000;

/// The longest sender's name, in characters. Source: Viber's REST interface, "General send".
const LONGEST_NAME: usize = 28;

/// A bot's own name, picture and description are changed in Viber's admin panel only.
const SETTINGS: [PlatformSetting; 1] =
    [PlatformSetting::of_messages(Setting::DisplayName).at_most(LONGEST_NAME)];

/// The adapter for channels of the type Viber.
#[derive(Debug)]
pub struct Viber {
    http: Http,
    base_url: String,
}

impl Viber {
    /// An adapter with these settings.
    pub fn new(settings: &ViberSettings) -> Result<Self, ClientError> {
        Ok(Self { http: Http::new(&settings.http)?, base_url: settings.base_url.clone() })
    }

    async fn account(&self, credentials: &Credentials) -> Result<AccountInfo, Problem> {
        self.call("get_account_info", credentials, json!({}), Repeat::Harmless).await
    }

    async fn set_webhook(&self, credentials: &Credentials, url: &str) -> Result<(), Problem> {
        let body = if url.is_empty() {
            json!({ "url": "" })
        } else {
            json!({ "url": url, "event_types": EVENT_TYPES, "send_name": true, "send_photo": false })
        };
        let _: WebhookSet = self.call("set_webhook", credentials, body, Repeat::Harmless).await?;
        Ok(())
    }
}

#[async_trait]
impl Platform for Viber {
    fn channel_type(&self) -> ChannelType {
        ChannelType::Viber
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
        let info = self.account(credentials).await?;
        let name: String = info.name.chars().take(LONGEST_NAME).collect();
        Ok(Candidate { credentials: credentials.clone().with(NAME, name), account: info.account() })
    }

    async fn check_prerequisites(
        &self,
        credentials: &Credentials,
        endpoint: &Endpoint,
    ) -> Vec<Check> {
        let info = self.account(credentials).await;
        let mut checks = vec![match &info {
            Err(problem) if !problem.is_authorisation() => {
                Check::new(CheckItem::CredentialsAccepted, Outcome::CannotKnow(None))
            }
            _ => Check::of(CheckItem::CredentialsAccepted, &info),
        }];
        match info {
            Err(problem) if problem.is_authorisation() => {}
            Err(problem) => checks.push(Check::failed(CheckItem::AccountActive, problem)),
            Ok(info) => {
                checks.push(Check::new(CheckItem::AccountActive, Outcome::Pass));
                let is_free = info.webhook.is_empty() || info.webhook == endpoint.url;
                let elsewhere = Outcome::Fail(Reason::CallbackElsewhere.into());
                let outcome = if is_free { Outcome::Pass } else { elsewhere };
                checks.push(
                    Check::new(CheckItem::CallbackFree, outcome).with_fact("webhook", info.webhook),
                );
            }
        }
        checks
    }

    async fn bind(
        &self,
        credentials: &Credentials,
        endpoint: &Endpoint,
    ) -> Result<Candidate, Problem> {
        self.set_webhook(credentials, &endpoint.url).await?;
        self.find_account(credentials).await
    }

    async fn check_health(&self, credentials: &Credentials, endpoint: &Endpoint) -> Health {
        match self.account(credentials).await {
            Ok(info) => Health {
                authorisation: Probe::Works,
                outbound: Probe::Works,
                inbound: info.inbound(&endpoint.url),
                callback: info.callback(&endpoint.url),
                facts: info.facts(),
                ends: Vec::new(),
            },
            Err(problem) => Health::of_problem(&problem),
        }
    }

    async fn renew(&self, _: &Credentials) -> Result<Option<Credentials>, Problem> {
        Ok(None)
    }

    fn settings(&self) -> &'static [PlatformSetting] {
        &SETTINGS
    }

    async fn send_text(
        &self,
        credentials: &Credentials,
        message: &TextMessage,
    ) -> Result<Sent, Problem> {
        if message.text.chars().count() > LONGEST_TEXT {
            return Err(Reason::TextTooLong.into());
        }
        let name = message.settings.display_name.as_ref().map(DisplayName::as_str);
        let name = name.or_else(|| credentials.get(NAME)).unwrap_or("Suiro");
        let body = json!({
            "receiver": message.recipient,
            "min_api_version": 1,
            "sender": { "name": name },
            "tracking_data": message.reference,
            "type": "text",
            "text": message.text,
        });
        let sent: wire::MessageSent =
            self.call("send_message", credentials, body, Repeat::Never).await?;
        let facts = sent.billing_status.iter();
        Ok(Sent {
            ids: vec![sent.message_token.to_string()],
            facts: facts.map(|status| Fact::new("billing_status", status.to_string())).collect(),
        })
    }

    fn read_callback(
        &self,
        callback: &Callback<'_>,
        credentials: Option<&Credentials>,
    ) -> Result<Reading, CallbackRefused> {
        let token = credentials.and_then(|one| one.get(TOKEN));
        callback::read(callback, token.ok_or(CallbackRefused::Signature)?)
    }

    /// Viber cannot revoke a token. A callback that belongs to another system is left alone.
    async fn release(
        &self,
        credentials: &Credentials,
        endpoint: &Endpoint,
        _: ReleaseScope,
    ) -> Result<(), Problem> {
        if self.account(credentials).await?.webhook == endpoint.url {
            self.set_webhook(credentials, "").await?;
        }
        Ok(())
    }
}
