use std::borrow::Cow;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::{Actor, Fact, Problem};

macro_rules! check_items {
    ($($name:ident = $code:literal, $actor:ident, $meaning:literal;)+) => {
        /// What is checked before, during and after binding.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        pub enum CheckItem {
            $(#[doc = $meaning] $name,)+
        }

        impl CheckItem {
            /// All items, in the order people see.
            pub const ALL: &[Self] = &[$(Self::$name,)+];

            /// Its stable name.
            pub const fn code(self) -> &'static str {
                match self { $(Self::$name => $code,)+ }
            }

            /// The item that [`Self::code`] names.
            pub fn from_code(code: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|item| item.code() == code)
            }

            /// Who has to act where the problem itself does not say.
            pub const fn actor(self) -> Actor {
                match self { $(Self::$name => Actor::$actor,)+ }
            }
        }
    };
}

check_items! {
    AppConfigured = "app_configured", AccountManager, "The installation has an app at the platform.";
    HostReachable = "host_reachable", Tenant, "The host can be connected to, encrypted as wished.";
    CredentialsAccepted = "credentials_accepted", Tenant, "The platform accepts the credentials.";
    PermissionsGranted = "permissions_granted", Tenant, "Every permission was granted.";
    AccountFound = "account_found", Tenant, "The account exists and is the right one.";
    AccountActive = "account_active", Tenant, "The account is in good standing.";
    BusinessVerified = "business_verified", Tenant, "The platform has verified the business.";
    NumberVerified = "number_verified", Tenant, "The ownership of the number is verified.";
    NumberRegistered = "number_registered", Tenant, "The number is registered for the interface.";
    DisplayNameApproved = "display_name_approved", Tenant, "The display name is approved.";
    SendingAllowed = "sending_allowed", Tenant, "The platform says that the account can send.";
    AccountLinked = "account_linked", Tenant, "The Instagram account is linked to the Page.";
    ProfessionalAccount = "professional_account", Tenant, "The Instagram account is a professional one.";
    PagePublished = "page_published", Tenant, "The Page is published.";
    SenderUsable = "sender_usable", Tenant, "The sender exists and can send messages.";
    SenderRegistered = "sender_registered", Tenant, "The sender ID is registered where needed.";
    MailboxReadable = "mailbox_readable", Tenant, "The sender's mailbox can be read.";
    Spf = "spf", Tenant, "The domain says which hosts send its mail.";
    Dkim = "dkim", Tenant, "The domain publishes the key that signs its mail.";
    Dmarc = "dmarc", Tenant, "The domain says what happens to mail that fails both.";
    CallbackFree = "callback_free", Tenant, "No other system uses the account's callback.";
}

impl Serialize for CheckItem {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.code())
    }
}

impl<'de> Deserialize<'de> for CheckItem {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let code = <Cow<'de, str>>::deserialize(deserializer)?;
        Self::from_code(&code).ok_or_else(|| serde::de::Error::custom("an unknown check"))
    }
}

/// A DNS record that has to be published.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DnsRecord {
    /// Its full name, without a dot at the end.
    pub name: String,
    /// Its kind, for example `TXT`.
    pub kind: Cow<'static, str>,
    /// Its exact value. A part in angle brackets has to be asked from the provider.
    pub value: String,
}

/// What came of a check.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    /// It is as it should be.
    Pass,
    /// It is not.
    Fail(Problem),
    /// It cannot be known: the platform does not tell, or could not be asked.
    CannotKnow(Option<Problem>),
}

/// One line of the list that says what stands in the way of binding.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Check {
    /// What was checked.
    pub item: CheckItem,
    /// What came of it.
    pub outcome: Outcome,
    /// What the platform says about it.
    pub facts: Vec<Fact>,
    /// The record to publish, where that is the repair.
    pub record: Option<DnsRecord>,
}

impl Check {
    /// A check without facts.
    pub const fn new(item: CheckItem, outcome: Outcome) -> Self {
        Self { item, outcome, facts: Vec::new(), record: None }
    }

    /// A check of something that can be read from a request's result. A connection that failed
    /// says nothing about what was asked.
    pub fn of<T>(item: CheckItem, result: &Result<T, Problem>) -> Self {
        match result {
            Ok(_) => Self::new(item, Outcome::Pass),
            Err(problem) => Self::failed(item, problem.clone()),
        }
    }

    /// A check that failed, or cannot be known where the connection failed.
    pub fn failed(item: CheckItem, problem: Problem) -> Self {
        let outcome = match problem.reason.kind() {
            super::ReasonKind::Connection => Outcome::CannotKnow(Some(problem)),
            _ => Outcome::Fail(problem),
        };
        Self::new(item, outcome)
    }

    /// The same with a fact.
    #[must_use]
    pub fn with_fact(mut self, name: &str, value: impl Into<String>) -> Self {
        self.facts.push(Fact::new(name, value));
        self
    }

    /// The same with the record to publish.
    #[must_use]
    pub fn with_record(mut self, record: DnsRecord) -> Self {
        self.record = Some(record);
        self
    }

    /// Who has to act if somebody has to.
    pub fn actor(&self) -> Actor {
        match &self.outcome {
            Outcome::Fail(problem) | Outcome::CannotKnow(Some(problem)) => problem.reason.actor(),
            Outcome::Pass | Outcome::CannotKnow(None) => self.item.actor(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::Reason;
    use super::*;

    #[test]
    fn a_failed_connection_says_nothing_about_what_was_asked() {
        let check = Check::failed(CheckItem::CredentialsAccepted, Reason::TimedOut.into());
        assert_eq!(check.outcome, Outcome::CannotKnow(Some(Reason::TimedOut.into())));
        assert_eq!(check.actor(), Actor::Platform);
        let check = Check::failed(CheckItem::CredentialsAccepted, Reason::AppNotLive.into());
        assert_eq!(check.outcome, Outcome::Fail(Reason::AppNotLive.into()));
        assert_eq!(check.actor(), Actor::AccountManager);
    }
}
