//! A business phone number over its life.

use serde_json::{Value, json};

use crate::bench::{Bench, CUSTOMER, NUMBER, SYSTEM_USER, WABA};
use crate::golden::assert_like;
use crate::receiver::{Receiver, VERIFY_TOKEN};

/// A number that is not registered yet, and one whose ownership was never proved.
const NEW_NUMBER: &str = "106540352242923";
const UNVERIFIED_NUMBER: &str = "106540352242925";

pub(crate) fn text(body: &str) -> Value {
    json!({ "messaging_product": "whatsapp", "recipient_type": "individual", "to": CUSTOMER,
        "type": "text", "text": { "preview_url": false, "body": body } })
}

pub(crate) fn template(name: &str, parameters: &[&str]) -> Value {
    let parameters: Vec<Value> =
        parameters.iter().map(|text| json!({ "type": "text", "text": text })).collect();
    json!({ "messaging_product": "whatsapp", "to": "+81 90 1234 5678", "type": "template",
        "template": { "name": name, "language": { "policy": "deterministic", "code": "en_US" },
            "components": [{ "type": "body", "parameters": parameters }] } })
}

async fn post(bench: &Bench, path: &str, body: Value) -> crate::bench::Answer {
    bench.graph("POST", path, SYSTEM_USER, body).await
}

#[tokio::test]
async fn account_and_number_answer_with_the_fields_asked_for() {
    let bench = Bench::new();
    let read = async |path: &str| bench.get(path, SYSTEM_USER).await;
    let waba = "id,name,account_review_status,business_verification_status,ownership_type,country,\
                currency,owner_business_info";
    assert_like("waba", &read(&format!("/{WABA}?fields={waba}")).await.ok());
    assert_like("phone numbers", &read(&format!("/{WABA}/phone_numbers")).await.ok());
    assert_like("message_templates", &read(&format!("/{WABA}/message_templates")).await.ok());
    assert_like("phone number", &read(&format!("/{NUMBER}")).await.ok());
    let health = "id,display_phone_number,verified_name,name_status,quality_rating,status,\
                  code_verification_status,platform_type,account_mode,throughput,\
                  whatsapp_business_manager_messaging_limit,webhook_configuration,\
                  last_onboarded_time,is_on_biz_app,health_status";
    let number = read(&format!("/{NUMBER}?fields={health}")).await.ok();
    assert_like("phone number health", &number);
    assert_eq!(number["status"], "CONNECTED");
    let unknown = read(&format!("/{NUMBER}?fields=colour")).await;
    assert_eq!(unknown.graph_error(), (400, 100, None));
    assert_eq!(read("/1").await.graph_error(), (400, 100, Some(33)));
    assert_eq!(read(&format!("/{NUMBER}/colours")).await.graph_error(), (400, 100, Some(33)));
}

#[tokio::test]
async fn lists_are_read_page_by_page() {
    let bench = Bench::new();
    let first = bench.get(&format!("/{WABA}/phone_numbers?limit=2&fields=id"), SYSTEM_USER).await;
    let first = first.ok();
    assert_eq!(first["data"].as_array().map(Vec::len), Some(2));
    let next = first["paging"]["next"].as_str().expect("a next page");
    let query = next.split_once('?').expect("a query").1;
    let last = bench.get(&format!("/{WABA}/phone_numbers?{query}"), SYSTEM_USER).await.ok();
    assert_eq!(last["data"], json!([{ "id": "106540352242924" }]));
    assert!(last["paging"]["next"].is_null());
    for bad in ["limit=0", "limit=a", "after=a%20b", "after=YWJj"] {
        let answer = bench.get(&format!("/{WABA}/phone_numbers?{bad}"), SYSTEM_USER).await;
        assert_eq!(answer.graph_error().1, 100, "{bad}");
    }
}

#[tokio::test]
async fn a_number_sends_only_while_it_is_registered() {
    let bench = Bench::new();
    let messages = format!("/{NEW_NUMBER}/messages");
    let answer = post(&bench, &messages, text("Hello")).await;
    assert_eq!(answer.graph_error(), (400, 133_010, None));
    assert_like("whatsapp error", &answer.json());

    let register = format!("/{NEW_NUMBER}/register");
    let pin = |pin: &str| json!({ "messaging_product": "whatsapp", "pin": pin });
    for (body, code) in
        [(pin("12345"), 100), (pin("12345x"), 100), (json!({ "pin": "123456" }), 100)]
    {
        assert_eq!(post(&bench, &register, body).await.graph_error().1, code);
    }
    let unverified = format!("/{UNVERIFIED_NUMBER}/register");
    assert_eq!(post(&bench, &unverified, pin("123456")).await.graph_error().1, 133_006);
    assert_like("success", &post(&bench, &register, pin("123456")).await.ok());
    // Twice is not an error, with another PIN it is.
    post(&bench, &register, pin("123456")).await.ok();
    assert_eq!(post(&bench, &register, pin("654321")).await.graph_error().1, 133_005);
    assert_like("whatsapp text", &post(&bench, &messages, text("Hello")).await.ok());

    let deregister = format!("/{NEW_NUMBER}/deregister");
    assert_like("success", &post(&bench, &deregister, Value::Null).await.ok());
    assert_eq!(post(&bench, &deregister, Value::Null).await.graph_error().1, 133_010);
    assert_eq!(post(&bench, &messages, text("Hello")).await.graph_error().1, 133_010);
}

