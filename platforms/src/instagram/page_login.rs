//! Accounts that are reached through the Page they are linked to.

use domain::platform::{
    Candidate, Check, CheckItem, CodeGrant, Credentials, End, Endpoint, Fact, Health, Outcome,
    Probe, Problem, Reason,
};
use serde::Deserialize;

use super::{Instagram, OBJECT, PAGE_LOGIN, field};
use crate::graph::page::Binding;
use crate::graph::{InstagramAccount, Page, checks};

const SCOPES: [&str; 4] =
    ["instagram_basic", "instagram_manage_messages", "pages_show_list", "pages_manage_metadata"];

/// What the token of a Page itself has to be good for.
const PAGE_SCOPES: [&str; 2] = ["instagram_manage_messages", "pages_manage_metadata"];

pub(super) const FIELDS: [&str; 4] =
    ["messages", "messaging_postbacks", "messaging_seen", "message_reactions"];

/// A Page with the account that is linked to it.
#[derive(Debug, Deserialize)]
struct Linked {
    instagram_business_account: Option<InstagramAccount>,
}

impl Instagram {
    pub(super) fn page_dialog_url(&self, redirect_uri: &str, state: &str) -> Option<String> {
        let configuration = self.meta.settings.app.as_ref()?.login_configuration.as_deref();
        self.meta.dialog_url((&SCOPES, configuration), redirect_uri, state)
    }

    pub(super) async fn linked_accounts(
        &self,
        grant: &CodeGrant,
    ) -> Result<Vec<Candidate>, Problem> {
        let pages = self.meta.pages_of_code(grant).await?;
        let found: Vec<_> = pages.iter().filter_map(candidate).collect();
        if found.is_empty() { Err(Reason::AccountNotLinked.into()) } else { Ok(found) }
    }

    /// The account that is linked to the Page now.
    async fn linked(&self, binding: Binding<'_>) -> Result<InstagramAccount, Problem> {
        let fields = "instagram_business_account{id,username,name,profile_picture_url}";
        let page: Linked = self.meta.get(binding.id, &[("fields", fields)], binding.token).await?;
        page.instagram_business_account.ok_or(Reason::AccountNotLinked.into())
    }

    /// The account of these credentials, as long as it is still the linked one.
    async fn same_linked(
        &self,
        credentials: &Credentials,
        binding: Binding<'_>,
    ) -> Result<InstagramAccount, Problem> {
        let account = self.linked(binding).await?;
        if credentials.get(field::INSTAGRAM_ID) == Some(account.id.as_str()) {
            Ok(account)
        } else {
            Err(Problem::new(Reason::AccountNotLinked).with_code(account.id))
        }
    }

    pub(super) async fn find_linked(
        &self,
        credentials: &Credentials,
    ) -> Result<Candidate, Problem> {
        let binding = Binding::of(credentials, field::PAGE_ID, field::TOKEN)?;
        let info = self.meta.token_info(binding.token).await?;
        if let Some(problem) = info.problem(&self.meta.app()?.id, &PAGE_SCOPES, None) {
            return Err(problem);
        }
        let account = self.same_linked(credentials, binding).await?;
        let mut credentials = credentials.clone();
        info.note_end(&mut credentials);
        let facts = vec![Fact::new("page_id", binding.id)];
        Ok(Candidate { account: account.account(facts), credentials })
    }

    pub(super) async fn check_linked(
        &self,
        credentials: &Credentials,
        endpoint: &Endpoint,
    ) -> Vec<Check> {
        let mut list = vec![self.meta.app_check()];
        let Ok(app) = self.meta.app() else { return list };
        let binding = match Binding::of(credentials, field::PAGE_ID, field::TOKEN) {
            Ok(binding) => binding,
            Err(problem) => {
                list.push(Check::failed(CheckItem::AccountFound, problem));
                return list;
            }
        };
        let info = self.meta.token_info(binding.token).await;
        list.extend(checks(&info, &app.id, &PAGE_SCOPES, None));
        if list.iter().all(|check| check.outcome == Outcome::Pass) {
            let linked = self.same_linked(credentials, binding).await;
            list.push(Check::of(CheckItem::AccountLinked, &linked));
            list.push(self.meta.callback_check(OBJECT, endpoint).await);
        }
        list
    }

    pub(super) async fn linked_health(
        &self,
        credentials: &Credentials,
        endpoint: &Endpoint,
    ) -> Health {
        let binding = Binding::of(credentials, field::PAGE_ID, field::TOKEN);
        let (binding, app_id) = match (binding, self.meta.app()) {
            (Ok(binding), Ok(app)) => (binding, &app.id),
            (Err(problem), _) | (_, Err(problem)) => return Health::of_problem(&problem),
        };
        let info = match self.meta.token_info(binding.token).await {
            Ok(info) => info,
            Err(problem) => return Health::of_problem(&problem),
        };
        let ends = End::of_authorisation(info.expires_at());
        if let Some(problem) = info.problem(app_id, &PAGE_SCOPES, None) {
            return Health { ends, ..Health::of_problem(&problem) };
        }
        let linked = self.same_linked(credentials, binding).await;
        let username = linked.as_ref().ok().and_then(|account| account.username.clone());
        Health {
            authorisation: Probe::Works,
            outbound: Probe::of(&linked),
            inbound: self.meta.inbound_probe(binding).await,
            callback: self.meta.callback_probe(OBJECT, endpoint).await,
            facts: username.into_iter().map(|name| Fact::new("username", name)).collect(),
            ends,
        }
    }
}

fn candidate(page: &Page) -> Option<Candidate> {
    let account = page.instagram_business_account.as_ref()?;
    let credentials = Credentials::of_way(&PAGE_LOGIN)
        .with(field::INSTAGRAM_ID, &account.id)
        .with(field::PAGE_ID, &page.id)
        .with(field::TOKEN, page.access_token.as_deref()?);
    let facts = vec![Fact::new("page_id", &page.id), Fact::new("page_name", &page.name)];
    Some(Candidate { account: account.account(facts), credentials })
}
