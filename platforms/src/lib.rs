//! The six platforms that channels are bound to: one adapter for each channel type.
//!
//! - [`settings`]: what an adapter has to be told: addresses, versions, limits, our own app
//! - `network`, `connection`, `http`, `tls`: which hosts may be connected to, and how
//! - `graph`: what the three platforms of Meta have in common
//! - `webhook`: what is sent to addresses that tenants name
//! - one module for each type, with the same parts in each: the adapter, the platform's wire
//!   format, its codes as reasons, its callbacks
//!
//! The formats are those of the platforms' documentation; what could not be checked there is in
//! [`settings`], so that an operator can change it.

mod connection;
mod email;
mod graph;
mod http;
mod instagram;
mod json;
mod messenger;
mod network;
mod pictures;
mod redaction;
pub mod settings;
mod signature;
mod sms;
mod tls;
mod viber;
mod webhook;
mod whatsapp;

pub use email::Email;
pub use http::ClientError;
pub use instagram::Instagram;
pub use messenger::Messenger;
pub use network::NetworkPolicy;
pub use pictures::HttpPictures;
pub use sms::Sms;
pub use viber::Viber;
pub use webhook::{SignedRequest, WebhookClient};
pub use whatsapp::WhatsApp;
