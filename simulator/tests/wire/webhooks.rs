//! Webhooks as they arrive.

use std::time::Duration;

use axum::http::StatusCode;
use serde_json::{Value, json};
use simulator::Fault;

use crate::bench::{
    APP, APP_SECRET, APP_TOKEN, BOT, BOT_TOKEN, Bench, CUSTOMER, IGSID, INSTAGRAM, NUMBER, PAGE,
    PSID, SMS_ACCOUNT, SMS_NUMBER, SMS_TOKEN, SUBSCRIBER, SYSTEM_USER, WABA,
};
use crate::golden::assert_like;
use crate::login::page_tokens;
use crate::receiver::{Delivery, Receiver, VERIFY_TOKEN, sha256};
use crate::{pages, viber, whatsapp};

const LONG: Duration = Duration::from_secs(10);
const FIELDS: &str = "messages,message_echoes,message_deliveries,message_reads,messaging_seen";

/// A receiver that is told of everything that happens at Meta.
pub(crate) async fn told_by_meta(bench: &Bench) -> Receiver {
    let receiver = Receiver::start().await;
    for object in ["whatsapp_business_account", "page", "instagram"] {
        let body = json!({ "object": object, "callback_url": format!("{}/{object}", receiver.url),
            "verify_token": VERIFY_TOKEN, "fields": FIELDS });
        bench.graph("POST", &format!("/{APP}/subscriptions"), APP_TOKEN, body).await.ok();
    }
    let waba = format!("/{WABA}/subscribed_apps");
    bench.graph("POST", &waba, SYSTEM_USER, Value::Null).await.ok();
    let (_, page) = page_tokens(bench).await;
    let path = format!("/{PAGE}/subscribed_apps?subscribed_fields={FIELDS}");
    bench.graph("POST", &path, &page, Value::Null).await.ok();
    receiver
}

pub(crate) async fn send_whatsapp(bench: &Bench) {
    let mut body = whatsapp::text("Hello");
    body["biz_opaque_callback_data"] = json!("msg-42");
    bench.graph("POST", &format!("/{NUMBER}/messages"), SYSTEM_USER, body).await.ok();
}

fn entries(delivery: &Delivery) -> Vec<Value> {
    delivery.json()["entry"].as_array().expect("entries").clone()
}

/// The states that the entries of a delivery tell of.
fn states(delivery: &Delivery) -> Vec<String> {
    let status = |entry: &Value| {
        entry["changes"][0]["value"]["statuses"][0]["status"].as_str().map(str::to_owned)
    };
    entries(delivery).iter().filter_map(status).collect()
}

#[tokio::test]
async fn the_states_of_a_whatsapp_message_come_in_time_and_signed() {
    let bench = Bench::new();
    let receiver = told_by_meta(&bench).await;
    send_whatsapp(&bench).await;
    let mut seen = Vec::new();
    for wait in [199, 1, 400, 1400, 60_000] {
        bench.wait(Duration::from_millis(wait)).await;
        let deliveries = receiver.take();
        for delivery in &deliveries {
            assert!(delivery.is_signed_by_meta(APP_SECRET));
            assert_like("whatsapp status webhook", &delivery.json());
        }
        seen.push(deliveries.iter().flat_map(states).collect::<Vec<_>>());
    }
    assert_eq!(
        seen,
        [
            vec![],
            vec!["sent".to_owned()],
            vec!["delivered".to_owned()],
            vec!["read".to_owned()],
            vec![]
        ]
    );
}

#[tokio::test]
async fn a_text_outside_of_the_window_is_accepted_and_fails() {
    let bench = Bench::new();
    let receiver = told_by_meta(&bench).await;
    bench.clock.advance(Duration::from_hours(24));
    let text = whatsapp::text("Hello");
    bench.graph("POST", &format!("/{NUMBER}/messages"), SYSTEM_USER, text).await.ok();
    bench.wait(LONG).await;
    let deliveries = receiver.take();
    assert_eq!(deliveries.len(), 1);
    assert_like("whatsapp failed webhook", &deliveries[0].json());

    let template = whatsapp::template("hello_world", &[]);
    bench.graph("POST", &format!("/{NUMBER}/messages"), SYSTEM_USER, template).await.ok();
    bench.wait(LONG).await;
    assert_eq!(states(&receiver.take()[0]), ["sent", "delivered", "read"]);
}

