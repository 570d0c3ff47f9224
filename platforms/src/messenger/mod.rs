//! Messenger: Pages on Facebook through Meta's Messenger Platform.

mod page_settings;

use async_trait::async_trait;
use domain::channel::ChannelType;
use domain::channel_settings::ChannelSettings;
use domain::platform::{
    Account, Authorisation, Callback, CallbackRefused, Candidate, Check, CheckItem, CodeGrant,
    Credentials, End, Endpoint, Fact, Health, Outcome, Platform, PlatformSetting, Probe, Problem,
    Reading, Reason, ReleaseScope, Sent, Setting, TextMessage, Way,
};
use serde::Deserialize;
use serde_json::json;

use crate::graph::page::Binding;
use crate::graph::{Graph, Page, Picture, checks, messaging};
use crate::http::ClientError;
use crate::settings::MetaSettings;

/// Names of credentials.
mod field {
    pub(super) const PAGE_ID: &str = "page_id";
    pub(super) const TOKEN: &str = "token";
    /// What the person may do on the Page, as it was when they agreed.
    pub(super) const TASKS: &str = "tasks";
}

const WAYS: [Way; 1] =
    [Way { name: "facebook_login", authorisation: Authorisation::CodeExchange, fields: &[] }];

const SCOPES: [&str; 4] =
    ["pages_show_list", "pages_messaging", "pages_manage_metadata", "pages_read_engagement"];

/// What the token of a Page itself has to be good for.
const PAGE_SCOPES: [&str; 2] = ["pages_messaging", "pages_manage_metadata"];

/// The kind of accounts in the app's callbacks, and what to be told about them.
const OBJECT: &str = "page";
const FIELDS: [&str; 5] =
    ["messages", "messaging_postbacks", "message_deliveries", "message_reads", "message_echoes"];

/// The longest text, in characters. Source: Messenger Platform, "Send API".
const LONGEST_TEXT: usize = 2_000;

/// The adapter for channels of the type Messenger.
#[derive(Debug)]
pub struct Messenger {
    graph: Graph,
}

#[derive(Debug, Deserialize)]
struct PageState {
    id: String,
    name: String,
    is_published: Option<bool>,
    link: Option<String>,
    picture: Option<Picture>,
}

#[derive(Debug, Deserialize)]
struct SentMessage {
    message_id: String,
}

impl PageState {
    fn facts(&self) -> Vec<Fact> {
        let published = self.is_published.map(|one| Fact::new("is_published", one.to_string()));
        let link = self.link.as_ref().map(|link| Fact::new("link", link));
        published.into_iter().chain(link).collect()
    }

    fn problem(&self) -> Option<Problem> {
        (self.is_published == Some(false)).then(|| Reason::PageNotPublished.into())
    }
}

impl Messenger {
    /// An adapter with these settings.
    pub fn new(settings: &MetaSettings) -> Result<Self, ClientError> {
        Ok(Self { graph: Graph::new(settings)? })
    }

    async fn page(&self, binding: Binding<'_>) -> Result<PageState, Problem> {
        let query = [("fields", "id,name,is_published,link,picture")];
        self.graph.get(binding.id, &query, binding.token).await
    }
}

fn binding(credentials: &Credentials) -> Result<Binding<'_>, Problem> {
    Binding::of(credentials, field::PAGE_ID, field::TOKEN)
}

fn candidate(way: &Way, page: &Page) -> Candidate {
    let credentials = Credentials::of_way(way)
        .with(field::PAGE_ID, &page.id)
        .with(field::TOKEN, page.access_token.as_deref().unwrap_or_default())
        .with(field::TASKS, page.tasks.join(" "));
    Candidate { account: page.account(), credentials }
}

#[async_trait]
impl Platform for Messenger {
    fn channel_type(&self) -> ChannelType {
        ChannelType::Messenger
    }

