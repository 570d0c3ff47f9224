//! Meta's side: an app, the person who authorises it, and what that person looks after.

use std::collections::{BTreeMap, BTreeSet};

use serde::Deserialize;
use serde_json::{Map, Value};

/// Everything that the Graph API knows.
#[derive(Debug, Deserialize)]
pub(crate) struct Graph {
    pub(crate) app: App,
    /// Login configurations, with the permissions that each asks for.
    pub(crate) configurations: BTreeMap<String, Vec<String>>,
    pub(crate) person: Person,
    pub(crate) system_user_token: String,
    pub(crate) wabas: Vec<Waba>,
    pub(crate) phone_numbers: Vec<PhoneNumber>,
    pub(crate) pages: Vec<Page>,
    pub(crate) instagram_accounts: Vec<InstagramAccount>,
    #[serde(skip)]
    pub(crate) tokens: BTreeMap<String, Token>,
    #[serde(skip)]
    pub(crate) codes: BTreeMap<String, Code>,
    /// When a customer last wrote, by account and customer: for 24 hours the account may answer.
    #[serde(skip)]
    pub(crate) conversations: BTreeMap<(String, String), u64>,
}

#[derive(Debug, Deserialize)]
pub(crate) struct App {
    pub(crate) id: String,
    pub(crate) secret: String,
    pub(crate) name: String,
    /// By object: `whatsapp_business_account`, `page`, `instagram`.
    #[serde(default)]
    pub(crate) subscriptions: BTreeMap<String, Subscription>,
}

/// Where the events of one kind of object go.
#[derive(Debug, Deserialize)]
pub(crate) struct Subscription {
    pub(crate) callback_url: String,
    pub(crate) fields: BTreeSet<String>,
    pub(crate) is_active: bool,
}

#[derive(Debug, Deserialize)]
pub(crate) struct Person {
    pub(crate) id: String,
    pub(crate) name: String,
}

/// A WhatsApp Business Account.
#[derive(Debug, Deserialize)]
pub(crate) struct Waba {
    pub(crate) id: String,
    pub(crate) name: String,
    pub(crate) business_id: String,
    pub(crate) account_review_status: String,
    pub(crate) business_verification_status: String,
    pub(crate) country: String,
    pub(crate) currency: String,
    pub(crate) timezone_id: String,
    pub(crate) templates: Vec<Template>,
    #[serde(default)]
    pub(crate) is_subscribed: bool,
    /// An address of its own for the events of this account.
    #[serde(default)]
    pub(crate) callback_url: Option<String>,
}

#[derive(Debug, Deserialize)]
pub(crate) struct Template {
    pub(crate) id: String,
    pub(crate) name: String,
    pub(crate) language: String,
    pub(crate) status: String,
    pub(crate) category: String,
    pub(crate) body: String,
    /// How many blanks there are to fill in.
    pub(crate) parameters: usize,
}

#[derive(Debug, Deserialize)]
#[expect(clippy::struct_field_names, reason = "the names are the platform's")]
pub(crate) struct PhoneNumber {
    pub(crate) id: String,
    pub(crate) waba_id: String,
    pub(crate) display_phone_number: String,
    pub(crate) verified_name: String,
    pub(crate) name_status: String,
    pub(crate) quality_rating: String,
    pub(crate) status: String,
    pub(crate) code_verification_status: String,
    pub(crate) messaging_limit: String,
    /// Of the two-step verification; set when the number is registered for the first time.
    #[serde(default)]
    pub(crate) pin: Option<String>,
    pub(crate) customers: Vec<String>,
    #[serde(default)]
    pub(crate) profile: BTreeMap<String, Value>,
}

impl PhoneNumber {
    /// Only a number in one of these states sends messages.
    pub(crate) fn is_registered(&self) -> bool {
        matches!(self.status.as_str(), "CONNECTED" | "FLAGGED" | "RESTRICTED")
    }

    pub(crate) fn digits(&self) -> String {
        self.display_phone_number.chars().filter(char::is_ascii_digit).collect()
    }
}

#[derive(Debug, Deserialize)]
pub(crate) struct Page {
    pub(crate) id: String,
    pub(crate) name: String,
    pub(crate) category: String,
    /// What the person may do on this Page.
    pub(crate) tasks: Vec<String>,
    pub(crate) is_published: bool,
    /// The professional account that is linked to the Page.
    #[serde(default)]
    pub(crate) instagram: Option<String>,
    pub(crate) customers: Vec<String>,
    #[serde(default)]
    pub(crate) subscribed_fields: BTreeSet<String>,
    /// What the Page tells about its business: `about`, `hours` and so on.
    #[serde(default)]
    pub(crate) details: Map<String, Value>,
    /// What Messenger greets with, by locale.
    #[serde(default)]
    pub(crate) greeting: Vec<Value>,
}

