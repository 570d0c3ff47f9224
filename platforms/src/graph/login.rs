//! Signing in at Meta, and the Pages that a person lets our app use.

use domain::platform::{Account, CodeGrant, Fact, Problem, Reason};
use reqwest::Method;
use serde::Deserialize;

use super::{Graph, List};
use crate::http::Repeat;
use crate::json::or_default;
use crate::settings::MetaApp;

/// How many lists of Pages are read at most: 25 Pages stand on one.
const MOST_LISTS: usize = 20;

/// A Page that a person lets our app use.
#[derive(Debug, Deserialize)]
pub(crate) struct Page {
    pub(crate) id: String,
    pub(crate) name: String,
    pub(crate) access_token: Option<String>,
    #[serde(default, deserialize_with = "or_default")]
    pub(crate) tasks: Vec<String>,
    category: Option<String>,
    picture: Option<Picture>,
    pub(crate) instagram_business_account: Option<InstagramAccount>,
}

/// The professional account that is linked to a Page.
#[derive(Debug, Clone, Deserialize)]
pub(crate) struct InstagramAccount {
    pub(crate) id: String,
    pub(crate) username: Option<String>,
    pub(crate) name: Option<String>,
    pub(crate) profile_picture_url: Option<String>,
}

/// The picture of a Page.
#[derive(Debug, Deserialize)]
pub(crate) struct Picture {
    data: PictureData,
}

#[derive(Debug, Deserialize)]
struct PictureData {
    url: Option<String>,
}

#[derive(Debug, Deserialize)]
struct Token {
    access_token: String,
}

#[derive(Debug, Deserialize)]
struct Pages {
    data: Vec<Page>,
    paging: Option<Paging>,
}

#[derive(Debug, Deserialize)]
struct Paging {
    cursors: Option<Cursors>,
    next: Option<String>,
}

#[derive(Debug, Deserialize)]
struct Cursors {
    after: Option<String>,
}

impl Picture {
    /// Where it is.
    pub(crate) fn address(self) -> Option<String> {
        self.data.url
    }
}

impl Page {
    pub(crate) fn account(&self) -> Account {
        let mut facts = vec![Fact::new("tasks", self.tasks.join(" "))];
        facts.extend(self.category.iter().map(|category| Fact::new("category", category)));
        Account {
            id: self.id.clone(),
            name: self.name.clone(),
            picture: self.picture.as_ref().and_then(|picture| picture.data.url.clone()),
            facts,
        }
    }
}

impl InstagramAccount {
    pub(crate) fn account(&self, facts: Vec<Fact>) -> Account {
        let name = self.username.as_ref().or(self.name.as_ref());
        Account {
            id: self.id.clone(),
            name: name.unwrap_or(&self.id).clone(),
            picture: self.profile_picture_url.clone(),
            facts,
        }
    }
}

impl Graph {
    /// Where a person agrees: to scopes, or to a configuration that the app has for this.
    pub(crate) fn dialog_url(
        &self,
        (scopes, configuration): (&[&str], Option<&str>),
        redirect_uri: &str,
        state: &str,
    ) -> Option<String> {
        let app = self.settings.app.as_ref()?;
        let mut query = form_urlencoded::Serializer::new(String::new());
        query.append_pair("client_id", &app.id);
        query.append_pair("redirect_uri", redirect_uri);
        query.append_pair("state", state);
        query.append_pair("response_type", "code");
        match configuration {
            Some(id) => {
                query.append_pair("config_id", id);
                query.append_pair("override_default_response_type", "true");
            }
            None => {
                query.append_pair("scope", &scopes.join(","));
            }
        }
        let query = query.finish();
        let version = &self.settings.version;
        Some(format!("{}/{version}/dialog/oauth?{query}", self.settings.dialog_url))
    }

    /// The token that a code is good for, once. The popup of Embedded Signup has no address to be
    /// sent back to.
    pub(crate) async fn token_of_code(&self, grant: &CodeGrant) -> Result<String, Problem> {
        let mut query = vec![("code", grant.code.as_str())];
        if !grant.redirect_uri.is_empty() {
            query.push(("redirect_uri", &grant.redirect_uri));
        }
        self.token(&query, Repeat::Never).await.map_err(|problem| match problem.reason {
            // A code that was used before is "a parameter", or "a token", depending on its age.
            Reason::RequestRefused | Reason::TokenRevoked | Reason::TokenExpired => {
                Problem { reason: Reason::CodeRefused, ..problem }
            }
            // Nothing was sent, but the code may be used up: it needs a new one.
            Reason::OutcomeUnknown => Problem { reason: Reason::PlatformTrouble, ..problem },
            _ => problem,
        })
    }

    /// A token for about 60 days instead of an hour.
    pub(crate) async fn long_lived_token(&self, token: &str) -> Result<String, Problem> {
        let query = [("grant_type", "fb_exchange_token"), ("fb_exchange_token", token)];
        self.token(&query, Repeat::Harmless).await
    }

    async fn token(&self, query: &[(&str, &str)], repeat: Repeat) -> Result<String, Problem> {
        let MetaApp { id, secret, .. } = self.app()?;
        let is_secret = |name: &str| ["code", "fb_exchange_token"].contains(&name);
        let values: Vec<_> =
            query.iter().filter(|(name, _)| is_secret(name)).map(|(_, value)| *value).collect();
        let request = self
            .http
            .request(Method::GET, &self.url("oauth/access_token"))
            .query(&[("client_id", id), ("client_secret", secret)])
            .query(query);
        let Token { access_token } = self.call(request, None, &values, repeat).await?;
        Ok(access_token)
    }

    /// The Pages behind a code, with tokens that do not end by themselves.
    pub(crate) async fn pages_of_code(&self, grant: &CodeGrant) -> Result<Vec<Page>, Problem> {
        let token = self.token_of_code(grant).await?;
        let token = self.long_lived_token(&token).await?;
        let mut pages = self.pages(&token).await?;
        pages.retain(|page| page.access_token.is_some());
        if pages.is_empty() { Err(Reason::NoAccountFound.into()) } else { Ok(pages) }
    }

    async fn pages(&self, token: &str) -> Result<Vec<Page>, Problem> {
        let fields = "id,name,access_token,tasks,category,picture,\
                      instagram_business_account{id,username,name,profile_picture_url}";
        let mut pages = Vec::new();
        let mut after = String::new();
        for _ in 0..MOST_LISTS {
            let mut query = vec![("fields", fields)];
            if !after.is_empty() {
                query.push(("after", &after));
            }
            let list: Pages = self.get("me/accounts", &query, token).await?;
            pages.extend(list.data);
            // The address of the next list comes from outside; its cursor is enough.
            let next = list.paging.filter(|paging| paging.next.is_some());
            match next.and_then(|paging| paging.cursors?.after) {
                Some(cursor) => after = cursor,
                None => break,
            }
        }
        Ok(pages)
    }

    /// What our app gets of an account; empty where it is not subscribed.
    pub(crate) async fn subscription(
        &self,
        account: &str,
        token: &str,
    ) -> Result<Option<Vec<String>>, Problem> {
        #[derive(Deserialize)]
        struct App {
            id: String,
            #[serde(default, deserialize_with = "or_default")]
            subscribed_fields: Vec<String>,
        }
        let app_id = self.app()?.id.as_str();
        let apps: List<App> = self.get(&format!("{account}/subscribed_apps"), &[], token).await?;
        let ours = apps.data.into_iter().find(|app| app.id == app_id);
        Ok(ours.map(|app| app.subscribed_fields))
    }
}
