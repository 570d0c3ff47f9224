use domain::ids::{LinkId, MailId};
use domain::mail::MailPurpose;
use domain::permissions::Role;
use domain::secrets::SecretToken;
use domain::time::Timestamp;
use tokio::io::{AsyncBufReadExt, AsyncWriteExt, BufReader};
use tokio::net::TcpListener;
use uuid::Uuid;

use super::*;

/// A mail server that answers as it is told, and remembers what it was told.
async fn server(answers: &'static [(&'static str, &'static str)]) -> (SmtpUrl, Heard) {
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
    let port = listener.local_addr().expect("an address").port();
    let heard = tokio::spawn(async move {
        let (stream, _) = listener.accept().await.expect("a connection");
        let mut stream = BufReader::new(stream);
        let mut heard = String::new();
        stream.write_all(answer(answers, "").as_bytes()).await.expect("a greeting");
        loop {
            let mut line = String::new();
            if stream.read_line(&mut line).await.unwrap_or(0) == 0 {
                return heard;
            }
            heard.push_str(&line);
            let in_data = heard.contains("DATA\r\n") && !heard.contains("\r\n.\r\n");
            if in_data && !line.starts_with("DATA") {
                continue;
            }
            let command = line.split([' ', '\r']).next().unwrap_or_default();
            let said = answer(answers, command);
            if stream.write_all(said.as_bytes()).await.is_err() {
                return heard;
            }
        }
    });
    (format!("smtp://127.0.0.1:{port}?tls=none").parse().expect("a URL"), heard)
}

type Heard = tokio::task::JoinHandle<String>;

/// What is said to a command; to nothing, the greeting.
fn answer(answers: &[(&str, &'static str)], command: &str) -> &'static str {
    let said = answers.iter().find(|(to, _)| *to == command).map(|(_, said)| *said);
    said.unwrap_or(match command {
        "" => "220 mail.example\r\n",
        "DATA" => "354 go on\r\n",
        "QUIT" => "221 bye\r\n",
        _ => "250 ok\r\n",
    })
}

fn mailer(url: &SmtpUrl, time: Duration) -> SmtpMailer {
    let from = "Suiro <suiro@example.com>".parse().expect("a sender");
    let public_url = "https://suiro.example".parse().expect("a URL");
    SmtpMailer::new(url, &from, &public_url, time).expect("a mailer")
}

async fn send(url: &SmtpUrl, organisation: &str) -> Result<(), MailerError> {
    send_within(MAIL_TIME, url, organisation).await
}

async fn send_within(time: Duration, url: &SmtpUrl, organisation: &str) -> Result<(), MailerError> {
    let mail = Mail {
        id: MailId::from_uuid(Uuid::from_u128(7)),
        purpose: MailPurpose::Invitation(LinkId::from_uuid(Uuid::from_u128(8))),
        language: "ja".to_owned(),
        created_at: Timestamp::from_micros(0),
    };
    let letter = Letter::Invitation {
        organisation: organisation.to_owned(),
        role: Role::Viewer,
        token: SecretToken::from_bytes([0xab; 32]),
    };
    let to = EmailAddress::parse("bo@example.test").expect("an address");
    mailer(url, time).send(&mail, &to, &letter).await
}

#[tokio::test]
async fn a_letter_is_sent_with_what_a_mail_needs() {
    let (url, heard) = server(&[]).await;
    send(&url, "水路商会").await.expect("a mail server that takes it");
    let heard = heard.await.expect("what was heard");
    for line in [
        "EHLO example.com\r\n",
        "MAIL FROM:<suiro@example.com>",
        "RCPT TO:<bo@example.test>",
        "From: Suiro <suiro@example.com>\r\n",
        "To: bo@example.test\r\n",
        "Auto-Submitted: auto-generated\r\n",
        "Content-Type: text/plain; charset=utf-8\r\n",
        "Date: ",
        "Subject: =?utf-8?",
    ] {
        assert!(heard.contains(line), "{line}: {heard}");
    }
    let id = format!("Message-ID: <{}@example.com>\r\n", MailId::from_uuid(Uuid::from_u128(7)));
    assert!(heard.contains(&id), "{heard}");
}

#[tokio::test]
async fn a_name_adds_no_header_and_no_recipient() {
    let (url, heard) = server(&[]).await;
    let name = "Suiro\r\nBcc: eve@example.test\r\n\r\n.\r\nRCPT TO:<eve@example.test>\r\n";
    send(&url, name).await.expect("a mail server that takes it");
    let heard = heard.await.expect("what was heard");
    let lines = || heard.lines().map(str::trim_end);
    assert!(!lines().any(|line| line.starts_with("Bcc:")), "{heard}");
    assert_eq!(heard.matches("RCPT TO:<").count(), 1, "{heard}");
    assert_eq!(lines().filter(|line| *line == ".").count(), 1, "{heard}");
}

#[tokio::test]
async fn what_a_mail_server_has_against_the_mail_is_final() {
    for answers in [
        &[("RCPT", "550 no such user\r\n")][..],
        &[("RCPT", "553 not here\r\n")],
        &[("MAIL", "552 too much\r\n")],
    ] {
        let (url, _) = server(answers).await;
        let refused = send(&url, "Suiro").await;
        assert!(matches!(refused, Err(MailerError::Refused(_))), "{answers:?}: {refused:?}");
    }
}

#[tokio::test]
async fn what_may_pass_is_tried_again() {
    for answers in [
        &[("", "421 busy\r\n")][..],
        &[("", "nonsense\r\n")],
        &[("MAIL", "530 sign in first\r\n")],
        &[("RCPT", "451 greylisted\r\n")],
        &[("DATA", "452 no room\r\n")],
    ] {
        let (url, _) = server(answers).await;
        let failed = send(&url, "Suiro").await;
        assert!(matches!(failed, Err(MailerError::Unavailable(_))), "{answers:?}: {failed:?}");
    }
    // Never an answer.
    for answers in [&[("", "")][..], &[("RCPT", "")]] {
        let (url, _) = server(answers).await;
        let failed = send_within(Duration::from_millis(500), &url, "Suiro").await;
        assert!(matches!(failed, Err(MailerError::Unavailable(_))), "{answers:?}: {failed:?}");
    }
    let nobody = TcpListener::bind("127.0.0.1:0").await.expect("a port");
    let port = nobody.local_addr().expect("an address").port();
    drop(nobody);
    let url = format!("smtp://127.0.0.1:{port}?tls=none").parse().expect("a URL");
    let failed = send(&url, "Suiro").await;
    assert!(matches!(failed, Err(MailerError::Unavailable(_))), "{failed:?}");
}

#[tokio::test]
async fn nothing_is_sent_unencrypted_unless_it_is_set() {
    let (url, heard) = server(&[]).await;
    let url = format!("smtp://127.0.0.1:{}", url.port).parse().expect("a URL");
    let failed = send(&url, "Suiro").await;
    assert!(matches!(failed, Err(MailerError::Unavailable(_))), "{failed:?}");
    let heard = heard.await.expect("what was heard");
    assert!(heard.contains("EHLO") && !heard.contains("MAIL FROM"), "{heard}");
}
