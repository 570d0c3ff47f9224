//! A bot over its life.

use std::time::Duration;

use axum::body::Body;
use axum::http::{Request, StatusCode};
use serde_json::{Value, json};

use crate::bench::{BOT, BOT_TOKEN, Bench, SUBSCRIBER};
use crate::golden::assert_like;
use crate::receiver::Receiver;

pub(crate) fn text(text: &str) -> Value {
    json!({ "receiver": SUBSCRIBER, "min_api_version": 1, "sender": { "name": "Hoshino Tea" },
        "tracking_data": "msg-42", "type": "text", "text": text })
}

#[track_caller]
fn status(answer: &crate::bench::Answer) -> i64 {
    assert_eq!(answer.status, StatusCode::OK, "{answer:?}");
    answer.json()["status"].as_i64().expect("a status")
}

async fn bench_with_webhook() -> (Bench, Receiver) {
    let (bench, receiver) = (Bench::new(), Receiver::start().await);
    let url = format!("{}/viber/17", receiver.url);
    let answer = bench.bot("set_webhook", json!({ "url": url })).await;
    assert_like("viber webhook", &answer.json());
    (bench, receiver)
}

#[tokio::test]
async fn the_token_may_stand_in_the_header_or_in_the_body() {
    let bench = Bench::new();
    let info = bench.bot("get_account_info", json!({})).await.json();
    assert_eq!((&info["id"], &info["webhook"]), (&json!(BOT), &json!("")));
    let request = |token: &str| {
        let body = json!({ "auth_token": token }).to_string();
        let address = "/chatapi.viber.com/pa/get_account_info";
        Request::builder().method("POST").uri(address).body(Body::from(body)).expect("ok")
    };
    assert_eq!(status(&bench.send(request(BOT_TOKEN)).await), 0);
    let wrong = bench.send(request("wrong")).await;
    assert_eq!(status(&wrong), 2);
    assert_like("viber refusal", &wrong.json());
    let request = Request::builder().method("POST").uri("/chatapi.viber.com/pa/get_account_info");
    let missing = bench.send(request.body(Body::empty()).expect("a request")).await.json();
    assert_eq!(missing["status_message"], "missing_auth_token");
    // A suspended bot.
    let token = "4f5d3a01b2c41d3e-8a7b6c5d4e3f2a1d-9c8d7e6f5a4b3c2f";
    assert_eq!(status(&bench.send(request_of(token)).await), 9);
    let elsewhere = Request::builder().uri("/chatapi.viber.com/").body(Body::empty());
    let elsewhere = bench.send(elsewhere.expect("a request")).await;
    assert_eq!(elsewhere.status, StatusCode::NOT_FOUND);
}

fn request_of(token: &str) -> Request<Body> {
    let request = Request::builder().uri("/chatapi.viber.com/pa/get_account_info");
    request.header("x-viber-auth-token", token).body(Body::empty()).expect("a request")
}

#[tokio::test]
async fn a_webhook_is_set_only_where_it_is_answered() {
    let (bench, receiver) = bench_with_webhook().await;
    let called = receiver.take();
    assert_eq!(called.len(), 1);
    assert_like("viber webhook event", &called[0].json());
    assert!(called[0].uri.starts_with("/viber/17?sig="));
    let info = bench.bot("get_account_info", json!({})).await.json();
    assert_like("viber account", &info);
    let set = info["webhook"].clone();

    receiver.answer(StatusCode::INTERNAL_SERVER_ERROR);
    for url in [receiver.url.as_str(), "https://127.0.0.1:1/", "http://127.0.0.1:1/", "no address"]
    {
        let answer = bench.bot("set_webhook", json!({ "url": url })).await;
        assert_eq!(status(&answer), 1, "{url}");
    }
    assert_eq!(status(&bench.bot("set_webhook", json!({})).await), 4);
    let types = json!({ "url": receiver.url, "event_types": ["dreamt"] });
    assert_eq!(status(&bench.bot("set_webhook", types).await), 3);
    // What failed has changed nothing.
    assert_eq!(bench.bot("get_account_info", json!({})).await.json()["webhook"], set);

    let answer = bench.bot("set_webhook", json!({ "url": "" })).await;
    assert_like("viber success", &answer.json());
    assert_eq!(status(&bench.bot("send_message", text("Hello")).await), 10);
}

#[tokio::test]
async fn messages_are_checked_as_viber_does() {
    let (bench, _receiver) = bench_with_webhook().await;
    let sent = bench.bot("send_message", text(&"茶".repeat(7000))).await.json();
    assert_like("viber message", &sent);
    let token = sent["message_token"].as_u64().expect("a number");
    assert!(token > 1 << 53, "JavaScript cannot hold it");
    let with = |name: &str, value: Value| {
        let mut body = text("Hello");
        body[name] = value;
        body
    };
    for (body, code) in [
        (text(&"a".repeat(7001)), 3),
        (text(""), 3),
        (with("type", json!("opera")), 3),
        (with("type", Value::Null), 4),
        (with("receiver", Value::Null), 4),
        (with("receiver", json!("unknown=")), 5),
        (with("sender", json!({})), 4),
        (with("sender", json!({ "name": "a".repeat(29) })), 3),
        (with("tracking_data", json!("a".repeat(4001))), 3),
        (with("min_api_version", json!(99)), 13),
        (with("filler", json!("a".repeat(31 * 1024))), 3),
        (json!([]), 3),
    ] {
        assert_eq!(status(&bench.bot("send_message", body.clone()).await), code, "{body}");
    }
    assert_eq!(status(&bench.bot("dance", json!({})).await), 3);
}

#[tokio::test]
async fn somebody_who_does_not_answer_is_written_to_100_times_an_hour() {
    let (bench, _receiver) = bench_with_webhook().await;
    for _ in 0..100 {
        assert_eq!(status(&bench.bot("send_message", text("Hello?")).await), 0);
    }
    assert_eq!(status(&bench.bot("send_message", text("Hello?")).await), 12);
    bench.simulator.customer_writes(BOT, SUBSCRIBER, &["Yes?".to_owned()]).expect("a bot");
    assert_eq!(status(&bench.bot("send_message", text("Hello!")).await), 0);
    for _ in 0..99 {
        assert_eq!(status(&bench.bot("send_message", text("Hello?")).await), 0);
    }
    assert_eq!(status(&bench.bot("send_message", text("Hello?")).await), 12);
    bench.clock.advance(Duration::from_hours(1));
    assert_eq!(status(&bench.bot("send_message", text("Hello?")).await), 0);
}
