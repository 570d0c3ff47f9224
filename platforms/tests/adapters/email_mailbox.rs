//! The sender's mailbox: Postfix returns mail, Dovecot shows it.

use std::time::Duration;

use domain::channel_settings::ChannelSettings;
use domain::platform::{
    CheckItem, Credentials, Endpoint, EventKind, Listens, MessageState, Outcome, Platform, Problem,
    Reason, TextMessage,
};
use platforms::settings::EmailSettings;
use platforms::{Email, NetworkPolicy};

use crate::fake_inbox::{Arrived, FakeInbox};
use crate::mail_servers::{ADDRESS, MailServers, PASSWORD};

/// Longer than anything takes.
const PATIENCE: Duration = Duration::from_secs(30);

/// An adapter that may connect to this machine and looks into the mailbox all the time.
fn adapter(servers: &MailServers) -> Email {
    let allowed_networks =
        ["127.0.0.0/8", "::1/128"].map(|one| one.parse().expect("a network")).to_vec();
    let policy = NetworkPolicy { allowed_networks, ..NetworkPolicy::default() };
    let settings = EmailSettings {
        trusted_certificates: vec![servers.certificate.authority.clone()],
        mailbox_period: Duration::from_millis(50),
        ..EmailSettings::default()
    };
    Email::new(&settings, &policy).expect("an adapter")
}

fn credentials(adapter: &Email, servers: &MailServers, others: &[(&str, &str)]) -> Credentials {
    let (smtp, imap) = (servers.smtp.to_string(), servers.imap.to_string());
    let usual = [
        ("host", "localhost"),
        ("port", &smtp),
        ("encryption", "starttls"),
        ("username", ADDRESS),
        ("password", PASSWORD),
        ("sender", ADDRESS),
        ("imap_host", "localhost"),
        ("imap_port", &imap),
    ];
    let typed = others.iter().chain(&usual);
    let typed: Vec<_> =
        typed.map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
    Credentials::parse(&adapter.ways()[0], &typed).expect("credentials")
}

fn endpoint() -> Endpoint {
    Endpoint { url: String::new() }
}

/// Runs a case while the mailbox is read, from a position on.
async fn while_reading<T>(
    adapter: &Email,
    credentials: &Credentials,
    position: Option<String>,
    case: impl AsyncFnOnce(Arrived) -> T,
) -> T {
    let (inbox, arrived) = FakeInbox::new(position);
    let case = async {
        arrived.connected().await;
        case(arrived).await
    };
    tokio::select! {
        biased;
        result = tokio::time::timeout(PATIENCE, case) => result.expect("an end in time"),
        problem = adapter.listen(credentials, &inbox) => panic!("the mailbox: {problem}"),
    }
}

async fn last_position(arrived: &mut Arrived, count: usize) -> String {
    let mut last = String::new();
    for _ in 0..count {
        last = arrived.moved.recv().await.expect("a position");
    }
    last
}

fn mail(from: &str, id: &str) -> String {
    format!("From: {from}\nTo: {ADDRESS}\nMessage-ID: <{id}>\nSubject: Re: Hello\n\nThank you\n")
}

#[tokio::test]
async fn a_mail_that_is_returned_fails_with_the_reason_of_the_report() {
    let Some(servers) = MailServers::start() else { return };
    let adapter = &adapter(&servers);
    let credentials = &credentials(adapter, &servers, &[]);
    assert_eq!(adapter.listens(credentials), Listens::Inbound);
    let bound = adapter.bind(credentials, &endpoint()).await.expect("bound");
    assert_eq!(bound.account.name, ADDRESS);
    while_reading(adapter, credentials, None, async |mut arrived| {
        let message = TextMessage {
            recipient: "nobody@example.test".to_owned(),
            text: "Hello".to_owned(),
            reference: "msg-42".to_owned(),
            settings: ChannelSettings::default(),
        };
        let sent = adapter.send_text(credentials, &message).await.expect("taken");
        let events = arrived.events(adapter, credentials).await;
        let EventKind::State { message, state } = &events[0].kind else { panic!("{events:?}") };
        assert_eq!(sent.ids, [message.as_str()]);
        let MessageState::Failed(problem) = state else { panic!("{state:?}") };
        assert_eq!(problem.reason, Reason::RecipientUnknown);
        assert_eq!(problem.platform_code.as_deref(), Some("5.1.1"));
        let answer = problem.answer.as_deref().unwrap_or_default();
        assert!(answer.contains("unknown user: \"nobody@example.test\""), "{answer}");
    })
    .await;
    assert_eq!(servers.unseen(), 1, "it is not marked as seen");
}

#[tokio::test]
async fn a_mailbox_is_read_from_now_on_and_later_from_where_it_was_left() {
    let Some(servers) = MailServers::start() else { return };
    let adapter = &adapter(&servers);
    let credentials = &credentials(adapter, &servers, &[]);
    servers.deliver("before", &mail("ana@example.org", "before@example.org"));
    let sender = |events: &[domain::platform::Event]| match &events[0].kind {
        EventKind::Received { from, .. } => from.clone(),
        other => panic!("{other:?}"),
    };
    let position = while_reading(adapter, credentials, None, async |mut arrived| {
        servers.deliver("first", &mail("ben@example.org", "first@example.org"));
        let events = arrived.events(adapter, credentials).await;
        assert_eq!(sender(&events), "ben@example.org", "not what came before");
        last_position(&mut arrived, 2).await
    })
    .await;
    // While nobody reads, two come in; one of them is larger than what is read of a mail.
    servers.deliver("second", &mail("cleo@example.org", "second@example.org"));
    let large = format!("{}{}", mail("dan@example.org", "third@example.org"), "x".repeat(400_000));
    servers.deliver("third", &large);
    while_reading(adapter, credentials, Some(position), async |mut arrived| {
        let mut senders = Vec::new();
        for _ in 0..2 {
            senders.push(sender(&arrived.events(adapter, credentials).await));
        }
        senders.sort();
        assert_eq!(senders, ["cleo@example.org", "dan@example.org"]);
    })
    .await;
    assert_eq!(servers.unseen(), 4, "nothing is marked as seen");
}

#[tokio::test]
async fn a_mailbox_that_cannot_be_read_says_why() {
    let Some(servers) = MailServers::start() else { return };
    let adapter = &adapter(&servers);
    let mailbox = async |others: &[(&str, &str)]| {
        let credentials = credentials(adapter, &servers, others);
        let checks = adapter.check_prerequisites(&credentials, &endpoint()).await;
        let check = checks.into_iter().find(|one| one.item == CheckItem::MailboxReadable);
        check.expect("the check").outcome
    };
    assert_eq!(mailbox(&[]).await, Outcome::Pass);
    let Outcome::Fail(problem) = mailbox(&[("password", "wrong")]).await else { panic!("passed") };
    assert_eq!(problem.reason, Reason::CredentialsRefused);
    let unreachable = Outcome::CannotKnow(Some(Problem::new(Reason::Unreachable)));
    assert_eq!(mailbox(&[("imap_port", "1")]).await, unreachable);
    let Outcome::Fail(problem) = mailbox(&[("imap_port", "993x")]).await else { panic!("passed") };
    assert_eq!(problem.reason, Reason::SettingsWrong);
}
