//! The flags of the command line that stand for settings.

use std::net::SocketAddr;
use std::num::NonZeroU32;
use std::path::PathBuf;

use clap::Args;
use serde::Serialize;

use crate::config::LogFormat;
use crate::public_url::PublicUrl;
use crate::smtp_url::{MailFrom, SmtpUrl};
use crate::trusted_proxies::TrustedProxies;

/// The flags that every command takes.
#[derive(Debug, Clone, Default, Args, Serialize)]
pub struct Flags {
    /// Read this file instead of suiro.toml in the current folder
    #[arg(long, global = true, value_name = "FILE")]
    #[serde(skip)]
    pub config: Option<PathBuf>,

    /// Database: sqlite://PATH or postgres://USER:PASSWORD@HOST/NAME [default: sqlite://data/suiro.db]
    ///
    /// A password on the command line can be seen by everybody on the machine; put it into
    /// `SUIRO_DATABASE_URL`, or into a file named by `SUIRO_DATABASE_URL_FILE`.
    #[expect(clippy::doc_markdown, reason = "This is the text of --help.")]
    #[arg(long, global = true, value_name = "URL")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub database_url: Option<String>,

    /// File with the keys that seal secrets, made at the first start [default: suiro.keys beside
    /// the SQLite file, data/suiro.keys with PostgreSQL]
    #[arg(long, global = true, value_name = "FILE")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub key_file: Option<PathBuf>,

    /// Address and port to listen on [default: 127.0.0.1:3000]
    #[arg(long, global = true, value_name = "ADDRESS")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub listen: Option<SocketAddr>,

    /// Where people reach the console, https:// and a host, if it is not where it listens: behind
    /// a proxy [default: http:// and the address to listen on]
    #[arg(long, global = true, value_name = "URL")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub public_url: Option<PublicUrl>,

    /// Certificate for TLS of its own, a PEM file with those that vouch for it behind it; read
    /// again when it changes [default: none, plain HTTP]
    #[arg(long, global = true, value_name = "FILE")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tls_certificate: Option<PathBuf>,

    /// Private key of the certificate, a PEM file
    #[arg(long, global = true, value_name = "FILE")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tls_key: Option<PathBuf>,

    /// Networks of the proxies that are believed when they say who asked them (X-Forwarded-For),
    /// with commas between them, for example 10.0.0.0/8,192.0.2.1 [default: none]
    #[arg(long, global = true, value_name = "NETWORKS")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub trusted_proxies: Option<TrustedProxies>,

    /// Mail server: smtps://USER:PASSWORD@HOST, or smtp:// with STARTTLS [default: no mail is sent]
    ///
    /// A password on the command line can be seen by everybody on the machine; put it into
    /// `SUIRO_SMTP_URL`, or into a file named by `SUIRO_SMTP_URL_FILE`.
    #[expect(clippy::doc_markdown, reason = "This is the text of --help.")]
    #[arg(long, global = true, value_name = "URL")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub smtp_url: Option<SmtpUrl>,

    /// Whom mail comes from, for example "Suiro <suiro@example.com>"
    #[arg(long, global = true, value_name = "ADDRESS")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub mail_from: Option<MailFrom>,

    /// Minutes without a request after which people have to sign in again [default: 30]
    #[arg(long, global = true, value_name = "MINUTES")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub session_idle_minutes: Option<NonZeroU32>,

    /// Hours after which people have to sign in again in any case [default: 12]
    #[arg(long, global = true, value_name = "HOURS")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub session_hours: Option<NonZeroU32>,

    /// Whether companies may register by themselves [default: true]
    #[arg(long, global = true, value_name = "true|false")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub registration: Option<bool>,

    /// Log filter, for example "debug" or "storage=debug,info" [default: info]
    #[arg(long, global = true, value_name = "FILTER")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub log: Option<String>,

    /// Log format [default: text]
    #[arg(long, global = true, value_name = "FORMAT")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub log_format: Option<LogFormat>,
}
