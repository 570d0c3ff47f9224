use super::Fact;
use crate::channel_settings::ChannelSettings;

/// A text to be sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TextMessage {
    /// The recipient in the platform's own form: a number in international form, an id, an
    /// address.
    pub recipient: String,
    /// The text. Each platform has a limit of its own and refuses what is longer before anything
    /// is sent.
    pub text: String,
    /// Our name for this message, at most 64 ASCII letters, digits and hyphens. A platform that
    /// can carries it along, so that a lost answer can be looked up.
    pub reference: String,
    /// The settings of the channel. What of them goes along with a message, each platform says.
    pub settings: ChannelSettings,
}

/// A text that the platform has accepted. It is not delivered yet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sent {
    /// The platform's ids of its parts; all but SMS have one.
    pub ids: Vec<String>,
    /// What the platform says about it.
    pub facts: Vec<Fact>,
}
