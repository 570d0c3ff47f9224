//! Sends the webhooks that wait in the database.

use std::time::Duration;

use ::platforms::settings::HttpSettings;
use ::platforms::{ClientError, NetworkPolicy, SignedRequest, WebhookClient};
use async_trait::async_trait;
use domain::notification::{
    Delivering, WebhookError, WebhookMessage, WebhookSecret, WebhookSender, WebhookUrl,
    deliver_next,
};
use domain::platform::Reason;
use domain::ports::Ports;
use tokio::time::MissedTickBehavior;

/// How often it is looked whether a webhook waits.
const PERIOD: Duration = Duration::from_secs(1);

/// How long nothing is sent after the database has given no answer.
const PAUSE: Duration = Duration::from_secs(10);

/// How long an endpoint may take. Standard Webhooks proposes 15 to 30 seconds.
const TIMEOUT: Duration = Duration::from_secs(20);

/// Sends webhooks over HTTPS.
#[derive(Debug)]
pub struct HttpsWebhooks(WebhookClient);

impl HttpsWebhooks {
    /// Connects to where tenants may lead this installation.
    pub fn new(policy: &NetworkPolicy, settings: &HttpSettings) -> Result<Self, ClientError> {
        let settings = HttpSettings { timeout: TIMEOUT, ..settings.clone() };
        Ok(Self(WebhookClient::new(&settings, policy)?))
    }
}

#[async_trait]
impl WebhookSender for HttpsWebhooks {
    async fn send(
        &self,
        url: &WebhookUrl,
        secret: &WebhookSecret,
        message: &WebhookMessage,
    ) -> Result<(), WebhookError> {
        let request = SignedRequest {
            url: url.as_str(),
            secret: &secret.0,
            id: &message.notification.id.to_string(),
            timestamp: message.at.micros().div_euclid(1_000_000),
            body: &app::webhook::body(&message.notification),
        };
        match self.0.post(&request).await {
            Ok(200..=299) => Ok(()),
            Ok(status) => Err(WebhookError::Status(status)),
            Err(problem) if problem.reason == Reason::HostNotAllowed => {
                Err(WebhookError::HostNotAllowed)
            }
            Err(problem) => Err(WebhookError::Unreachable(problem.into())),
        }
    }
}

/// Sends what waits, one webhook after the other, for ever. Any number of servers may do it at
/// once.
pub async fn keep_delivering(ports: &Ports, sender: &dyn WebhookSender) {
    let mut ticks = tokio::time::interval(PERIOD);
    ticks.set_missed_tick_behavior(MissedTickBehavior::Delay);
    loop {
        match deliver_next(ports, sender).await {
            Ok(Delivering::Nothing) => {
                ticks.tick().await;
            }
            Ok(delivering) => log(&delivering),
            Err(error) => {
                let error = &error as &dyn std::error::Error;
                tracing::warn!(error, "cannot look for webhooks; tried again in {PAUSE:?}");
                tokio::time::sleep(PAUSE).await;
            }
        }
    }
}

fn log(delivering: &Delivering) {
    match delivering {
        Delivering::Nothing => {}
        Delivering::Sent(webhook) => tracing::info!(%webhook, "a webhook was sent"),
        Delivering::PutOff(webhook, error) => {
            let error = error as &dyn std::error::Error;
            tracing::warn!(%webhook, error, "a webhook was not taken; tried again later");
        }
        Delivering::GivenUp(webhook, error) => {
            let error = error as &dyn std::error::Error;
            tracing::error!(%webhook, error, "a webhook was given up");
        }
    }
}
