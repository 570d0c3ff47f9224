use async_trait::async_trait;

use super::{
    Arrival, Callback, CallbackRefused, Candidate, Check, Credentials, Event, Health, Inbox,
    Listens, PlatformSetting, Problem, Reading, Reason, Sent, Setting, TextMessage, Way,
};
use crate::channel::ChannelType;
use crate::channel_settings::ChannelSettings;

/// Where a platform reports to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Endpoint {
    /// The public `https` address of the callback: one for each app or, where the platform's
    /// callbacks do not name their account, one for each channel.
    pub url: String,
}

/// What the platform sent a browser back with, and what the browser was told.
#[derive(Clone, PartialEq, Eq)]
pub struct CodeGrant {
    /// The code. Opens an account once.
    pub code: String,
    /// Where the browser was sent back to, character for character.
    pub redirect_uri: String,
    /// What else came along, for example `waba_id`, by the names of the way's fields.
    pub values: Vec<(String, String)>,
}

impl std::fmt::Debug for CodeGrant {
    fn fmt(&self, text: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        text.write_str("CodeGrant(***)")
    }
}

/// What a release may take away.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ReleaseScope {
    /// Whether another channel needs what the accounts share: the subscription of a WhatsApp
    /// Business Account or of a Page. It is left then.
    pub shares_subscription: bool,
}

/// A platform, for one channel type.
///
/// No method changes anything in this installation. Each may be called again after it was cut off:
/// what has been done already is done again or found done, except sending, where a lost answer is
/// [`Reason::OutcomeUnknown`](super::Reason::OutcomeUnknown). Failed connections never become
/// reasons of authorisation.
#[async_trait]
pub trait Platform: Send + Sync + 'static {
    /// The type whose channels it serves.
    fn channel_type(&self) -> ChannelType;

    /// The ways to authorise a channel, the usual one first.
    fn ways(&self) -> &'static [Way];

    /// Where to send a browser for a way with a code; `state` comes back unchanged. `None` where
    /// the way has no such page or the installation has no app at the platform.
    fn authorisation_url(&self, way: &Way, redirect_uri: &str, state: &str) -> Option<String>;

    /// The accounts that a code leads to.
    async fn exchange_code(&self, way: &Way, grant: &CodeGrant) -> Result<Vec<Candidate>, Problem>;

    /// The account that a filled-in form leads to. Asks, and changes nothing.
    async fn find_account(&self, credentials: &Credentials) -> Result<Candidate, Problem>;

    /// Whether everything is there that binding and sending need. Asks, and changes nothing.
    async fn check_prerequisites(
        &self,
        credentials: &Credentials,
        endpoint: &Endpoint,
    ) -> Vec<Check>;

    /// Registers and subscribes the account, and returns it as it is then. The endpoint must
    /// already answer: some platforms call it meanwhile.
    async fn bind(
        &self,
        credentials: &Credentials,
        endpoint: &Endpoint,
    ) -> Result<Candidate, Problem>;

    /// How the channel is doing.
    async fn check_health(&self, credentials: &Credentials, endpoint: &Endpoint) -> Health;

    /// The same while a session stands that [`Listens::Everything`], here or on another server. Many
    /// platforms allow only one.
    async fn check_health_in_session(
        &self,
        credentials: &Credentials,
        endpoint: &Endpoint,
    ) -> Health {
        self.check_health(credentials, endpoint).await
    }

    /// Prolongs the authorisation where the platform can. `None`: there was nothing to do.
    async fn renew(&self, credentials: &Credentials) -> Result<Option<Credentials>, Problem>;

    /// The settings of a channel that the platform has a place for, in the order of the form. Of
    /// Instagram and SMS nothing can be set from outside.
    fn settings(&self) -> &'static [PlatformSetting] {
        &[]
    }

    /// What the account has of the settings that are its own, which most platforms have none of.
    /// Asks, and changes nothing.
    async fn read_settings(&self, _: &Credentials) -> Result<ChannelSettings, Problem> {
        Ok(ChannelSettings::default())
    }

    /// Gives the account these settings: of the named ones, which are its own, those that are set,
    /// and takes away what is not set, as far as the platform lets it. Leaves all others.
    async fn apply_settings(
        &self,
        _: &Credentials,
        _: &ChannelSettings,
        _named: &[Setting],
    ) -> Result<(), Problem> {
        Ok(())
    }

    /// Sends a text, once.
    async fn send_text(
        &self,
        credentials: &Credentials,
        message: &TextMessage,
    ) -> Result<Sent, Problem>;

    /// Believes a request only with the right signature, and reads it. `credentials` are those of
    /// the channel whose address was called, if the address names one.
    fn read_callback(
        &self,
        callback: &Callback<'_>,
        credentials: Option<&Credentials>,
    ) -> Result<Reading, CallbackRefused>;

    /// Whether a lasting session brings what happens to the channel. Only types with
    /// [`ChannelType::may_listen`] are asked.
    fn listens(&self, _: &Credentials) -> Listens {
        Listens::Never
    }

    /// Holds a session until it breaks, and returns why. Whoever stops waiting for it ends it.
    async fn listen(&self, _: &Credentials, _: &dyn Inbox) -> Problem {
        Reason::MechanismRefused.into()
    }

    /// Reads what a session has brought. It needs no signature: it never came from outside by
    /// itself.
    fn read_arrival(
        &self,
        _: &Arrival<'_>,
        _: &Credentials,
    ) -> Result<Vec<Event>, CallbackRefused> {
        Err(CallbackRefused::Unreadable)
    }

    /// Lets the account go: unsubscribes, and revokes what this installation holds. An account
    /// that is already let go is no problem.
    async fn release(
        &self,
        credentials: &Credentials,
        endpoint: &Endpoint,
        scope: ReleaseScope,
    ) -> Result<(), Problem>;
}
