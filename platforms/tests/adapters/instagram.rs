use std::sync::Arc;

use domain::channel_settings::ChannelSettings;
use domain::platform::{
    CheckItem, CodeGrant, Credentials, Endpoint, Outcome, Platform, Probe, Reason, ReleaseScope,
    TextMessage,
};
use domain::sources::FixedClock;
use domain::time::Timestamp;
use platforms::Instagram;
use platforms::settings::{InstagramApp, InstagramSettings};
use serde_json::json;

use crate::fake::{Answer, Fake, Request, json as answer};
use crate::meta::{APP_ID, meta};

const ACCOUNT: &str = "17841400000000001";
const DAY: i64 = 24 * 3_600 * 1_000_000;
const ALONE: ReleaseScope = ReleaseScope { shares_subscription: false };

fn endpoint() -> Endpoint {
    Endpoint { url: "https://console.example/instagram".to_owned() }
}

/// An adapter on the day of this number.
fn adapter(fake: &Fake, day: i64) -> Instagram {
    let app = InstagramApp {
        id: "9001".to_owned(),
        secret: "instagram-secret".to_owned(),
        verify_token: "verify-me".to_owned(),
    };
    let settings = InstagramSettings {
        graph_url: format!("{}/ig", fake.url),
        token_url: format!("{}/api", fake.url),
        app: Some(app),
        ..InstagramSettings::default()
    };
    let clock = Arc::new(FixedClock(Timestamp::from_micros(day * DAY)));
    Instagram::new(&settings, &meta(fake), clock).expect("an adapter")
}

fn grant(code: &str) -> CodeGrant {
    CodeGrant {
        code: code.to_owned(),
        redirect_uri: "https://console.example/back".to_owned(),
        values: Vec::new(),
    }
}

fn message(text: &str) -> TextMessage {
    TextMessage {
        recipient: "IGSID".to_owned(),
        text: text.to_owned(),
        reference: "msg-42".to_owned(),
        settings: ChannelSettings::default(),
    }
}

/// Instagram's own interface, and Meta's with one Page.
fn platform(request: &Request, account_type: &str) -> Answer {
    let subscribed = |app: &str| {
        answer(200, &json!({ "data": [{ "id": app, "subscribed_fields": ["messages"] }] }))
    };
    let linked = json!({ "id": ACCOUNT, "username": "acme" });
    let long =
        json!({ "access_token": "long-token", "token_type": "bearer", "expires_in": 5_184_000 });
    match request.line().as_str() {
        "POST /api/oauth/access_token" if request.parameter("code").as_deref() == Some("good") => {
            answer(200, &json!({ "access_token": "short-token", "user_id": 1 }))
        }
        "POST /api/oauth/access_token" => answer(
            400,
            &json!({ "error_type": "OAuthException", "code": 400, "error_message": "was used" }),
        ),
        "GET /ig/access_token" | "GET /ig/refresh_access_token" => answer(200, &long),
        "GET /ig/v25.0/me" => answer(
            200,
            &json!({ "id": "555", "user_id": ACCOUNT, "username": "acme", "account_type": account_type }),
        ),
        "GET /ig/v25.0/17841400000000001/subscribed_apps" => subscribed("9001"),
        "GET /v25.0/11/subscribed_apps" => subscribed(APP_ID),
        "POST /ig/v25.0/17841400000000001/messages" | "POST /v25.0/11/messages" => {
            answer(200, &json!({ "recipient_id": "IGSID", "message_id": "aWdf" }))
        }
        "GET /v25.0/oauth/access_token" => answer(200, &json!({ "access_token": "user-token" })),
        "GET /v25.0/me/accounts" => answer(
            200,
            &json!({ "data": [
                { "id": "11", "name": "Acme", "access_token": "page-token",
                  "instagram_business_account": linked },
                { "id": "12", "name": "Other", "access_token": "other-token" },
            ] }),
        ),
        "GET /v25.0/debug_token" => answer(
            200,
            &json!({ "data": { "app_id": APP_ID, "is_valid": true,
                "scopes": ["instagram_manage_messages", "pages_manage_metadata"] } }),
        ),
        "GET /v25.0/11" => {
            answer(200, &json!({ "id": "11", "instagram_business_account": linked }))
        }
        "GET /v25.0/7001/subscriptions" => answer(200, &json!({ "data": [] })),
        line if line.contains("subscri") => answer(200, &json!({ "success": true })),
        line => panic!("unexpected: {line}"),
    }
}

