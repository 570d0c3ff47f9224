use domain::channel_settings::ChannelSettings;
use domain::platform::{
    CheckItem, CodeGrant, Credentials, Endpoint, Outcome, Platform, Probe, Reason, ReleaseScope,
    TextMessage,
};
use platforms::WhatsApp;
use serde_json::{Value, json};

use crate::fake::{Answer, Fake, Request, json as answer};
use crate::meta::{APP_ID, SECRET, meta};

const TOKEN: &str = "EAAB-business-token";

pub(crate) fn endpoint() -> Endpoint {
    Endpoint { url: "https://console.example/whatsapp".to_owned() }
}

pub(crate) fn adapter(fake: &Fake) -> WhatsApp {
    WhatsApp::new(&meta(fake)).expect("an adapter")
}

pub(crate) fn credentials(adapter: &WhatsApp) -> Credentials {
    let typed =
        [("waba_id", "501"), ("phone_number_id", "106"), ("token", TOKEN), ("pin", "482913")];
    let typed = typed.map(|(name, value)| (name.to_owned(), value.to_owned()));
    Credentials::parse(&adapter.ways()[1], &typed).expect("credentials")
}

fn number(status: &str) -> Value {
    json!({
        "id": "106", "display_phone_number": "+1 555-010-0000", "verified_name": "Acme",
        "status": status, "name_status": "APPROVED", "quality_rating": "GREEN",
        "code_verification_status": "VERIFIED", "health_status": { "can_send_message": "AVAILABLE" },
    })
}

fn token_info() -> Value {
    json!({ "data": {
        "app_id": APP_ID, "is_valid": true, "expires_at": 0,
        "scopes": ["whatsapp_business_management", "whatsapp_business_messaging"],
        "granular_scopes": [
            { "scope": "whatsapp_business_management", "target_ids": ["501"] },
            { "scope": "whatsapp_business_messaging", "target_ids": ["501"] },
        ],
    } })
}

/// Meta with one account and one number.
pub(crate) fn graph(request: &Request, status: &str) -> Answer {
    let ours = json!({ "data": [{ "whatsapp_business_api_data": { "id": APP_ID } }] });
    match request.line().as_str() {
        "GET /v25.0/oauth/access_token" => answer(200, &json!({ "access_token": TOKEN })),
        "GET /v25.0/debug_token" => answer(200, &token_info()),
        "GET /v25.0/501/phone_numbers" => answer(200, &json!({ "data": [number(status)] })),
        "GET /v25.0/106" => answer(200, &number(status)),
        "GET /v25.0/501" => answer(200, &json!({ "account_review_status": "APPROVED" })),
        "GET /v25.0/501/subscribed_apps" => answer(200, &ours),
        "GET /v25.0/7001/subscriptions" => answer(200, &json!({ "data": [] })),
        "GET /v25.0/106/whatsapp_business_profile" => {
            answer(200, &json!({ "data": [{ "messaging_product": "whatsapp", "about": "Tea" }] }))
        }
        "POST /v25.0/106/register"
        | "POST /v25.0/106/whatsapp_business_profile"
        | "POST /v25.0/7001/subscriptions"
        | "POST /v25.0/501/subscribed_apps"
        | "DELETE /v25.0/501/subscribed_apps" => answer(200, &json!({ "success": true })),
        "POST /v25.0/106/messages" => answer(
            200,
            &json!({ "contacts": [{ "wa_id": "15550101234" }], "messages": [{ "id": "wamid.A" }] }),
        ),
        line => panic!("unexpected: {line}"),
    }
}

#[tokio::test]
async fn a_code_leads_to_the_numbers_of_the_chosen_accounts() {
    let fake = Fake::start(|request| graph(request, "CONNECTED")).await;
    let adapter = adapter(&fake);
    let way = &adapter.ways()[0];
    let url = adapter.authorisation_url(way, "https://console.example/back", "st&te");
    let url = url.expect("an address");
    assert!(url.contains("/v25.0/dialog/oauth?client_id=7001&"), "{url}");
    assert!(url.contains("&state=st%26te&") && url.contains("&config_id=conf-1&"), "{url}");

    let grant =
        CodeGrant { code: "c0de".to_owned(), redirect_uri: String::new(), values: Vec::new() };
    let found = adapter.exchange_code(way, &grant).await.expect("numbers");
    assert_eq!(found.len(), 1);
    assert_eq!(found[0].account.id, "106");
    assert_eq!(found[0].account.name, "Acme +1 555-010-0000");
    assert_eq!(found[0].credentials.get("waba_id"), Some("501"));
    assert_eq!(fake.requests()[0].parameter("redirect_uri"), None);
}

