//! Pages and the Instagram accounts that are linked to them.

use std::time::Duration;

use serde_json::{Value, json};

use crate::bench::{APP, APP_TOKEN, Answer, Bench, IGSID, INSTAGRAM, PAGE, PSID};
use crate::golden::assert_like;
use crate::login::{self, page_tokens};
use crate::receiver::{Receiver, VERIFY_TOKEN};

async fn send(bench: &Bench, token: &str, to: &str, body: Value) -> Answer {
    let mut body = body;
    body["recipient"] = json!({ "id": to });
    bench.graph("POST", &format!("/{PAGE}/messages"), token, body).await
}

pub(crate) fn text(text: &str) -> Value {
    json!({ "messaging_type": "RESPONSE", "message": { "text": text } })
}

#[tokio::test]
async fn the_pages_that_were_ticked_come_with_tokens_and_tasks() {
    let bench = Bench::new();
    let (person, page) = page_tokens(&bench).await;
    let accounts = bench.get("/me/accounts", &person).await.ok();
    assert_like("accounts", &accounts);
    assert_eq!(accounts["data"].as_array().map(Vec::len), Some(1));
    assert_eq!(accounts["data"][0]["access_token"], json!(page), "always the same token");

    let fields = format!("/{PAGE}?fields=id,name,is_published,link");
    assert_like("page", &bench.get(&fields, &page).await.ok());
    let fields = format!("/{PAGE}?fields=instagram_business_account{{id,username,name}}");
    let linked = bench.get(&fields, &page).await.ok();
    assert_like("page with instagram", &linked);
    assert_eq!(linked["instagram_business_account"]["id"], INSTAGRAM);
    let account = bench.get(&format!("/{INSTAGRAM}?fields=username"), &page).await.ok();
    assert_eq!(account, json!({ "id": INSTAGRAM, "username": "hoshino.tea" }));
    // Somebody else's Page, and one without an Instagram account.
    let other = bench.get("/104000000000002", &page).await.graph_error();
    assert_eq!(other, (400, 100, Some(33)));
    let mut ticked = login::ALL_OF_A_PAGE;
    ticked[0] = "account:104000000000002";
    let person = login::log_in(&bench, login::INSTAGRAM, &ticked).await;
    let person = person["access_token"].as_str().expect("a token");
    let fields = "/104000000000002?fields=instagram_business_account";
    assert_eq!(bench.get(fields, person).await.ok(), json!({ "id": "104000000000002" }));
}

#[tokio::test]
async fn an_app_subscribes_to_a_page_with_permission_only() {
    let bench = Bench::new();
    let (_, page) = page_tokens(&bench).await;
    let path = format!("/{PAGE}/subscribed_apps");
    assert_eq!(bench.get(&path, &page).await.ok(), json!({ "data": [] }));
    assert_eq!(bench.graph("POST", &path, &page, Value::Null).await.graph_error().1, 100);
    let fields = format!("{path}?subscribed_fields=messages,message_echoes");
    assert_like("success", &bench.graph("POST", &fields, &page, Value::Null).await.ok());
    let subscribed = bench.get(&path, &page).await.ok();
    assert_like("page subscribed_apps", &subscribed);
    assert_eq!(subscribed["data"][0]["subscribed_fields"], json!(["message_echoes", "messages"]));
    assert_like("success", &bench.graph("DELETE", &path, &page, Value::Null).await.ok());
    assert_eq!(bench.get(&path, &page).await.ok(), json!({ "data": [] }));

    let ticked = ["account:104000000000001", "permission:pages_show_list"];
    let person = login::log_in(&bench, login::INSTAGRAM, &ticked).await;
    let person = person["access_token"].as_str().expect("a token");
    let accounts = bench.get("/me/accounts", person).await.ok();
    let page = accounts["data"][0]["access_token"].as_str().expect("a token");
    assert_eq!(bench.get(&path, page).await.graph_error(), (403, 200, None));
}

#[tokio::test]
async fn a_page_keeps_what_is_not_named_and_greets() {
    let bench = Bench::new();
    let (_, page) = page_tokens(&bench).await;
    let write = async |body: Value| bench.graph("POST", &format!("/{PAGE}"), &page, body).await;
    let hours = json!({ "mon_1_open": "09:00", "mon_1_close": "24:00" });
    let details = json!({ "about": "茶", "hours": hours, "emails": ["tea@example.com"] });
    assert_like("success", &write(details).await.ok());
    assert_like("success", &write(json!({ "phone": "+81 3 1234 5678" })).await.ok());
    let read = format!("/{PAGE}?fields=about,description,phone,website,emails,hours");
    let details = bench.get(&read, &page).await.ok();
    assert_like("page details", &details);
    assert_eq!((&details["about"], &details["hours"]), (&json!("茶"), &hours));
    for bad in [
        json!({}),
        json!({ "about": 1 }),
        json!({ "emails": "tea" }),
        json!({ "hours": { "mon_3_open": "09:00" } }),
        json!({ "hours": { "mon_1_open": "9" , "mon_1_close": "10:00" } }),
        json!({ "hours": { "mon_1_open": "09:00" } }),
    ] {
        assert_eq!(write(bad.clone()).await.graph_error().1, 100, "{bad}");
    }

    let path = format!("/{PAGE}/messenger_profile");
    let read = format!("{path}?fields=greeting");
    assert_eq!(bench.get(&read, &page).await.ok(), json!({ "data": [] }));
    let greet = async |text: &str| {
        let body = json!({ "greeting": [{ "locale": "default", "text": text }] });
        bench.graph("POST", &path, &page, body).await
    };
    assert_like("result", &greet("Welcome!").await.ok());
    assert_eq!(greet(&"x".repeat(161)).await.graph_error().1, 100);
    let greeting = bench.get(&read, &page).await.ok();
    assert_like("messenger profile", &greeting);
    assert_eq!(greeting["data"][0]["greeting"][0]["text"], "Welcome!");
    let taken = json!({ "fields": ["greeting"] });
    assert_like("result", &bench.graph("DELETE", &path, &page, taken).await.ok());
    assert_eq!(bench.get(&read, &page).await.ok(), json!({ "data": [] }));
}