#[tokio::test]
async fn what_happens_at_once_travels_together_escaped() {
    let bench = Bench::new();
    let receiver = told_by_meta(&bench).await;
    let texts = ["新茶 🍵".to_owned(), "a/b <c> \"d\"".to_owned()];
    bench.simulator.customer_writes(NUMBER, CUSTOMER, &texts).expect("a number");
    bench.wait(LONG).await;
    let deliveries = receiver.take();
    assert_eq!(deliveries.len(), 1, "one batch");
    assert!(deliveries[0].body.is_ascii() && deliveries[0].is_signed_by_meta(APP_SECRET));
    let raw = String::from_utf8_lossy(&deliveries[0].body).into_owned();
    assert!(raw.contains(r"\u65b0\u8336 \ud83c\udf75"), "{raw}");
    assert_like("whatsapp inbound webhook", &deliveries[0].json());
    let bodies: Vec<Value> = entries(&deliveries[0])
        .iter()
        .map(|entry| entry["changes"][0]["value"]["messages"][0]["text"]["body"].clone())
        .collect();
    assert_eq!(bodies, texts.map(Value::from));
}

#[tokio::test]
async fn messenger_and_instagram_tell_of_their_messages() {
    let bench = Bench::new();
    let receiver = told_by_meta(&bench).await;
    let (_, page) = page_tokens(&bench).await;
    for (to, expected) in [
        (PSID, vec!["messenger echo", "messenger delivery", "messenger read"]),
        (IGSID, vec!["messenger echo", "instagram seen"]),
    ] {
        let mut body = pages::text("Hello");
        body["recipient"] = json!({ "id": to });
        bench.graph("POST", "/me/messages", &page, body).await.ok();
        bench.wait(LONG).await;
        let deliveries = receiver.take();
        assert_eq!(deliveries.len(), 1);
        assert!(deliveries[0].is_signed_by_meta(APP_SECRET));
        let entries = entries(&deliveries[0]);
        assert_eq!(entries.len(), expected.len());
        for (entry, name) in entries.iter().zip(expected) {
            assert_like(name, &entry["messaging"][0]);
        }
    }
    bench.simulator.customer_writes(PAGE, PSID, &["Hi".to_owned()]).expect("a Page");
    bench.simulator.customer_writes(INSTAGRAM, IGSID, &["Hi".to_owned()]).expect("an account");
    bench.wait(LONG).await;
    let deliveries = receiver.take();
    let objects: Vec<Value> = deliveries.iter().map(|one| one.json()["object"].clone()).collect();
    assert_eq!(objects, ["page", "instagram"]);
    assert_like("messenger inbound webhook", &deliveries[0].json());
    assert_like("messenger inbound webhook", &deliveries[1].json());
}

#[tokio::test]
async fn only_what_app_and_account_have_both_asked_for_is_told() {
    let bench = Bench::new();
    let receiver = told_by_meta(&bench).await;
    let (_, page) = page_tokens(&bench).await;
    let path = format!("/{PAGE}/subscribed_apps?subscribed_fields=message_reads,message_reactions");
    bench.graph("POST", &path, &page, Value::Null).await.ok();
    let mut body = pages::text("Hello");
    body["recipient"] = json!({ "id": PSID });
    bench.graph("POST", "/me/messages", &page, body).await.ok();
    bench.simulator.customer_writes(PAGE, PSID, &["Hi".to_owned()]).expect("a Page");
    bench.wait(LONG).await;
    let deliveries = receiver.take();
    assert_eq!(deliveries.len(), 1);
    assert_like("messenger read", &entries(&deliveries[0])[0]["messaging"][0]);

    // After both have left, nothing comes any more.
    bench.graph("DELETE", &format!("/{PAGE}/subscribed_apps"), &page, Value::Null).await.ok();
    bench.graph("DELETE", &format!("/{WABA}/subscribed_apps"), SYSTEM_USER, Value::Null).await.ok();
    send_whatsapp(&bench).await;
    bench.simulator.customer_writes(PAGE, PSID, &["Hi".to_owned()]).expect("a Page");
    assert_eq!(bench.wait(LONG).await, 0);
}