#[tokio::test]
async fn a_number_is_registered_and_subscribed_and_sends() {
    let fake = Fake::start(|request| graph(request, "PENDING")).await;
    let adapter = adapter(&fake);
    let credentials = credentials(&adapter);
    adapter.bind(&credentials, &endpoint()).await.expect("bound");
    let lines = fake.lines();
    let changes: Vec<_> = lines.iter().filter(|line| line.starts_with("POST")).collect();
    assert_eq!(
        changes,
        [
            "POST /v25.0/106/register",
            "POST /v25.0/7001/subscriptions",
            "POST /v25.0/501/subscribed_apps"
        ]
    );
    let requests = fake.requests();
    let register = requests.iter().find(|one| one.path.ends_with("/register")).expect("registered");
    assert_eq!(register.json(), json!({ "messaging_product": "whatsapp", "pin": "482913" }));
    assert_eq!(register.header("authorization"), format!("Bearer {TOKEN}"));

    let message = TextMessage {
        recipient: "+15550101234".to_owned(),
        text: "Hello".to_owned(),
        reference: "msg-42".to_owned(),
        settings: ChannelSettings::default(),
    };
    let sent = adapter.send_text(&credentials, &message).await.expect("sent");
    assert_eq!(sent.ids, ["wamid.A"]);
    let body = fake.last().json();
    assert_eq!((&body["to"], &body["text"]["body"]), (&json!("15550101234"), &json!("Hello")));
}

#[tokio::test]
async fn a_number_without_its_pin_is_not_registered() {
    let fake = Fake::start(|request| graph(request, "PENDING")).await;
    let adapter = adapter(&fake);
    let credentials = credentials(&adapter);
    let without = credentials.values().filter(|(name, _)| *name != "pin");
    let without = without.map(|(name, value)| (name.to_owned(), value.to_owned()));
    let without = Credentials::from_values(without.collect::<Vec<_>>());
    let problem = adapter.bind(&without, &endpoint()).await.expect_err("no PIN");
    assert_eq!(problem.reason, Reason::NumberNotRegistered);
    assert!(fake.lines().iter().all(|line| line.starts_with("GET")));
}

#[tokio::test]
async fn health_and_checks_tell_each_side_by_itself() {
    let fake = Fake::start(|request| match request.line().as_str() {
        "GET /v25.0/7001/subscriptions" => answer(
            200,
            &json!({ "data": [{ "object": "whatsapp_business_account", "active": true,
                "callback_url": "https://other.example/" }] }),
        ),
        _ => graph(request, "FLAGGED"),
    })
    .await;
    let adapter = adapter(&fake);
    let health = adapter.check_health(&credentials(&adapter), &endpoint()).await;
    assert_eq!(health.authorisation, Probe::Works);
    assert!(
        matches!(health.outbound, Probe::Warns(problem) if problem.reason == Reason::QualityLow)
    );
    assert_eq!(health.inbound, Probe::Works);
    assert_eq!(health.callback, Probe::Fails(Reason::CallbackElsewhere.into()));

    let checks = adapter.check_prerequisites(&credentials(&adapter), &endpoint()).await;
    let failed: Vec<_> = checks.iter().filter(|one| one.outcome != Outcome::Pass).collect();
    assert_eq!(failed.len(), 0, "{failed:?}");
    let items: Vec<_> = checks.iter().map(|check| check.item).collect();
    assert!(items.contains(&CheckItem::DisplayNameApproved), "{items:?}");
}

#[tokio::test]
async fn a_revoked_token_is_an_authorisation_and_a_failed_connection_is_none() {
    let fake = Fake::start(|request| match request.line().as_str() {
        "GET /v25.0/debug_token" => answer(
            200,
            &json!({ "data": { "is_valid": false, "error": { "code": 190, "error_subcode": 458 } } }),
        ),
        _ => graph(request, "CONNECTED"),
    })
    .await;
    let health = adapter(&fake).check_health(&credentials(&adapter(&fake)), &endpoint()).await;
    let Probe::Fails(problem) = health.authorisation else { panic!("it works") };
    assert_eq!(problem.reason, Reason::TokenRevoked);

    for silent in [Answer::HangUp, Answer::Raw(500, "", "<html>".to_owned())] {
        let fake = Fake::start(move |_| silent.clone()).await;
        let adapter = adapter(&fake);
        let health = adapter.check_health(&credentials(&adapter), &endpoint()).await;
        assert!(matches!(health.authorisation, Probe::Unknown(_)));
    }
}

#[tokio::test]
async fn no_secret_is_in_an_answer_that_is_kept() {
    let fake = Fake::start(|request| {
        let echo = format!("{} {}", request.header("authorization"), request.path);
        answer(400, &json!({ "error": { "code": 100, "message": echo } }))
    })
    .await;
    let adapter = adapter(&fake);
    let grant =
        CodeGrant { code: "c0de".to_owned(), redirect_uri: String::new(), values: Vec::new() };
    let first = adapter.exchange_code(&adapter.ways()[0], &grant).await.expect_err("refused");
    assert_eq!(first.reason, Reason::CodeRefused);
    let second = adapter.find_account(&credentials(&adapter)).await.expect_err("refused");
    for problem in [first, second] {
        let answer = problem.answer.expect("an answer");
        assert!(!answer.contains(SECRET) && !answer.contains(TOKEN), "{answer}");
    }
}

#[tokio::test]
async fn an_account_is_let_go_unless_another_channel_needs_it() {
    let fake = Fake::start(|request| graph(request, "CONNECTED")).await;
    let adapter = adapter(&fake);
    let credentials = credentials(&adapter);
    let shared = ReleaseScope { shares_subscription: true };
    adapter.release(&credentials, &endpoint(), shared).await.expect("released");
    assert_eq!(fake.lines(), [""; 0]);
    let alone = ReleaseScope { shares_subscription: false };
    adapter.release(&credentials, &endpoint(), alone).await.expect("released");
    assert_eq!(fake.lines(), ["DELETE /v25.0/501/subscribed_apps"]);
}