#[tokio::test]
async fn messages_are_checked_as_whatsapp_does() {
    let bench = Bench::new();
    let messages = format!("/{NUMBER}/messages");
    assert_like("whatsapp text", &post(&bench, &messages, text(&"茶".repeat(4096))).await.ok());
    let filled = template("order_update", &["Ana", "A-17"]);
    assert_like("whatsapp template", &post(&bench, &messages, filled).await.ok());
    let read =
        json!({ "messaging_product": "whatsapp", "status": "read", "message_id": "wamid.A" });
    assert_like("success", &post(&bench, &messages, read).await.ok());

    let with = |name: &str, value: Value| {
        let mut body = text("Hello");
        body[name] = value;
        body
    };
    let mut japanese = template("spring_offer", &[]);
    japanese["template"]["language"]["code"] = json!("ja");
    for (body, code) in [
        (text(&"a".repeat(4097)), 100),
        (text(""), 100),
        (with("messaging_product", json!("telegram")), 100),
        (with("to", json!("Ana")), 131_009),
        (with("to", json!("+1 555-010-0000")), 131_021),
        (with("type", json!("video")), 131_051),
        (template("order_update", &["Ana"]), 132_000),
        (template("unknown", &[]), 132_001),
        (japanese, 132_015),
    ] {
        assert_eq!(post(&bench, &messages, body.clone()).await.graph_error().1, code, "{body}");
    }
    let answer = post(&bench, &messages, json!([1])).await;
    assert_eq!(answer.graph_error().1, 100);
}

#[tokio::test]
async fn an_address_of_its_own_has_to_prove_itself() {
    let bench = Bench::new();
    let receiver = Receiver::start().await;
    let path = format!("/{WABA}/subscribed_apps");
    let none = bench.get(&path, SYSTEM_USER).await.ok();
    assert_eq!(none, json!({ "data": [] }));
    let own = |token: &str| json!({ "override_callback_uri": format!("{}/own", receiver.url), "verify_token": token });
    let answer = post(&bench, &path, own("wrong")).await;
    assert_eq!(answer.graph_error(), (400, 2200, None));
    assert_eq!(bench.get(&path, SYSTEM_USER).await.ok(), none);
    assert_like("success", &post(&bench, &path, own(VERIFY_TOKEN)).await.ok());
    assert_like("waba subscribed_apps", &bench.get(&path, SYSTEM_USER).await.ok());
    let fields = format!("/{NUMBER}?fields=webhook_configuration");
    let number = bench.get(&fields, SYSTEM_USER).await.ok();
    let url = &number["webhook_configuration"]["whatsapp_business_account"];
    assert_eq!(*url, json!(format!("{}/own", receiver.url)));
    let deleted = bench.graph("DELETE", &path, SYSTEM_USER, Value::Null).await;
    assert_like("success", &deleted.ok());
    assert_eq!(bench.get(&path, SYSTEM_USER).await.ok(), none);
}

#[tokio::test]
async fn the_business_profile_keeps_what_is_not_named() {
    let bench = Bench::new();
    let path = format!("/{NUMBER}/whatsapp_business_profile");
    let write = |profile: Value| {
        let mut profile = profile;
        profile["messaging_product"] = json!("whatsapp");
        post(&bench, &path, profile)
    };
    write(json!({ "about": "茶", "websites": ["https://tea.example"] })).await.ok();
    assert_like("success", &write(json!({ "email": "tea@example.com" })).await.ok());
    let read = format!("{path}?fields=about,websites,profile_picture_url");
    let profile = bench.get(&read, SYSTEM_USER).await.ok();
    assert_like("business profile", &profile);
    assert_eq!(profile["data"][0]["about"], "茶");
    for bad in [
        json!({ "about": "a".repeat(140) }),
        json!({ "about": 1 }),
        json!({ "about": "" }),
        json!({ "websites": ["ftp:a"] }),
    ] {
        assert_eq!(write(bad.clone()).await.graph_error().1, 100, "{bad}");
    }
}
