//! How an app gets a token from a person, and loses it again.

use std::time::Duration;

use axum::body::Body;
use axum::http::{Request, StatusCode};
use serde_json::{Value, json};

use crate::bench::{APP, APP_SECRET, APP_TOKEN, Answer, Bench, GRAPH, PAGE, WABA};
use crate::golden::assert_like;

const CALLBACK: &str = "http://127.0.0.1:9/callback?tenant=1";
pub(crate) const WHATSAPP: &str = "700100200300401";
pub(crate) const INSTAGRAM: &str = "700100200300403";

fn dialog(extra: &[(&str, &str)]) -> String {
    let query = form_urlencoded::Serializer::new(String::new())
        .extend_pairs([("client_id", APP), ("redirect_uri", CALLBACK), ("state", "a b&c")])
        .extend_pairs(extra)
        .finish();
    format!("/www.facebook.com/v25.0/dialog/oauth?{query}")
}

/// The parameters that a browser is sent back with.
fn returned(answer: &Answer) -> Vec<(String, String)> {
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{:?}", answer.body);
    let location = answer.header("location");
    let query = location.strip_prefix(CALLBACK).expect("the app's address").as_bytes();
    form_urlencoded::parse(&query[1..]).into_owned().collect()
}

/// A person who ticks these permissions and accounts, and continues.
async fn code(bench: &Bench, configuration: &str, ticked: &[&str]) -> String {
    let mut fields: Vec<(&str, &str)> = ticked.iter().map(|name| (*name, "on")).collect();
    fields.push(("decision", "grant"));
    let answer = bench.form(&dialog(&[("config_id", configuration)]), &fields).await;
    let mut parameters = returned(&answer);
    assert_eq!(parameters.pop(), Some(("state".to_owned(), "a b&c".to_owned())));
    let (name, code) = parameters.pop().expect("a code");
    assert_eq!(name, "code");
    code
}

async fn exchange(bench: &Bench, parameters: &[(&str, &str)]) -> Answer {
    let query = form_urlencoded::Serializer::new(String::new())
        .extend_pairs([("client_id", APP), ("client_secret", APP_SECRET)])
        .extend_pairs(parameters)
        .finish();
    bench.get(&format!("/oauth/access_token?{query}"), "").await
}

/// A login to the end.
pub(crate) async fn log_in(bench: &Bench, configuration: &str, ticked: &[&str]) -> Value {
    let code = code(bench, configuration, ticked).await;
    exchange(bench, &[("code", &code), ("redirect_uri", CALLBACK)]).await.ok()
}

fn token(answer: &Value) -> String {
    answer["access_token"].as_str().expect("a token").to_owned()
}

/// Everything that a Page and its Instagram account need.
pub(crate) const ALL_OF_A_PAGE: [&str; 7] = [
    "account:104000000000001",
    "permission:pages_show_list",
    "permission:pages_messaging",
    "permission:pages_manage_metadata",
    "permission:pages_read_engagement",
    "permission:instagram_basic",
    "permission:instagram_manage_messages",
];

/// The tokens of a person and of their Page.
pub(crate) async fn page_tokens(bench: &Bench) -> (String, String) {
    let person = token(&log_in(bench, INSTAGRAM, &ALL_OF_A_PAGE).await);
    let accounts = bench.get("/me/accounts", &person).await.ok();
    (person, token(&accounts["data"][0]))
}

