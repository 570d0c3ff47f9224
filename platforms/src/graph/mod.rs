//! What WhatsApp, Messenger and Instagram have in common: Meta's Graph interface, its one app for
//! an installation, its way of signing in, its callbacks.

pub(crate) mod callback;
mod login;
pub(crate) mod messaging;
pub(crate) mod page;
mod reason;
mod token;

use domain::platform::{Problem, Reason};
use reqwest::{Method, RequestBuilder};
use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

pub(crate) use login::{InstagramAccount, Page, Picture};
pub(crate) use reason::reason;
pub(crate) use token::{TokenInfo, checks};

use crate::http::{Answer, ClientError, Http, Repeat};
use crate::redaction::without_secrets;
use crate::settings::{MetaApp, MetaSettings};

/// Meta's interface as our app uses it.
#[derive(Debug)]
pub(crate) struct Graph {
    pub(crate) http: Http,
    pub(crate) settings: MetaSettings,
}

/// `{"success": true}`.
#[derive(Debug, Deserialize)]
pub(crate) struct Success {}

/// A list of a few entries.
#[derive(Debug, Deserialize)]
pub(crate) struct List<T> {
    #[serde(default = "Vec::new")]
    pub(crate) data: Vec<T>,
}

impl Graph {
    pub(crate) fn new(settings: &MetaSettings) -> Result<Self, ClientError> {
        Ok(Self { http: Http::new(&settings.http)?, settings: settings.clone() })
    }

    pub(crate) fn app(&self) -> Result<&MetaApp, Problem> {
        self.settings.app.as_ref().ok_or(Problem::new(Reason::AppNotConfigured))
    }

    fn url(&self, path: &str) -> String {
        let MetaSettings { graph_url, version, .. } = &self.settings;
        format!("{graph_url}/{version}/{path}")
    }

    /// Reads a node or a list.
    pub(crate) async fn get<T: DeserializeOwned>(
        &self,
        path: &str,
        query: &[(&str, &str)],
        token: &str,
    ) -> Result<T, Problem> {
        let request = self.http.request(Method::GET, &self.url(path)).query(query);
        self.call(request, Some(token), &[], Repeat::Harmless).await
    }

    /// Changes something to what it may already be.
    pub(crate) async fn set(
        &self,
        path: &str,
        query: &[(&str, &str)],
        body: &Value,
        token: &str,
    ) -> Result<(), Problem> {
        let request = json(self.http.request(Method::POST, &self.url(path)).query(query), body);
        let _: Success = self.call(request, Some(token), &[], Repeat::Harmless).await?;
        Ok(())
    }

    pub(crate) async fn delete(&self, path: &str, token: &str) -> Result<(), Problem> {
        let request = self.http.request(Method::DELETE, &self.url(path));
        let _: Success = self.call(request, Some(token), &[], Repeat::Harmless).await?;
        Ok(())
    }

    /// Takes away what the body names.
    pub(crate) async fn delete_part(
        &self,
        path: &str,
        body: &Value,
        token: &str,
    ) -> Result<(), Problem> {
        let request = json(self.http.request(Method::DELETE, &self.url(path)), body);
        let _: Success = self.call(request, Some(token), &[], Repeat::Harmless).await?;
        Ok(())
    }

    /// Sends a message, once.
    pub(crate) async fn send<T: DeserializeOwned>(
        &self,
        path: &str,
        body: &Value,
        token: &str,
    ) -> Result<T, Problem> {
        let request = json(self.http.request(Method::POST, &self.url(path)), body);
        self.call(request, Some(token), &[], Repeat::Never).await
    }

    /// Makes a request; `others` are secrets in it beside the token and our app's.
    pub(crate) async fn call<T: DeserializeOwned>(
        &self,
        request: RequestBuilder,
        token: Option<&str>,
        others: &[&str],
        repeat: Repeat,
    ) -> Result<T, Problem> {
        let secret = self.settings.app.as_ref().map_or("", |app| app.secret.as_str());
        let request = match token {
            Some(token) => request.bearer_auth(token),
            None => request,
        };
        let answer = self.http.answer(request, repeat).await?;
        read(&answer, repeat).map_err(|problem| {
            let secrets = [&[token.unwrap_or_default(), secret], others].concat();
            problem.with_answer(&without_secrets(&answer.body, &secrets))
        })
    }
}

/// What it means that a parameter of a profile is wrong: somebody's text, and not our request.
pub(crate) fn as_setting(problem: Problem) -> Problem {
    match problem.reason {
        Reason::RequestRefused => Problem { reason: Reason::SettingsWrong, ..problem },
        _ => problem,
    }
}

fn json(request: RequestBuilder, body: &Value) -> RequestBuilder {
    request.header("Content-Type", "application/json").body(body.to_string())
}

/// An answer, or the error inside it whatever its status.
pub(crate) fn read<T: DeserializeOwned>(answer: &Answer, repeat: Repeat) -> Result<T, Problem> {
    #[derive(Deserialize)]
    struct Failure {
        error: reason::GraphError,
    }
    if let Ok(Failure { error }) = serde_json::from_str(&answer.body) {
        return Err(answer.problem(error.reason(), error.code()));
    }
    if (200..300).contains(&answer.status) {
        return serde_json::from_str(&answer.body).map_err(|_| answer.unreadable(repeat));
    }
    Err(answer.unreadable(repeat))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn problem(status: u16, body: &str, repeat: Repeat) -> Problem {
        let answer = Answer { status, body: body.to_owned(), retry_after_seconds: None };
        read::<Success>(&answer, repeat).expect_err("a problem")
    }

    #[test]
    fn an_error_inside_decides_whatever_the_status_is() {
        let body =
            r#"{"error":{"message":"x","type":"OAuthException","code":190,"error_subcode":463}}"#;
        for status in [200, 400, 401, 500] {
            let problem = problem(status, body, Repeat::Harmless);
            assert_eq!(problem, Problem::new(Reason::TokenExpired).with_code("190/463"));
        }
    }

    #[test]
    fn a_page_of_a_proxy_is_no_error_of_the_platform() {
        let reason = |status, repeat| problem(status, "<html>", repeat).reason;
        assert_eq!(reason(401, Repeat::Harmless), Reason::AnswerUnreadable);
        assert_eq!(reason(503, Repeat::Harmless), Reason::PlatformTrouble);
        assert_eq!(reason(503, Repeat::Never), Reason::OutcomeUnknown);
        assert_eq!(reason(429, Repeat::Never), Reason::RateLimited);
    }
}
