use domain::channel_settings::ChannelSettings;
use domain::platform::{
    CheckItem, Credentials, Endpoint, Outcome, Platform, Probe, Reason, ReleaseScope, TextMessage,
};
use platforms::settings::SmsSettings;
use platforms::{NetworkPolicy, Sms};
use serde_json::json;

use crate::fake::{Answer, Fake, Request, json, quick};

const SID: &str = "AC0123456789abcdef0123456789abcdef";
const SECRET: &str = "0a1b2c3d4e5f60718293a4b5c6d7e8f9";
const SCOPE: ReleaseScope = ReleaseScope { shares_subscription: false };

fn adapter(fake: &Fake, policy: &NetworkPolicy) -> Sms {
    let settings =
        SmsSettings { twilio_url: fake.url.clone(), http: quick(), ..SmsSettings::default() };
    Sms::new(&settings, policy).expect("an adapter")
}

fn credentials(adapter: &Sms, others: &[(&str, &str)]) -> Credentials {
    let mut typed = vec![("account_sid", SID), ("auth_token", SECRET)];
    typed.extend(others);
    if !typed.iter().any(|(name, _)| *name == "sender") {
        typed.push(("sender", "+15550100000"));
    }
    let typed: Vec<_> =
        typed.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
    Credentials::parse(&adapter.ways()[0], &typed).expect("credentials")
}

fn endpoint() -> Endpoint {
    Endpoint { url: "https://console.example/sms/17".to_owned() }
}

fn message() -> TextMessage {
    TextMessage {
        recipient: "15550101234".to_owned(),
        text: "Hello & good-bye, 水路".to_owned(),
        reference: "msg-42".to_owned(),
        settings: ChannelSettings::default(),
    }
}

/// An account with one number, whose callback is at `sms_url`.
fn provider(request: &Request, status: &str, sms_url: &str) -> Answer {
    // What `openssl base64` makes of "AC…:0a…".
    if !request.header("authorization").starts_with("Basic QUMwMTIzNDU2Nzg5") {
        return json(401, &json!({ "code": 20003, "message": "Authenticate", "status": 401 }));
    }
    let number = json!({
        "sid": "PN01", "phone_number": "+15550100000", "sms_url": sms_url,
        "capabilities": { "voice": true, "sms": true, "mms": false },
    });
    match request.path.trim_start_matches("/2010-04-01/Accounts/AC0123456789abcdef0123456789abcdef")
    {
        ".json" => json(200, &json!({ "friendly_name": "Acme", "status": status, "type": "Full" })),
        "/IncomingPhoneNumbers.json?PhoneNumber=%2B15550100000" => {
            json(200, &json!({ "incoming_phone_numbers": [number] }))
        }
        "/IncomingPhoneNumbers/PN01.json" => json(200, &number),
        "/Messages.json" => json(201, &json!({ "sid": "SM01", "status": "queued" })),
        _ => json(404, &json!({ "code": 20404, "message": "not found", "status": 404 })),
    }
}

#[tokio::test]
async fn a_number_is_configured_sends_and_is_let_go() {
    let fake = Fake::start(|request| provider(request, "active", &endpoint().url)).await;
    let adapter = adapter(&fake, &NetworkPolicy::default());
    let bound = adapter.bind(&credentials(&adapter, &[]), &endpoint()).await.expect("bound");
    assert_eq!(bound.account.id, format!("127.0.0.1/{SID}/+15550100000"));
    let set = fake.requests().into_iter().find(|one| one.method == "POST").expect("set");
    assert_eq!(set.parameter("SmsUrl"), Some(endpoint().url));

    let sent = adapter.send_text(&bound.credentials, &message()).await.expect("sent");
    assert_eq!(sent.ids, ["SM01"]);
    let request = fake.last();
    assert_eq!(request.parameter("To").as_deref(), Some("+15550101234"));
    assert_eq!(request.parameter("From").as_deref(), Some("+15550100000"));
    assert_eq!(request.parameter("Body"), Some(message().text));
    assert_eq!(request.parameter("StatusCallback"), Some(endpoint().url));

    let health = adapter.check_health(&bound.credentials, &endpoint()).await;
    assert_eq!(health.outbound, Probe::Works);
    assert_eq!(health.inbound, Probe::Works);

    adapter.release(&bound.credentials, &endpoint(), SCOPE).await.expect("released");
    assert_eq!(fake.last().parameter("SmsUrl").as_deref(), Some(""));
}

