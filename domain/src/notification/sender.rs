use std::error::Error;

use async_trait::async_trait;
use thiserror::Error;

use super::{Notification, WebhookSecret, WebhookUrl};
use crate::time::Timestamp;

/// One request to a tenant's endpoint, to be signed by the scheme of
/// <https://www.standardwebhooks.com>.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WebhookMessage {
    /// When it is sent. Part of what is signed, so that an old request cannot be sent again.
    pub at: Timestamp,
    /// What it tells. Its id is also that of the webhook.
    pub notification: Notification,
}

/// Sends webhooks. The real one lives in the server.
#[async_trait]
pub trait WebhookSender: Send + Sync + 'static {
    /// Signs the message and sends it once. Follows no redirect and connects only to where
    /// tenants may lead this installation. Returns when the endpoint has taken it (2xx), or within
    /// half a minute with the reason why not.
    async fn send(
        &self,
        url: &WebhookUrl,
        secret: &WebhookSecret,
        message: &WebhookMessage,
    ) -> Result<(), WebhookError>;
}

/// Why an endpoint has not taken a webhook.
#[derive(Debug, Error)]
pub enum WebhookError {
    /// This installation does not connect to such a host.
    #[error("the host or port is not one that this installation connects to")]
    HostNotAllowed,
    /// It answered with another status than 2xx.
    #[error("the endpoint answered with the status {0}")]
    Status(u16),
    /// It is away, or too slow.
    #[error("the endpoint could not be reached")]
    Unreachable(#[source] Box<dyn Error + Send + Sync>),
}
