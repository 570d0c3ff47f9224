//! The platforms that channels are bound to: their settings, and their adapters.

mod base_url;
mod settings;
mod variables;

use std::num::NonZeroU32;
use std::sync::Arc;
use std::time::Duration;

use ::platforms::settings::{
    EmailSettings, HttpSettings, InstagramApp, InstagramSettings, MetaApp, MetaSettings,
    SmppSettings, SmsSettings, ViberSettings,
};
use ::platforms::{
    ClientError, Email, HttpPictures, Instagram, Messenger, NetworkPolicy, Sms, Viber, WhatsApp,
};
use axum::http::Uri;
use domain::platform::Platforms;
use domain::sources::Clock;

pub use base_url::{BaseUrl, InvalidBaseUrl};
pub use settings::PlatformSettings;
pub(crate) use variables::from_environment;

use crate::public_url::PublicUrl;
use crate::webhooks::HttpsWebhooks;

/// The adapters of these settings, for a console that people and platforms reach by this URL.
/// Asks nobody for anything.
pub fn platforms(
    settings: &PlatformSettings,
    public_url: &PublicUrl,
    clock: Arc<dyn Clock>,
) -> Result<Platforms, ClientError> {
    let (meta, policy) = (meta(settings), policy(settings));
    let pictures = Arc::new(HttpPictures::new(&http(settings), &policy)?);
    let platforms = Platforms::new(
        public_url.as_str(),
        vec![
            Arc::new(WhatsApp::new(&meta)?),
            Arc::new(Viber::new(&viber(settings))?),
            Arc::new(Messenger::new(&meta)?),
            Arc::new(Instagram::new(&instagram(settings), &meta, clock)?),
            Arc::new(Sms::new(&sms(settings), &policy)?),
            Arc::new(Email::new(&email(settings, public_url), &policy)?),
        ],
    );
    Ok(platforms.with_pictures(pictures))
}

/// Sends webhooks to where these settings let tenants lead this installation.
pub fn webhooks(settings: &PlatformSettings) -> Result<HttpsWebhooks, ClientError> {
    HttpsWebhooks::new(&policy(settings), &http(settings))
}

fn meta(settings: &PlatformSettings) -> MetaSettings {
    let usual = MetaSettings::default();
    MetaSettings {
        graph_url: url(settings.meta_graph_url.as_ref(), usual.graph_url),
        dialog_url: url(settings.meta_dialog_url.as_ref(), usual.dialog_url),
        version: settings.meta_version.clone().unwrap_or(usual.version),
        app: settings.meta_app_id.clone().map(|id| MetaApp {
            id,
            secret: settings.meta_app_secret.clone().unwrap_or_default(),
            verify_token: settings.meta_verify_token.clone().unwrap_or_default(),
            whatsapp_configuration: settings.meta_whatsapp_configuration.clone(),
            login_configuration: settings.meta_login_configuration.clone(),
        }),
        http: http(settings),
    }
}

fn instagram(settings: &PlatformSettings) -> InstagramSettings {
    let usual = InstagramSettings::default();
    InstagramSettings {
        graph_url: url(settings.instagram_graph_url.as_ref(), usual.graph_url),
        token_url: url(settings.instagram_token_url.as_ref(), usual.token_url),
        dialog_url: url(settings.instagram_dialog_url.as_ref(), usual.dialog_url),
        version: settings.instagram_version.clone().unwrap_or(usual.version),
        app: settings.instagram_app_id.clone().map(|id| InstagramApp {
            id,
            secret: settings.instagram_app_secret.clone().unwrap_or_default(),
            verify_token: settings.instagram_verify_token.clone().unwrap_or_default(),
        }),
    }
}

fn viber(settings: &PlatformSettings) -> ViberSettings {
    let usual = ViberSettings::default();
    ViberSettings {
        base_url: url(settings.viber_url.as_ref(), usual.base_url),
        http: http(settings),
    }
}

fn sms(settings: &PlatformSettings) -> SmsSettings {
    let usual = SmsSettings::default();
    SmsSettings {
        twilio_url: url(settings.twilio_url.as_ref(), usual.twilio_url),
        http: http(settings),
        smpp: SmppSettings {
            timeout: seconds(settings.smpp_timeout_seconds, usual.smpp.timeout),
            trusted_certificates: settings.trusted_certificates.clone(),
            ..usual.smpp
        },
    }
}

fn email(settings: &PlatformSettings, public_url: &PublicUrl) -> EmailSettings {
    let usual = EmailSettings::default();
    let host =
        public_url.as_str().parse::<Uri>().ok().and_then(|uri| uri.host().map(str::to_owned));
    let name = settings.smtp_hello_name.clone().or(host);
    EmailSettings {
        hello_name: name.unwrap_or(usual.hello_name),
        timeout: seconds(settings.smtp_timeout_seconds, usual.timeout),
        dns_server: settings.dns_server,
        trusted_certificates: settings.trusted_certificates.clone(),
        ..usual
    }
}

fn http(settings: &PlatformSettings) -> HttpSettings {
    let usual = HttpSettings::default();
    HttpSettings {
        connect_timeout: seconds(settings.http_connect_timeout_seconds, usual.connect_timeout),
        timeout: seconds(settings.http_timeout_seconds, usual.timeout),
        retries: settings.http_retries.unwrap_or(usual.retries),
        ..usual
    }
}

fn policy(settings: &PlatformSettings) -> NetworkPolicy {
    let usual = NetworkPolicy::default();
    NetworkPolicy {
        allowed_networks: settings.allowed_private_networks.0.clone(),
        allowed_ports: settings.allowed_ports.clone().unwrap_or(usual.allowed_ports),
    }
}

fn url(set: Option<&BaseUrl>, usual: String) -> String {
    set.map_or(usual, BaseUrl::to_string)
}

fn seconds(set: Option<NonZeroU32>, usual: Duration) -> Duration {
    set.map_or(usual, |seconds| Duration::from_secs(u64::from(seconds.get())))
}
