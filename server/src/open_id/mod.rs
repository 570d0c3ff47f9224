//! Signing in through an OpenID provider: its settings, and how the server talks to it.

mod discovery;
mod http;
mod issuer;
mod provider;
mod settings;

use std::sync::Arc;

use app::routes;
use domain::open_id::OpenId;
use domain::sources::Clock;

pub use http::{Http, HttpError};
pub(crate) use issuer::is_loopback;
pub use issuer::{InvalidIssuer, Issuer};
pub use provider::HttpProvider;
pub use settings::OpenIdSettings;

use crate::public_url::PublicUrl;

/// The provider of these settings, for a console that people reach by this URL. Does not ask the
/// provider for anything: a server starts without it, too.
pub fn provider(
    settings: &OpenIdSettings,
    public_url: &PublicUrl,
    clock: Arc<dyn Clock>,
) -> Result<HttpProvider, HttpError> {
    let redirect = format!("{public_url}{}", routes::OPEN_ID_CALLBACK);
    HttpProvider::new(settings, redirect, clock)
}

/// What the use cases know of the provider.
pub fn open_id(settings: &OpenIdSettings, provider: HttpProvider) -> OpenId {
    OpenId {
        name: settings.name.clone(),
        link_by_email: settings.link_by_email,
        provider: Arc::new(provider),
    }
}
