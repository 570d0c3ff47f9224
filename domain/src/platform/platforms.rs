use std::sync::Arc;

use super::{Endpoint, PictureSource, Platform};
use crate::channel::ChannelType;
use crate::ids::BindingId;

/// The adapters of an installation, and where platforms and browsers find it. Cheap to clone.
#[derive(Clone)]
pub struct Platforms {
    adapters: Arc<[Arc<dyn Platform>]>,
    /// Without a slash at the end.
    public_url: Arc<str>,
    /// The page of the simulated ones.
    simulator: Option<Arc<str>>,
    pictures: Option<Arc<dyn PictureSource>>,
}

impl Platforms {
    /// These adapters, at most one for each type, for an installation that is reached by this URL
    /// (without a slash at the end).
    pub fn new(public_url: &str, adapters: Vec<Arc<dyn Platform>>) -> Self {
        Self {
            adapters: adapters.into(),
            public_url: public_url.into(),
            simulator: None,
            pictures: None,
        }
    }

    /// No platform at all: for commands that ask none.
    pub fn none() -> Self {
        Self::new("", Vec::new())
    }

    /// The same, whose accounts are made up: pages then say so. This is the address of the page on
    /// which their faults are switched.
    #[must_use]
    pub fn simulated_at(self, page: &str) -> Self {
        Self { simulator: Some(page.into()), ..self }
    }

    /// The same, which fetch the pictures of accounts from here.
    #[must_use]
    pub fn with_pictures(self, source: Arc<dyn PictureSource>) -> Self {
        Self { pictures: Some(source), ..self }
    }

    /// Where pictures of accounts are fetched from, if they are.
    pub const fn pictures(&self) -> Option<&Arc<dyn PictureSource>> {
        self.pictures.as_ref()
    }

    /// The adapter of a type, if there is one.
    pub fn of(&self, channel_type: ChannelType) -> Option<&Arc<dyn Platform>> {
        self.adapters.iter().find(|adapter| adapter.channel_type() == channel_type)
    }

    /// Whether the accounts are made up.
    pub const fn is_simulated(&self) -> bool {
        self.simulator.is_some()
    }

    /// The page on which faults of made-up accounts are switched.
    pub const fn simulator(&self) -> Option<&Arc<str>> {
        self.simulator.as_ref()
    }

    /// Where the platform reports what happens to a bound account. Meta has one callback for each
    /// app and names the account in what it sends; the others have one for each account.
    pub fn endpoint(&self, channel_type: ChannelType, binding: BindingId) -> Endpoint {
        let (public_url, slug) = (&self.public_url, channel_type.slug());
        let url = if channel_type.has_callback_of_app() {
            format!("{public_url}/webhooks/{slug}")
        } else {
            format!("{public_url}/webhooks/{slug}/{binding}")
        };
        Endpoint { url }
    }

    /// The full address of a request to this path, as its sender has called it: what some
    /// platforms sign.
    pub fn address(&self, path_and_query: &str) -> String {
        format!("{}{path_and_query}", self.public_url)
    }

    /// Where a platform sends a browser back to after somebody has agreed there.
    pub fn redirect_uri(&self) -> String {
        format!("{}/channels/authorised", self.public_url)
    }
}

impl std::fmt::Debug for Platforms {
    fn fmt(&self, text: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let types = self.adapters.iter().map(|adapter| adapter.channel_type());
        text.write_str("Platforms")?;
        text.debug_list().entries(types).finish()
    }
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;

    #[test]
    fn the_platforms_of_meta_report_for_the_app_and_the_others_for_the_account() {
        let platforms = Platforms::new("https://suiro.example", Vec::new());
        let binding = BindingId::from_uuid(Uuid::from_u128(7));
        let url = |channel_type| platforms.endpoint(channel_type, binding).url;
        assert_eq!(url(ChannelType::WhatsApp), "https://suiro.example/webhooks/whatsapp");
        assert_eq!(url(ChannelType::Instagram), "https://suiro.example/webhooks/instagram");
        let of_binding = format!("https://suiro.example/webhooks/viber/{binding}");
        assert_eq!(url(ChannelType::Viber), of_binding);
        assert_eq!(platforms.redirect_uri(), "https://suiro.example/channels/authorised");
        // Whatever is called, it is not taken for what a session has brought.
        assert_eq!(platforms.address("session:"), "https://suiro.examplesession:");
    }
}
