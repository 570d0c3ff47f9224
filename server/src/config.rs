//! What can be set, and where it is read from: flags, then the environment, then a file, then the
//! defaults.

use std::net::SocketAddr;
use std::num::NonZeroU32;
use std::path::{Path, PathBuf};

use clap::ValueEnum;
use domain::session::SessionLimits;
use figment::Figment;
use figment::providers::{Env, Format, Serialized, Toml};
use serde::{Deserialize, Serialize};
use thiserror::Error;

pub use crate::flags::Flags;
use crate::open_id::Issuer;
use crate::platforms::{self, PlatformSettings};
use crate::public_url::PublicUrl;
use crate::secret_files::{SecretFiles, read_file};
use crate::smtp_url::{MailFrom, SmtpUrl};
use crate::trusted_proxies::TrustedProxies;

/// The file that is read when it is there.
const DEFAULT_FILE: &str = "suiro.toml";

/// Everything that can be set. An unknown key is an error, wherever it stands.
#[derive(Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Config {
    /// The database: `sqlite://` and a path, or `postgres://user:password@host/name`.
    pub database_url: String,
    /// The keys that seal secrets in the database, if they are not where [`Self::key_file`] says.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub key_file: Option<PathBuf>,
    /// Where to listen.
    pub listen: SocketAddr,
    /// Where people reach the console, if it is not where it listens.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub public_url: Option<PublicUrl>,
    /// The certificate for TLS of its own: a PEM file, those that vouch for it behind it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tls_certificate: Option<PathBuf>,
    /// The certificate's private key: a PEM file.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tls_key: Option<PathBuf>,
    /// The proxies that are believed when they say who asked them.
    pub trusted_proxies: TrustedProxies,
    /// The mail server that takes our mail. Without one no mail is sent.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub smtp_url: Option<SmtpUrl>,
    /// Whom mail comes from. Needed where mail is sent.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub mail_from: Option<MailFrom>,
    /// After how many minutes without a request a session ends.
    pub session_idle_minutes: NonZeroU32,
    /// After how many hours a session ends in any case.
    pub session_hours: NonZeroU32,
    /// Whether companies may register by themselves.
    pub registration: bool,
    /// The OpenID provider that people may sign in with. [`Self::open_id`] puts these together.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub oidc_issuer: Option<Issuer>,
    /// What the console is called there.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub oidc_client_id: Option<String>,
    /// With what it proves there that it is.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub oidc_client_secret: Option<String>,
    /// What people call the provider, if not by its host.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub oidc_name: Option<String>,
    /// Whether an e-mail address that the provider has verified links an account there with the
    /// user here who has it.
    pub oidc_link_by_email: bool,
    /// Which log lines are written, as `tracing` filters: `info`, `debug`, `storage=debug,info`.
    pub log: String,
    /// How log lines are written.
    pub log_format: LogFormat,
    /// The platforms that channels are bound to.
    pub platforms: PlatformSettings,
}

/// How log lines are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ValueEnum)]
#[serde(rename_all = "lowercase")]
pub enum LogFormat {
    /// For people.
    Text,
    /// One JSON object a line.
    Json,
}

impl Default for Config {
    fn default() -> Self {
        Self {
            database_url: "sqlite://data/suiro.db".to_owned(),
            key_file: None,
            listen: SocketAddr::from(([127, 0, 0, 1], 3000)),
            public_url: None,
            tls_certificate: None,
            tls_key: None,
            trusted_proxies: TrustedProxies::default(),
            smtp_url: None,
            mail_from: None,
            session_idle_minutes: const { NonZeroU32::new(30).unwrap() },
            session_hours: const { NonZeroU32::new(12).unwrap() },
            registration: true,
            oidc_issuer: None,
            oidc_client_id: None,
            oidc_client_secret: None,
            oidc_name: None,
            oidc_link_by_email: false,
            log: "info".to_owned(),
            log_format: LogFormat::Text,
            platforms: PlatformSettings::default(),
        }
    }
}

impl std::fmt::Debug for Config {
    fn fmt(&self, text: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        text.write_str(&self.to_public_toml())
    }
}

