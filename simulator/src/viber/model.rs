//! Bots and the people who have subscribed to them.

use std::collections::BTreeSet;

use serde::Deserialize;

#[derive(Debug, Deserialize)]
pub(crate) struct Viber {
    pub(crate) bots: Vec<Bot>,
}

#[derive(Debug, Deserialize)]
pub(crate) struct Bot {
    /// Opens the API and signs callbacks; it never expires.
    pub(crate) token: String,
    pub(crate) id: String,
    pub(crate) name: String,
    pub(crate) uri: String,
    pub(crate) category: String,
    pub(crate) subcategory: String,
    pub(crate) country: String,
    #[serde(default)]
    pub(crate) is_suspended: bool,
    pub(crate) subscribers: Vec<Subscriber>,
    #[serde(skip)]
    pub(crate) webhook: Option<Webhook>,
}

#[derive(Debug, Deserialize)]
pub(crate) struct Subscriber {
    /// Another one for each bot.
    pub(crate) id: String,
    pub(crate) name: String,
    pub(crate) country: String,
    pub(crate) language: String,
    /// Somebody who has left; they may come back.
    #[serde(default)]
    pub(crate) has_left: bool,
    /// When this person was written to since they last answered.
    #[serde(skip)]
    pub(crate) unanswered: Vec<u64>,
}

#[derive(Debug, Clone)]
pub(crate) struct Webhook {
    pub(crate) url: String,
    pub(crate) event_types: BTreeSet<String>,
}

/// Events that come whatever was asked for.
pub(crate) const MANDATORY: [&str; 3] = ["message", "subscribed", "unsubscribed"];

/// Events that come if they were asked for.
pub(crate) const OPTIONAL: [&str; 5] =
    ["delivered", "seen", "failed", "conversation_started", "client_status"];

impl Viber {
    /// The bots as they are in the beginning.
    #[expect(clippy::expect_used, reason = "the file is part of the program and tested")]
    pub(crate) fn new() -> Self {
        let text = include_str!("../../data/viber.json");
        serde_json::from_str(text).expect("data/viber.json fits the model")
    }
}
