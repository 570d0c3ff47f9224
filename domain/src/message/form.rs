use crate::error_code::ErrorCode;
use crate::field_errors::{Field, FieldErrors};
use crate::text::with_plain_line_breaks;

/// The form of a test message, as it was typed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct MessageForm {
    /// Whom it goes to, in the platform's own form.
    pub recipient: String,
    /// What it says.
    pub text: String,
}

/// A message without a mistake. Whether the platform takes it, the platform says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MessageDraft {
    /// 1 to [`MessageDraft::MAX_RECIPIENT`] characters without control characters.
    pub recipient: String,
    /// 1 to [`MessageDraft::MAX_TEXT`] characters; of control characters only line breaks.
    pub text: String,
}

impl MessageDraft {
    /// The longest recipient: an e-mail address.
    pub const MAX_RECIPIENT: usize = 254;

    /// The longest text. The platforms take 640 to 4,096 characters, and say so themselves.
    pub const MAX_TEXT: usize = 4_096;
}

impl MessageForm {
    /// Reads the form, or says everything that is wrong with it.
    pub fn parse(&self) -> Result<MessageDraft, FieldErrors> {
        let mut errors = FieldErrors::default();
        let recipient = errors.take(Field::Recipient, recipient(&self.recipient));
        let text = errors.take(Field::Text, text(&self.text));
        match (recipient, text) {
            (Some(recipient), Some(text)) => Ok(MessageDraft { recipient, text }),
            _ => Err(errors),
        }
    }
}

fn recipient(typed: &str) -> Result<String, ErrorCode> {
    let recipient = typed.trim();
    let length = recipient.chars().count();
    if !(1..=MessageDraft::MAX_RECIPIENT).contains(&length)
        || recipient.chars().any(char::is_control)
    {
        return Err(ErrorCode::MessageRecipientInvalid);
    }
    Ok(recipient.to_owned())
}

fn text(typed: &str) -> Result<String, ErrorCode> {
    let text = with_plain_line_breaks(typed).trim().to_owned();
    let length = text.chars().count();
    if !(1..=MessageDraft::MAX_TEXT).contains(&length)
        || text.chars().any(|one| one.is_control() && one != '\n')
    {
        return Err(ErrorCode::MessageTextInvalid);
    }
    Ok(text)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn parse(recipient: &str, text: &str) -> Result<MessageDraft, FieldErrors> {
        MessageForm { recipient: recipient.to_owned(), text: text.to_owned() }.parse()
    }

    #[test]
    fn a_message_has_somebody_to_go_to_and_something_to_say() {
        let draft = parse(" +15550101234 ", " one\r\ntwo \n").expect("a draft");
        assert_eq!((draft.recipient.as_str(), draft.text.as_str()), ("+15550101234", "one\ntwo"));
        let errors = parse(" ", "\u{7}").expect_err("two mistakes");
        let wanted = [
            (Field::Recipient, ErrorCode::MessageRecipientInvalid),
            (Field::Text, ErrorCode::MessageTextInvalid),
        ];
        assert_eq!(errors.iter().collect::<Vec<_>>(), wanted);
        assert!(parse(&"水".repeat(254), &"水".repeat(4_096)).is_ok());
        let errors = parse(&"水".repeat(255), &"水".repeat(4_097)).expect_err("two mistakes");
        assert_eq!(errors.iter().count(), 2);
    }

    proptest! {
        #[test]
        fn any_text_is_read_without_a_panic(recipient: String, text: String) {
            if let Ok(draft) = parse(&recipient, &text) {
                prop_assert_eq!(parse(&draft.recipient, &draft.text), Ok(draft));
            }
        }
    }
}
