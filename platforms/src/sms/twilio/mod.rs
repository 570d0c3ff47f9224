//! SMS through a provider with Twilio's HTTP interface.

pub(super) mod callback;
mod wire;

use domain::platform::{
    Account, Candidate, Check, CheckItem, Credentials, Endpoint, Fact, Health, Outcome, Probe,
    Problem, Reason, Sent, TextMessage,
};
use reqwest::Url;

use super::registration;
use crate::http::{Http, Repeat};
use wire::{Api, Message, Number, Numbers};

/// Names of credentials.
pub(super) mod field {
    pub(crate) const BASE_URL: &str = "base_url";
    pub(crate) const ACCOUNT_SID: &str = "account_sid";
    pub(crate) const AUTH_TOKEN: &str = "auth_token";
    pub(crate) const API_KEY: &str = "api_key";
    pub(crate) const API_KEY_SECRET: &str = "api_key_secret";
    pub(crate) const SENDER: &str = "sender";
    /// Where states of messages are reported to; known once the channel is bound.
    pub(crate) const CALLBACK_URL: &str = "callback_url";
}

/// The longest text, in characters. Source: Twilio's "Messages resource", `Body`.
const LONGEST_TEXT: usize = 1_600;

/// The provider as one channel sees it.
pub(super) struct Twilio<'a> {
    api: Api<'a>,
    sender: &'a str,
}

impl<'a> Twilio<'a> {
    /// The provider of these credentials: one that the tenant names, or the usual one.
    pub(super) fn new(
        usual: &'a Http,
        guarded: &'a Http,
        usual_url: &'a str,
        credentials: &'a Credentials,
    ) -> Self {
        let (http, base_url) = match credentials.get(field::BASE_URL) {
            Some(url) => (guarded, url.trim_end_matches('/')),
            None => (usual, usual_url),
        };
        let sender = credentials.get(field::SENDER).unwrap_or_default();
        Self { api: Api { http, base_url, credentials }, sender }
    }

    /// The number, if the sender is one: names and messaging services have no entry of their own.
    async fn number(&self) -> Result<Option<Number>, Problem> {
        if !self.sender.starts_with('+') {
            return Ok(None);
        }
        let query = [("PhoneNumber", self.sender)];
        let found: Numbers = self.api.get("/IncomingPhoneNumbers.json", &query).await?;
        let mut numbers = found.incoming_phone_numbers.into_iter();
        let number = numbers.find(|number| number.text == self.sender);
        match number {
            Some(number) if number.capabilities.sms => Ok(Some(number)),
            Some(_) | None => Err(Reason::SenderUnusable.into()),
        }
    }

    async fn set_callback(&self, number: &Number, url: &str) -> Result<(), Problem> {
        let path = format!("/IncomingPhoneNumbers/{}.json", number.sid);
        let form = [("SmsUrl", url), ("SmsMethod", "POST")];
        let _: Number = self.api.post(&path, &form, Repeat::Harmless).await?;
        Ok(())
    }

    async fn account(&self) -> Result<wire::Account, Problem> {
        self.api.get(".json", &[]).await
    }

    pub(super) async fn find_account(&self) -> Result<Candidate, Problem> {
        let account = self.account().await?;
        let mut facts = account.facts();
        if let Some(number) = self.number().await? {
            facts.push(Fact::new("phone_number_sid", number.sid));
            facts.extend(number.sms_url.map(|url| Fact::new("sms_url", url)));
        }
        let host = Url::parse(self.api.base_url).ok();
        let host = host.as_ref().and_then(Url::host_str).unwrap_or_default();
        let sid = self.api.credentials.get(field::ACCOUNT_SID).unwrap_or_default();
        let name = if account.friendly_name.is_empty() { sid } else { &account.friendly_name };
        Ok(Candidate {
            account: Account {
                id: format!("{host}/{sid}/{}", self.sender),
                name: format!("{} ({name})", self.sender),
                picture: None,
                facts,
            },
            credentials: self.api.credentials.clone(),
        })
    }

