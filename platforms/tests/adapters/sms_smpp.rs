use std::time::Duration;

use domain::channel_settings::ChannelSettings;
use domain::platform::{
    CheckItem, Credentials, End, Endpoint, Expiring, Outcome, Platform, Probe, Reason, TextMessage,
};
use domain::time::Timestamp;
use platforms::settings::{SmppSettings, SmsSettings};
use platforms::{NetworkPolicy, Sms};
use serde_json::{Value, json};

use crate::certificate::Certificate;
use crate::peer::Peer;

fn endpoint() -> Endpoint {
    Endpoint { url: String::new() }
}

/// An adapter that may connect to this machine.
pub(crate) fn adapter(trusted: Option<&Certificate>) -> Sms {
    adapter_with(trusted, SmppSettings::default())
}

pub(crate) fn adapter_with(trusted: Option<&Certificate>, smpp: SmppSettings) -> Sms {
    let allowed_networks =
        ["127.0.0.0/8", "::1/128"].map(|one| one.parse().expect("a network")).to_vec();
    let policy = NetworkPolicy { allowed_networks, ..NetworkPolicy::default() };
    let smpp = SmppSettings {
        timeout: smpp.timeout.min(Duration::from_secs(10)),
        trusted_certificates: trusted.map(|one| one.authority.clone()).into_iter().collect(),
        ..smpp
    };
    Sms::new(&SmsSettings { smpp, ..SmsSettings::default() }, &policy).expect("an adapter")
}

pub(crate) fn credentials(adapter: &Sms, port: u16, others: &[(&str, &str)]) -> Credentials {
    let port = port.to_string();
    let usual = [
        ("host", "localhost"),
        ("port", &port),
        ("encryption", "none"),
        ("system_id", "acme"),
        ("password", "s3cret"),
        ("sender", "ACME"),
    ];
    let typed = others.iter().chain(&usual);
    let typed: Vec<_> =
        typed.map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
    Credentials::parse(&adapter.ways()[1], &typed).expect("credentials")
}

pub(crate) fn message(recipient: &str, text: &str) -> TextMessage {
    TextMessage {
        recipient: recipient.to_owned(),
        text: text.to_owned(),
        reference: "msg-42".to_owned(),
        settings: ChannelSettings::default(),
    }
}

async fn centre(certificate: Option<&Certificate>) -> Option<Peer> {
    let config = match certificate {
        Some(one) => json!({ "secure": true, "key": one.key, "certificate": one.chain }),
        None => json!({ "secure": false }),
    };
    Peer::start("smpp.mjs", &config).await
}

#[tokio::test]
async fn a_sender_is_configured_and_sends_with_and_without_encryption() {
    let certificate = Certificate::of("localhost");
    for encryption in ["none", "tls"] {
        let shown = (encryption == "tls").then_some(&certificate);
        let Some(mut peer) = centre(shown).await else { return };
        let adapter = adapter(shown);
        let credentials = credentials(&adapter, peer.port, &[("encryption", encryption)]);
        let bound = adapter.bind(&credentials, &endpoint()).await.expect("bound");
        assert_eq!(bound.account.id, format!("smpp/localhost:{}/acme/ACME", peer.port));
        let sent = adapter.send_text(&credentials, &message("+4912345678", "Hello €")).await;
        assert_eq!(sent.expect("sent").ids, ["id-2"]);
        let arrived = peer.said().await;
        assert_eq!((&arrived["to"], &arrived["from"]), (&json!("4912345678"), &json!("ACME")));
        assert_eq!((&arrived["text"], &arrived["ton"]), (&json!("Hello €"), &json!(5)));
        assert_eq!((&arrived["class"], &arrived["receipt"]), (&json!(0), &json!(1)));
        let health = adapter.check_health(&credentials, &endpoint()).await;
        assert_eq!((health.authorisation, health.outbound), (Probe::Works, Probe::Works));
        // The first moment of 31 March 2090.
        let at = Timestamp::from_micros(3_794_601_600_000_000);
        let end = shown.map(|_| End { what: Expiring::Certificate, at });
        assert_eq!(health.ends, end.into_iter().collect::<Vec<_>>());
    }
}

