//! What no platform offers.

use axum::body::Body;
use axum::http::{Request, StatusCode};
use serde_json::{Value, json};
use simulator::Fault;

use crate::bench::{
    Answer, BOT, Bench, CUSTOMER, IGSID, INSTAGRAM, NUMBER, PAGE, PSID, SMS_ACCOUNT, SMS_NUMBER,
    SUBSCRIBER, SYSTEM_USER,
};
use crate::login::page_tokens;
use crate::{pages, viber, whatsapp};

async fn call(bench: &Bench, method: &str, path: &str, body: &Value) -> Answer {
    let request = Request::builder()
        .method(method)
        .uri(format!("/control{path}"))
        .header("content-type", "application/json")
        .body(Body::from(body.to_string()));
    bench.send(request.expect("a request")).await
}

#[tokio::test]
async fn each_platform_has_accounts_to_choose_from() {
    let bench = Bench::new();
    let accounts = call(&bench, "GET", "/accounts", &Value::Null).await.ok();
    let count = |platform: &str| {
        let accounts = accounts.as_array().into_iter().flatten();
        accounts.filter(|account| account["platform"] == platform).count()
    };
    let counts = ["whatsapp", "messenger", "instagram", "viber", "sms"].map(count);
    assert_eq!(counts, [4, 4, 3, 3, 3]);
    assert_eq!(bench.simulator.accounts().len(), 17);
}

#[tokio::test]
async fn faults_are_switched_by_json() {
    let bench = Bench::new();
    let path = format!("/accounts/{NUMBER}/faults");
    let body = json!({ "faults": ["expired_token", "slow"] });
    assert_eq!(call(&bench, "PUT", &path, &body).await.status, StatusCode::NO_CONTENT);
    let account = bench.simulator.accounts().into_iter().find(|account| account.id == NUMBER);
    let faults = account.expect("the account").faults;
    assert_eq!(faults, [Fault::ExpiredToken, Fault::Slow].into());
    let off = call(&bench, "PUT", &path, &json!({ "faults": [] })).await;
    assert_eq!(off.status, StatusCode::NO_CONTENT);
    assert!(bench.simulator.accounts().iter().all(|account| account.faults.is_empty()));

    let unknown = call(&bench, "PUT", "/accounts/1/faults", &body).await;
    assert_eq!(unknown.status, StatusCode::NOT_FOUND);
    assert_eq!(unknown.json()["error"], "there is no account \"1\"");
    for bad in [json!({ "faults": ["bad_mood"] }), json!({ "fault": [] }), json!(1)] {
        let answer = call(&bench, "PUT", &path, &bad).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{bad}");
    }
    // A form of a foreign page is not JSON.
    let form = bench.form(&format!("/control{path}"), &[("faults", "slow")]).await;
    assert!(form.status.is_client_error());
    assert!(bench.simulator.accounts().iter().all(|account| account.faults.is_empty()));
}

#[tokio::test]
async fn what_an_account_has_sent_is_listed() {
    let bench = Bench::new();
    let receiver = crate::receiver::Receiver::start().await;
    let (_, page) = page_tokens(&bench).await;
    let messages = format!("/{NUMBER}/messages");
    bench.graph("POST", &messages, SYSTEM_USER, whatsapp::text("one")).await.ok();
    let template = whatsapp::template("hello_world", &[]);
    bench.graph("POST", &messages, SYSTEM_USER, template).await.ok();
    for (to, text) in [(PSID, "two"), (IGSID, "three")] {
        let mut body = pages::text(text);
        body["recipient"] = json!({ "id": to });
        bench.graph("POST", "/me/messages", &page, body).await.ok();
    }
    bench.bot("set_webhook", json!({ "url": receiver.url })).await.ok();
    bench.bot("send_message", viber::text("four")).await.ok();
    let fields = [("From", SMS_NUMBER), ("To", "+15550101234"), ("Body", "five")];
    bench.sms(&format!("{SMS_ACCOUNT}/Messages.json"), &fields).await;

    for (account, recipient, texts) in [
        (NUMBER, CUSTOMER, vec!["one", "hello_world"]),
        (PAGE, PSID, vec!["two"]),
        (INSTAGRAM, IGSID, vec!["three"]),
        (BOT, SUBSCRIBER, vec!["four"]),
        (SMS_ACCOUNT, "+15550101234", vec!["five"]),
    ] {
        let list =
            call(&bench, "GET", &format!("/accounts/{account}/messages"), &Value::Null).await;
        let list = list.ok();
        assert_eq!(list[0]["recipient"], recipient);
        let list = list.as_array().expect("a list");
        assert_eq!(list.iter().map(|one| one["text"].clone()).collect::<Vec<_>>(), texts);
    }
    assert!(bench.simulator.messages("106540352242923").is_empty());
}

#[tokio::test]
async fn customers_write_and_webhooks_are_listed() {
    let bench = Bench::new();
    let receiver = crate::receiver::Receiver::start().await;
    bench.bot("set_webhook", json!({ "url": receiver.url })).await.ok();
    let path = format!("/accounts/{BOT}/inbound");
    let body = json!({ "from": SUBSCRIBER, "texts": ["one", "two"] });
    assert_eq!(call(&bench, "POST", &path, &body).await.status, StatusCode::NO_CONTENT);
    assert_eq!(bench.wait(std::time::Duration::from_secs(1)).await, 2);
    let attempts = call(&bench, "GET", "/webhooks", &Value::Null).await.ok();
    assert_eq!(attempts.as_array().map(Vec::len), Some(2));
    assert_eq!((&attempts[0]["account"], &attempts[0]["status"]), (&json!(BOT), &json!(200)));
    let unknown = call(&bench, "POST", "/accounts/1/inbound", &body).await;
    assert_eq!(unknown.status, StatusCode::NOT_FOUND);
}
