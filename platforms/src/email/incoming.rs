//! What a mail that came in says: somebody writes, or a mail server reports about a mail of ours.
//!
//! Nothing in a mail proves who wrote it. A report counts because it names one of our mails by its
//! id, which only its recipient and the servers on the way know.

use std::borrow::Cow;

use data_encoding::HEXLOWER;
use domain::platform::{
    Arrival, Credentials, Event, EventKind, Fact, MessageState, Problem, Reason,
};
use mail_parser::{
    HeaderName, HeaderValue, Message, MessageParser, MessagePart, MimeHeaders, PartType,
};
use sha2::{Digest, Sha256};

use super::field;

/// Reads a mail. Nothing if it is none.
pub(super) fn read(arrival: &Arrival<'_>, credentials: &Credentials) -> Option<Vec<Event>> {
    let mail = MessageParser::default().parse(arrival.bytes)?;
    let key = format!("mail/{}", HEXLOWER.encode(&Sha256::digest(arrival.bytes)));
    if let Some(report) = report(&mail) {
        let states = states(&report);
        if !states.is_empty() {
            return Some(states);
        }
        return Some(vec![notice(key, "report", report.recipients.first())]);
    }
    let what = match automatic(&mail) {
        Some(what) => what,
        None if is_own(&mail, credentials) => "own",
        None => {
            let kind = EventKind::Received {
                from: sender_of(&mail).unwrap_or_default(),
                what: "mail".to_owned(),
                text: mail.body_text(0).map(Cow::into_owned),
            };
            return Some(vec![Event { key, account: None, at: None, kind }]);
        }
    };
    Some(vec![notice(key, what, None)])
}

fn notice(key: String, what: &str, about: Option<&RecipientReport>) -> Event {
    let facts = about.map_or_else(Vec::new, |one| {
        vec![Fact::new("action", &one.action), Fact::new("status", &one.status)]
    });
    let kind = EventKind::Notice { what: what.to_owned(), facts };
    Event { key, account: None, at: None, kind }
}

fn sender_of(mail: &Message<'_>) -> Option<String> {
    Some(mail.from()?.first()?.address()?.to_ascii_lowercase())
}

/// A copy of what went out.
fn is_own(mail: &Message<'_>, credentials: &Credentials) -> bool {
    let sender = credentials.get(field::SENDER).unwrap_or_default().trim().to_ascii_lowercase();
    sender_of(mail).is_some_and(|from| from == sender)
}