#[tokio::test]
async fn an_account_signs_in_by_itself_sends_and_is_let_go() {
    let fake = Fake::start(|request| platform(request, "BUSINESS")).await;
    let adapter = adapter(&fake, 100);
    let way = &adapter.ways()[0];
    let url = adapter.authorisation_url(way, &grant("").redirect_uri, "state").expect("an address");
    assert!(url.starts_with("https://www.instagram.com/oauth/authorize?client_id=9001&"), "{url}");

    let found = adapter.exchange_code(way, &grant("good#_")).await.expect("an account").remove(0);
    assert_eq!((found.account.id.as_str(), found.account.name.as_str()), (ACCOUNT, "acme"));
    assert_eq!(found.credentials.expires_at(), Some(Timestamp::from_micros(160 * DAY)));

    let bound = adapter.bind(&found.credentials, &endpoint()).await.expect("bound");
    assert_eq!(fake.last().line(), format!("POST /ig/v25.0/{ACCOUNT}/subscribed_apps"));
    let sent = adapter.send_text(&bound.credentials, &message("Hello")).await.expect("sent");
    assert_eq!(sent.ids, ["aWdf"]);
    assert_eq!(fake.last().header("authorization"), "Bearer long-token");

    let health = adapter.check_health(&bound.credentials, &endpoint()).await;
    assert_eq!((&health.authorisation, &health.inbound), (&Probe::Works, &Probe::Works));
    assert_eq!(health.callback, Probe::NotObservable);
    adapter.release(&bound.credentials, &endpoint(), ALONE).await.expect("released");
    assert_eq!(fake.last().line(), format!("DELETE /ig/v25.0/{ACCOUNT}/subscribed_apps"));
}

#[tokio::test]
async fn a_code_that_was_used_is_refused() {
    let fake = Fake::start(|request| platform(request, "BUSINESS")).await;
    let adapter = adapter(&fake, 100);
    let problem = adapter.exchange_code(&adapter.ways()[0], &grant("old")).await;
    assert_eq!(problem.expect_err("refused").reason, Reason::CodeRefused);
    assert_eq!(fake.lines(), ["POST /api/oauth/access_token"]);
}

#[tokio::test]
async fn a_token_is_renewed_in_its_last_days_and_not_afterwards() {
    let fake = Fake::start(|request| platform(request, "BUSINESS")).await;
    let first = adapter(&fake, 100);
    let found = first.exchange_code(&first.ways()[0], &grant("good")).await.expect("an account");
    let credentials = &found[0].credentials;
    assert_eq!(adapter(&fake, 149).renew(credentials).await, Ok(None));
    let renewed = adapter(&fake, 151).renew(credentials).await.expect("renewed");
    let end = renewed.expect("new credentials").expires_at();
    assert_eq!(end, Some(Timestamp::from_micros(211 * DAY)));
    let problem = adapter(&fake, 160).renew(credentials).await.expect_err("too late");
    assert_eq!(problem.reason, Reason::TokenExpired);

    let health = adapter(&fake, 158).check_health(credentials, &endpoint()).await;
    assert_eq!(health.authorisation, Probe::Warns(Reason::TokenExpiring.into()));
}

#[tokio::test]
async fn a_personal_account_is_no_professional_one() {
    let fake = Fake::start(|request| platform(request, "PERSONAL")).await;
    let adapter = adapter(&fake, 100);
    let found = adapter.exchange_code(&adapter.ways()[0], &grant("good")).await.expect("found");
    let checks = adapter.check_prerequisites(&found[0].credentials, &endpoint()).await;
    let kind = checks.iter().find(|check| check.item == CheckItem::ProfessionalAccount);
    let expected = Outcome::Fail(Reason::AccountNotProfessional.into());
    assert_eq!(kind.expect("the check").outcome, expected);
}

#[tokio::test]
async fn an_account_is_reached_through_its_page() {
    let fake = Fake::start(|request| platform(request, "BUSINESS")).await;
    let adapter = adapter(&fake, 100);
    let way = &adapter.ways()[1];
    let found = adapter.exchange_code(way, &grant("good")).await.expect("accounts");
    assert_eq!(found.len(), 1);
    assert_eq!(found[0].account.id, ACCOUNT);

    let credentials = &found[0].credentials;
    adapter.bind(credentials, &endpoint()).await.expect("bound");
    assert_eq!(fake.last().line(), "POST /v25.0/11/subscribed_apps");
    adapter.send_text(credentials, &message("Hello")).await.expect("sent");
    assert_eq!(fake.last().line(), "POST /v25.0/11/messages");

    // Another account has been linked to the Page meanwhile.
    let other = Credentials::from_values(
        credentials.values().map(|(name, value)| (name.to_owned(), value.to_owned())),
    );
    let other = other.with("instagram_id", "17841400000000002");
    let health = adapter.check_health(&other, &endpoint()).await;
    assert!(
        matches!(health.outbound, Probe::Fails(problem) if problem.reason == Reason::AccountNotLinked)
    );
    assert_eq!(health.authorisation, Probe::Works);

    let shared = ReleaseScope { shares_subscription: true };
    let before = fake.lines().len();
    adapter.release(credentials, &endpoint(), shared).await.expect("released");
    assert_eq!(fake.lines().len(), before);
}

#[tokio::test]
async fn a_text_is_measured_in_bytes() {
    let fake = Fake::start(|request| platform(request, "BUSINESS")).await;
    let adapter = adapter(&fake, 100);
    let found = adapter.exchange_code(&adapter.ways()[0], &grant("good")).await.expect("found");
    let credentials = &found[0].credentials;
    let long = message(&"語".repeat(334));
    let problem = adapter.send_text(credentials, &long).await.expect_err("1,002 bytes");
    assert_eq!(problem.reason, Reason::TextTooLong);
    adapter.send_text(credentials, &message(&"語".repeat(333))).await.expect("999 bytes");
}
