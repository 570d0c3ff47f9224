//! What mail servers answer.

use std::error::Error;

use domain::platform::{Problem, Reason};
use lettre::transport::smtp;

use crate::tls::certificate_problem;

/// What the conversation was about when the server said no.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Step {
    Greeting,
    Encryption,
    SignIn,
    Sender,
    Recipient,
    /// Before the message itself.
    Data,
    /// After its last byte: the server may have taken it.
    Message,
}

pub(super) fn problem(error: &smtp::Error, step: Step) -> Problem {
    if let Some(status) = error.status() {
        let text = error.source().map(ToString::to_string).unwrap_or_default();
        let status = status.to_string().parse().unwrap_or(0);
        let enhanced = enhanced(&text);
        let code = match enhanced {
            Some((class, subject, detail)) => format!("{status} {class}.{subject}.{detail}"),
            None => status.to_string(),
        };
        return Problem::new(reason(status, enhanced, step)).with_code(code).with_answer(&text);
    }
    if step == Step::Message {
        return Reason::OutcomeUnknown.into();
    }
    if error.is_timeout() {
        return Reason::TimedOut.into();
    }
    certificate_problem(error).unwrap_or_else(|| {
        let is_answer = error.is_response();
        Problem::new(if is_answer { Reason::AnswerUnreadable } else { Reason::Unreachable })
    })
}

/// The code of RFC 3463 with which many answers begin, for example `5.7.8`.
fn enhanced(text: &str) -> Option<(u16, u16, u16)> {
    let mut numbers = text.split_whitespace().next()?.split('.').map(|part| part.parse().ok());
    match (numbers.next()??, numbers.next()??, numbers.next()??, numbers.next()) {
        (class @ (2 | 4 | 5), subject, detail, None) => Some((class, subject, detail)),
        _ => None,
    }
}

/// Sources: RFC 5321 (4.2.3), RFC 4954, RFC 5248, RFC 7372, and the codes that Gmail and Outlook
/// document for their own.
fn reason(status: u16, enhanced: Option<(u16, u16, u16)>, step: Step) -> Reason {
    match enhanced {
        Some((5, 7, 8)) => return Reason::CredentialsRefused,
        Some((4 | 5, 7, 9 | 12 | 14 | 30)) => return Reason::MechanismRefused,
        Some((5, 7, 11)) => return Reason::EncryptionMissing,
        Some((5, 7, 20..=27 | 515)) => return Reason::DomainRecordWrong,
        Some((5, 7, 60) | (5, 1, 7 | 8)) => return Reason::SenderUnusable,
        Some((5, 1, 1..=3 | 10)) => return Reason::RecipientUnknown,
        Some((_, 2, 2)) => return Reason::RecipientUnreachable,
        Some((5, 3, 4)) => return Reason::TextTooLong,
        Some((_, 4, 5)) => return Reason::RateLimited,
        _ => {}
    }
    match (status, step) {
        (432 | 534, _) | (500..=504 | 555, Step::SignIn) => Reason::MechanismRefused,
        (454, _) => Reason::PlatformTrouble,
        (400..=499, Step::Sender | Step::Recipient | Step::Data | Step::Message) => {
            Reason::RateLimited
        }
        (400..=499, _) => Reason::PlatformTrouble,
        (530 | 535, _) | (500..=599, Step::SignIn) => Reason::CredentialsRefused,
        (538, _) | (500..=599, Step::Encryption) => Reason::EncryptionMissing,
        (500..=504 | 555, _) => Reason::RequestRefused,
        (552, _) => Reason::TextTooLong,
        (_, Step::Greeting) => Reason::AccountRestricted,
        (_, Step::Sender) => Reason::SenderUnusable,
        (_, Step::Recipient) => Reason::RecipientUnknown,
        (_, Step::Data | Step::Message) => Reason::ContentRefused,
        (_, Step::SignIn | Step::Encryption) => Reason::Unrecognised,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_enhanced_code_decides_before_the_plain_one() {
        let of = |status, text, step| reason(status, enhanced(text), step);
        assert_eq!(of(535, "5.7.8 wrong", Step::SignIn), Reason::CredentialsRefused);
        assert_eq!(of(550, "5.7.30 Basic", Step::SignIn), Reason::MechanismRefused);
        assert_eq!(of(454, "4.7.0 later", Step::SignIn), Reason::PlatformTrouble);
        assert_eq!(of(550, "5.7.26 unauthenticated", Step::Message), Reason::DomainRecordWrong);
        assert_eq!(of(550, "5.1.1 unknown", Step::Recipient), Reason::RecipientUnknown);
        assert_eq!(of(550, "unknown", Step::Recipient), Reason::RecipientUnknown);
        assert_eq!(of(553, "5.7.1 not yours", Step::Sender), Reason::SenderUnusable);
        assert_eq!(of(451, "4.7.1 greylisted", Step::Recipient), Reason::RateLimited);
        assert_eq!(of(552, "5.3.4 too big", Step::Message), Reason::TextTooLong);
        assert_eq!(of(554, "5.7.1 spam", Step::Message), Reason::ContentRefused);
        assert_eq!(of(421, "closing", Step::Greeting), Reason::PlatformTrouble);
    }

    #[test]
    fn a_sentence_is_no_code() {
        for text in ["", "Hello", "5.7", "5.7.8.9 x", "3.1.1 x", "5.x.1 x"] {
            assert_eq!(enhanced(text), None, "{text}");
        }
    }

    #[test]
    fn what_passes_by_itself_is_never_an_authorisation() {
        let steps = [Step::Greeting, Step::Encryption, Step::Sender, Step::Recipient, Step::Data];
        for status in 400..500 {
            for step in steps {
                let is_retryable = reason(status, None, step).is_retryable();
                assert!(is_retryable || status == 432, "{status} {step:?}");
            }
        }
    }
}
