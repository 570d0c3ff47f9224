use domain::channel::ChannelType;

/// What is said about test messages.
#[derive(Debug)]
pub struct MessageTexts {
    pub heading: &'static str,
    pub explanation: &'static str,
    pub candidate_explanation: &'static str,
    /// Whom a message of this type goes to, and in which form.
    pub recipient_hint: fn(ChannelType) -> &'static str,
    /// What the message says until somebody writes something else.
    pub default_text: &'static str,
    pub text_hint: &'static str,
    pub send: &'static str,
    pub sent_notice: &'static str,
    pub recent: &'static str,
    pub none_yet: &'static str,
    pub to: fn(&str) -> String,
    pub sending: &'static str,
    pub accepted: &'static str,
    pub sent: &'static str,
    pub delivered: &'static str,
    pub read: &'static str,
    pub failed: &'static str,
    pub refused: &'static str,
    pub unknown: &'static str,
}
