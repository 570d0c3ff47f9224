//! The wire format of Twilio's messaging interface, which other providers offer, too.

use domain::platform::{Credentials, Fact, Problem, Reason};
use reqwest::Method;
use serde::Deserialize;
use serde::de::DeserializeOwned;

use super::field;
use crate::http::{Answer, Http, Repeat};
use crate::json::or_default;
use crate::redaction::without_secrets;

#[derive(Debug, Deserialize)]
pub(super) struct Account {
    #[serde(default, deserialize_with = "or_default")]
    pub(super) friendly_name: String,
    #[serde(default, deserialize_with = "or_default")]
    pub(super) status: String,
    #[serde(rename = "type", default, deserialize_with = "or_default")]
    pub(super) kind: String,
}

#[derive(Debug, Deserialize)]
pub(super) struct Numbers {
    pub(super) incoming_phone_numbers: Vec<Number>,
}

#[derive(Debug, Deserialize)]
pub(super) struct Number {
    pub(super) sid: String,
    #[serde(rename = "phone_number")]
    pub(super) text: String,
    #[serde(default, deserialize_with = "or_default")]
    pub(super) capabilities: Capabilities,
    pub(super) sms_url: Option<String>,
}

#[derive(Debug, Default, Deserialize)]
pub(super) struct Capabilities {
    #[serde(default, deserialize_with = "or_default")]
    pub(super) sms: bool,
}

#[derive(Debug, Deserialize)]
pub(super) struct Message {
    pub(super) sid: String,
    pub(super) status: Option<String>,
    pub(super) num_segments: Option<String>,
}

impl Account {
    pub(super) fn facts(&self) -> Vec<Fact> {
        vec![Fact::new("status", &self.status), Fact::new("type", &self.kind)]
    }

    /// What keeps the whole account from sending.
    pub(super) fn problem(&self) -> Option<Problem> {
        match self.status.as_str() {
            "suspended" => Some(Problem::new(Reason::AccountSuspended).with_code(&self.status)),
            "closed" => Some(Problem::new(Reason::AccountClosed).with_code(&self.status)),
            _ => None,
        }
    }
}

/// The account's part of the interface, as the caller's credentials open it.
pub(super) struct Api<'a> {
    pub(super) http: &'a Http,
    pub(super) base_url: &'a str,
    pub(super) credentials: &'a Credentials,
}

impl Api<'_> {
    pub(super) async fn get<T: DeserializeOwned>(
        &self,
        path: &str,
        query: &[(&str, &str)],
    ) -> Result<T, Problem> {
        self.call(Method::GET, path, query, &[], Repeat::Harmless).await
    }

    pub(super) async fn post<T: DeserializeOwned>(
        &self,
        path: &str,
        form: &[(&str, &str)],
        repeat: Repeat,
    ) -> Result<T, Problem> {
        self.call(Method::POST, path, &[], form, repeat).await
    }

    async fn call<T: DeserializeOwned>(
        &self,
        method: Method,
        path: &str,
        query: &[(&str, &str)],
        form: &[(&str, &str)],
        repeat: Repeat,
    ) -> Result<T, Problem> {
        let value = |name| self.credentials.get(name).unwrap_or_default();
        let (sid, token) = (value(field::ACCOUNT_SID), value(field::AUTH_TOKEN));
        let (key, key_secret) = (value(field::API_KEY), value(field::API_KEY_SECRET));
        let (user, password) = if key.is_empty() { (sid, token) } else { (key, key_secret) };
        let url = format!("{}/2010-04-01/Accounts/{sid}{path}", self.base_url);
        let mut request = self.http.request(method, &url).basic_auth(user, Some(password));
        if !query.is_empty() {
            request = request.query(query);
        }
        if !form.is_empty() {
            request = request.form(form);
        }
        let answer = self.http.answer(request, repeat).await?;
        read(&answer, repeat).map_err(|problem| {
            problem.with_answer(&without_secrets(&answer.body, &[token, key_secret]))
        })
    }
}

fn read<T: DeserializeOwned>(answer: &Answer, repeat: Repeat) -> Result<T, Problem> {
    #[derive(Deserialize)]
    struct Failure {
        code: i64,
    }
    if (200..300).contains(&answer.status) {
        return serde_json::from_str(&answer.body).map_err(|_| answer.unreadable(repeat));
    }
    match (serde_json::from_str(&answer.body), answer.status) {
        (Ok(Failure { code }), _) => Err(answer.problem(reason(code), code)),
        (Err(_), 401) => Err(answer.problem(Reason::CredentialsRefused, 401)),
        (Err(_), _) => Err(answer.unreadable(repeat)),
    }
}

/// Source: Twilio's "Error and Warning Dictionary". Codes from 30000 on come in callbacks.
pub(super) fn reason(code: i64) -> Reason {
    match code {
        20003 | 20005 | 20006 => Reason::CredentialsRefused,
        20404 => Reason::AccountNotFound,
        20429 | 30001 => Reason::RateLimited,
        21211 | 21614 | 30005 => Reason::RecipientUnknown,
        21212 | 21606 | 21612 | 21659..=21661 => Reason::SenderUnusable,
        21408 => Reason::CountryNotEnabled,
        21608 => Reason::TrialAccount,
        21610 => Reason::RecipientOptedOut,
        21617 => Reason::TextTooLong,
        20500..=20504 | 21730 => Reason::PlatformTrouble,
        30002 => Reason::AccountSuspended,
        30003 | 30006 => Reason::RecipientUnreachable,
        30004 | 30007 => Reason::ContentRefused,
        30034 | 30032 => Reason::SenderNotRegistered,
        11200 | 11205 => Reason::CallbackUnreachable,
        21600..=21699 => Reason::RequestRefused,
        _ => Reason::Unrecognised,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn answer(status: u16, body: &str) -> Answer {
        Answer { status, body: body.to_owned(), retry_after_seconds: Some(3) }
    }

    #[test]
    fn codes_decide_and_not_the_http_status() {
        let body = r#"{"code":21610,"message":"unsubscribed","more_info":"","status":400}"#;
        let problem = read::<Message>(&answer(400, body), Repeat::Never).expect_err("refused");
        assert_eq!(problem.reason, Reason::RecipientOptedOut);
        assert_eq!(problem.platform_code.as_deref(), Some("21610"));
        let body = r#"{"code":20429,"message":"slow down","status":429}"#;
        let problem = read::<Message>(&answer(429, body), Repeat::Never).expect_err("too many");
        assert_eq!((problem.reason, problem.retry_after_seconds), (Reason::RateLimited, Some(3)));
    }

    #[test]
    fn a_message_is_read_with_numbers_that_are_texts() {
        let body =
            r#"{"sid":"SM01","status":"queued","num_segments":"1","error_code":null,"new":1}"#;
        let message: Message = read(&answer(201, body), Repeat::Never).expect("a message");
        assert_eq!((message.sid.as_str(), message.num_segments.as_deref()), ("SM01", Some("1")));
    }
}