#[tokio::test]
async fn a_suspended_account_is_not_bound_and_its_authorisation_is_good() {
    let fake = Fake::start(|request| provider(request, "suspended", "")).await;
    let adapter = adapter(&fake, &NetworkPolicy::default());
    let credentials = credentials(&adapter, &[]);
    let problem = adapter.bind(&credentials, &endpoint()).await.expect_err("suspended");
    assert_eq!(problem.reason, Reason::AccountSuspended);
    assert!(fake.requests().iter().all(|request| request.method == "GET"));
    let health = adapter.check_health(&credentials, &endpoint()).await;
    assert_eq!(health.authorisation, Probe::Works);
    assert!(
        matches!(health.outbound, Probe::Fails(problem) if problem.reason == Reason::AccountSuspended)
    );
}

#[tokio::test]
async fn wrong_credentials_and_a_foreign_number_are_told_apart() {
    let fake = Fake::start(|request| provider(request, "active", "")).await;
    let adapter = adapter(&fake, &NetworkPolicy::default());
    let key = [("api_key", "SK01"), ("api_key_secret", "wrong")];
    let problem = adapter.find_account(&credentials(&adapter, &key)).await.expect_err("wrong");
    assert_eq!(problem.reason, Reason::CredentialsRefused);
    let foreign = credentials(&adapter, &[("sender", "+15550199999")]);
    let checks = adapter.check_prerequisites(&foreign, &endpoint()).await;
    let sender = checks.iter().find(|check| check.item == CheckItem::SenderUsable);
    assert!(matches!(sender.expect("the check").outcome, Outcome::Fail(_)));
}

#[tokio::test]
async fn the_recorded_registration_is_part_of_the_checks() {
    let fake = Fake::start(|request| provider(request, "active", "")).await;
    let adapter = adapter(&fake, &NetworkPolicy::default());
    let name = [("sender", "ACME"), ("registration_state", "rejected")];
    let checks = adapter.check_prerequisites(&credentials(&adapter, &name), &endpoint()).await;
    let registered = checks.iter().find(|check| check.item == CheckItem::SenderRegistered);
    let Outcome::Fail(problem) = &registered.expect("the check").outcome else { panic!() };
    assert_eq!(problem.reason, Reason::SenderNotRegistered);
}

#[tokio::test]
async fn a_provider_that_a_tenant_names_is_connected_to_only_where_it_is_allowed() {
    let fake = Fake::start(|request| provider(request, "active", "")).await;
    let closed = adapter(&fake, &NetworkPolicy::default());
    for url in [
        fake.url.as_str(),
        "http://localhost:8080",
        "https://localhost",
        "https://127.0.0.1",
        "https://[::ffff:127.0.0.1]",
        "https://2130706433",
        "https://0x7f.1",
        "https://169.254.169.254",
        "http://example.com",
        "https://example.com:22",
        "file:///etc/passwd",
        "no address",
    ] {
        let named = credentials(&closed, &[("base_url", url)]);
        let problem = closed.find_account(&named).await.expect_err("refused");
        let expected = [Reason::HostNotAllowed, Reason::SettingsWrong];
        assert!(expected.contains(&problem.reason), "{url}: {problem:?}");
    }
    assert_eq!(fake.lines(), [""; 0]);

    let loopback = "127.0.0.0/8".parse().expect("a network");
    let policy = NetworkPolicy { allowed_networks: vec![loopback], ..NetworkPolicy::default() };
    let open = adapter(&fake, &policy);
    let named = credentials(&open, &[("base_url", &fake.url)]);
    assert!(open.find_account(&named).await.is_ok());
}
