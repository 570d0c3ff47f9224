//! Instagram without a Page.

use std::time::Duration;

use axum::http::StatusCode;
use serde_json::{Value, json};
use simulator::Fault;

use crate::bench::{Answer, Bench, IGSID, INSTAGRAM};
use crate::golden::assert_like;
use crate::pages;
use crate::webhooks::told_by_meta;

const APP: &str = "990100200300400";
const APP_SECRET: &str = "c3d2e1f0a9b8c7d6e5f4a3b2c1d0e9f8";
const CALLBACK: &str = "http://127.0.0.1:9/callback";
const SCOPE: &str = "instagram_business_basic,instagram_business_manage_messages";
const GRAPH: &str = "/graph.instagram.com";

fn dialog(extra: &[(&str, &str)]) -> String {
    let query = form_urlencoded::Serializer::new(String::new())
        .extend_pairs([("client_id", APP), ("redirect_uri", CALLBACK), ("response_type", "code")])
        .extend_pairs([("scope", SCOPE), ("state", "s")])
        .extend_pairs(extra)
        .finish();
    format!("/www.instagram.com/oauth/authorize?{query}")
}

async fn call(bench: &Bench, method: &str, path: &str, token: &str, body: Value) -> Answer {
    let request = axum::http::Request::builder()
        .method(method)
        .uri(format!("{GRAPH}{path}"))
        .header("authorization", format!("Bearer {token}"));
    let body = if body.is_null() { String::new() } else { body.to_string() };
    bench.send(request.body(body.into()).expect("a request")).await
}

async fn get(bench: &Bench, path: &str, token: &str) -> Answer {
    call(bench, "GET", path, token, Value::Null).await
}

async fn code(bench: &Bench, account: &str) -> String {
    let ticked = [
        ("account", account),
        ("permission:instagram_business_basic", "on"),
        ("permission:instagram_business_manage_messages", "on"),
        ("decision", "grant"),
    ];
    let answer = bench.form(&dialog(&[]), &ticked).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER);
    let location = answer.header("location");
    let rest = location.strip_prefix(&format!("{CALLBACK}?code=")).expect("a code");
    rest.strip_suffix("&state=s#_").expect("the state and two signs").to_owned()
}

async fn exchange(bench: &Bench, code: &str, redirect_uri: &str) -> Answer {
    let fields = [
        ("client_id", APP),
        ("client_secret", APP_SECRET),
        ("grant_type", "authorization_code"),
        ("redirect_uri", redirect_uri),
        ("code", code),
    ];
    bench.form("/api.instagram.com/oauth/access_token", &fields).await
}

/// A long-lived token of an account.
pub(crate) async fn log_in(bench: &Bench, account: &str) -> String {
    let short = exchange(bench, &code(bench, account).await, CALLBACK).await.ok();
    let path = format!("/access_token?grant_type=ig_exchange_token&client_secret={APP_SECRET}");
    let short = short["access_token"].as_str().expect("a token").to_owned();
    let long = get(bench, &path, &short).await.ok();
    assert_like("login token", &long);
    long["access_token"].as_str().expect("a token").to_owned()
}

#[tokio::test]
async fn a_code_works_once_and_its_errors_have_a_shape_of_their_own() {
    let bench = Bench::new();
    let page = bench.send(request(&dialog(&[]))).await;
    let page = String::from_utf8(page.body.to_vec()).expect("text");
    assert!(page.contains("Simulated platform") && page.contains("@mika.brews"), "{page}");

    let code = code(&bench, INSTAGRAM).await;
    assert_eq!(exchange(&bench, &code, "http://127.0.0.1:9/other").await.status, 400);
    let token = exchange(&bench, &code, CALLBACK).await.ok();
    assert_like("instagram token", &token);
    assert_eq!(token["user_id"].as_u64(), INSTAGRAM.parse().ok());
    let again = exchange(&bench, &code, CALLBACK).await;
    assert_eq!(again.status, StatusCode::BAD_REQUEST);
    assert_like("instagram token error", &again.json());

    let denied = bench.form(&dialog(&[]), &[("decision", "refuse")]).await;
    assert!(denied.header("location").starts_with(&format!("{CALLBACK}?error=access_denied")));
    for bad in [dialog(&[("scope", "read_minds")]), dialog(&[("client_id", "1")])] {
        assert_eq!(bench.form(&bad, &[("decision", "grant")]).await.status, 400, "{bad}");
    }
    let nobody = bench.form(&dialog(&[]), &[("decision", "grant")]).await;
    assert_eq!(nobody.status, StatusCode::BAD_REQUEST);
}

fn request(address: &str) -> axum::http::Request<axum::body::Body> {
    let request = axum::http::Request::builder().uri(address);
    request.body(axum::body::Body::empty()).expect("a request")
}