#[tokio::test]
async fn an_app_is_told_only_where_somebody_answers_the_challenge() {
    let bench = Bench::new();
    let receiver = Receiver::start().await;
    let path = format!("/{APP}/subscriptions");
    let ask = |token: &str, object: &str| json!({ "object": object, "callback_url": receiver.url, "verify_token": token, "fields": "messages" });
    let wrong = bench.graph("POST", &path, APP_TOKEN, ask("wrong", "page")).await;
    assert_eq!(wrong.graph_error(), (400, 2200, None));
    let unknown = bench.graph("POST", &path, APP_TOKEN, ask(VERIFY_TOKEN, "user")).await;
    assert_eq!(unknown.graph_error().1, 100);
    let right = bench.graph("POST", &path, APP_TOKEN, ask(VERIFY_TOKEN, "page")).await;
    assert_like("success", &right.ok());
    let list = bench.get(&path, APP_TOKEN).await.ok();
    assert_like("subscriptions", &list);
    assert_eq!(list["data"][0]["active"], true);
    let (person, _) = page_tokens(&bench).await;
    assert_eq!(bench.get(&path, &person).await.graph_error().1, 100);
    let delete =
        bench.graph("DELETE", &format!("{path}?object=page"), APP_TOKEN, Value::Null).await;
    assert_like("success", &delete.ok());
    assert_eq!(bench.get(&path, APP_TOKEN).await.ok(), json!({ "data": [] }));
}

#[tokio::test]
async fn messages_keep_to_lengths_and_windows() {
    let bench = Bench::new();
    let (_, page) = page_tokens(&bench).await;
    let token = page.as_str();
    let code = async |to: &str, body: Value| send(&bench, token, to, body).await.graph_error();

    assert_like("page message", &send(&bench, token, PSID, text("Hello")).await.ok());
    assert_like("page message", &send(&bench, token, IGSID, text("Hello")).await.ok());
    send(&bench, token, PSID, text(&"茶".repeat(2000))).await.ok();
    assert_eq!(code(PSID, text(&"a".repeat(2001))).await.1, 100);
    // Instagram counts bytes: 334 of these letters have 1002.
    send(&bench, token, IGSID, text(&"茶".repeat(333))).await.ok();
    assert_eq!(code(IGSID, text(&"茶".repeat(334))).await.1, 100);
    assert_eq!(code("1", text("Hello")).await, (400, 100, Some(2_018_001)));
    assert_eq!(code(PSID, text("")).await.1, 100);
    let tagged = json!({ "messaging_type": "MESSAGE_TAG", "tag": "ACCOUNT_UPDATE", "message": { "text": "a" } });
    assert_eq!(code(PSID, tagged).await.1, 100);

    bench.clock.advance(Duration::from_hours(24));
    assert_eq!(code(PSID, text("Hello")).await, (400, 10, Some(2_018_278)));
    assert_eq!(code(IGSID, text("Hello")).await, (400, 10, Some(2_534_022)));
    let human = json!({ "messaging_type": "MESSAGE_TAG", "tag": "HUMAN_AGENT", "message": { "text": "a" } });
    send(&bench, token, PSID, human.clone()).await.ok();
    bench.clock.advance(Duration::from_hours(6 * 24));
    assert_eq!(code(PSID, human).await.1, 10);
    bench.simulator.customer_writes(PAGE, PSID, &["Hi".to_owned()]).expect("a known Page");
    send(&bench, token, PSID, text("Hello")).await.ok();
}

#[tokio::test]
async fn a_page_without_the_task_does_not_send() {
    let bench = Bench::new();
    let mut ticked = login::ALL_OF_A_PAGE;
    ticked[0] = "account:104000000000003";
    let person = login::log_in(&bench, login::INSTAGRAM, &ticked).await;
    let person = person["access_token"].as_str().expect("a token");
    let path = "/104000000000003/messages";
    let mut body = text("Hello");
    body["recipient"] = json!({ "id": "1" });
    let answer = bench.graph("POST", path, person, body).await;
    assert_eq!(answer.graph_error(), (403, 200, None));
}