/// Why the configuration cannot be used.
#[derive(Debug, Error)]
pub enum ConfigError {
    /// A key or a value is wrong.
    #[error("the configuration is wrong: {0}")]
    Wrong(#[from] Box<figment::Error>),
    /// A file that was named cannot be read.
    #[error("cannot read {path}, named by {named_by}")]
    UnreadableFile {
        /// The file.
        path: PathBuf,
        /// What named it.
        named_by: String,
        /// Why.
        source: std::io::Error,
    },
    /// A certificate without its key, or a key without its certificate.
    #[error("{0} is set without {1}; TLS needs both")]
    HalfOfTls(&'static str, &'static str),
    /// Of what belongs together, only a part is set.
    #[error("{0} is not set: signing in with OpenID Connect needs issuer, client id and secret")]
    Incomplete(&'static str),
    /// An app at a platform has no id, no secret or no verify token.
    #[error("{0} is not set: an app at a platform needs id, secret and verify token")]
    IncompleteApp(&'static str),
    /// The same secret is set twice.
    #[error("{0} and {0}_FILE are both set; set one of them")]
    SetTwice(String),
    /// A mail server, and no sender.
    #[error("smtp_url is set, but mail_from is not: set the address that mail comes from")]
    NoSender,
}

impl Config {
    /// Reads everything, and checks what can be checked without opening anything.
    pub fn read(flags: &Flags) -> Result<Self, ConfigError> {
        let file = match &flags.config {
            // Named by the person, so it must be there; `Toml::file` would pass over it.
            Some(path) => Toml::string(&read_file(path, "--config")?),
            None => Toml::file(DEFAULT_FILE),
        };
        let config: Self = Figment::from(Serialized::defaults(Self::default()))
            .merge(file)
            .merge(
                Env::prefixed("SUIRO_")
                    .ignore(&SecretFiles::VARIABLES)
                    .filter(|key| !key.starts_with("platforms_")),
            )
            .merge(Serialized::default("platforms", platforms::from_environment()?))
            .merge(Serialized::defaults(SecretFiles::read()?))
            .merge(Serialized::defaults(flags))
            .extract()
            .map_err(Box::new)?;
        config.open_id()?;
        config.platforms.check()?;
        if config.smtp_url.is_some() && config.mail_from.is_none() {
            return Err(ConfigError::NoSender);
        }
        match (&config.tls_certificate, &config.tls_key) {
            (Some(_), None) => Err(ConfigError::HalfOfTls("tls_certificate", "tls_key")),
            (None, Some(_)) => Err(ConfigError::HalfOfTls("tls_key", "tls_certificate")),
            _ => Ok(config),
        }
    }

    /// Certificate and key, if it has TLS of its own.
    pub fn tls_files(&self) -> Option<(&Path, &Path)> {
        self.tls_certificate.as_deref().zip(self.tls_key.as_deref())
    }

    /// Where people reach the console, which listens on `address`: as it is set, else there.
    pub fn public_url(&self, address: SocketAddr) -> PublicUrl {
        let encrypted = self.tls_files().is_some();
        self.public_url.clone().unwrap_or_else(|| PublicUrl::of(address, encrypted))
    }

    /// Where the keys are that seal secrets: as it is set, else beside the `SQLite` file, with its
    /// name.
    pub fn key_file(&self) -> PathBuf {
        const DEFAULT: &str = "data/suiro.keys";
        self.key_file.clone().unwrap_or_else(|| match self.database_url.strip_prefix("sqlite://") {
            Some(database) => Path::new(database).with_extension("keys"),
            None => DEFAULT.into(),
        })
    }

    /// The mail server and the sender, where mail is sent.
    pub fn mail(&self) -> Option<(&SmtpUrl, &MailFrom)> {
        self.smtp_url.as_ref().zip(self.mail_from.as_ref())
    }

    /// How long a session lasts.
    pub fn session_limits(&self) -> SessionLimits {
        const MINUTE: i64 = 60 * 1_000_000;
        SessionLimits {
            idle: i64::from(self.session_idle_minutes.get()) * MINUTE,
            absolute: i64::from(self.session_hours.get()) * 60 * MINUTE,
        }
    }

    /// The configuration as TOML, without its secrets.
    pub fn to_public_toml(&self) -> String {
        let tls = self.tls_files().map_or_else(String::new, |(certificate, key)| {
            let [certificate, key] = [certificate, key].map(|file| file.display().to_string());
            format!("tls_certificate = {certificate:?}\ntls_key = {key:?}\n")
        });
        let mail = self.mail().map_or_else(String::new, |(url, from)| {
            format!("smtp_url = \"{url}\"\nmail_from = {:?}\n", from.to_string())
        });
        format!(
            "database_url = {:?}\nkey_file = {:?}\nlisten = \"{}\"\npublic_url = \"{}\"\n{tls}\
             trusted_proxies = \"{}\"\n{mail}session_idle_minutes = {}\nsession_hours = {}\n\
             registration = {}\n{}log = {:?}\nlog_format = \"{}\"{}",
            without_password(&self.database_url),
            self.key_file().display().to_string(),
            self.listen,
            self.public_url(self.listen),
            self.trusted_proxies,
            self.session_idle_minutes,
            self.session_hours,
            self.registration,
            self.open_id_toml(),
            self.log,
            match self.log_format {
                LogFormat::Text => "text",
                LogFormat::Json => "json",
            },
            self.platforms.to_public_toml(),
        )
    }
}

/// The URL with stars in the place of its password and of what stands behind a `?`, where a
/// password may stand, too.
pub fn without_password(url: &str) -> String {
    let (address, options) = match url.split_once('?') {
        Some((address, _)) => (address, "?***"),
        None => (url, ""),
    };
    let hidden = address.split_once("://").and_then(|(scheme, rest)| {
        let (user, host) = rest.rsplit_once('@')?;
        let user = user.split(':').next()?;
        Some(format!("{scheme}://{user}:***@{host}"))
    });
    hidden.unwrap_or_else(|| address.to_owned()) + options
}

#[cfg(test)]
mod tests;
