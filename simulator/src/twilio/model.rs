//! Accounts, their numbers, and the messages they have sent.

use std::collections::{BTreeMap, BTreeSet};

use serde::Deserialize;

#[derive(Debug, Deserialize)]
pub(crate) struct Twilio {
    pub(crate) accounts: Vec<Account>,
    pub(crate) numbers: Vec<Number>,
    /// By SID.
    #[serde(skip)]
    pub(crate) messages: BTreeMap<String, Message>,
    /// A number of an account, and a customer who has written STOP to it.
    #[serde(skip)]
    pub(crate) opted_out: BTreeSet<(String, String)>,
}

#[derive(Debug, Deserialize)]
pub(crate) struct Account {
    pub(crate) sid: String,
    /// Opens the API and signs callbacks.
    pub(crate) auth_token: String,
    pub(crate) api_key: String,
    pub(crate) api_secret: String,
    pub(crate) friendly_name: String,
    pub(crate) status: String,
    #[serde(rename = "type")]
    pub(crate) kind: String,
    pub(crate) balance: String,
    /// A trial account sends to these only.
    pub(crate) verified_recipients: Vec<String>,
}

#[derive(Debug, Deserialize)]
#[expect(clippy::struct_field_names, reason = "the names are the platform's")]
pub(crate) struct Number {
    pub(crate) sid: String,
    pub(crate) account_sid: String,
    pub(crate) phone_number: String,
    pub(crate) friendly_name: String,
    /// Whether it sends and receives messages at all.
    pub(crate) sms: bool,
    #[serde(default)]
    pub(crate) sms_url: String,
}

#[derive(Debug)]
pub(crate) struct Message {
    pub(crate) account_sid: String,
    pub(crate) from: String,
    pub(crate) to: String,
    pub(crate) body: String,
    pub(crate) created_at: u64,
    /// What it comes to, each state after some milliseconds.
    pub(crate) states: &'static [(&'static str, u64)],
    pub(crate) error_code: Option<u32>,
}

impl Message {
    pub(crate) fn status(&self, now: u64) -> &'static str {
        let reached = self.states.iter().rev().find(|(_, delay)| self.created_at + delay <= now);
        reached.map_or("queued", |(status, _)| status)
    }
}

impl Twilio {
    /// The accounts as they are in the beginning.
    #[expect(clippy::expect_used, reason = "the file is part of the program and tested")]
    pub(crate) fn new() -> Self {
        let text = include_str!("../../data/twilio.json");
        serde_json::from_str(text).expect("data/twilio.json fits the model")
    }
}
