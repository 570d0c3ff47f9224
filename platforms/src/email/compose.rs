//! The mail that a text becomes.

use domain::channel_settings::DisplayName;
use domain::platform::{Credentials, Problem, Reason, TextMessage};
use lettre::Message;
use lettre::message::Mailbox;
use lettre::message::header::ContentType;

use super::content_language::ContentLanguage;
use super::{address, field, sender};

/// The longest subject that is made of a text, in characters: what mail programs show in a line.
const LONGEST_SUBJECT: usize = 70;

/// The message as it is sent. Its id is made of our reference, so that a repetition is the same
/// message to whoever gets it.
pub(super) fn compose(
    credentials: &Credentials,
    message: &TextMessage,
) -> Result<Message, Problem> {
    let (sender, from) = sender(credentials)?;
    let (_, to) = address(&message.recipient).ok_or(Problem::new(Reason::RecipientUnknown))?;
    let domain = sender.as_str().rsplit('@').next().unwrap_or_default();
    let first_line = message.text.lines().find(|line| !line.trim().is_empty());
    let subject: String =
        first_line.unwrap_or_default().trim().chars().take(LONGEST_SUBJECT).collect();
    let settings = &message.settings;
    let name = settings.display_name.as_ref().map(DisplayName::as_str);
    let name = name.or_else(|| credentials.get(field::SENDER_NAME)).map(ToOwned::to_owned);
    let mut mail = Message::builder().from(Mailbox::new(name, from));
    let answers_to = settings.email.as_ref().and_then(|email| address(email.as_str()));
    if let Some((_, answers_to)) = answers_to {
        mail = mail.reply_to(Mailbox::new(None, answers_to));
    }
    if let Some(language) = settings.default_language {
        mail = mail.header(ContentLanguage(language.tag));
    }
    mail.to(Mailbox::new(None, to))
        .subject(subject)
        .message_id(Some(format!("<{}@{domain}>", message.reference)))
        .header(ContentType::TEXT_PLAIN)
        .body(message.text.clone())
        .map_err(|_| Reason::RequestRefused.into())
}

#[cfg(test)]
mod tests {
    use domain::channel_settings::{ChannelSettings, ChannelSettingsForm};
    use proptest::prelude::*;

    use super::super::SETTINGS;
    use super::*;

    fn composed(recipient: &str, text: &str) -> Result<String, Problem> {
        composed_with(recipient, text, ChannelSettings::default())
    }

    fn composed_with(
        recipient: &str,
        text: &str,
        settings: ChannelSettings,
    ) -> Result<String, Problem> {
        let credentials = Credentials::default()
            .with(field::SENDER, "News@Example.com")
            .with(field::SENDER_NAME, "Acme, 水路");
        let message = TextMessage {
            recipient: recipient.to_owned(),
            text: text.to_owned(),
            reference: "msg-42".to_owned(),
            settings,
        };
        let message = compose(&credentials, &message)?;
        Ok(String::from_utf8(message.formatted()).expect("a mail in ASCII"))
    }

    #[test]
    fn a_mail_has_the_first_line_as_its_subject_and_our_reference_as_its_id() {
        let mail = composed("ana@example.org", "\n Hello \nworld").expect("a mail");
        assert!(mail.contains("Subject: Hello\r\n"), "{mail}");
        assert!(mail.contains("Message-ID: <msg-42@example.com>\r\n"), "{mail}");
        assert!(mail.contains("To: ana@example.org\r\n"), "{mail}");
    }

    #[test]
    fn a_mail_goes_along_with_the_settings_of_its_channel() {
        let form = ChannelSettingsForm {
            display_name: "Hoshino Tea".to_owned(),
            default_language: "zh-Hant".to_owned(),
            email: "info@example.com".to_owned(),
            ..ChannelSettingsForm::default()
        };
        let settings = form.parse(&SETTINGS, |_| true).expect("no mistake").settings;
        let mail = composed_with("ana@example.org", "Hello", settings).expect("a mail");
        for header in [
            "From: \"Hoshino Tea\" <news@example.com>\r\n",
            "Reply-To: info@example.com\r\n",
            "Content-Language: zh-Hant\r\n",
        ] {
            assert!(mail.contains(header), "{header}: {mail}");
        }
    }

    #[test]
    fn an_address_cannot_add_a_header_or_a_command() {
        for recipient in ["ana@example.org\r\nBcc: eve@example.org", "ana@example.org> RCPT", ""] {
            let problem = composed(recipient, "Hello").expect_err("refused");
            assert_eq!(problem.reason, Reason::RecipientUnknown, "{recipient}");
        }
    }

    proptest! {
        #[test]
        fn no_text_adds_a_header(text: String) {
            let mail = composed("ana@example.org", &text).expect("a mail");
            let head = mail.split("\r\n\r\n").next().unwrap_or_default();
            let names = head.lines().filter(|line| !line.starts_with([' ', '\t']));
            let known = ["From", "To", "Subject", "Message-ID", "Content-Type", "Date",
                "MIME-Version", "Content-Transfer-Encoding"];
            for line in names {
                prop_assert!(known.iter().any(|name| line.starts_with(&format!("{name}:"))), "{}", line);
            }
        }
    }
}
