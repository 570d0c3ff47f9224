//! Callbacks of Meta: the handshake, the signature, and the callback that our app has.

use domain::platform::{
    Callback, CallbackRefused, Check, CheckItem, Endpoint, Outcome, Probe, Problem, Reading,
    Reason, Reply,
};
use serde::Deserialize;
use serde_json::json;

use super::{Graph, List};
use crate::json::or_default;
use crate::signature::is_sha256_hex;

/// What our app is told about accounts of one kind.
#[derive(Debug, Deserialize)]
struct Subscription {
    object: String,
    callback_url: Option<String>,
    #[serde(default, deserialize_with = "or_default")]
    active: bool,
}

impl Graph {
    async fn app_subscription(&self, object: &str) -> Result<Option<Subscription>, Problem> {
        let path = format!("{}/subscriptions", self.app()?.id);
        let list: List<Subscription> = self.get(&path, &[], &self.app_token()?).await?;
        Ok(list.data.into_iter().find(|one| one.object == object))
    }

    /// Sets the callback of our app, once for all accounts of this kind. One that is there already
    /// is left as it is: other channels may depend on it.
    pub(crate) async fn ensure_callback(
        &self,
        object: &str,
        fields: &[&str],
        endpoint: &Endpoint,
    ) -> Result<(), Problem> {
        match self.app_subscription(object).await? {
            Some(one) if one.active && one.callback_url.as_deref() != Some(&endpoint.url) => {
                Err(Reason::CallbackElsewhere.into())
            }
            Some(one) if one.active => Ok(()),
            Some(_) | None => {
                let app = self.app()?;
                let body = json!({
                    "object": object,
                    "callback_url": endpoint.url,
                    "verify_token": app.verify_token,
                    "fields": fields.join(","),
                });
                let path = format!("{}/subscriptions", app.id);
                self.set(&path, &[], &body, &self.app_token()?).await
            }
        }
    }

    /// Whether the callback of our app is free for us.
    pub(crate) async fn callback_check(&self, object: &str, endpoint: &Endpoint) -> Check {
        let item = CheckItem::CallbackFree;
        match self.app_subscription(object).await {
            Err(problem) => Check::failed(item, problem),
            Ok(Some(one)) if one.active && one.callback_url.as_deref() != Some(&endpoint.url) => {
                let check = Check::failed(item, Reason::CallbackElsewhere.into());
                check.with_fact("callback_url", one.callback_url.unwrap_or_default())
            }
            Ok(_) => Check::new(item, Outcome::Pass),
        }
    }

    /// Whether our app's callback is ours and switched on.
    pub(crate) async fn callback_probe(&self, object: &str, endpoint: &Endpoint) -> Probe {
        match self.app_subscription(object).await {
            Err(problem) => Probe::failed(problem),
            Ok(Some(one)) if one.active && one.callback_url.as_deref() == Some(&endpoint.url) => {
                Probe::Works
            }
            Ok(Some(one)) if one.active => Probe::Fails(Reason::CallbackElsewhere.into()),
            Ok(_) => Probe::Fails(Reason::SubscriptionMissing.into()),
        }
    }

    /// Answers the handshake, or gives the body once the signature of our app is right.
    pub(crate) fn verified<'a>(
        &self,
        callback: &Callback<'a>,
    ) -> Result<Verified<'a>, CallbackRefused> {
        let app = self.settings.app.as_ref().ok_or(CallbackRefused::Signature)?;
        if callback.method == "GET" {
            return handshake(callback.url, &app.verify_token).map(Verified::Handshake);
        }
        let signature = callback.header("X-Hub-Signature-256");
        let digits = signature.and_then(|signature| signature.strip_prefix("sha256="));
        let digits = digits.ok_or(CallbackRefused::Signature)?;
        let secret = app.secret.as_bytes();
        if !secret.is_empty() && is_sha256_hex(secret, callback.body, digits) {
            Ok(Verified::Body(callback.body))
        } else {
            Err(CallbackRefused::Signature)
        }
    }
}

/// A request that is believed.
pub(crate) enum Verified<'a> {
    Handshake(Reading),
    Body(&'a [u8]),
}

fn handshake(url: &str, verify_token: &str) -> Result<Reading, CallbackRefused> {
    let query = url.split_once('?').map_or("", |(_, query)| query);
    let value = |name: &str| {
        let mut pairs = form_urlencoded::parse(query.as_bytes());
        pairs.find(|(one, _)| one == name).map(|(_, value)| value.into_owned())
    };
    let is_ours = value("hub.mode").as_deref() == Some("subscribe")
        && !verify_token.is_empty()
        && value("hub.verify_token").as_deref() == Some(verify_token);
    match value("hub.challenge") {
        Some(challenge) if is_ours => {
            Ok(Reading { events: Vec::new(), reply: Reply { body: challenge, ..Reply::empty() } })
        }
        _ => Err(CallbackRefused::Token),
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use data_encoding::HEXLOWER;
    use hmac::{Hmac, KeyInit, Mac};
    use sha2::Sha256;

    use super::*;
    use crate::settings::{MetaApp, MetaSettings};

    /// An installation whose app has this secret.
    pub(crate) fn graph(secret: &str) -> Graph {
        let app = MetaApp {
            id: "7".to_owned(),
            secret: secret.to_owned(),
            verify_token: "t0ken".to_owned(),
            whatsapp_configuration: None,
            login_configuration: None,
        };
        Graph::new(&MetaSettings { app: Some(app), ..MetaSettings::default() }).expect("a client")
    }

    const URL: &str = "https://c.example/hook";

    /// The header that Meta sends with a body.
    pub(crate) fn sign(secret: &str, body: &[u8]) -> String {
        let mac = Hmac::<Sha256>::new_from_slice(secret.as_bytes()).expect("a key");
        format!("sha256={}", HEXLOWER.encode(&mac.chain_update(body).finalize().into_bytes()))
    }

    #[test]
    fn the_handshake_is_answered_only_with_our_token() {
        let url = |query: &str| format!("{URL}?{query}");
        let good = "hub.mode=subscribe&hub.verify_token=t%20k&hub.challenge=1158201444";
        let reply = handshake(&url(good), "t k").expect("a reading").reply;
        assert_eq!(reply.body, "1158201444");
        let refused = Err(CallbackRefused::Token);
        assert_eq!(handshake(&url(good), "other"), refused);
        assert_eq!(handshake(&url(good), ""), refused);
        assert_eq!(handshake(&url(&good.replace("subscribe", "x")), "t k"), refused);
        assert_eq!(handshake(&url("hub.mode=subscribe&hub.challenge=1"), "t k"), refused);
        assert_eq!(handshake(URL, "t k"), refused);
    }
}
