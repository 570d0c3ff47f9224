use serde::{Deserialize, Serialize};

use super::Credentials;

/// A value of the platform, word for word. Its values are open lists: one that is new today is
/// shown as it is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Fact {
    /// The platform's name for it, for example `quality_rating`.
    pub name: String,
    /// The platform's value.
    pub value: String,
}

impl Fact {
    /// A fact.
    pub fn new(name: impl Into<String>, value: impl Into<String>) -> Self {
        Self { name: name.into(), value: value.into() }
    }
}

/// The third-party account that a channel is or can be bound to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Account {
    /// What makes it unique among all accounts of its channel type. Never shown to other tenants.
    pub id: String,
    /// Its name as people know it.
    pub name: String,
    /// The address of its picture at the platform. Comes from outside: a page decides itself
    /// whether to load it.
    pub picture: Option<String>,
    /// What else the platform says about it.
    pub facts: Vec<Fact>,
}

/// An account that an authorisation leads to, with what is needed to bind it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Candidate {
    /// The account.
    pub account: Account,
    /// What [`Platform::bind`](super::Platform::bind) and all later calls take. Holds secrets.
    pub credentials: Credentials,
}
