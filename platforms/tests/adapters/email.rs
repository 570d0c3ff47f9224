use std::net::{Ipv4Addr, SocketAddr};
use std::time::Duration;

use domain::channel_settings::ChannelSettings;
use domain::platform::{
    Check, CheckItem, Credentials, End, Endpoint, Expiring, Outcome, Platform, Probe, Reason,
    TextMessage,
};
use domain::time::Timestamp;
use platforms::settings::EmailSettings;
use platforms::{Email, NetworkPolicy};
use serde_json::{Value, json};

use crate::certificate::Certificate;
use crate::peer::Peer;

const PASSWORD: &str = "s3cret-pass";

fn endpoint() -> Endpoint {
    Endpoint { url: String::new() }
}

/// An adapter that may connect to this machine.
fn adapter(settings: EmailSettings) -> Email {
    let allowed_networks =
        ["127.0.0.0/8", "::1/128"].map(|one| one.parse().expect("a network")).to_vec();
    let policy = NetworkPolicy { allowed_networks, ..NetworkPolicy::default() };
    let settings = EmailSettings { timeout: Duration::from_secs(10), ..settings };
    Email::new(&settings, &policy).expect("an adapter")
}

fn trusting(certificate: &Certificate) -> EmailSettings {
    let trusted_certificates = vec![certificate.authority.clone()];
    EmailSettings { trusted_certificates, ..EmailSettings::default() }
}

fn credentials(port: u16, others: &[(&str, &str)]) -> Credentials {
    let mut credentials = Credentials::default()
        .with("host", "localhost")
        .with("port", port.to_string())
        .with("encryption", "starttls")
        .with("username", "acme")
        .with("password", PASSWORD)
        .with("sender", "news@example.com");
    for (name, value) in others {
        credentials.set(name, *value);
    }
    credentials
}

fn message(recipient: &str, text: &str) -> TextMessage {
    TextMessage {
        recipient: recipient.to_owned(),
        text: text.to_owned(),
        reference: "msg-42".to_owned(),
        settings: ChannelSettings::default(),
    }
}

async fn server(certificate: &Certificate, others: &Value) -> Option<Peer> {
    let mut config = json!({ "key": certificate.key, "certificate": certificate.chain });
    for (name, value) in others.as_object().expect("an object") {
        config[name] = value.clone();
    }
    Peer::start("smtp.mjs", &config).await
}

#[tokio::test]
async fn a_sender_is_configured_and_sends_encrypted_both_ways() {
    let certificate = Certificate::of("localhost");
    for (encryption, is_secure) in [("starttls", false), ("tls", true)] {
        let config = json!({ "secure": is_secure });
        let Some(mut peer) = server(&certificate, &config).await else { return };
        let adapter = adapter(trusting(&certificate));
        let credentials = credentials(peer.port, &[("encryption", encryption)]);
        let bound = adapter.bind(&credentials, &endpoint()).await.expect("bound");
        assert_eq!(bound.account.id, format!("localhost:{}/acme/news@example.com", peer.port));

        let hello = message("ana@example.org", "Hello, 水路\n.\nA line with a dot above");
        let sent = adapter.send_text(&credentials, &hello).await.expect("sent");
        assert_eq!(sent.ids, ["msg-42@example.com"]);
        assert!(sent.facts[0].value.contains("queued as 4F1A"), "{:?}", sent.facts);
        let mail = peer.said().await;
        assert_eq!(mail["from"], "news@example.com");
        let text = mail["mail"].as_str().expect("a mail");
        assert!(text.contains("Message-ID: <msg-42@example.com>"), "{text}");
    }
}

#[tokio::test]
async fn the_end_of_the_certificate_is_told_both_ways() {
    // Before 2050 and after it a certificate writes its end in two forms (RFC 5280).
    for (encryption, is_secure, day, end) in [
        ("starttls", false, (2049, 3, 31), 2_500_761_600),
        ("tls", true, (2090, 3, 31), 3_794_601_600),
    ] {
        let certificate = Certificate::ending("localhost", day);
        let config = json!({ "secure": is_secure });
        let Some(peer) = server(&certificate, &config).await else { return };
        let adapter = adapter(trusting(&certificate));
        let told = async |others: &[(&str, &str)]| {
            let others = [others, &[("encryption", encryption)]].concat();
            adapter.check_health(&credentials(peer.port, &others), &endpoint()).await.ends
        };
        let at = Timestamp::from_micros(end * 1_000_000);
        let ends = [End { what: Expiring::Certificate, at }];
        assert_eq!(told(&[]).await, ends, "{encryption}");
        // Whatever the server says of the sender, its certificate ends.
        assert_eq!(told(&[("sender", "foreign@example.com")]).await, ends, "{encryption}");
        assert_eq!(told(&[("password", "wrong-pass")]).await, [], "{encryption}");
    }
}