    pub(super) async fn check_prerequisites(&self, endpoint: &Endpoint) -> Vec<Check> {
        let account = self.account().await;
        let mut checks = vec![Check::of(CheckItem::CredentialsAccepted, &account)];
        let Ok(account) = account else { return checks };
        checks.push(match account.problem() {
            Some(problem) => Check::failed(CheckItem::AccountActive, problem),
            None => Check::new(CheckItem::AccountActive, Outcome::Pass)
                .with_fact("status", &account.status),
        });
        if account.kind == "Trial" {
            checks.push(Check::failed(CheckItem::SendingAllowed, Reason::TrialAccount.into()));
        }
        let number = self.number().await;
        checks.push(match &number {
            Ok(None) => Check::new(CheckItem::SenderUsable, Outcome::CannotKnow(None)),
            number => Check::of(CheckItem::SenderUsable, number),
        });
        if let Ok(Some(Number { sms_url: Some(url), .. })) = number {
            let is_free = url.is_empty() || url == endpoint.url;
            let elsewhere = Outcome::Fail(Reason::CallbackElsewhere.into());
            let outcome = if is_free { Outcome::Pass } else { elsewhere };
            checks.push(Check::new(CheckItem::CallbackFree, outcome).with_fact("sms_url", url));
        }
        checks.push(registration::check(self.api.credentials));
        checks
    }

    pub(super) async fn bind(&self, endpoint: &Endpoint) -> Result<Candidate, Problem> {
        if let Some(problem) = self.account().await?.problem() {
            return Err(problem);
        }
        if let Some(number) = self.number().await? {
            self.set_callback(&number, &endpoint.url).await?;
        }
        let mut bound = self.find_account().await?;
        bound.credentials.set(field::CALLBACK_URL, &endpoint.url);
        Ok(bound)
    }

    pub(super) async fn check_health(&self, endpoint: &Endpoint) -> Health {
        let account = match self.account().await {
            Ok(account) => account,
            Err(problem) => return Health::of_problem(&problem),
        };
        let number = self.number().await;
        let outbound = match (account.problem(), &number) {
            (Some(problem), _) => Probe::Fails(problem),
            (None, Ok(_)) if account.kind == "Trial" => Probe::Warns(Reason::TrialAccount.into()),
            (None, number) => Probe::of(number),
        };
        let inbound = match &number {
            Ok(None) => Probe::NotObservable,
            Ok(Some(number)) => match number.sms_url.as_deref().unwrap_or_default() {
                url if url == endpoint.url => Probe::Works,
                "" => Probe::Fails(Reason::SubscriptionMissing.into()),
                _ => Probe::Fails(Reason::CallbackElsewhere.into()),
            },
            Err(problem) => Probe::failed(problem.clone()),
        };
        let facts = account.facts();
        let callback = inbound.clone();
        let ends = Vec::new();
        Health { authorisation: Probe::Works, outbound, inbound, callback, facts, ends }
    }

    pub(super) async fn send_text(&self, message: &TextMessage) -> Result<Sent, Problem> {
        if message.text.chars().count() > LONGEST_TEXT {
            return Err(Reason::TextTooLong.into());
        }
        let is_service = self.sender.starts_with("MG") && self.sender.len() == 34;
        let sender = if is_service { "MessagingServiceSid" } else { "From" };
        let to = format!("+{}", message.recipient.trim_start_matches('+'));
        let mut form = vec![("To", to.as_str()), (sender, self.sender), ("Body", &message.text)];
        let callback = self.api.credentials.get(field::CALLBACK_URL);
        form.extend(callback.map(|url| ("StatusCallback", url)));
        let sent: Message = self.api.post("/Messages.json", &form, Repeat::Never).await?;
        let facts = [("status", sent.status), ("num_segments", sent.num_segments)];
        Ok(Sent {
            ids: vec![sent.sid],
            facts: facts
                .into_iter()
                .filter_map(|(name, one)| Some(Fact::new(name, one?)))
                .collect(),
        })
    }

    /// A callback that belongs to another system is left alone, and a number that the account no
    /// longer has needs nothing.
    pub(super) async fn release(&self, endpoint: &Endpoint) -> Result<(), Problem> {
        match self.number().await {
            Ok(Some(number)) if number.sms_url.as_deref() == Some(endpoint.url.as_str()) => {
                self.set_callback(&number, "").await
            }
            Ok(_) => Ok(()),
            Err(problem) if problem.reason == Reason::SenderUnusable => Ok(()),
            Err(problem) => Err(problem),
        }
    }
}
