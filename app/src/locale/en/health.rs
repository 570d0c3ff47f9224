use domain::channel::ChannelHealth;
use domain::health::{Certainty, Side, Verdict};
use domain::mail::MailState;
use domain::notification::NewsKind;
use domain::platform::Expiring;

use crate::locale::health_texts::{HealthTexts, NotificationTexts, SettingsTexts};

pub(super) const HEALTH: HealthTexts = HealthTexts {
    heading: "Health",
    level: |level| match level {
        ChannelHealth::NotMeasured => "Not measured",
        ChannelHealth::Healthy => "Healthy",
        ChannelHealth::Degraded => "Degraded",
        ChannelHealth::Down => "Down",
        ChannelHealth::NeedsReauthorisation => "Needs reauthorisation",
    },
    meaning: |level| match level {
        ChannelHealth::NotMeasured => "How the channel is doing is not known yet.",
        ChannelHealth::Healthy => "Everything that can be asked about works.",
        ChannelHealth::Degraded => {
            "The channel can send; something else does not work, or will not for long."
        }
        ChannelHealth::Down => "The channel cannot send messages.",
        ChannelHealth::NeedsReauthorisation => {
            "The platform refuses this console. The channel has to be authorised again."
        }
    },
    side: |side| match side {
        Side::Authorisation => "Authorisation",
        Side::Outbound => "Sending",
        Side::Inbound => "Receiving",
        Side::Callback => "Callback",
    },
    verdict: |verdict| match verdict {
        Verdict::NotMeasured => "Not known yet",
        Verdict::Works => "Works",
        Verdict::Warns(_) => "Works, with a warning",
        Verdict::Fails(_) => "Does not work",
        Verdict::NotObservable => "The platform does not tell",
    },
    last_success: "Last success",
    last_error: "Last error",
    never: "never",
    checked_ago: |seconds| match seconds {
        ..60 => "Checked less than a minute ago.".to_owned(),
        60..7_200 => format!("Checked {} min ago.", seconds / 60),
        _ => format!("Checked {} h ago.", seconds / 3_600),
    },
    not_checked_yet: "The first check is on its way.",
    unanswered_since: "No answer since",
    unconfirmed: "The platform refused the last request. A second refusal within about a minute \
                  would mean that the channel has to be authorised again.",
    check_now: "Check now",
    checked_notice: "The channel was checked.",
    too_soon_notice: "The channel was checked a moment ago. Try again in a few seconds.",
    facts: "What the platform says",
    expiries: "What ends",
    expiring: |what| match what {
        Expiring::Authorisation => "Authorisation",
        Expiring::Certificate => "Certificate of the host",
        Expiring::SenderId => "Registration of the sender ID",
    },
    days_left: |days| match days {
        0 => "has ended".to_owned(),
        1 => "ends within a day".to_owned(),
        _ => format!("{days} days left"),
    },
    quiet: "Unusually quiet since",
    quiet_usual: |events| format!("In a quiet week {events} messages come in at these hours."),
    certainty: |certainty| match certainty {
        Certainty::Likely => "Probably no chance.",
        Certainty::AlmostCertain => "Almost certainly no chance.",
    },
    traffic: "Traffic of the last 7 days",
    received: "Messages in",
    sent: "Messages out",
    last_callback: "Last callback",
    last_inbound: "Last message in",
};

pub(super) const NOTIFICATIONS: NotificationTexts = NotificationTexts {
    heading: "Notifications",
    introduction: "What has happened to the channels of your organisation, newest first.",
    none: "Nothing has happened that you would have to know about.",
    unread: "New",
    count_unread: |count| match count {
        1 => "1 new".to_owned(),
        100.. => "99+ new".to_owned(),
        _ => format!("{count} new"),
    },
    mark_all_read: "Mark all as read",
    older: "Older",
    news: |kind| match kind {
        NewsKind::Down => "Cannot send".to_owned(),
        NewsKind::Degraded => "Degraded".to_owned(),
        NewsKind::NeedsReauthorisation => "Needs reauthorisation".to_owned(),
        NewsKind::Recovered => "Works again".to_owned(),
        NewsKind::Expires { what, days, .. } => {
            let what = (HEALTH.expiring)(what);
            let days = if days == 1 { "a day".to_owned() } else { format!("{days} days") };
            format!("{what} ends within {days}")
        }
        NewsKind::Quiet { .. } => "Unusually quiet".to_owned(),
        NewsKind::HeardAgain => "Quiet no longer".to_owned(),
    },
    settings: SettingsTexts {
        heading: "Where notifications go",
        link: "Mail and webhook",
        mail_heading: "By mail",
        mail_explanation: "Every admin of your organisation gets a mail for each notification.",
        no_mail: "This console sends no mail. Ask whoever runs it.",
        webhook_heading: "By webhook",
        webhook_explanation: "Each notification is sent as JSON to your address, signed as \
                              Standard Webhooks describes. What is not taken is sent again, with \
                              growing pauses, for some 18 hours.",
        none: "No address is set.",
        address: "Address",
        address_hint: "Begins with https://",
        set: "Set address",
        replace: "Set another address",
        replace_explanation: "Setting an address, also the same one, makes a new secret; the old \
                              one no longer counts.",
        remove: "Send to no address",
        removed_notice: "Notifications are sent to no address any more.",
        set_by: "Set by",
        secret_heading: "Secret for checking signatures",
        secret_explanation: "It is shown only now. Keep it where your endpoint finds it.",
        copy_secret: "Copy secret",
        deliveries: "The latest webhooks",
        no_deliveries: "None was sent yet.",
        delivery: |state| match state {
            MailState::Waiting => "Waits to be sent",
            MailState::Sent => "Taken",
            MailState::GivenUp => "Given up",
        },
    },
    mail_subject: |kind, channel| format!("{channel}: {}", (NOTIFICATIONS.news)(kind)),
    mail: |parts| {
        let happened = match parts.kind {
            NewsKind::Down => "cannot send messages",
            NewsKind::Degraded => {
                "can send, but something else does not work, or will not for long"
            }
            NewsKind::NeedsReauthorisation => {
                "has to be authorised again: the platform refuses this console"
            }
            NewsKind::Recovered => "works again",
            NewsKind::Expires { .. } => "will stop working unless something is renewed",
            NewsKind::Quiet { .. } => "is quieter than it ever is at this time of the week",
            NewsKind::HeardAgain => "is quiet no longer",
        };
        let happened = format!(
            "The channel {} ({}) of {} {happened}.\n\nFound at {}.",
            parts.channel, parts.channel_type, parts.organisation, parts.moment
        );
        let other = match (parts.kind, parts.other_moment) {
            (NewsKind::Expires { what, .. }, Some(moment)) => {
                let what = (HEALTH.expiring)(what);
                Some(format!("{what} ends at {moment}."))
            }
            (NewsKind::Quiet { .. }, Some(moment)) => {
                Some(format!("No message has come in since {moment}."))
            }
            _ => None,
        };
        let reason = parts.reason.map(|(cause, next_step)| format!("{cause}\n{next_step}"));
        let link = format!("The channel in the console:\n\n{}", parts.address);
        let paragraphs = [Some(happened), other, reason, Some(link)];
        paragraphs.into_iter().flatten().collect::<Vec<_>>().join("\n\n")
    },
};