/// An Instagram professional account. It need not be linked to a Page: then only Instagram Login
/// leads to it.
#[derive(Debug, Deserialize)]
pub(crate) struct InstagramAccount {
    pub(crate) id: String,
    /// What Instagram Login calls it, for one app.
    pub(crate) app_scoped_id: String,
    /// `BUSINESS` or `MEDIA_CREATOR`.
    pub(crate) account_type: String,
    pub(crate) username: String,
    pub(crate) name: String,
    pub(crate) customers: Vec<String>,
    /// What the app of Instagram Login wants to be told of; a Page has its own wishes.
    #[serde(default)]
    pub(crate) subscribed_fields: BTreeSet<String>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum TokenKind {
    /// Of the person, after a login.
    User,
    /// Of a business: from a login for WhatsApp, or made by hand.
    SystemUser,
    /// Of one Page, derived from that of the person.
    Page,
}

#[derive(Debug, Clone)]
pub(crate) struct Token {
    pub(crate) value: String,
    pub(crate) kind: TokenKind,
    pub(crate) scopes: BTreeSet<String>,
    /// Ids of the accounts that the person has ticked.
    pub(crate) targets: BTreeSet<String>,
    /// Milliseconds since 1970, as all times here.
    pub(crate) issued_at: u64,
    pub(crate) expires_at: Option<u64>,
    /// The person has taken the app's permissions back.
    pub(crate) is_revoked: bool,
}

/// What a login leads to; it is exchanged for a token once.
#[derive(Debug)]
pub(crate) struct Code {
    pub(crate) redirect_uri: String,
    pub(crate) scopes: BTreeSet<String>,
    pub(crate) targets: BTreeSet<String>,
    pub(crate) expires_at: u64,
    pub(crate) is_used: bool,
}

/// A node of the graph.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Node {
    Person,
    /// The numbers are places in the lists of [`Graph`].
    Waba(usize),
    PhoneNumber(usize),
    Page(usize),
    Instagram(usize),
}

impl Graph {
    /// The accounts as they are in the beginning; their customers have just written.
    #[expect(clippy::expect_used, reason = "the file is part of the program and tested")]
    pub(crate) fn new(now: u64) -> Self {
        let text = include_str!("../../data/meta.json");
        let mut graph: Self = serde_json::from_str(text).expect("data/meta.json fits the model");
        let numbers = graph.phone_numbers.iter().map(|number| (&number.id, &number.customers));
        let pages = graph.pages.iter().map(|page| (&page.id, &page.customers));
        let instagram = graph.instagram_accounts.iter();
        let instagram = instagram.map(|account| (&account.id, &account.customers));
        let mut conversations = BTreeMap::new();
        for (account, customers) in numbers.chain(pages).chain(instagram) {
            for customer in customers {
                conversations.insert((account.clone(), customer.clone()), now);
            }
        }
        graph.conversations = conversations;
        let scopes = graph.configurations.values().flatten().cloned().collect();
        let token = Token {
            value: graph.system_user_token.clone(),
            kind: TokenKind::SystemUser,
            scopes,
            targets: graph.wabas.iter().map(|waba| waba.id.clone()).collect(),
            issued_at: now,
            expires_at: None,
            is_revoked: false,
        };
        graph.tokens.insert(token.value.clone(), token);
        graph
    }

    pub(crate) fn node(&self, id: &str) -> Option<Node> {
        if self.person.id == id {
            return Some(Node::Person);
        }
        let waba = self.wabas.iter().position(|waba| waba.id == id).map(Node::Waba);
        let number = || self.phone_numbers.iter().position(|number| number.id == id);
        let page = || self.pages.iter().position(|page| page.id == id);
        let instagram = || self.instagram_accounts.iter().position(|account| account.id == id);
        waba.or_else(|| number().map(Node::PhoneNumber))
            .or_else(|| page().map(Node::Page))
            .or_else(|| instagram().map(Node::Instagram))
    }

    /// The accounts that a request about this node is about. A WhatsApp Business Account stands
    /// for its numbers. A Page and the Instagram account linked to it are reached by the same
    /// token, so they share their faults.
    pub(crate) fn accounts_at(&self, node: Node) -> Vec<&str> {
        match node {
            Node::Person => Vec::new(),
            Node::Waba(place) => {
                let waba = &self.wabas[place].id;
                let numbers = self.phone_numbers.iter().filter(|number| number.waba_id == *waba);
                numbers.map(|number| number.id.as_str()).collect()
            }
            Node::PhoneNumber(place) => vec![&self.phone_numbers[place].id],
            Node::Page(place) => {
                let page = &self.pages[place];
                [Some(page.id.as_str()), page.instagram.as_deref()].into_iter().flatten().collect()
            }
            Node::Instagram(place) => {
                let id = self.instagram_accounts[place].id.as_str();
                let page = self.pages.iter().find(|page| page.instagram.as_deref() == Some(id));
                std::iter::once(id).chain(page.map(|page| page.id.as_str())).collect()
            }
        }
    }

    /// A callback that has failed for too long is switched off, as Meta does.
    pub(crate) fn deactivate(&mut self, url: &str) {
        for subscription in self.app.subscriptions.values_mut() {
            if subscription.callback_url == url {
                subscription.is_active = false;
            }
        }
    }
}
