//! What people are told about their channels: that one has trouble, that it is over, that
//! something ends soon, that a channel is unusually quiet.
//!
//! A notification is added in the transaction that finds what it tells, together with the mails
//! and the webhook that carry it: none without the other, and each once.

mod endpoint;
mod error;
mod model;
mod sender;
mod service;
mod store;
mod webhook_url;

pub use endpoint::{WEBHOOK_TABLE, deliveries, remove_endpoint, set_endpoint, webhook_endpoint};
pub use error::NotificationError;
pub use model::{NewsKind, Notification, WebhookEndpoint, WebhookSecret};
pub use sender::{WebhookError, WebhookMessage, WebhookSender};
pub use service::{Delivering, NotificationPage, deliver_next, mark_all_read, notifications};
pub use store::{ClaimedDelivery, DeliveryState, NotificationStore};
pub use webhook_url::WebhookUrl;
