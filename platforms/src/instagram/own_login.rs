//! Accounts that sign in at Instagram itself. Their tokens end after 60 days unless they are
//! renewed before.

use domain::platform::{
    Account, Candidate, Check, CheckItem, CodeGrant, Credentials, End, Fact, Health, Outcome,
    Probe, Problem, Reason,
};
use reqwest::Method;
use serde::Deserialize;
use serde_json::Value;

use super::{Instagram, OWN_LOGIN, field};
use crate::graph::page::Binding;
use crate::http::{Answer, Repeat};
use crate::redaction::without_secrets;

const SCOPES: [&str; 2] = ["instagram_business_basic", "instagram_business_manage_messages"];

pub(super) const FIELDS: [&str; 4] =
    ["messages", "messaging_postbacks", "messaging_seen", "message_reactions"];

const DAY: i64 = 24 * 3_600 * 1_000_000;

/// With fewer days left a token is renewed. It has to be a day old for that, and it is then.
const RENEWAL: i64 = 10 * DAY;

/// With fewer days left somebody is warned: it should have been renewed.
const WARNING: i64 = 3 * DAY;

/// What a code is exchanged for.
#[derive(Debug, Deserialize)]
struct ShortToken {
    access_token: String,
}

/// Instagram wraps it in some of its versions.
#[derive(Debug, Deserialize)]
struct ShortTokens {
    data: Vec<ShortToken>,
}

#[derive(Debug, Deserialize)]
struct LongToken {
    access_token: String,
    expires_in: i64,
}

/// The account that a token is for.
#[derive(Debug, Deserialize)]
struct Me {
    /// Not `id`, which is another for each app.
    user_id: Value,
    username: Option<String>,
    account_type: Option<String>,
    profile_picture_url: Option<String>,
}

impl Me {
    fn id(&self) -> String {
        match &self.user_id {
            Value::String(id) => id.clone(),
            id => id.to_string(),
        }
    }

    fn facts(&self) -> Vec<Fact> {
        let facts = [("username", &self.username), ("account_type", &self.account_type)];
        facts.into_iter().filter_map(|(name, one)| Some(Fact::new(name, one.as_ref()?))).collect()
    }

    fn account(&self) -> Account {
        Account {
            id: self.id(),
            name: self.username.clone().unwrap_or_else(|| self.id()),
            picture: self.profile_picture_url.clone(),
            facts: self.facts(),
        }
    }

    fn check_kind(&self) -> Check {
        let outcome = match self.account_type.as_deref() {
            Some("BUSINESS" | "MEDIA_CREATOR" | "CREATOR") => Outcome::Pass,
            Some("PERSONAL") => Outcome::Fail(Reason::AccountNotProfessional.into()),
            _ => Outcome::CannotKnow(None),
        };
        let check = Check::new(CheckItem::ProfessionalAccount, outcome);
        match &self.account_type {
            Some(kind) => check.with_fact("account_type", kind),
            None => check,
        }
    }
}

impl Instagram {
    pub(super) fn own_dialog_url(&self, redirect_uri: &str, state: &str) -> Option<String> {
        let app = self.settings.app.as_ref()?;
        let mut query = form_urlencoded::Serializer::new(String::new());
        query.append_pair("client_id", &app.id);
        query.append_pair("redirect_uri", redirect_uri);
        query.append_pair("response_type", "code");
        query.append_pair("scope", &SCOPES.join(","));
        query.append_pair("state", state);
        Some(format!("{}/oauth/authorize?{}", self.settings.dialog_url, query.finish()))
    }

    pub(super) async fn own_account_of_code(
        &self,
        grant: &CodeGrant,
    ) -> Result<Candidate, Problem> {
        let short = self.short_token(grant).await?;
        let secret = self.own.app()?.secret.as_str();
        let query = [("grant_type", "ig_exchange_token"), ("client_secret", secret)];
        let long = self.long_token("access_token", &query, &short).await?;
        let credentials = self.with_token(&Credentials::of_way(&OWN_LOGIN), &long);
        let me = self.me(&long.access_token).await?;
        let credentials = credentials.with(field::INSTAGRAM_ID, me.id());
        Ok(Candidate { account: me.account(), credentials })
    }

    async fn short_token(&self, grant: &CodeGrant) -> Result<String, Problem> {
        let app = self.own.app()?;
        // Instagram ends the address with a fragment that some browsers hand on.
        let code = grant.code.strip_suffix("#_").unwrap_or(&grant.code);
        let form = [
            ("client_id", app.id.as_str()),
            ("client_secret", &app.secret),
            ("grant_type", "authorization_code"),
            ("redirect_uri", &grant.redirect_uri),
            ("code", code),
        ];
        let url = format!("{}/oauth/access_token", self.settings.token_url);
        let request = self.own.http.request(Method::POST, &url).form(&form);
        let answer = self.own.http.answer(request, Repeat::Never).await.map_err(without_doubt)?;
        read_short_token(&answer).map_err(|problem| {
            problem.with_answer(&without_secrets(&answer.body, &[&app.secret, code]))
        })
    }

    /// These two addresses have no version, and take the token as a parameter only.
    async fn long_token(
        &self,
        path: &str,
        query: &[(&str, &str)],
        token: &str,
    ) -> Result<LongToken, Problem> {
        let url = format!("{}/{path}", self.settings.graph_url);
        let request = self.own.http.request(Method::GET, &url).query(query);
        let request = request.query(&[("access_token", token)]);
        self.own.call(request, Some(token), &[], Repeat::Harmless).await
    }

    fn with_token(&self, credentials: &Credentials, token: &LongToken) -> Credentials {
        let end =
            self.clock.now().micros().saturating_add(token.expires_in.saturating_mul(1_000_000));
        credentials
            .clone()
            .with(field::TOKEN, &token.access_token)
            .with(Credentials::EXPIRES_AT, end.to_string())
    }

