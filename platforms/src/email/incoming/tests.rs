use domain::time::Timestamp;
use proptest::prelude::*;

use super::*;

/// What Postfix 3.7 has written about a recipient that does not exist, in the test
/// `email_mailbox.rs`.
const POSTFIX: &str = include_str!("postfix-report.eml");

fn events(mail: &str) -> Vec<Event> {
    let credentials = Credentials::default().with(field::SENDER, "News@example.test");
    let arrival = Arrival { bytes: mail.as_bytes(), at: Timestamp::from_micros(0) };
    read(&arrival, &credentials).expect("a mail")
}

fn kind(mail: &str) -> EventKind {
    let mut events = events(mail);
    assert_eq!(events.len(), 1, "{events:?}");
    events.remove(0).kind
}

fn is_notice(mail: &str, expected: &str) -> bool {
    matches!(kind(mail), EventKind::Notice { what, .. } if what == expected)
}

fn unknown_recipient(answer: &str) -> MessageState {
    let problem = Problem::new(Reason::RecipientUnknown).with_code("5.1.1");
    MessageState::Failed(if answer.is_empty() { problem } else { problem.with_answer(answer) })
}

#[test]
fn a_report_of_postfix_says_which_mail_failed_and_why() {
    let state = unknown_recipient("X-Postfix; unknown user: \"nobody@example.test\"");
    let message = "msg-42-nobody@example.test".to_owned();
    assert_eq!(kind(POSTFIX), EventKind::State { message, state });
    // The mail comes in once more: the same event.
    assert_eq!(events(POSTFIX), events(&POSTFIX.replace("Return-Path: <>\n", "")));
}

/// A report with these fields about a recipient, which returns headers only.
fn report(fields: &str) -> String {
    format!(
        "From: MAILER-DAEMON@mx.example\r\nTo: news@example.test\r\n\
         Content-Type: Multipart/Report; Report-Type=\"delivery-status\"; boundary=b\r\n\r\n\
         --b\r\nContent-Type: text/plain\r\n\r\nSorry.\r\n\
         --b\r\nContent-Type: Message/Delivery-Status\r\n\r\n\
         Reporting-MTA: dns; mx.example\r\n\r\n{fields}\r\n\
         --b\r\nContent-Type: text/rfc822-headers\r\n\r\n\
         From: news@example.test\r\nMessage-ID: <msg-42@example.test>\r\n\r\n--b--\r\n"
    )
}

#[test]
fn every_action_of_a_report_has_its_state() {
    let state = |fields: &str| match kind(&report(fields)) {
        EventKind::State { message, state } => {
            assert_eq!(message, "msg-42@example.test");
            Some(state)
        }
        EventKind::Notice { what, .. } => {
            assert_eq!(what, "report");
            None
        }
        other => panic!("{other:?}"),
    };
    let failed = "Final-Recipient: rfc822; a@b.example\r\nAction: Failed\r\nStatus: 5.1.1\r\n\
                  Diagnostic-Code: smtp; 550 no such\r\n user here\r\n";
    assert_eq!(state(failed), Some(unknown_recipient("smtp; 550 no such user here")));
    assert_eq!(state("Action: failed\r\nStatus: 5.1.1\r\n"), Some(unknown_recipient("")));
    assert_eq!(state("Action: delivered\r\nStatus: 2.0.0\r\n"), Some(MessageState::Delivered));
    assert_eq!(state("Action: relayed\r\nStatus: 2.0.0\r\n"), Some(MessageState::Sent));
    assert_eq!(state("Action: delayed\r\nStatus: 4.4.1\r\n"), None, "it may still arrive");
    assert_eq!(state("Status: 5.0.0\r\n"), None);
    assert_eq!(state(""), None);
}

#[test]
fn a_report_about_nothing_of_ours_is_no_failure() {
    let mail = report("Action: failed\r\nStatus: 5.1.1\r\n").replace("Message-ID", "X-Other");
    assert!(is_notice(&mail, "report"));
    let no_status = POSTFIX.replace("message/delivery-status", "text/plain");
    assert!(is_notice(&no_status, "bounce"), "no standard form");
}

#[test]
fn codes_have_their_reasons() {
    for (status, expected) in [
        ("5.1.1", Reason::RecipientUnknown),
        ("5.1.10", Reason::RecipientUnknown),
        ("5.1.8", Reason::SenderUnusable),
        ("4.2.2", Reason::RecipientUnreachable),
        ("5.2.1", Reason::RecipientUnreachable),
        ("5.2.3", Reason::TextTooLong),
        ("5.3.4", Reason::TextTooLong),
        ("4.4.7", Reason::RecipientUnreachable),
        ("5.7.1", Reason::ContentRefused),
        ("5.7.26", Reason::DomainRecordWrong),
        ("5.0.0", Reason::Unrecognised),
        ("", Reason::Unrecognised),
        ("nonsense", Reason::Unrecognised),
    ] {
        assert_eq!(reason(status), expected, "{status}");
    }
}

fn mail(headers: &str) -> String {
    format!("{headers}Content-Type: text/plain; charset=utf-8\r\n\r\nこんにちは\r\n")
}

#[test]
fn somebody_writes_and_machines_only_notify() {
    let from = "From: \"Ana\" <Ana@example.org>\r\n";
    let EventKind::Received { from: sender, what, text } = kind(&mail(from)) else {
        panic!("a message")
    };
    assert_eq!((sender.as_str(), what.as_str()), ("ana@example.org", "mail"));
    assert_eq!(text.map(|text| text.trim().to_owned()), Some("こんにちは".to_owned()));
    for (header, what) in [
        ("Auto-Submitted: auto-replied\r\n", "automatic"),
        ("Auto-Submitted: auto-generated (vacation)\r\n", "automatic"),
        ("Precedence: bulk\r\n", "automatic"),
        ("X-Autoreply: yes\r\n", "automatic"),
        ("Return-Path: <>\r\n", "bounce"),
    ] {
        assert!(is_notice(&mail(&format!("{header}{from}")), what), "{header}");
    }
    let no = mail(&format!("Auto-Submitted: no\r\n{from}"));
    assert!(matches!(kind(&no), EventKind::Received { .. }));
    assert!(is_notice(&mail("From: news@example.test\r\n"), "own"));
}

proptest! {
    #[test]
    fn whatever_comes_is_read_without_a_panic(bytes: Vec<u8>, fields in "[ -~\r\n]{0,200}") {
        let credentials = Credentials::default();
        for bytes in [bytes, report(&fields).into_bytes()] {
            let _ = read(&Arrival { bytes: &bytes, at: Timestamp::from_micros(0) }, &credentials);
        }
    }

    #[test]
    fn a_report_that_is_cut_off_is_read_without_a_panic(end in 0..POSTFIX.len()) {
        let Some(start) = POSTFIX.get(..end) else { return Ok(()) };
        let arrival = Arrival { bytes: start.as_bytes(), at: Timestamp::from_micros(0) };
        let _ = read(&arrival, &Credentials::default());
    }
}