#[tokio::test]
async fn the_dialog_is_a_plain_page_that_says_what_it_is() {
    let bench = Bench::new();
    let get = |address: String| Request::builder().uri(address).body(Body::empty()).expect("ok");
    for (configuration, expected) in
        [(WHATSAPP, "+44 7700 900000"), (INSTAGRAM, "Instagram @hoshino.tea")]
    {
        let answer = bench.send(get(dialog(&[("config_id", configuration)]))).await;
        assert_eq!(answer.status, StatusCode::OK);
        let policy = answer.header("content-security-policy");
        assert!(policy.starts_with("default-src 'none'; style-src 'self';"), "{policy}");
        assert!(policy.contains("form-action 'self' http://127.0.0.1:9;"), "{policy}");
        let page = String::from_utf8(answer.body.to_vec()).expect("text");
        assert!(page.contains("Simulated platform") && page.contains(expected), "{page}");
        assert!(!page.contains("<script") && !page.contains("style="), "{page}");
    }
    let style = bench.send(get("/simulator.css".to_owned())).await;
    assert_eq!((style.status, style.header("content-type")), (StatusCode::OK, "text/css"));
}

#[tokio::test]
async fn a_dialog_that_cannot_begin_says_why_and_leads_nowhere() {
    let bench = Bench::new();
    let good = dialog(&[("config_id", WHATSAPP)]);
    for bad in [
        dialog(&[("config_id", "1")]),
        dialog(&[]),
        dialog(&[("scope", "pages_messaging,read_minds")]),
        dialog(&[("config_id", WHATSAPP), ("response_type", "token")]),
        dialog(&[("config_id", WHATSAPP), ("redirect_uri", "javascript:alert(1)")]),
        dialog(&[("config_id", WHATSAPP), ("redirect_uri", "http://a;script-src *")]),
        good.replace(APP, "1"),
    ] {
        let answer = bench.form(&bad, &[("decision", "grant")]).await;
        assert_eq!(answer.status, StatusCode::BAD_REQUEST, "{bad}");
        assert_eq!(answer.header("location"), "");
    }
    let answer = bench.form(&good, &[]).await;
    assert_eq!(answer.status, StatusCode::BAD_REQUEST);
}

#[tokio::test]
async fn a_refusal_comes_back_with_its_reason() {
    let bench = Bench::new();
    let address = dialog(&[("scope", "pages_messaging")]);
    let parameters = returned(&bench.form(&address, &[("decision", "refuse")]).await);
    let has = |name: &str, value: &str| parameters.contains(&(name.to_owned(), value.to_owned()));
    assert!(has("error", "access_denied") && has("error_reason", "user_denied"));
    assert!(has("state", "a b&c") && !parameters.iter().any(|(name, _)| name == "code"));
}

#[tokio::test]
async fn a_code_works_once_in_time_and_at_its_own_address() {
    let bench = Bench::new();
    let ticked = ["account:104000000000001", "permission:pages_show_list"];
    let refusal = |answer: Answer| answer.graph_error();

    let first = code(&bench, INSTAGRAM, &ticked).await;
    let elsewhere = [("code", first.as_str()), ("redirect_uri", "http://127.0.0.1:9/other")];
    assert_eq!(refusal(exchange(&bench, &elsewhere).await), (400, 100, Some(36_008)));
    assert_eq!(refusal(exchange(&bench, &[("code", &first)]).await), (400, 100, Some(36_008)));
    let right = [("code", first.as_str()), ("redirect_uri", CALLBACK)];
    assert_like("login token", &exchange(&bench, &right).await.ok());
    assert_eq!(refusal(exchange(&bench, &right).await), (400, 100, Some(36_009)));

    let late = code(&bench, INSTAGRAM, &ticked).await;
    bench.clock.advance(Duration::from_mins(10));
    let late = [("code", late.as_str()), ("redirect_uri", CALLBACK)];
    assert_eq!(refusal(exchange(&bench, &late).await), (400, 100, Some(36_007)));

    let wrong = format!("/oauth/access_token?client_id={APP}&client_secret=wrong&code=a");
    assert_eq!(bench.get(&wrong, "").await.graph_error().1, 1);
    let wrong = format!("/oauth/access_token?client_id=1&client_secret={APP_SECRET}&code=a");
    assert_eq!(bench.get(&wrong, "").await.graph_error().1, 101);
}