    async fn me(&self, token: &str) -> Result<Me, Problem> {
        let fields = "id,user_id,username,name,account_type,profile_picture_url";
        self.own.get("me", &[("fields", fields)], token).await
    }

    /// The account of these credentials, as long as the token still leads to it.
    async fn same_me(&self, credentials: &Credentials) -> Result<Me, Problem> {
        let binding = Binding::of(credentials, field::INSTAGRAM_ID, field::TOKEN)?;
        self.own.app()?;
        let me = self.me(binding.token).await?;
        if me.id() == binding.id { Ok(me) } else { Err(Reason::OtherAccount.into()) }
    }

    pub(super) async fn find_own(&self, credentials: &Credentials) -> Result<Candidate, Problem> {
        let me = self.same_me(credentials).await?;
        Ok(Candidate { account: me.account(), credentials: credentials.clone() })
    }

    pub(super) async fn check_own(&self, credentials: &Credentials) -> Vec<Check> {
        let app = self.own.app_check();
        if app.outcome != Outcome::Pass {
            return vec![app];
        }
        let me = self.same_me(credentials).await;
        let mut list = vec![app, Check::of(CheckItem::CredentialsAccepted, &me)];
        if let Ok(me) = me {
            list.push(me.check_kind());
            // Instagram does not tell which permissions a token has.
            list.push(Check::new(CheckItem::PermissionsGranted, Outcome::CannotKnow(None)));
        }
        list
    }

    fn left(&self, credentials: &Credentials) -> Option<i64> {
        Some(credentials.expires_at()?.micros().saturating_sub(self.clock.now().micros()))
    }

    pub(super) async fn own_health(&self, credentials: &Credentials) -> Health {
        let ends = End::of_authorisation(credentials.expires_at());
        let (me, binding) = match (
            self.same_me(credentials).await,
            Binding::of(credentials, field::INSTAGRAM_ID, field::TOKEN),
        ) {
            (Ok(me), Ok(binding)) => (me, binding),
            (Err(problem), _) | (_, Err(problem)) => {
                return Health { ends, ..Health::of_problem(&problem) };
            }
        };
        let authorisation = match self.left(credentials) {
            Some(left) if left < WARNING => Probe::Warns(Reason::TokenExpiring.into()),
            _ => Probe::Works,
        };
        let outbound = match me.check_kind().outcome {
            Outcome::Fail(problem) => Probe::Fails(problem),
            _ => Probe::Works,
        };
        Health {
            authorisation,
            outbound,
            inbound: self.own.inbound_probe(binding).await,
            callback: Probe::NotObservable,
            facts: me.facts(),
            ends,
        }
    }

    pub(super) async fn renew_own(
        &self,
        credentials: &Credentials,
    ) -> Result<Option<Credentials>, Problem> {
        match self.left(credentials) {
            Some(left) if left <= 0 => Err(Reason::TokenExpired.into()),
            Some(left) if left < RENEWAL => {
                let token = credentials.get(field::TOKEN).unwrap_or_default();
                let query = [("grant_type", "ig_refresh_token")];
                let long = self.long_token("refresh_access_token", &query, token).await?;
                Ok(Some(self.with_token(credentials, &long)))
            }
            _ => Ok(None),
        }
    }
}

/// No message was sent: a lost answer only needs another code.
fn without_doubt(problem: Problem) -> Problem {
    match problem.reason {
        Reason::OutcomeUnknown => Problem { reason: Reason::PlatformTrouble, ..problem },
        _ => problem,
    }
}

fn read_short_token(answer: &Answer) -> Result<String, Problem> {
    /// Not the error object of the other addresses.
    #[derive(Deserialize)]
    struct Failure {
        error_message: String,
        code: Option<i64>,
    }
    if let Ok(ShortToken { access_token }) = serde_json::from_str(&answer.body) {
        return Ok(access_token);
    }
    if let Ok(ShortTokens { data }) = serde_json::from_str(&answer.body)
        && let Some(token) = data.into_iter().next()
    {
        return Ok(token.access_token);
    }
    match serde_json::from_str(&answer.body) {
        Ok(Failure { error_message, code }) => {
            let problem = answer.problem(Reason::CodeRefused, code.unwrap_or(400));
            Err(problem.with_answer(&error_message))
        }
        Err(_) => Err(answer.unreadable(Repeat::Harmless)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(body: &str) -> Result<String, Reason> {
        let answer = Answer { status: 400, body: body.to_owned(), retry_after_seconds: None };
        read_short_token(&answer).map_err(|problem| problem.reason)
    }

    #[test]
    fn both_forms_of_a_token_and_the_form_of_a_refusal_are_read() {
        let plain = r#"{"access_token":"IGAA","user_id":17841400000000001,"permissions":"a,b"}"#;
        assert_eq!(read(plain), Ok("IGAA".to_owned()));
        let wrapped = r#"{"data":[{"access_token":"IGAB","user_id":"1","permissions":["a"]}]}"#;
        assert_eq!(read(wrapped), Ok("IGAB".to_owned()));
        let refused =
            r#"{"error_type":"OAuthException","code":400,"error_message":"already used"}"#;
        assert_eq!(read(refused), Err(Reason::CodeRefused));
        assert_eq!(read("<html>"), Err(Reason::AnswerUnreadable));
    }

    #[test]
    fn an_id_is_read_as_a_text_and_as_a_number() {
        for id in ["17841400000000001", "\"17841400000000001\""] {
            let me: Me =
                serde_json::from_str(&format!(r#"{{"user_id":{id}}}"#)).expect("an account");
            assert_eq!(me.id(), "17841400000000001");
        }
    }
}