/// What a machine has written, if one has. Sources: RFC 3834, 5; the empty return path of RFC 5321,
/// 4.5.5; and what older programs write.
fn automatic(mail: &Message<'_>) -> Option<&'static str> {
    let raw = |name: &str| mail.header_raw(name.to_owned()).unwrap_or_default().trim();
    if raw("Return-Path") == "<>" {
        return Some("bounce");
    }
    let submitted = raw("Auto-Submitted").to_ascii_lowercase();
    let precedence = raw("Precedence").to_ascii_lowercase();
    let is_automatic = !(submitted.is_empty() || submitted.starts_with("no"))
        || matches!(precedence.as_str(), "bulk" | "auto_reply" | "junk")
        || !raw("X-Autoreply").is_empty()
        || !raw("X-Auto-Response-Suppress").is_empty() && submitted.starts_with("auto");
    is_automatic.then_some("automatic")
}

/// What a mail server reports. Source: RFC 3464.
struct Report {
    /// The ids of the mail that is reported about, without brackets.
    message: Option<String>,
    recipients: Vec<RecipientReport>,
}

struct RecipientReport {
    /// In small letters.
    action: String,
    status: String,
    diagnostic: String,
}

/// The report in a mail, if it is one in the standard form.
fn report(mail: &Message<'_>) -> Option<Report> {
    let content_type = mail.content_type()?;
    let is_report = content_type.ctype().eq_ignore_ascii_case("multipart")
        && content_type.subtype().is_some_and(|one| one.eq_ignore_ascii_case("report"));
    if !is_report {
        return None;
    }
    let of_kind = |kind: &'static str, names: &'static [&'static str]| {
        mail.parts.iter().find(move |part| is_of(part, kind, names))
    };
    let status = of_kind("message", &["delivery-status", "global-delivery-status"])?;
    let fields = String::from_utf8_lossy(status.contents()).replace("\r\n", "\n");
    let mut groups = fields.split("\n\n").map(unfolded).filter(|group| !group.is_empty());
    groups.next()?;
    let recipients = groups.filter_map(|group| {
        let value = |name: &str| value_of(&group, name).unwrap_or_default();
        let action = value("action").to_ascii_lowercase();
        let (status, diagnostic) = (value("status"), value("diagnostic-code"));
        (!action.is_empty()).then_some(RecipientReport { action, status, diagnostic })
    });
    let recipients = recipients.collect();
    let returned = of_kind("message", &["rfc822", "global"])
        .or_else(|| of_kind("text", &["rfc822-headers"]))
        .or_else(|| of_kind("message", &["global-headers"]));
    Some(Report { message: returned.and_then(message_id), recipients })
}

fn is_of(part: &MessagePart<'_>, kind: &str, names: &[&str]) -> bool {
    part.content_type().is_some_and(|one| {
        let subtype = one.subtype().unwrap_or_default();
        one.ctype().eq_ignore_ascii_case(kind)
            && names.iter().any(|name| subtype.eq_ignore_ascii_case(name))
    })
}

/// Names and values of a group of fields; lines that go on are joined.
fn unfolded(group: &str) -> Vec<(String, String)> {
    let mut fields: Vec<(String, String)> = Vec::new();
    for line in group.lines() {
        match (line.starts_with([' ', '\t']), fields.last_mut(), line.split_once(':')) {
            (true, Some((_, value)), _) => {
                value.push(' ');
                value.push_str(line.trim());
            }
            (false, _, Some((name, value))) => {
                fields.push((name.trim().to_ascii_lowercase(), value.trim().to_owned()));
            }
            _ => {}
        }
    }
    fields
}

fn value_of(fields: &[(String, String)], name: &str) -> Option<String> {
    fields.iter().find(|(one, _)| one == name).map(|(_, value)| value.clone())
}

/// The id of the mail that is returned, whole or in its headers.
fn message_id(part: &MessagePart<'_>) -> Option<String> {
    if let PartType::Message(returned) = &part.body {
        return returned.message_id().map(str::to_owned);
    }
    let headers = MessageParser::default().parse(part.contents())?;
    match headers.header(HeaderName::MessageId)? {
        HeaderValue::Text(id) => Some(id.clone().into_owned()),
        _ => None,
    }
}

/// What a report comes to for our mail, which had one recipient. A delay is no news.
fn states(report: &Report) -> Vec<Event> {
    let Some(message) = &report.message else { return Vec::new() };
    let event = |one: &RecipientReport| {
        let state = match one.action.as_str() {
            "failed" => MessageState::Failed(problem(one)),
            "delivered" => MessageState::Delivered,
            "relayed" | "expanded" => MessageState::Sent,
            _ => return None,
        };
        let key = format!("report/{message}/{}/{}", one.action, one.status);
        let kind = EventKind::State { message: message.clone(), state };
        Some(Event { key, account: None, at: None, kind })
    };
    report.recipients.iter().filter_map(event).collect()
}

fn problem(report: &RecipientReport) -> Problem {
    let problem = Problem::new(reason(&report.status)).with_code(&report.status);
    if report.diagnostic.is_empty() { problem } else { problem.with_answer(&report.diagnostic) }
}

/// Sources: RFC 3463, and the codes that Gmail and Outlook document for their own.
fn reason(status: &str) -> Reason {
    let mut numbers = status.split('.').map(|part| part.trim().parse::<u16>().ok());
    let (_, subject, detail) =
        (numbers.next().flatten(), numbers.next().flatten(), numbers.next().flatten());
    match (subject, detail) {
        (Some(1), Some(7 | 8)) => Reason::SenderUnusable,
        (Some(1), _) => Reason::RecipientUnknown,
        (Some(2 | 3), Some(3)) | (Some(3), Some(4)) => Reason::TextTooLong,
        (Some(7), Some(20..=27 | 515)) => Reason::DomainRecordWrong,
        (Some(6 | 7), _) => Reason::ContentRefused,
        (Some(2..=4), _) => Reason::RecipientUnreachable,
        _ => Reason::Unrecognised,
    }
}

#[cfg(test)]
mod tests;
