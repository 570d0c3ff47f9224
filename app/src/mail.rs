//! Letters in words.

use domain::mail::Letter;
use domain::notification::{NewsKind, Notification};

use crate::components::time::date_and_time;
use crate::locale::{Locale, MailParts};
use crate::routes;

/// A letter in words. Neither part holds anything that the recipient does not need.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Written {
    /// One line, whatever somebody has called their organisation.
    pub subject: String,
    /// Plain text, with `\n` at the end of lines.
    pub text: String,
}

/// Writes a letter in the language with this tag, with links that lead to this console. In English
/// if it does not speak the language any more.
pub fn write(letter: &Letter, language: &str, public_url: &str) -> Written {
    let texts = Locale::from_tag(language).unwrap_or_default().texts();
    let words = &texts.mail;
    let link = |path: String| format!("{public_url}{path}");
    let moment = |at| {
        let (date, time) = date_and_time(at);
        format!("{date} {time} UTC")
    };
    let (subject, text) = match letter {
        Letter::Invitation { organisation, role, token } => (
            (words.invitation_subject)(organisation),
            (words.invitation)(organisation, (texts.role)(*role), &link(routes::invitation(token))),
        ),
        Letter::PasswordReset { name, token } => (
            words.password_reset_subject.to_owned(),
            (words.password_reset)(name.as_str(), &link(routes::password_reset(token))),
        ),
        Letter::EmailChange { name, token } => (
            words.email_change_subject.to_owned(),
            (words.email_change)(name.as_str(), &link(routes::email_change(token))),
        ),
        Letter::PasswordChanged { at } => (
            words.password_changed_subject.to_owned(),
            (words.password_changed)(&moment(*at), &link(routes::FORGOT_PASSWORD.to_owned())),
        ),
        Letter::Notification { organisation, notification } => {
            let Notification { kind, channel_name, channel_type, reason, .. } = &**notification;
            let other = match kind {
                NewsKind::Expires { at, .. } | NewsKind::Quiet { since: at } => Some(moment(*at)),
                _ => None,
            };
            let platform = &texts.platform;
            let parts = MailParts {
                kind: *kind,
                channel: channel_name.as_str(),
                channel_type: channel_type.product_name(),
                organisation,
                reason: reason.map(|one| ((platform.cause)(one), (platform.next_step)(one))),
                moment: &moment(notification.at),
                other_moment: other.as_deref(),
                address: &link(routes::channel(notification.channel)),
            };
            let subject = (texts.notifications.mail_subject)(*kind, channel_name.as_str());
            (subject, (texts.notifications.mail)(&parts))
        }
        Letter::EmailChanged { at } => {
            (words.email_changed_subject.to_owned(), (words.email_changed)(&moment(*at)))
        }
    };
    let text = format!("{text}\n\n{}\n", (words.footer)(public_url));
    Written { subject: without_control_characters(&subject), text }
}

/// A name never holds one; that a header ends where it should is not left to that.
fn without_control_characters(line: &str) -> String {
    line.chars().map(|one| if one.is_control() { ' ' } else { one }).collect()
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use domain::channel::{ChannelName, ChannelType};
    use domain::ids::{ChannelId, NotificationId, TenantId};
    use domain::permissions::Role;
    use domain::platform::Expiring;
    use domain::platform::Reason;
    use domain::secrets::SecretToken;
    use domain::time::Timestamp;
    use domain::user::PersonName;
    use uuid::Uuid;

    use super::*;

    const URL: &str = "https://suiro.example";

    fn letters() -> [(Letter, Option<&'static str>); 6] {
        let token = SecretToken::from_bytes([0xab; 32]);
        let name = PersonName::parse("Ada").expect("a name");
        let at = Timestamp::from_micros(1_800_000_123_456_789);
        [
            (
                Letter::Invitation {
                    organisation: "水路商会".to_owned(),
                    role: Role::Viewer,
                    token: token.clone(),
                },
                Some("/invitations/"),
            ),
            (
                Letter::PasswordReset { name: name.clone(), token: token.clone() },
                Some("/password-reset/"),
            ),
            (Letter::EmailChange { name, token }, Some("/email-change/")),
            (Letter::PasswordChanged { at }, None),
            (Letter::EmailChanged { at }, None),
            (
                Letter::Notification {
                    organisation: "水路商会".to_owned(),
                    notification: Box::new(notification(at)),
                },
                None,
            ),
        ]
    }

    fn notification(at: Timestamp) -> Notification {
        Notification {
            id: NotificationId::from_uuid(Uuid::from_u128(1)),
            tenant: TenantId::from_uuid(Uuid::from_u128(2)),
            channel: ChannelId::from_uuid(Uuid::from_u128(3)),
            channel_name: ChannelName::parse("Support").expect("a name"),
            channel_type: ChannelType::Viber,
            kind: NewsKind::Down,
            reason: Some(Reason::AccountBlocked),
            at,
        }
    }

    #[test]
    fn the_mail_about_a_channel_says_what_and_why_and_leads_there() {
        let at = Timestamp::from_micros(1_800_000_123_456_789);
        let kinds = [
            NewsKind::Degraded,
            NewsKind::NeedsReauthorisation,
            NewsKind::Recovered,
            NewsKind::Expires { what: Expiring::Authorisation, at, days: 7 },
            NewsKind::Quiet { since: at },
            NewsKind::HeardAgain,
            NewsKind::Down,
        ];
        let address = format!("{URL}{}", routes::channel(notification(at).channel));
        for locale in Locale::ALL {
            let cause = (locale.texts().platform.cause)(Reason::AccountBlocked);
            let mut texts = BTreeSet::new();
            for kind in kinds {
                let notification = Box::new(Notification { kind, ..notification(at) });
                let organisation = "Suiro KK".to_owned();
                let letter = Letter::Notification { organisation, notification };
                let Written { subject, text } = write(&letter, locale.tag(), URL);
                assert!(subject.contains("Support"), "{subject}");
                assert!(text.lines().any(|line| line == address), "{text}");
                for part in ["Support", "Viber", "Suiro KK", cause] {
                    assert!(text.contains(part), "{part} in {text}");
                }
                texts.insert(text);
            }
            assert_eq!(texts.len(), kinds.len());
        }
    }

    #[test]
    fn every_letter_is_written_in_every_language() {
        for locale in Locale::ALL {
            for (letter, path) in letters() {
                let Written { subject, text } = write(&letter, locale.tag(), URL);
                assert!(!subject.is_empty() && subject.chars().count() < 100, "{subject}");
                assert!(text.contains(URL) && text.ends_with('\n'), "{text}");
                match path {
                    // On a line of its own, so that no program takes a full stop along.
                    Some(path) => {
                        let link = format!("{URL}{path}{}", "ab".repeat(32));
                        assert!(text.lines().any(|line| line == link), "{text}");
                    }
                    None => assert!(text.contains("2027-01-15 08:02:03 UTC"), "{text}"),
                }
            }
        }
    }

    #[test]
    fn a_language_that_is_not_spoken_is_english() {
        let (letter, _) = &letters()[3];
        assert_eq!(write(letter, "fr", URL), write(letter, "en", URL));
    }

    #[test]
    fn a_subject_is_one_line() {
        let letter = Letter::Invitation {
            organisation: "Suiro\r\nBcc: everybody@example.com\n\n".to_owned(),
            role: Role::Viewer,
            token: SecretToken::from_bytes([0xab; 32]),
        };
        let subject = write(&letter, "en", URL).subject;
        assert!(!subject.contains(['\r', '\n']), "{subject:?}");
    }
}
