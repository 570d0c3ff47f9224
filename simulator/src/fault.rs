//! What can go wrong with an account, to be switched on for each of them.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

/// Faults that are switched on together.
pub type Faults = BTreeSet<Fault>;

/// One thing that goes wrong. Faults that are noticed at the token come before those of the
/// account, and these before those of a single request.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Fault {
    /// The token has expired or was replaced.
    ExpiredToken,
    /// The permission to send messages was withdrawn; the rest still works.
    RevokedScope,
    /// Too many requests.
    RateLimit,
    /// The platform has closed the account for messages.
    DisabledAccount,
    /// A success by its HTTP status, an error by its body. The request was not carried out.
    ErrorInSuccess,
    /// The request is carried out and answered late.
    Slow,
    /// The request is carried out; instead of the answer the connection is reset.
    ConnectionReset,
    /// The request is carried out; the answer is a 502 with a page of a load balancer.
    BadGateway,
    /// Every webhook is sent twice.
    DuplicateWebhooks,
    /// Webhooks that belong together are sent in reverse order.
    ReorderedWebhooks,
    /// Webhooks are signed with another secret.
    WrongSignature,
    /// The platform refuses every address for webhooks, whatever that answers. Twilio does not
    /// check addresses, so nothing happens there.
    WebhookRefused,
}

impl Fault {
    /// All of them, in the order of a person's list.
    pub const ALL: [Self; 12] = [
        Self::ExpiredToken,
        Self::RevokedScope,
        Self::RateLimit,
        Self::DisabledAccount,
        Self::ErrorInSuccess,
        Self::Slow,
        Self::ConnectionReset,
        Self::BadGateway,
        Self::DuplicateWebhooks,
        Self::ReorderedWebhooks,
        Self::WrongSignature,
        Self::WebhookRefused,
    ];

    /// Its name in requests.
    pub const fn name(self) -> &'static str {
        match self {
            Self::ExpiredToken => "expired_token",
            Self::RevokedScope => "revoked_scope",
            Self::RateLimit => "rate_limit",
            Self::DisabledAccount => "disabled_account",
            Self::ErrorInSuccess => "error_in_success",
            Self::Slow => "slow",
            Self::ConnectionReset => "connection_reset",
            Self::BadGateway => "bad_gateway",
            Self::DuplicateWebhooks => "duplicate_webhooks",
            Self::ReorderedWebhooks => "reordered_webhooks",
            Self::WrongSignature => "wrong_signature",
            Self::WebhookRefused => "webhook_refused",
        }
    }

    /// What a person reads beside its box.
    pub(crate) const fn meaning(self) -> &'static str {
        match self {
            Self::ExpiredToken => "The token has expired",
            Self::RevokedScope => "The permission to send was withdrawn",
            Self::RateLimit => "Too many requests",
            Self::DisabledAccount => "The account is closed for messages",
            Self::ErrorInSuccess => "Errors inside answers that look like a success",
            Self::Slow => "Late answers",
            Self::ConnectionReset => "The connection breaks before the answer",
            Self::BadGateway => "502 instead of the answer",
            Self::DuplicateWebhooks => "Every webhook twice",
            Self::ReorderedWebhooks => "Webhooks in reverse order",
            Self::WrongSignature => "Webhooks with a wrong signature",
            Self::WebhookRefused => "Addresses for webhooks are refused",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Fault;

    #[test]
    fn names_are_those_of_requests() {
        for fault in Fault::ALL {
            let name = serde_json::to_value(fault).expect("a name");
            assert_eq!(name, fault.name());
        }
    }
}
