use std::sync::{Arc, OnceLock};

use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use domain::ids::TenantId;
use domain::passkey::Passkeys;
use domain::ports::Ports;
use domain::session::{SessionLimits, SignedIn};

use super::CursorKey;
use crate::locale::{Locale, Texts};

/// What every handler works with. Cheap to clone.
#[expect(clippy::struct_excessive_bools, reason = "Each answers a question of its own.")]
#[derive(Clone)]
pub struct Console {
    /// The use cases' outside world.
    pub ports: Ports,
    /// Signs page positions.
    pub cursor_key: CursorKey,
    /// Where the browser finds style and code.
    pub assets: AssetPaths,
    /// How long people stay signed in.
    pub session_limits: SessionLimits,
    /// Whether browsers reach the console by https. Its cookies are then sent by no other way.
    pub secure: bool,
    /// What goes before a path to make a link that works elsewhere, without a slash at the end.
    pub public_url: Arc<str>,
    /// Whether the back office opens only to account managers who have a second factor.
    pub second_factor_required: bool,
    /// Knows passkeys. Absent where the address of the console has none.
    pub passkeys: Option<Arc<dyn Passkeys>>,
    /// Whether all of it is made up. Every page then says so.
    pub demo: bool,
    /// The tenant that the first start makes, or finds with its channels.
    pub first_tenant: TenantId,
    /// Whether companies may register by themselves.
    pub registration: bool,
}

impl std::fmt::Debug for Console {
    fn fmt(&self, text: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        text.write_str("Console")
    }
}

impl Console {
    /// Whether this person has to set up a second factor before the back office opens.
    pub(crate) const fn needs_second_factor(&self, signed_in: &SignedIn) -> bool {
        let SignedIn { session, user, .. } = signed_in;
        self.second_factor_required && user.account_manager && !session.second_factor
    }

    /// What people call the OpenID provider, if one is set.
    pub(super) fn provider_name(&self) -> Option<String> {
        self.ports.open_id.as_ref().map(|open_id| open_id.name.clone())
    }
}

/// Where the browser finds what belongs to the pages.
#[derive(Debug, Clone)]
pub struct AssetPaths {
    /// The folder of style and code, without slashes around it, for example `pkg/8f3a…`. Its name
    /// changes with the content, so that a browser may keep the files for ever.
    pub package: Arc<str>,
}

/// Light or dark.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Theme {
    /// As the person's system has it.
    #[default]
    System,
    /// Always light.
    Light,
    /// Always dark.
    Dark,
}

impl Theme {
    /// All themes, in the order of the menu.
    pub const ALL: [Self; 3] = [Self::System, Self::Light, Self::Dark];

    /// The word in the cookie and in `<html data-theme>`.
    pub const fn slug(self) -> &'static str {
        match self {
            Self::System => "system",
            Self::Light => "light",
            Self::Dark => "dark",
        }
    }

    /// The theme that [`Self::slug`] names.
    pub fn from_slug(slug: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|theme| theme.slug() == slug)
    }
}

/// What a page needs to know about the request it answers. Made by [`super::frame`].
#[derive(Debug, Clone)]
pub struct RequestContext {
    /// The language: chosen by the person, else by the browser.
    pub locale: Locale,
    /// Light or dark.
    pub theme: Theme,
    /// Allows the scripts of this one answer.
    pub nonce: leptos::nonce::Nonce,
    /// Whether the page has to say that all of it is made up.
    pub demo: bool,
    /// The page of the simulated platforms, if the platforms are simulated.
    pub simulator: Option<Arc<str>>,
    /// Finds the request in the log.
    pub trace_id: Arc<str>,
    /// Path and query, to come back to after a change of language or theme.
    pub address: Arc<str>,
    /// Where the browser finds style and code.
    pub assets: AssetPaths,
    /// Whether the address of the console has passkeys.
    pub has_passkeys: bool,
    /// Whether the console sends mail.
    pub sends_mail: bool,
    /// Who is signed in, once an extractor has asked the database; shared by all copies, so that
    /// error pages have it, too, and ask nothing.
    pub(super) viewer: Arc<OnceLock<Arc<SignedIn>>>,
}

impl RequestContext {
    /// Who looks at the page. Nobody on pages that do not ask.
    pub(crate) fn viewer(&self) -> Option<&SignedIn> {
        self.viewer.get().map(|viewer| &**viewer)
    }

    /// Everything the console says in the person's language.
    pub fn texts(&self) -> &'static Texts {
        self.locale.texts()
    }
}

impl<S: Send + Sync> FromRequestParts<S> for RequestContext {
    type Rejection = super::Failure;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, super::Failure> {
        // Absent only if the router was built without the frame around it.
        parts
            .extensions
            .get::<Self>()
            .cloned()
            .ok_or_else(|| domain::error_code::ErrorCode::ServiceInternal.into())
    }
}
