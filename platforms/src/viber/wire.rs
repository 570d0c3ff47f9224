//! Viber's wire format: every answer has the HTTP status 200 and a `status` of its own.

use domain::platform::{Account, Credentials, Fact, Probe, Problem, Reason};
use reqwest::Method;
use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::{Number, Value};

use super::{TOKEN, Viber};
use crate::http::{Answer, Repeat};
use crate::json::or_default;
use crate::redaction::without_secrets;

/// The events that a bot may leave out. Source: Viber's REST interface, "Webhooks".
pub(super) const EVENT_TYPES: [&str; 6] =
    ["delivered", "seen", "failed", "subscribed", "unsubscribed", "conversation_started"];

/// What states of our messages come with.
const STATE_EVENTS: [&str; 3] = ["delivered", "seen", "failed"];

#[derive(Debug, Deserialize)]
pub(super) struct AccountInfo {
    id: String,
    pub(super) name: String,
    #[serde(default, deserialize_with = "or_default")]
    uri: String,
    icon: Option<String>,
    #[serde(default, deserialize_with = "or_default")]
    pub(super) webhook: String,
    #[serde(default, deserialize_with = "or_default")]
    event_types: Vec<String>,
    country: Option<String>,
    category: Option<String>,
    subcategory: Option<String>,
    subscribers_count: Option<Number>,
}

#[derive(Debug, Deserialize)]
pub(super) struct WebhookSet {}

#[derive(Debug, Deserialize)]
pub(super) struct MessageSent {
    /// Has 64 bits, more than a floating point number holds.
    pub(super) message_token: Number,
    pub(super) billing_status: Option<Number>,
}

impl AccountInfo {
    pub(super) fn account(self) -> Account {
        let facts = self.facts();
        Account {
            id: self.id,
            name: self.name,
            picture: self.icon.filter(|icon| !icon.is_empty()),
            facts,
        }
    }

    pub(super) fn facts(&self) -> Vec<Fact> {
        let mut facts = vec![Fact::new("uri", &self.uri), Fact::new("webhook", &self.webhook)];
        facts.push(Fact::new("event_types", self.event_types.join(" ")));
        let texts = [
            ("country", &self.country),
            ("category", &self.category),
            ("subcategory", &self.subcategory),
        ];
        let texts =
            texts.into_iter().filter_map(|(name, text)| Some(Fact::new(name, text.as_ref()?)));
        facts.extend(texts);
        let count = self.subscribers_count.iter();
        facts.extend(count.map(|count| Fact::new("subscribers_count", count.to_string())));
        facts.retain(|fact| !fact.value.is_empty());
        facts
    }

    /// Messages of users are always sent to the callback.
    pub(super) fn inbound(&self, ours: &str) -> Probe {
        if self.webhook == ours {
            Probe::Works
        } else if self.webhook.is_empty() {
            Probe::Fails(Reason::SubscriptionMissing.into())
        } else {
            Probe::Fails(Reason::CallbackElsewhere.into())
        }
    }

    pub(super) fn callback(&self, ours: &str) -> Probe {
        let is_complete =
            STATE_EVENTS.iter().all(|event| self.event_types.iter().any(|one| one == event));
        match self.inbound(ours) {
            Probe::Works if !is_complete => Probe::Warns(Reason::SubscriptionMissing.into()),
            probe => probe,
        }
    }
}

impl Viber {
    pub(super) async fn call<T: DeserializeOwned>(
        &self,
        method: &str,
        credentials: &Credentials,
        body: Value,
        repeat: Repeat,
    ) -> Result<T, Problem> {
        let token = credentials.get(TOKEN).unwrap_or_default();
        let request = self
            .http
            .request(Method::POST, &format!("{}/{method}", self.base_url))
            .header("X-Viber-Auth-Token", token)
            .header("Content-Type", "application/json")
            .body(body.to_string());
        let answer = self.http.answer(request, repeat).await?;
        read(&answer, repeat)
            .map_err(|problem| problem.with_answer(&without_secrets(&answer.body, &[token])))
    }
}

fn read<T: DeserializeOwned>(answer: &Answer, repeat: Repeat) -> Result<T, Problem> {
    #[derive(Deserialize)]
    struct Status {
        status: i64,
    }
    let Ok(Status { status }) = serde_json::from_str(&answer.body) else {
        return Err(answer.unreadable(repeat));
    };
    if status != 0 {
        return Err(answer.problem(reason(status), status));
    }
    serde_json::from_str(&answer.body).map_err(|_| answer.unreadable(repeat))
}

/// Source: Viber's REST interface, "Error codes".
pub(super) fn reason(status: i64) -> Reason {
    match status {
        1 => Reason::CallbackUnreachable,
        2 => Reason::CredentialsRefused,
        3 | 4 | 13 | 14 | 16 | 17 | 18 | 19 | 22 => Reason::RequestRefused,
        5 => Reason::RecipientUnknown,
        6 => Reason::RecipientOptedOut,
        7 => Reason::AccountBlocked,
        8 => Reason::AccountNotFound,
        9 => Reason::AccountSuspended,
        10 => Reason::SubscriptionMissing,
        11 | 21 => Reason::RecipientUnreachable,
        12 => Reason::RateLimited,
        15 | 20 => Reason::AccountRestricted,
        23 | 24 => Reason::BalanceEmpty,
        _ => Reason::Unrecognised,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn answer(status: u16, body: &str) -> Answer {
        Answer { status, body: body.to_owned(), retry_after_seconds: None }
    }

    #[test]
    fn a_good_http_status_with_an_error_inside_is_an_error() {
        let body = r#"{"status":9,"status_message":"publicAccountSuspended"}"#;
        let problem = read::<WebhookSet>(&answer(200, body), Repeat::Harmless).expect_err("9");
        assert_eq!(problem, Problem::new(Reason::AccountSuspended).with_code(9));
    }

    #[test]
    fn a_token_of_64_bits_keeps_every_digit() {
        let body = r#"{"status":0,"status_message":"ok","message_token":5741311803571721087}"#;
        let sent: MessageSent = read(&answer(200, body), Repeat::Never).expect("sent");
        assert_eq!(sent.message_token.to_string(), "5741311803571721087");
    }

    #[test]
    fn a_page_of_a_proxy_says_nothing_about_the_account_and_leaves_a_message_open() {
        let page = answer(502, "<html>Bad Gateway</html>");
        let reason_of = |repeat| read::<WebhookSet>(&page, repeat).expect_err("502").reason;
        assert_eq!(reason_of(Repeat::Harmless), Reason::PlatformTrouble);
        assert_eq!(reason_of(Repeat::Never), Reason::OutcomeUnknown);
    }

    #[test]
    fn unknown_fields_and_codes_break_nothing() {
        let body = r#"{"status":0,"id":"pa:1","name":"Acme","uri":"acme","new":{"a":[1]},
                       "event_types":["delivered","teleported"]}"#;
        let info: AccountInfo = read(&answer(200, body), Repeat::Harmless).expect("an account");
        assert!(info.facts().contains(&Fact::new("event_types", "delivered teleported")));
        assert_eq!(reason(77), Reason::Unrecognised);
        let empty = r#"{"status":0,"id":"pa:1","name":"Acme","webhook":null,"event_types":null}"#;
        let info: AccountInfo = read(&answer(200, empty), Repeat::Harmless).expect("an account");
        assert!(info.webhook.is_empty());
    }
}
