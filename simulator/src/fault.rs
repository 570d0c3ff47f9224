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
