use domain::channel_settings::ChannelSettings;
use domain::platform::{
    CheckItem, CodeGrant, Endpoint, Outcome, Platform, Probe, Reason, ReleaseScope, TextMessage,
};
use platforms::Messenger;
use serde_json::{Value, json};

use crate::fake::{Answer, Fake, Request, json as answer};
use crate::meta::{APP_ID, meta};

fn endpoint() -> Endpoint {
    Endpoint { url: "https://console.example/messenger".to_owned() }
}

fn adapter(fake: &Fake) -> Messenger {
    Messenger::new(&meta(fake)).expect("an adapter")
}

fn grant() -> CodeGrant {
    CodeGrant {
        code: "c0de".to_owned(),
        redirect_uri: "https://console.example/back".to_owned(),
        values: Vec::new(),
    }
}

fn page(id: &str, task: &str) -> Value {
    json!({ "id": id, "name": format!("Page {id}"), "access_token": format!("page-token-{id}"),
        "tasks": [task], "picture": { "data": { "url": "https://media.example/p.png" } } })
}

/// Meta with two Pages on two lists, the second of which is not published.
fn graph(request: &Request) -> Answer {
    let info = json!({ "data": { "app_id": APP_ID, "is_valid": true, "expires_at": 0,
        "data_access_expires_at": 4_000_000_000_u64,
        "scopes": ["pages_messaging", "pages_manage_metadata"] } });
    let second = request.parameter("after").is_some();
    match request.line().as_str() {
        "GET /v25.0/oauth/access_token" => {
            let kind = request.parameter("grant_type").map_or("short", |_| "long");
            answer(200, &json!({ "access_token": format!("{kind}-token") }))
        }
        "GET /v25.0/me/accounts" if second => {
            answer(200, &json!({ "data": [page("12", "MANAGE")] }))
        }
        "GET /v25.0/me/accounts" => answer(
            200,
            &json!({ "data": [page("11", "ANALYZE")], "paging": { "cursors": { "after": "MQ" },
                "next": "https://elsewhere.example/next" } }),
        ),
        "GET /v25.0/debug_token" => answer(200, &info),
        "GET /v25.0/11" => {
            answer(200, &json!({ "id": "11", "name": "Page 11", "is_published": true }))
        }
        "GET /v25.0/12" => {
            answer(200, &json!({ "id": "12", "name": "Page 12", "is_published": false }))
        }
        "GET /v25.0/12/subscribed_apps" => {
            answer(200, &json!({ "data": [{ "id": APP_ID, "subscribed_fields": ["messages"] }] }))
        }
        "GET /v25.0/7001/subscriptions" => answer(
            200,
            &json!({ "data": [{ "object": "page", "active": true, "callback_url": endpoint().url }] }),
        ),
        "POST /v25.0/12/subscribed_apps" | "DELETE /v25.0/12/subscribed_apps" => {
            answer(200, &json!({ "success": true }))
        }
        "POST /v25.0/12/messages" => {
            answer(200, &json!({ "recipient_id": "P", "message_id": "m_A" }))
        }
        line => panic!("unexpected: {line}"),
    }
}

