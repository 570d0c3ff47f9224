//! Instagram: professional accounts, either signed in by themselves or through the Page that they
//! are linked to. The two ways differ in hosts, tokens and checks, and share messages and
//! callbacks.

mod own_login;
mod page_login;

use std::sync::Arc;

use async_trait::async_trait;
use domain::channel::ChannelType;
use domain::platform::{
    Authorisation, Callback, CallbackRefused, Candidate, Check, CodeGrant, Credentials, Endpoint,
    Health, Platform, Problem, Reading, Reason, ReleaseScope, Sent, TextMessage, Way,
};
use domain::sources::Clock;
use serde::Deserialize;
use serde_json::json;

use crate::graph::page::Binding;
use crate::graph::{Graph, messaging};
use crate::http::ClientError;
use crate::settings::{InstagramSettings, MetaApp, MetaSettings};

/// Names of credentials.
mod field {
    /// The professional account, which is also what callbacks name.
    pub(super) const INSTAGRAM_ID: &str = "instagram_id";
    /// The Page it is linked to, where it was authorised through one.
    pub(super) const PAGE_ID: &str = "page_id";
    pub(super) const TOKEN: &str = "token";
}

const OWN_LOGIN: Way =
    Way { name: "instagram_login", authorisation: Authorisation::CodeExchange, fields: &[] };

const PAGE_LOGIN: Way =
    Way { name: "facebook_login", authorisation: Authorisation::CodeExchange, fields: &[] };

const WAYS: [Way; 2] = [OWN_LOGIN, PAGE_LOGIN];

/// The kind of accounts in the app's callbacks.
const OBJECT: &str = "instagram";

/// The longest text, in bytes of UTF-8. Source: Instagram Platform, "Messaging API".
const LONGEST_TEXT: usize = 1_000;

/// The adapter for channels of the type Instagram.
pub struct Instagram {
    /// Instagram's own interface, with our app there.
    own: Graph,
    /// Meta's, through which linked Pages are reached.
    meta: Graph,
    settings: InstagramSettings,
    clock: Arc<dyn Clock>,
}

impl std::fmt::Debug for Instagram {
    fn fmt(&self, text: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        text.write_str("Instagram")
    }
}

#[derive(Debug, Deserialize)]
struct SentMessage {
    message_id: String,
}

impl Instagram {
    /// An adapter with these settings; the clock says when tokens end.
    pub fn new(
        settings: &InstagramSettings,
        meta: &MetaSettings,
        clock: Arc<dyn Clock>,
    ) -> Result<Self, ClientError> {
        let app = settings.app.as_ref().map(|app| MetaApp {
            id: app.id.clone(),
            secret: app.secret.clone(),
            verify_token: app.verify_token.clone(),
            whatsapp_configuration: None,
            login_configuration: None,
        });
        let own = MetaSettings {
            graph_url: settings.graph_url.clone(),
            dialog_url: settings.dialog_url.clone(),
            version: settings.version.clone(),
            app,
            http: meta.http.clone(),
        };
        Ok(Self {
            own: Graph::new(&own)?,
            meta: Graph::new(meta)?,
            settings: settings.clone(),
            clock,
        })
    }

    /// Where messages of the account go through, and as whom.
    fn route<'a>(&self, credentials: &'a Credentials) -> Result<(&Graph, Binding<'a>), Problem> {
        if is_page_login(credentials) {
            Ok((&self.meta, Binding::of(credentials, field::PAGE_ID, field::TOKEN)?))
        } else {
            Ok((&self.own, Binding::of(credentials, field::INSTAGRAM_ID, field::TOKEN)?))
        }
    }
}

fn is_page_login(credentials: &Credentials) -> bool {
    credentials.get(Credentials::WAY) == Some(PAGE_LOGIN.name)
}

#[async_trait]
impl Platform for Instagram {
    fn channel_type(&self) -> ChannelType {
        ChannelType::Instagram
    }

    fn ways(&self) -> &'static [Way] {
        &WAYS
    }

    fn authorisation_url(&self, way: &Way, redirect_uri: &str, state: &str) -> Option<String> {
        if *way == PAGE_LOGIN {
            self.page_dialog_url(redirect_uri, state)
        } else {
            self.own_dialog_url(redirect_uri, state)
        }
    }

    async fn exchange_code(&self, way: &Way, grant: &CodeGrant) -> Result<Vec<Candidate>, Problem> {
        if *way == PAGE_LOGIN {
            self.linked_accounts(grant).await
        } else {
            Ok(vec![self.own_account_of_code(grant).await?])
        }
    }

    async fn find_account(&self, credentials: &Credentials) -> Result<Candidate, Problem> {
        if is_page_login(credentials) {
            self.find_linked(credentials).await
        } else {
            self.find_own(credentials).await
        }
    }

    async fn check_prerequisites(
        &self,
        credentials: &Credentials,
        endpoint: &Endpoint,
    ) -> Vec<Check> {
        if is_page_login(credentials) {
            self.check_linked(credentials, endpoint).await
        } else {
            self.check_own(credentials).await
        }
    }

    async fn bind(
        &self,
        credentials: &Credentials,
        endpoint: &Endpoint,
    ) -> Result<Candidate, Problem> {
        let found = self.find_account(credentials).await?;
        let (graph, binding) = self.route(credentials)?;
        if is_page_login(credentials) {
            graph.ensure_callback(OBJECT, &page_login::FIELDS, endpoint).await?;
            graph.subscribe(binding, &page_login::FIELDS).await?;
        } else {
            // The callback of an app at Instagram is set by hand, in its dashboard.
            graph.subscribe(binding, &own_login::FIELDS).await?;
        }
        Ok(found)
    }

    async fn check_health(&self, credentials: &Credentials, endpoint: &Endpoint) -> Health {
        if is_page_login(credentials) {
            self.linked_health(credentials, endpoint).await
        } else {
            self.own_health(credentials).await
        }
    }

    async fn renew(&self, credentials: &Credentials) -> Result<Option<Credentials>, Problem> {
        if is_page_login(credentials) { Ok(None) } else { self.renew_own(credentials).await }
    }

    async fn send_text(
        &self,
        credentials: &Credentials,
        message: &TextMessage,
    ) -> Result<Sent, Problem> {
        if message.text.len() > LONGEST_TEXT {
            return Err(Reason::TextTooLong.into());
        }
        let (graph, binding) = self.route(credentials)?;
        let body = json!({
            "recipient": { "id": message.recipient },
            "message": { "text": message.text },
        });
        let path = format!("{}/messages", binding.id);
        let sent: SentMessage = graph.send(&path, &body, binding.token).await?;
        Ok(Sent { ids: vec![sent.message_id], facts: Vec::new() })
    }

    /// Which of our two apps signs depends on how the account was authorised; the request does not
    /// say it.
    fn read_callback(
        &self,
        callback: &Callback<'_>,
        _: Option<&Credentials>,
    ) -> Result<Reading, CallbackRefused> {
        messaging::read(&[&self.own, &self.meta], OBJECT, callback)
    }

    /// Instagram has no way to revoke a token; its owner can, in the settings of their account.
    async fn release(
        &self,
        credentials: &Credentials,
        _: &Endpoint,
        scope: ReleaseScope,
    ) -> Result<(), Problem> {
        let (graph, binding) = self.route(credentials)?;
        if is_page_login(credentials) && scope.shares_subscription {
            return Ok(());
        }
        graph.unsubscribe(binding).await
    }
}
