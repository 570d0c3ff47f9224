//! The app of Instagram Login, which has an id and a secret of its own, and its tokens.

use std::collections::{BTreeMap, BTreeSet};

use serde::Deserialize;

#[derive(Debug, Deserialize)]
pub(crate) struct Instagram {
    pub(crate) app: App,
    #[serde(skip)]
    pub(crate) tokens: BTreeMap<String, Token>,
    #[serde(skip)]
    pub(crate) codes: BTreeMap<String, Code>,
}

#[derive(Debug, Deserialize)]
pub(crate) struct App {
    pub(crate) id: String,
    pub(crate) secret: String,
    pub(crate) name: String,
}

#[derive(Debug, Clone)]
pub(crate) struct Token {
    /// Place in the list of Instagram accounts.
    pub(crate) account: usize,
    pub(crate) scopes: BTreeSet<String>,
    pub(crate) issued_at: u64,
    pub(crate) expires_at: u64,
    /// Only a long-lived one can be refreshed.
    pub(crate) is_long_lived: bool,
}

#[derive(Debug)]
pub(crate) struct Code {
    pub(crate) account: usize,
    pub(crate) scopes: BTreeSet<String>,
    pub(crate) redirect_uri: String,
    pub(crate) expires_at: u64,
}

impl Instagram {
    #[expect(clippy::expect_used, reason = "the file is part of the program and tested")]
    pub(crate) fn new() -> Self {
        let text = include_str!("../../data/instagram.json");
        serde_json::from_str(text).expect("data/instagram.json fits the model")
    }
}