#[tokio::test]
async fn a_page_is_chosen_bound_sends_and_is_let_go() {
    let fake = Fake::start(graph).await;
    let adapter = adapter(&fake);
    let way = &adapter.ways()[0];
    let url = adapter.authorisation_url(way, &grant().redirect_uri, "state").expect("an address");
    assert!(url.contains("scope=pages_show_list%2Cpages_messaging"), "{url}");

    let pages = adapter.exchange_code(way, &grant()).await.expect("pages");
    let ids: Vec<_> = pages.iter().map(|page| page.account.id.as_str()).collect();
    assert_eq!(ids, ["11", "12"]);
    let first = &fake.requests()[0];
    assert_eq!(first.parameter("redirect_uri"), Some(grant().redirect_uri));
    let credentials = &pages[1].credentials;
    assert_eq!(credentials.get("token"), Some("page-token-12"));

    let bound = adapter.bind(credentials, &endpoint()).await.expect("bound");
    assert!(bound.credentials.expires_at().is_some());
    let fields = fake.last().parameter("subscribed_fields").expect("fields");
    assert!(fields.contains("messages") && fields.contains("message_reads"), "{fields}");

    let message = TextMessage {
        recipient: "P".to_owned(),
        text: "Hello".to_owned(),
        reference: "msg-42".to_owned(),
        settings: ChannelSettings::default(),
    };
    let sent = adapter.send_text(credentials, &message).await.expect("sent");
    assert_eq!(sent.ids, ["m_A"]);
    assert_eq!(fake.last().json()["message"], json!({ "text": "Hello", "metadata": "msg-42" }));

    let alone = ReleaseScope { shares_subscription: false };
    adapter.release(credentials, &endpoint(), alone).await.expect("released");
    assert_eq!(fake.last().line(), "DELETE /v25.0/12/subscribed_apps");
}

#[tokio::test]
async fn what_stands_in_the_way_of_a_page_is_named() {
    let fake = Fake::start(graph).await;
    let adapter = adapter(&fake);
    let pages = adapter.exchange_code(&adapter.ways()[0], &grant()).await.expect("pages");
    let failed = |checks: Vec<domain::platform::Check>| {
        let failed = checks.into_iter().filter(|check| check.outcome != Outcome::Pass);
        failed.map(|check| check.item).collect::<Vec<_>>()
    };
    let checks = adapter.check_prerequisites(&pages[0].credentials, &endpoint()).await;
    assert_eq!(failed(checks), [CheckItem::PermissionsGranted]);
    let checks = adapter.check_prerequisites(&pages[1].credentials, &endpoint()).await;
    assert_eq!(failed(checks), [CheckItem::PagePublished]);
    let health = adapter.check_health(&pages[1].credentials, &endpoint()).await;
    assert_eq!(health.outbound, Probe::Fails(Reason::PageNotPublished.into()));
    assert_eq!((health.inbound, health.callback), (Probe::Works, Probe::Works));
}

#[tokio::test]
async fn refusals_have_their_reasons() {
    for (body, reason) in [
        (json!({ "code": 10, "error_subcode": 2_018_278 }), Reason::OutsideWindow),
        (json!({ "code": 551, "error_subcode": 1_545_041 }), Reason::RecipientUnreachable),
        (json!({ "code": 190, "error_subcode": 460 }), Reason::TokenRevoked),
        (json!({ "code": 613 }), Reason::RateLimited),
        (json!({ "code": 424_242 }), Reason::Unrecognised),
    ] {
        let fake = Fake::start(move |request| match request.method.as_str() {
            "GET" => graph(request),
            _ => answer(400, &json!({ "error": body })),
        })
        .await;
        let adapter = adapter(&fake);
        let pages = adapter.exchange_code(&adapter.ways()[0], &grant()).await.expect("pages");
        let message = TextMessage {
            recipient: "P".to_owned(),
            text: "Hello".to_owned(),
            reference: "msg-42".to_owned(),
            settings: ChannelSettings::default(),
        };
        let problem = adapter.send_text(&pages[1].credentials, &message).await;
        assert_eq!(problem.expect_err("refused").reason, reason);
    }
}

#[tokio::test]
async fn without_an_app_nothing_is_asked() {
    let fake = Fake::start(graph).await;
    let mut settings = meta(&fake);
    settings.app = None;
    let adapter = Messenger::new(&settings).expect("an adapter");
    assert_eq!(adapter.authorisation_url(&adapter.ways()[0], "https://c.example", "s"), None);
    let problem = adapter.exchange_code(&adapter.ways()[0], &grant()).await.expect_err("no app");
    assert_eq!(problem.reason, Reason::AppNotConfigured);
    assert_eq!(fake.lines(), [""; 0]);
}