#[tokio::test]
async fn viber_tells_of_two_devices_and_signs_twice() {
    let bench = Bench::new();
    let receiver = Receiver::start().await;
    let url = format!("{}/viber?channel=17", receiver.url);
    bench.bot("set_webhook", json!({ "url": url })).await.ok();
    receiver.take();
    let token = bench.bot("send_message", viber::text("Hello")).await.ok()["message_token"].clone();
    bench.simulator.customer_writes(BOT, SUBSCRIBER, &["茶".to_owned()]).expect("a bot");
    bench.wait(LONG).await;
    let deliveries = receiver.take();
    let names: Vec<Value> = deliveries.iter().map(|one| one.json()["event"].clone()).collect();
    assert_eq!(names, ["message", "delivered", "delivered", "seen"]);
    assert_like("viber message event", &deliveries[0].json());
    assert_like("viber delivered event", &deliveries[1].json());
    assert_eq!(deliveries[1].json()["message_token"], token);
    for delivery in &deliveries {
        let code = sha256(BOT_TOKEN, &delivery.body);
        assert_eq!(delivery.header("x-viber-content-signature"), code);
        assert_eq!(delivery.uri, format!("/viber?channel=17&sig={code}"));
    }

    bench.bot("set_webhook", json!({ "url": url, "event_types": [] })).await.ok();
    bench.bot("send_message", viber::text("Hello")).await.ok();
    assert_eq!(bench.wait(LONG).await, 0, "nothing but what is mandatory");
}

/// Lets the SMS account send a message, and a customer write.
pub(crate) async fn sms_story(bench: &Bench, receiver: &Receiver) {
    let callback = format!("{}/status?channel=17", receiver.url);
    let fields = [
        ("From", SMS_NUMBER),
        ("To", "+15550101234"),
        ("Body", "Hello"),
        ("StatusCallback", &callback),
    ];
    let sent = bench.sms(&format!("{SMS_ACCOUNT}/Messages.json"), &fields).await;
    assert_eq!(sent.status, StatusCode::CREATED);
    let number =
        format!("{SMS_ACCOUNT}/IncomingPhoneNumbers/PN00000000000000000000000000000001.json");
    let inbound = format!("{}/inbound", receiver.url);
    bench.sms(&number, &[("SmsUrl", &inbound)]).await.ok();
    let texts = ["Grüße & 茶".to_owned()];
    bench.simulator.customer_writes(SMS_NUMBER, "+15550101234", &texts).expect("a number");
}

#[tokio::test]
async fn twilio_tells_of_states_and_inbound_messages_in_forms() {
    let bench = Bench::new();
    let receiver = Receiver::start().await;
    sms_story(&bench, &receiver).await;
    bench.wait(LONG).await;
    let deliveries = receiver.take();
    let field = |place: usize, name: &str| {
        let fields = deliveries[place].fields();
        fields.into_iter().find(|(found, _)| found == name).map(|(_, value)| value)
    };
    assert_eq!(deliveries.len(), 3);
    assert!(deliveries.iter().all(|one| one.is_signed_by_twilio(&receiver.url, SMS_TOKEN)));
    assert_eq!(
        (deliveries[0].uri.as_str(), deliveries[1].uri.as_str()),
        ("/inbound", "/status?channel=17")
    );
    assert_eq!(field(0, "Body").as_deref(), Some("Grüße & 茶"));
    assert_eq!(field(0, "SmsStatus").as_deref(), Some("received"));
    assert_eq!(field(1, "MessageStatus").as_deref(), Some("sent"));
    assert_eq!(field(2, "MessageStatus").as_deref(), Some("delivered"));
    assert_eq!(field(2, "ErrorCode"), None);
}

#[tokio::test]
async fn a_duplicate_is_the_same_to_the_last_byte() {
    let bench = Bench::new();
    let receiver = told_by_meta(&bench).await;
    bench.simulator.set_faults(NUMBER, [Fault::DuplicateWebhooks]).expect("a known account");
    bench.simulator.customer_writes(NUMBER, CUSTOMER, &["Hi".to_owned()]).expect("a number");
    bench.wait(LONG).await;
    let deliveries = receiver.take();
    assert_eq!(deliveries.len(), 2);
    assert_eq!(deliveries[0].body, deliveries[1].body);
}

#[tokio::test]
async fn reordered_events_come_in_reverse() {
    let bench = Bench::new();
    let receiver = told_by_meta(&bench).await;
    bench.simulator.set_faults(NUMBER, [Fault::ReorderedWebhooks]).expect("a known account");
    send_whatsapp(&bench).await;
    let mut seen = Vec::new();
    for wait in [200, 400, 1400] {
        bench.wait(Duration::from_millis(wait)).await;
        seen.extend(receiver.take().iter().flat_map(states));
    }
    assert_eq!(seen, ["read", "delivered", "sent"]);
    // The same in one batch.
    send_whatsapp(&bench).await;
    bench.wait(LONG).await;
    assert_eq!(states(&receiver.take()[0]), ["read", "delivered", "sent"]);
}