#[tokio::test]
async fn the_recorded_end_of_the_registration_is_told_whether_or_not_the_centre_answers() {
    let adapter = adapter(None);
    let until = [("registration_until", "2027-03-31")];
    let health = adapter.check_health(&credentials(&adapter, 1, &until), &endpoint()).await;
    assert!(matches!(health.outbound, Probe::Unknown(_)), "{health:?}");
    // The last second of that day.
    let at = Timestamp::from_micros(1_806_537_599_000_000);
    assert_eq!(health.ends, [End { what: Expiring::SenderId, at }]);
}

#[tokio::test]
async fn a_long_text_arrives_in_parts_that_belong_together() {
    let Some(mut peer) = centre(None).await else { return };
    let adapter = adapter(None);
    let credentials = credentials(&adapter, peer.port, &[("sender", "+4912")]);
    let text = "水路😀".repeat(20);
    let sent = adapter.send_text(&credentials, &message("4912345678", &text)).await.expect("sent");
    assert_eq!(sent.ids.len(), 2);
    let parts = [peer.said().await, peer.said().await];
    let joined: String = parts.iter().filter_map(|part| part["text"].as_str()).collect();
    assert_eq!(joined, text);
    let header = |part: &Value| part["header"].as_array().map_or(0, Vec::len);
    assert!(header(&parts[0]) > 0 && parts[0]["header"] != parts[1]["header"], "{parts:?}");
    // A code of up to six digits belongs to the carrier's network.
    assert_eq!((&parts[0]["coding"], &parts[0]["ton"]), (&json!(8), &json!(3)));
}

#[tokio::test]
async fn refusals_of_a_centre_have_their_reasons() {
    let Some(mut peer) = centre(None).await else { return };
    let adapter = adapter(None);
    for others in [[("password", "wrong")], [("system_id", "nobody")]] {
        let wrong = credentials(&adapter, peer.port, &others);
        let problem = adapter.find_account(&wrong).await.expect_err("refused");
        assert_eq!(problem.reason, Reason::CredentialsRefused);
    }
    let good = credentials(&adapter, peer.port, &[]);
    for (recipient, reason) in [
        ("4900", Reason::RateLimited),
        ("4901", Reason::RecipientUnknown),
        ("4902", Reason::Unrecognised),
        // The connection ends before the answer.
        ("4903", Reason::OutcomeUnknown),
        ("no number", Reason::RecipientUnknown),
    ] {
        let problem = adapter.send_text(&good, &message(recipient, "Hello")).await;
        assert_eq!(problem.expect_err("refused").reason, reason, "{recipient}");
    }
    for _ in 0..4 {
        peer.said().await;
    }
    let sent = adapter.send_text(&good, &message("4904", "Hello")).await.expect("sent");
    assert_eq!(sent.ids, ["after"]);
    peer.said().await;
    // "Bring it again": it could not be kept.
    assert_eq!(peer.said().await, json!({ "later": 0x64 }));
}

#[tokio::test]
async fn one_account_has_one_session_at_a_time() {
    let Some(peer) = centre(None).await else { return };
    let adapter = adapter(None);
    let credentials = credentials(&adapter, peer.port, &[]);
    let sends = (0..10).map(|number| {
        let message = message(&format!("49100{number}"), "Hello");
        let (adapter, credentials) = (&adapter, &credentials);
        async move { adapter.send_text(credentials, &message).await }
    });
    let sent = futures::future::join_all(sends).await;
    assert!(sent.iter().all(Result::is_ok), "{sent:?}");
}

#[tokio::test]
async fn trouble_of_the_connection_is_never_one_of_the_authorisation() {
    let certificate = Certificate::of("localhost");
    let Some(peer) = centre(Some(&certificate)).await else { return };
    let adapter = adapter(None);
    for (port, reason) in [(1, Reason::Unreachable), (peer.port, Reason::CertificateRefused)] {
        let encrypted = credentials(&adapter, port, &[("encryption", "tls")]);
        let health = adapter.check_health(&encrypted, &endpoint()).await;
        let Probe::Unknown(problem) = health.authorisation else { panic!("it is known") };
        assert_eq!(problem.reason, reason);
    }
    let closed = Sms::new(&SmsSettings::default(), &NetworkPolicy::default());
    let closed = closed.expect("an adapter");
    let private = credentials(&closed, 2775, &[]);
    let checks = closed.check_prerequisites(&private, &endpoint()).await;
    let host = checks.iter().find(|check| check.item == CheckItem::HostReachable);
    assert_eq!(host.expect("the check").outcome, Outcome::Fail(Reason::HostNotAllowed.into()));
}
