use domain::channel::ChannelHealth;
use domain::health::{Certainty, Side, Verdict};
use domain::mail::MailState;
use domain::notification::NewsKind;
use domain::platform::Expiring;

/// How channels are doing.
#[derive(Debug)]
pub struct HealthTexts {
    /// The column and the section.
    pub heading: &'static str,
    pub level: fn(ChannelHealth) -> &'static str,
    /// What a level means for the channel, in a sentence.
    pub meaning: fn(ChannelHealth) -> &'static str,
    pub side: fn(Side) -> &'static str,
    pub verdict: fn(&Verdict) -> &'static str,
    pub last_success: &'static str,
    pub last_error: &'static str,
    pub never: &'static str,
    /// How long ago the last check was, in seconds.
    pub checked_ago: fn(i64) -> String,
    pub not_checked_yet: &'static str,
    /// Before the time since when the platform gives no answer.
    pub unanswered_since: &'static str,
    pub unconfirmed: &'static str,
    pub check_now: &'static str,
    pub checked_notice: &'static str,
    pub too_soon_notice: &'static str,
    pub facts: &'static str,
    pub expiries: &'static str,
    pub expiring: fn(Expiring) -> &'static str,
    /// Days that are left, 0 when it has ended.
    pub days_left: fn(u16) -> String,
    pub quiet: &'static str,
    /// Messages that are usual in this time.
    pub quiet_usual: fn(u64) -> String,
    pub certainty: fn(Certainty) -> &'static str,
    pub traffic: &'static str,
    pub received: &'static str,
    pub sent: &'static str,
    pub last_callback: &'static str,
    pub last_inbound: &'static str,
}

/// What people are told about their channels.
#[derive(Debug)]
pub struct NotificationTexts {
    /// The page and its place in the navigation.
    pub heading: &'static str,
    pub introduction: &'static str,
    pub none: &'static str,
    pub unread: &'static str,
    /// Unread notifications, as a programme reads it aloud; 100 stands for more.
    pub count_unread: fn(u64) -> String,
    pub mark_all_read: &'static str,
    pub older: &'static str,
    /// What has happened, as a heading.
    pub news: fn(NewsKind) -> String,
    pub settings: SettingsTexts,
    pub mail_subject: fn(NewsKind, &str) -> String,
    /// What has happened, channel, type, organisation, reason and what to do, address.
    pub mail: fn(&MailParts<'_>) -> String,
}

/// What the mail about a notification says.
#[derive(Debug)]
pub struct MailParts<'a> {
    pub kind: NewsKind,
    pub channel: &'a str,
    pub channel_type: &'a str,
    pub organisation: &'a str,
    /// Why, and what to do, where a platform gave a reason.
    pub reason: Option<(&'static str, &'static str)>,
    /// When it was found.
    pub moment: &'a str,
    /// When it ends, or since when it is quiet.
    pub other_moment: Option<&'a str>,
    pub address: &'a str,
}

/// Where notifications are sent to.
#[derive(Debug)]
pub struct SettingsTexts {
    pub heading: &'static str,
    pub link: &'static str,
    pub mail_heading: &'static str,
    pub mail_explanation: &'static str,
    pub no_mail: &'static str,
    pub webhook_heading: &'static str,
    pub webhook_explanation: &'static str,
    pub none: &'static str,
    pub address: &'static str,
    pub address_hint: &'static str,
    pub set: &'static str,
    pub replace: &'static str,
    pub replace_explanation: &'static str,
    pub remove: &'static str,
    pub removed_notice: &'static str,
    pub set_by: &'static str,
    pub secret_heading: &'static str,
    pub secret_explanation: &'static str,
    pub copy_secret: &'static str,
    pub deliveries: &'static str,
    pub no_deliveries: &'static str,
    pub delivery: fn(MailState) -> &'static str,
}