#[tokio::test]
async fn a_wrong_signature_is_wrong_for_each_platform() {
    let bench = Bench::new();
    let receiver = told_by_meta(&bench).await;
    for account in [NUMBER, BOT, SMS_ACCOUNT] {
        bench.simulator.set_faults(account, [Fault::WrongSignature]).expect("a known account");
    }
    bench.simulator.customer_writes(NUMBER, CUSTOMER, &["Hi".to_owned()]).expect("a number");
    bench.wait(LONG).await;
    assert!(!receiver.take()[0].is_signed_by_meta(APP_SECRET));
    bench.bot("set_webhook", json!({ "url": receiver.url })).await.ok();
    let delivery = receiver.take().remove(0);
    let code = sha256(BOT_TOKEN, &delivery.body);
    assert_ne!(delivery.header("x-viber-content-signature"), code);
    sms_story(&bench, &receiver).await;
    bench.wait(LONG).await;
    let deliveries = receiver.take();
    assert_eq!(deliveries.len(), 3);
    assert!(!deliveries.iter().any(|one| one.is_signed_by_twilio(&receiver.url, SMS_TOKEN)));
}

#[tokio::test]
async fn what_is_not_taken_is_sent_again_until_it_is() {
    let bench = Bench::new();
    let receiver = told_by_meta(&bench).await;
    receiver.answer(StatusCode::INTERNAL_SERVER_ERROR);
    bench.simulator.customer_writes(NUMBER, CUSTOMER, &["Hi".to_owned()]).expect("a number");
    assert_eq!(bench.wait(LONG).await, 1);
    assert_eq!(bench.wait(LONG).await, 0, "not at once");
    // A success other than 200 is none for Meta.
    receiver.answer(StatusCode::NO_CONTENT);
    assert_eq!(bench.wait(Duration::from_mins(1)).await, 1);
    receiver.answer(StatusCode::OK);
    assert_eq!(bench.wait(Duration::from_mins(10)).await, 1);
    let deliveries = receiver.take();
    assert!(deliveries.iter().all(|one| one.body == deliveries[0].body));
    assert_eq!(bench.wait(Duration::from_hours(24 * 30)).await, 0, "then no more");
    let statuses: Vec<Option<u16>> =
        bench.simulator.attempts().iter().map(|attempt| attempt.status).collect();
    assert_eq!(statuses, [Some(500), Some(204), Some(200)]);
}

#[tokio::test]
async fn a_callback_that_fails_for_a_week_is_switched_off() {
    let bench = Bench::new();
    let receiver = told_by_meta(&bench).await;
    receiver.answer(StatusCode::INTERNAL_SERVER_ERROR);
    bench.simulator.customer_writes(PAGE, PSID, &["Hi".to_owned()]).expect("a Page");
    let path = format!("/{APP}/subscriptions");
    let active = async || {
        let list = bench.get(&path, APP_TOKEN).await.ok()["data"].clone();
        let page = list.as_array().and_then(|list| list.iter().find(|one| one["object"] == "page"));
        page.map(|page| page["active"].clone())
    };
    let mut tries = 0;
    for _ in 0..7 * 24 * 60 {
        tries += bench.wait(Duration::from_mins(1)).await;
    }
    assert_eq!((tries, active().await), (11, Some(json!(false))));
    receiver.answer(StatusCode::OK);
    bench.simulator.customer_writes(PAGE, PSID, &["Hi".to_owned()]).expect("a Page");
    assert_eq!(bench.wait(LONG).await, 0);
}

#[tokio::test]
async fn twilio_tries_once_and_viber_for_an_hour() {
    let bench = Bench::new();
    let receiver = Receiver::start().await;
    bench.bot("set_webhook", json!({ "url": receiver.url })).await.ok();
    receiver.answer(StatusCode::INTERNAL_SERVER_ERROR);
    sms_story(&bench, &receiver).await;
    assert_eq!(bench.wait(LONG).await, 3);
    assert_eq!(bench.wait(Duration::from_hours(24)).await, 0);
    bench.simulator.customer_writes(BOT, SUBSCRIBER, &["Hi".to_owned()]).expect("a bot");
    let mut tries = 0;
    for _ in 0..60 {
        tries += bench.wait(Duration::from_mins(1)).await;
    }
    assert_eq!(tries, 5);
    assert_eq!(bench.wait(Duration::from_hours(24)).await, 0);
}

#[tokio::test]
async fn a_simulator_that_is_served_sends_by_itself() {
    let bench = Bench::new();
    let receiver = told_by_meta(&bench).await;
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.expect("a port");
    tokio::spawn(bench.simulator.clone().serve(listener));
    bench.simulator.customer_writes(NUMBER, CUSTOMER, &["Hi".to_owned()]).expect("a number");
    receiver.arrived().await;
    assert_like("whatsapp inbound webhook", &receiver.take()[0].json());
}