#[tokio::test]
async fn embedded_signup_gives_a_business_token_for_the_accounts_that_were_ticked() {
    let bench = Bench::new();
    let ticked = [
        "account:102290129340398",
        "permission:whatsapp_business_management",
        "permission:whatsapp_business_messaging",
    ];
    // The browser's SDK has no address to come back to.
    let code = code(&bench, WHATSAPP, &ticked).await;
    let answer = exchange(&bench, &[("code", &code)]).await.ok();
    assert_like("business token", &answer);
    let token = token(&answer);

    let debug = bench.get(&format!("/debug_token?input_token={token}"), APP_TOKEN).await.ok();
    assert_like("debug_token", &debug);
    assert_eq!(debug["data"]["granular_scopes"][1]["target_ids"], json!([WABA]));
    assert_eq!(debug["data"]["expires_at"], 0);
    bench.get(&format!("/{WABA}"), &token).await.ok();
    let other = bench.get("/102290129340399", &token).await.graph_error();
    assert_eq!(other, (400, 100, Some(33)));
}

#[tokio::test]
async fn only_the_app_may_look_into_tokens() {
    let bench = Bench::new();
    let (person, page) = page_tokens(&bench).await;
    let address = format!("/debug_token?input_token={page}");
    assert_eq!(bench.get(&address, &person).await.graph_error().1, 100);
    let debug = bench.get(&address, APP_TOKEN).await.ok();
    assert_like("debug_token of a page", &debug);
    assert_eq!(debug["data"]["profile_id"], PAGE);
    let unknown = bench.get("/debug_token?input_token=EAAwrong", APP_TOKEN).await.ok();
    assert_eq!(unknown["data"]["is_valid"], false);
    assert_eq!(unknown["data"]["error"]["code"], 190);
}

#[tokio::test]
async fn a_login_ends_after_sixty_days_but_its_pages_go_on() {
    let bench = Bench::new();
    let (person, page) = page_tokens(&bench).await;
    let longer = [("grant_type", "fb_exchange_token"), ("fb_exchange_token", person.as_str())];
    assert_like("login token", &exchange(&bench, &longer).await.ok());
    bench.clock.advance(Duration::from_hours(60 * 24));
    let answer = bench.get("/me", &person).await;
    assert_eq!(answer.graph_error(), (401, 190, Some(463)));
    assert_like("token error", &answer.json());
    assert_eq!(exchange(&bench, &longer).await.graph_error().1, 190);
    bench.get("/me", &page).await.ok();
}

#[tokio::test]
async fn what_a_person_takes_back_is_gone_at_once() {
    let bench = Bench::new();
    let (person, page) = page_tokens(&bench).await;
    assert_eq!(bench.get("/me/permissions", &person).await.ok()["data"][0]["status"], "granted");
    let one = bench.graph("DELETE", "/me/permissions/pages_messaging", &person, Value::Null).await;
    assert_like("success", &one.ok());
    let message = json!({ "recipient": { "id": crate::bench::PSID }, "message": { "text": "a" } });
    let answer = bench.graph("POST", "/me/messages", &page, message).await;
    assert_eq!(answer.graph_error().1, 230);

    bench.graph("DELETE", "/me/permissions", &person, Value::Null).await.ok();
    for token in [&person, &page] {
        assert_eq!(bench.get("/me", token).await.graph_error(), (401, 190, Some(458)));
        let address = format!("/debug_token?input_token={token}");
        let data = bench.get(&address, APP_TOKEN).await.ok();
        assert_eq!(data["data"]["is_valid"], false);
        assert_eq!(data["data"]["error"]["subcode"], 458);
    }
}

#[tokio::test]
async fn a_missing_token_is_another_error_than_a_wrong_one() {
    let bench = Bench::new();
    let request = Request::builder().uri(format!("{GRAPH}/me")).body(Body::empty());
    let answer = bench.send(request.expect("a request")).await;
    assert_eq!(answer.graph_error(), (401, 104, None));
    assert_eq!(bench.get("/me", "EAAwrong").await.graph_error(), (401, 190, None));
}