#[tokio::test]
async fn refusals_of_a_server_have_their_reasons() {
    let certificate = Certificate::of("localhost");
    let Some(peer) = server(&certificate, &json!({ "secure": false })).await else { return };
    let adapter = adapter(trusting(&certificate));
    for (others, reason) in [
        (vec![("password", "wrong-pass")], Reason::CredentialsRefused),
        (vec![("mechanism", "xoauth2"), ("password", "old-token")], Reason::CredentialsRefused),
        (vec![("sender", "foreign@example.com")], Reason::SenderUnusable),
        // Encrypted from the first byte, to a port that is not.
        (vec![("encryption", "tls")], Reason::CertificateRefused),
    ] {
        let problem = adapter.find_account(&credentials(peer.port, &others)).await;
        let problem = problem.expect_err("refused");
        assert_eq!(problem.reason, reason, "{others:?} {problem:?}");
        assert!(!format!("{problem:?}").contains("wrong-pass"));
    }
    let xoauth2 = [("mechanism", "xoauth2"), ("password", "fresh-token")];
    assert!(adapter.find_account(&credentials(peer.port, &xoauth2)).await.is_ok());

    let good = credentials(peer.port, &[]);
    for (recipient, text, reason) in [
        ("nobody@example.org", "Hello", Reason::RecipientUnknown),
        ("grey@example.org", "Hello", Reason::RateLimited),
        ("ana@example.org", "casino", Reason::ContentRefused),
        ("no address", "Hello", Reason::RecipientUnknown),
        // The connection ends after the last byte, before the answer.
        ("ana@example.org", "hang up", Reason::OutcomeUnknown),
    ] {
        let problem = adapter.send_text(&good, &message(recipient, text)).await;
        assert_eq!(problem.expect_err("refused").reason, reason, "{recipient} {text}");
    }
}

#[tokio::test]
async fn nothing_is_said_without_encryption_or_to_a_stranger() {
    let certificate = Certificate::of("localhost");
    let open = json!({ "secure": false, "withoutEncryption": true });
    let Some(peer) = server(&certificate, &open).await else { return };
    let problem = adapter(trusting(&certificate)).find_account(&credentials(peer.port, &[])).await;
    assert_eq!(problem.expect_err("not encrypted").reason, Reason::EncryptionMissing);

    let other_name = Certificate::of("mail.example");
    for (is_secure, encryption) in [(false, "starttls"), (true, "tls")] {
        let config = json!({ "secure": is_secure });
        for (shown, trusted) in [(&certificate, None), (&other_name, Some(&other_name))] {
            let Some(peer) = server(shown, &config).await else { return };
            let adapter = adapter(trusted.map_or_else(EmailSettings::default, trusting));
            let credentials = credentials(peer.port, &[("encryption", encryption)]);
            let problem = adapter.find_account(&credentials).await.expect_err("a stranger");
            assert_eq!(problem.reason, Reason::CertificateRefused, "{encryption}");
            let health = adapter.check_health(&credentials, &endpoint()).await;
            assert!(!matches!(health.authorisation, Probe::Fails(_)));
        }
    }
}

#[tokio::test]
async fn a_host_in_a_private_network_is_not_connected_to() {
    let adapter = Email::new(&EmailSettings::default(), &NetworkPolicy::default());
    let problem = adapter.expect("an adapter").find_account(&credentials(587, &[])).await;
    assert_eq!(problem.expect_err("refused").reason, Reason::HostNotAllowed);
}