#[tokio::test]
async fn a_long_lived_token_is_refreshed_after_a_day_and_before_its_end() {
    let bench = Bench::new();
    let token = log_in(&bench, INSTAGRAM).await;
    let refresh = "/refresh_access_token?grant_type=ig_refresh_token";
    assert_eq!(get(&bench, refresh, &token).await.graph_error().1, 100, "too young");
    bench.clock.advance(Duration::from_hours(24));
    let newer = get(&bench, refresh, &token).await.ok();
    assert_like("login token", &newer);
    bench.clock.advance(Duration::from_hours(59 * 24));
    assert_eq!(get(&bench, refresh, &token).await.graph_error(), (401, 190, Some(463)));
    let newer = newer["access_token"].as_str().expect("a token");
    get(&bench, "/v25.0/me", newer).await.ok();
}

#[tokio::test]
async fn an_account_has_two_ids_and_sends_without_a_page() {
    let bench = Bench::new();
    let account = "17841400000000003";
    let token = log_in(&bench, account).await;
    let fields = "/v25.0/me?fields=id,user_id,username,name,account_type,profile_picture_url";
    let me = get(&bench, fields, &token).await.ok();
    assert_like("instagram account", &me);
    assert_eq!((&me["user_id"], &me["id"]), (&json!(account), &json!("9876543210000003")));
    let foreign = get(&bench, &format!("/v25.0/{INSTAGRAM}"), &token).await;
    assert_eq!(foreign.graph_error(), (400, 100, Some(33)));
    get(&bench, "/v25.0/me/conversations?platform=instagram", &token).await.ok();

    let path = format!("/v25.0/{account}/messages");
    let send = async |to: &str, text: &str| {
        let mut body = pages::text(text);
        body["recipient"] = json!({ "id": to });
        call(&bench, "POST", &path, &token, body).await
    };
    assert_like("page message", &send("7712345678900003", "Hello").await.ok());
    assert_eq!(send(IGSID, "Hello").await.graph_error(), (400, 100, Some(2_534_014)));
    assert_eq!(send("7712345678900003", &"茶".repeat(334)).await.graph_error().1, 100);
    bench.clock.advance(Duration::from_hours(24));
    let late = send("7712345678900003", "Hello").await.graph_error();
    assert_eq!(late, (400, 10, Some(2_534_022)));
}

#[tokio::test]
async fn its_webhooks_are_signed_with_its_own_secret() {
    let bench = Bench::new();
    let receiver = told_by_meta(&bench).await;
    let token = log_in(&bench, INSTAGRAM).await;
    let path = "/v25.0/me/subscribed_apps";
    assert_eq!(get(&bench, path, &token).await.ok(), json!({ "data": [] }));
    let fields = format!("{path}?subscribed_fields=messages");
    assert_like("success", &call(&bench, "POST", &fields, &token, Value::Null).await.ok());
    assert_like("page subscribed_apps", &get(&bench, path, &token).await.ok());
    let write = || {
        bench.simulator.customer_writes(INSTAGRAM, IGSID, &["Hi".to_owned()]).expect("an account");
    };
    // The Page that it is linked to is subscribed, too: it is told of twice.
    write();
    bench.wait(Duration::from_secs(10)).await;
    let deliveries = receiver.take();
    let by = |secret: &str| deliveries.iter().filter(|one| one.is_signed_by_meta(secret)).count();
    assert_eq!((deliveries.len(), by(APP_SECRET), by(crate::bench::APP_SECRET)), (2, 1, 1));
    assert_like("messenger inbound webhook", &deliveries[0].json());

    assert_like("success", &call(&bench, "DELETE", path, &token, Value::Null).await.ok());
    write();
    assert_eq!(bench.wait(Duration::from_secs(10)).await, 1);
}

#[tokio::test]
async fn it_has_the_same_faults() {
    let bench = Bench::new();
    let token = log_in(&bench, INSTAGRAM).await;
    let mut body = pages::text("Hello");
    body["recipient"] = json!({ "id": IGSID });
    for (fault, read, sent) in [
        (Fault::ExpiredToken, Some((401, 190)), (401, 190)),
        (Fault::RevokedScope, None, (403, 230)),
        (Fault::RateLimit, Some((400, 80_002)), (400, 80_002)),
        (Fault::DisabledAccount, None, (400, 368)),
        (Fault::ErrorInSuccess, Some((200, 2)), (200, 2)),
    ] {
        bench.simulator.set_faults(INSTAGRAM, [fault]).expect("a known account");
        let answer = get(&bench, "/me", &token).await;
        match read {
            Some(expected) => {
                let (status, code, _) = answer.graph_error();
                assert_eq!((status, code), expected, "{fault:?}");
            }
            None => assert!(answer.ok()["error"].is_null(), "{fault:?}"),
        }
        let answer = call(&bench, "POST", "/me/messages", &token, body.clone()).await;
        let (status, code, _) = answer.graph_error();
        assert_eq!((status, code), sent, "{fault:?}");
    }
    bench.simulator.set_faults(INSTAGRAM, [Fault::BadGateway]).expect("a known account");
    assert_eq!(get(&bench, "/me", &token).await.status, StatusCode::BAD_GATEWAY);
    assert_eq!(get(&bench, "/me", "IGAAwrong").await.graph_error(), (401, 190, None));
}