    fn ways(&self) -> &'static [Way] {
        &WAYS
    }

    fn authorisation_url(&self, _: &Way, redirect_uri: &str, state: &str) -> Option<String> {
        let configuration = self.graph.settings.app.as_ref()?.login_configuration.as_deref();
        self.graph.dialog_url((&SCOPES, configuration), redirect_uri, state)
    }

    async fn exchange_code(&self, way: &Way, grant: &CodeGrant) -> Result<Vec<Candidate>, Problem> {
        let pages = self.graph.pages_of_code(grant).await?;
        Ok(pages.iter().map(|page| candidate(way, page)).collect())
    }

    async fn find_account(&self, credentials: &Credentials) -> Result<Candidate, Problem> {
        let binding = binding(credentials)?;
        let info = self.graph.token_info(binding.token).await?;
        let app_id = &self.graph.app()?.id;
        if let Some(problem) = info.problem(app_id, &PAGE_SCOPES, Some(binding.id)) {
            return Err(problem);
        }
        let page = self.page(binding).await?;
        if page.id != binding.id {
            return Err(Reason::OtherAccount.into());
        }
        let mut credentials = credentials.clone();
        info.note_end(&mut credentials);
        let facts = page.facts();
        let picture = page.picture.and_then(Picture::address);
        let account = Account { id: page.id, name: page.name, picture, facts };
        Ok(Candidate { account, credentials })
    }

    async fn check_prerequisites(
        &self,
        credentials: &Credentials,
        endpoint: &Endpoint,
    ) -> Vec<Check> {
        let mut list = vec![self.graph.app_check()];
        let (binding, app) = match (binding(credentials), self.graph.app()) {
            (Ok(binding), Ok(app)) => (binding, app),
            (Err(problem), Ok(_)) => {
                list.push(Check::failed(CheckItem::AccountFound, problem));
                return list;
            }
            (_, Err(_)) => return list,
        };
        let info = self.graph.token_info(binding.token).await;
        list.extend(checks(&info, &app.id, &PAGE_SCOPES, Some(binding.id)));
        let tasks = credentials.get(field::TASKS).unwrap_or_default();
        let may_send = tasks.split(' ').any(|task| ["MESSAGING", "MANAGE"].contains(&task));
        if !tasks.is_empty() && !may_send {
            let problem = Problem::new(Reason::PermissionMissing).with_code("MESSAGING");
            list.push(Check::failed(CheckItem::PermissionsGranted, problem));
        }
        if list.iter().any(|check| check.outcome != Outcome::Pass) {
            return list;
        }
        list.push(match self.page(binding).await {
            Err(problem) => Check::failed(CheckItem::AccountFound, problem),
            Ok(page) => match page.problem() {
                Some(problem) => Check::failed(CheckItem::PagePublished, problem),
                None => Check::new(CheckItem::PagePublished, Outcome::Pass),
            },
        });
        list.push(self.graph.callback_check(OBJECT, endpoint).await);
        list
    }

    async fn bind(
        &self,
        credentials: &Credentials,
        endpoint: &Endpoint,
    ) -> Result<Candidate, Problem> {
        let found = self.find_account(credentials).await?;
        self.graph.ensure_callback(OBJECT, &FIELDS, endpoint).await?;
        self.graph.subscribe(binding(credentials)?, &FIELDS).await?;
        Ok(found)
    }

    async fn check_health(&self, credentials: &Credentials, endpoint: &Endpoint) -> Health {
        let (binding, app_id) = match (binding(credentials), self.graph.app()) {
            (Ok(binding), Ok(app)) => (binding, &app.id),
            (Err(problem), _) | (_, Err(problem)) => return Health::of_problem(&problem),
        };
        let info = match self.graph.token_info(binding.token).await {
            Ok(info) => info,
            Err(problem) => return Health::of_problem(&problem),
        };
        let ends = End::of_authorisation(info.expires_at());
        if let Some(problem) = info.problem(app_id, &PAGE_SCOPES, Some(binding.id)) {
            return Health { ends, ..Health::of_problem(&problem) };
        }
        let page = self.page(binding).await;
        let outbound = match &page {
            Ok(page) => page.problem().map_or(Probe::Works, Probe::Fails),
            Err(problem) => Probe::failed(problem.clone()),
        };
        Health {
            authorisation: Probe::Works,
            outbound,
            inbound: self.graph.inbound_probe(binding).await,
            callback: self.graph.callback_probe(OBJECT, endpoint).await,
            facts: page.as_ref().map(PageState::facts).unwrap_or_default(),
            ends,
        }
    }

    async fn renew(&self, _: &Credentials) -> Result<Option<Credentials>, Problem> {
        Ok(None)
    }

    fn settings(&self) -> &'static [PlatformSetting] {
        &page_settings::SETTINGS
    }

    async fn read_settings(&self, credentials: &Credentials) -> Result<ChannelSettings, Problem> {
        page_settings::read(&self.graph, binding(credentials)?).await
    }

    async fn apply_settings(
        &self,
        credentials: &Credentials,
        settings: &ChannelSettings,
        named: &[Setting],
    ) -> Result<(), Problem> {
        page_settings::apply(&self.graph, binding(credentials)?, settings, named).await
    }

    async fn send_text(
        &self,
        credentials: &Credentials,
        message: &TextMessage,
    ) -> Result<Sent, Problem> {
        if message.text.chars().count() > LONGEST_TEXT {
            return Err(Reason::TextTooLong.into());
        }
        let binding = binding(credentials)?;
        let body = json!({
            "recipient": { "id": message.recipient },
            "messaging_type": "RESPONSE",
            "message": { "text": message.text, "metadata": message.reference },
        });
        let path = format!("{}/messages", binding.id);
        let sent: SentMessage = self.graph.send(&path, &body, binding.token).await?;
        Ok(Sent { ids: vec![sent.message_id], facts: Vec::new() })
    }

    fn read_callback(
        &self,
        callback: &Callback<'_>,
        _: Option<&Credentials>,
    ) -> Result<Reading, CallbackRefused> {
        messaging::read(&[&self.graph], OBJECT, callback)
    }

    /// The person's own consent is left: it covers their other Pages, too.
    async fn release(
        &self,
        credentials: &Credentials,
        _: &Endpoint,
        scope: ReleaseScope,
    ) -> Result<(), Problem> {
        if scope.shares_subscription {
            return Ok(());
        }
        self.graph.unsubscribe(binding(credentials)?).await
    }
}
