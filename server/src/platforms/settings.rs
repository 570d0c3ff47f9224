use std::fmt;
use std::net::SocketAddr;
use std::num::NonZeroU32;

use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::BaseUrl;
use crate::config::ConfigError;
use crate::networks::Networks;

/// What an operator sets for the platforms that channels are bound to: the table `[platforms]` in
/// `suiro.toml`. What is not set has the adapters' defaults.
#[derive(Clone, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct PlatformSettings {
    /// Our app at Meta, for WhatsApp, Messenger and Instagram.
    pub meta_app_id: Option<String>,
    /// The app's secret, with which Meta signs callbacks.
    pub meta_app_secret: Option<String>,
    /// Our own random text, which Meta repeats when a callback is set.
    pub meta_verify_token: Option<String>,
    /// The configuration of WhatsApp's Embedded Signup.
    pub meta_whatsapp_configuration: Option<String>,
    /// The configuration of Facebook Login for Business.
    pub meta_login_configuration: Option<String>,
    /// Where the Graph interface is.
    pub meta_graph_url: Option<BaseUrl>,
    /// Where people agree at Meta.
    pub meta_dialog_url: Option<BaseUrl>,
    /// The version of both, such as `v25.0`.
    pub meta_version: Option<String>,
    /// Our app at Instagram, for accounts without a Page.
    pub instagram_app_id: Option<String>,
    /// Its secret.
    pub instagram_app_secret: Option<String>,
    /// Our own random text, which Instagram repeats when a callback is set.
    pub instagram_verify_token: Option<String>,
    /// Where Instagram's own interface is.
    pub instagram_graph_url: Option<BaseUrl>,
    /// Where it exchanges codes.
    pub instagram_token_url: Option<BaseUrl>,
    /// Where people agree at Instagram.
    pub instagram_dialog_url: Option<BaseUrl>,
    /// The version of its interface.
    pub instagram_version: Option<String>,
    /// Where Viber's interface is.
    pub viber_url: Option<BaseUrl>,
    /// Where SMS are sent over HTTP, unless a tenant names another provider.
    pub twilio_url: Option<BaseUrl>,
    /// How long a request over HTTP may take, with its answer.
    pub http_timeout_seconds: Option<NonZeroU32>,
    /// How long its connection may take to be made.
    pub http_connect_timeout_seconds: Option<NonZeroU32>,
    /// How often a request that may be repeated is repeated.
    pub http_retries: Option<u32>,
    /// How long each step of a conversation by SMPP may take.
    pub smpp_timeout_seconds: Option<NonZeroU32>,
    /// How long each step of a conversation with a mail server may take.
    pub smtp_timeout_seconds: Option<NonZeroU32>,
    /// What we call ourselves to mail servers of tenants, if not by the host of the public URL.
    pub smtp_hello_name: Option<String>,
    /// The DNS server that is asked for the records of senders' domains, if not the machine's.
    pub dns_server: Option<SocketAddr>,
    /// Networks that are not public and in which tenants may name hosts nevertheless.
    pub allowed_private_networks: Networks,
    /// The ports that tenants may name at public hosts.
    pub allowed_ports: Option<Vec<u16>>,
    /// Certificates (DER) that are trusted beside those of the machine. Only the demo has some.
    #[serde(skip)]
    pub trusted_certificates: Vec<Vec<u8>>,
}

impl fmt::Debug for PlatformSettings {
    fn fmt(&self, text: &mut fmt::Formatter<'_>) -> fmt::Result {
        text.write_str(&self.to_public_toml())
    }
}

impl PlatformSettings {
    /// What is shown to nobody, and may stand in a file of its own.
    pub(crate) const SECRETS: [&str; 4] =
        ["meta_app_secret", "meta_verify_token", "instagram_app_secret", "instagram_verify_token"];

    /// What is no text.
    pub(crate) const NUMBERS: [&str; 6] = [
        "http_timeout_seconds",
        "http_connect_timeout_seconds",
        "http_retries",
        "smpp_timeout_seconds",
        "smtp_timeout_seconds",
        "allowed_ports",
    ];

    /// An app has id, secret and verify token, or nothing of it.
    pub(crate) fn check(&self) -> Result<(), ConfigError> {
        let apps = [
            [
                ("platforms.meta_app_id", &self.meta_app_id),
                ("platforms.meta_app_secret", &self.meta_app_secret),
                ("platforms.meta_verify_token", &self.meta_verify_token),
            ],
            [
                ("platforms.instagram_app_id", &self.instagram_app_id),
                ("platforms.instagram_app_secret", &self.instagram_app_secret),
                ("platforms.instagram_verify_token", &self.instagram_verify_token),
            ],
        ];
        for app in apps {
            let is_missing = |value: &Option<String>| value.as_deref().is_none_or(str::is_empty);
            let missing = app.iter().find(|(_, value)| is_missing(value));
            if let Some((key, _)) = missing
                && app.iter().any(|(_, value)| !is_missing(value))
            {
                return Err(ConfigError::IncompleteApp(key));
            }
        }
        Ok(())
    }

    /// What is set, as the table of a TOML file, with stars in the place of secrets.
    pub(crate) fn to_public_toml(&self) -> String {
        let Ok(Value::Object(settings)) = serde_json::to_value(self) else { return String::new() };
        let set = settings.into_iter().filter(|(_, value)| !value.is_null() && value != "");
        let lines = set.map(|(key, value)| {
            let is_secret = Self::SECRETS.contains(&key.as_str());
            if is_secret { format!("{key} = \"***\"") } else { format!("{key} = {value}") }
        });
        let lines: Vec<_> = lines.collect();
        if lines.is_empty() {
            String::new()
        } else {
            format!("\n\n[platforms]\n{}", lines.join("\n"))
        }
    }
}
