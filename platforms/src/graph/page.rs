//! Pages and the accounts linked to them: what Messenger and Instagram ask alike.

use domain::platform::{Check, CheckItem, Credentials, Outcome, Probe, Problem, Reason};
use serde_json::json;

use super::Graph;

/// An account as the credentials of a channel name it.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Binding<'a> {
    /// Who is subscribed to and sends: a Page, or an Instagram account.
    pub(crate) id: &'a str,
    pub(crate) token: &'a str,
}

impl<'a> Binding<'a> {
    /// The id becomes a part of addresses, so it has to be digits.
    pub(crate) fn of(credentials: &'a Credentials, id: &str, token: &str) -> Result<Self, Problem> {
        let value = |name| credentials.get(name).unwrap_or_default();
        let (id, token) = (value(id), value(token));
        let is_id = !id.is_empty() && id.bytes().all(|byte| byte.is_ascii_digit());
        if is_id { Ok(Self { id, token }) } else { Err(Reason::SettingsWrong.into()) }
    }
}

impl Graph {
    /// Lets our app be told about these things.
    pub(crate) async fn subscribe(
        &self,
        binding: Binding<'_>,
        fields: &[&str],
    ) -> Result<(), Problem> {
        let path = format!("{}/subscribed_apps", binding.id);
        let fields = fields.join(",");
        self.set(&path, &[("subscribed_fields", &fields)], &json!({}), binding.token).await
    }

    /// Stops it. Where the token is no longer accepted, it has been stopped already.
    pub(crate) async fn unsubscribe(&self, binding: Binding<'_>) -> Result<(), Problem> {
        let path = format!("{}/subscribed_apps", binding.id);
        match self.delete(&path, binding.token).await {
            Err(problem) if problem.is_authorisation() => Ok(()),
            Err(problem) if problem.reason == Reason::AccountNotFound => Ok(()),
            result => result,
        }
    }

    /// Whether our app is told about messages.
    pub(crate) async fn inbound_probe(&self, binding: Binding<'_>) -> Probe {
        match self.subscription(binding.id, binding.token).await {
            Ok(Some(fields)) if fields.iter().any(|field| field == "messages") => Probe::Works,
            Ok(_) => Probe::Fails(Reason::SubscriptionMissing.into()),
            Err(problem) => Probe::failed(problem),
        }
    }

    /// The check of our app at the platform.
    pub(crate) fn app_check(&self) -> Check {
        match self.app() {
            Ok(_) => Check::new(CheckItem::AppConfigured, Outcome::Pass),
            Err(problem) => Check::failed(CheckItem::AppConfigured, problem),
        }
    }
}
