//! The composition root of Suiro: configuration, router, command line. Everything that other
//! crates are given (the database, the time, the address to listen on) is chosen here.

pub mod assets;
pub mod callbacks;
pub mod channel_settings;
pub mod command;
pub mod config;
pub mod connections;
pub mod drain;
pub mod expiry;
pub mod flags;
pub mod health;
pub mod health_checks;
pub mod key_file;
pub mod listening;
pub mod mail;
pub mod networks;
pub mod open_id;
pub mod outbox;
pub mod passkeys;
pub mod platforms;
pub mod public_url;
pub mod releases;
pub mod router;
pub mod sealing;
pub mod sealing_again;
mod secret_files;
pub mod secrets;
pub mod slow_body;
pub mod smtp_url;
pub mod sources;
pub mod start;
pub mod telemetry;
pub mod tls;
pub mod trusted_proxies;
pub mod webhooks;
