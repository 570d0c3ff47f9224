//! What accounts have sent, as customers would read it.

use std::collections::VecDeque;

use serde::Serialize;

const REMEMBERED: usize = 1000;

/// One message to a customer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Message {
    /// The account that sent it.
    pub account: String,
    /// What the platform calls the customer.
    pub recipient: String,
    /// The text; the name of the template if it is one.
    pub text: String,
    /// Milliseconds since 1970.
    pub at: u64,
}

/// The last ones of all accounts, oldest first.
#[derive(Debug, Default)]
pub(crate) struct Messages(VecDeque<Message>);

impl Messages {
    pub(crate) fn add(&mut self, account: &str, recipient: &str, text: &str, at: u64) {
        if self.0.len() == REMEMBERED {
            self.0.pop_front();
        }
        let (account, recipient) = (account.to_owned(), recipient.to_owned());
        self.0.push_back(Message { account, recipient, text: text.to_owned(), at });
    }

    pub(crate) fn of(&self, account: &str) -> Vec<Message> {
        self.0.iter().filter(|message| message.account == account).cloned().collect()
    }
}