#[tokio::test]
async fn an_unreachable_server_leaves_the_credentials_unjudged() {
    let adapter = adapter(EmailSettings::default());
    let checks = adapter.check_prerequisites(&credentials(1, &[]), &endpoint()).await;
    let unknown = Outcome::CannotKnow(Some(Reason::Unreachable.into()));
    assert_eq!((checks[0].item, &checks[0].outcome), (CheckItem::HostReachable, &unknown));
    assert_eq!(checks[1].outcome, Outcome::CannotKnow(None));
}

/// The check of one record of a domain, as a DNS server of others serves it.
async fn record(port: u16, item: CheckItem, sender: &str, others: &[(&str, &str)]) -> Check {
    let dns_server = Some(SocketAddr::from((Ipv4Addr::LOCALHOST, port)));
    let adapter = adapter(EmailSettings { dns_server, ..EmailSettings::default() });
    let credentials = credentials(1, others).with("sender", sender);
    let checks = adapter.check_prerequisites(&credentials, &endpoint()).await;
    checks.into_iter().find(|check| check.item == item).expect("the check")
}

fn word(check: &Check) -> Option<&str> {
    match &check.outcome {
        Outcome::Pass => None,
        Outcome::Fail(problem) => problem.platform_code.as_deref(),
        Outcome::CannotKnow(_) => Some("cannot know"),
    }
}

#[tokio::test]
async fn records_of_a_domain_are_checked_and_the_right_ones_shown() {
    let key = "A".repeat(392);
    let many: Vec<_> = (0..11).map(|number| format!("include:i{number}.example")).collect();
    let records = json!({
        "good.example": ["unrelated", ["v=spf1 include:mail", ".example -all"]],
        "mail.example": ["v=spf1 ip4:192.0.2.0/24 -all"],
        "s1._domainkey.good.example": [[format!("v=DKIM1; k=rsa; p={}", &key[..200]), &key[200..]]],
        "_dmarc.good.example": ["v=DMARC1; p=reject"],
        "open.example": ["v=spf1 +all"],
        "two.example": ["v=spf1 mx -all", "v=spf1 a ~all"],
        "other.example": ["v=spf1 mx -all"],
        "many.example": [format!("v=spf1 {} -all", many.join(" "))],
        "circle.example": ["v=spf1 include:circle.example -all"],
        "s1._domainkey.open.example": ["v=DKIM1; p="],
        "_dmarc.open.example": ["v=DMARC1; p=maybe"],
    });
    let config =
        json!({ "records": records, "failing": ["broken.example", "_dmarc.broken.example"] });
    let Some(peer) = Peer::start("dns.mjs", &config).await else { return };
    let extra = [("spf_include", "mail.example"), ("dkim_selector", "s1")];

    for (item, domain, expected) in [
        (CheckItem::Spf, "good.example", None),
        (CheckItem::Spf, "missing.example", Some("none")),
        (CheckItem::Spf, "open.example", Some("+all")),
        (CheckItem::Spf, "two.example", Some("several")),
        (CheckItem::Spf, "other.example", Some("provider missing")),
        (CheckItem::Spf, "broken.example", Some("cannot know")),
        (CheckItem::Dkim, "good.example", None),
        (CheckItem::Dkim, "missing.example", Some("none")),
        (CheckItem::Dkim, "open.example", Some("revoked")),
        (CheckItem::Dmarc, "good.example", None),
        (CheckItem::Dmarc, "news.good.example", None),
        (CheckItem::Dmarc, "missing.example", Some("none")),
        (CheckItem::Dmarc, "open.example", Some("p")),
        (CheckItem::Dmarc, "broken.example", Some("cannot know")),
    ] {
        let check = record(peer.port, item, &format!("news@{domain}"), &extra).await;
        assert_eq!(word(&check), expected, "{domain} {check:?}");
    }
    for domain in ["many.example", "circle.example"] {
        let check = record(peer.port, CheckItem::Spf, &format!("news@{domain}"), &[]).await;
        assert_eq!(word(&check), Some("too many lookups"), "{domain}");
    }
    let check = record(peer.port, CheckItem::Spf, "news@two.example", &extra).await;
    let record = check.record.expect("a record");
    assert_eq!((record.name.as_str(), &*record.kind), ("two.example", "TXT"));
    assert_eq!(record.value, "v=spf1 mx a include:mail.example ~all");
}
