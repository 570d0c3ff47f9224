//! An SMS account, its numbers and its messages.

use std::time::Duration;

use serde_json::json;

use crate::bench::{Answer, Bench, SMS_ACCOUNT, SMS_NUMBER, SMS_TOKEN};
use crate::golden::assert_like;

const TRIAL: (&str, &str) =
    ("AC00000000000000000000000000000002", "5e0d3f1a2b4c6d7e8f90123456789ab2");
const SUSPENDED: (&str, &str) =
    ("AC00000000000000000000000000000003", "5e0d3f1a2b4c6d7e8f90123456789ab3");
const TO: &str = "+15550101299";

fn code(answer: &Answer) -> (u16, u64) {
    (answer.status.as_u16(), answer.json()["code"].as_u64().expect("a code"))
}

#[tokio::test]
async fn account_balance_and_numbers_are_read() {
    let bench = Bench::new();
    let account = bench.sms(&format!("{SMS_ACCOUNT}.json"), &[]).await.ok();
    assert_like("sms account", &account);
    assert_eq!((&account["status"], &account["type"]), (&json!("active"), &json!("Full")));
    assert_like("sms balance", &bench.sms(&format!("{SMS_ACCOUNT}/Balance.json"), &[]).await.ok());
    let numbers = format!("{SMS_ACCOUNT}/IncomingPhoneNumbers.json");
    let all = bench.sms(&numbers, &[]).await.ok();
    assert_like("sms numbers", &all);
    assert_eq!(all["incoming_phone_numbers"].as_array().map(Vec::len), Some(2));
    let one = bench.sms(&format!("{numbers}?PhoneNumber=%2B15550100000"), &[]).await.ok();
    assert_eq!(one["incoming_phone_numbers"].as_array().map(Vec::len), Some(1));
}

#[tokio::test]
async fn the_account_opens_with_its_token_or_its_key_only() {
    let bench = Bench::new();
    let path = format!("{SMS_ACCOUNT}.json");
    let key = ("SK00000000000000000000000000000001", "hoshinoTeaApiSecret0000000000001");
    bench.sms_as(key.0, key.1, &path, &[]).await.ok();
    for (name, password) in
        [(SMS_ACCOUNT, "wrong"), (TRIAL.0, TRIAL.1), ("", ""), (key.0, SMS_TOKEN)]
    {
        let answer = bench.sms_as(name, password, &path, &[]).await;
        assert_eq!(code(&answer), (401, 20003), "{name}");
        assert_like("sms error", &answer.json());
    }
    let unknown = bench.sms("AC1.json", &[]).await;
    assert_eq!(code(&unknown), (401, 20003));
    let unknown = bench.sms(&format!("{SMS_ACCOUNT}/Calls.json"), &[]).await;
    assert_eq!(code(&unknown), (404, 20404));
}

#[tokio::test]
async fn the_address_of_a_number_is_set_and_taken_away() {
    let bench = Bench::new();
    let path =
        format!("{SMS_ACCOUNT}/IncomingPhoneNumbers/PN00000000000000000000000000000001.json");
    let url = "http://127.0.0.1:9/sms";
    assert_eq!(
        bench.sms(&path, &[("SmsUrl", url), ("SmsMethod", "POST")]).await.ok()["sms_url"],
        url
    );
    assert_eq!(bench.sms(&path, &[]).await.ok()["sms_url"], url);
    assert_eq!(code(&bench.sms(&path, &[("SmsUrl", "nowhere")]).await), (400, 21502));
    assert_eq!(bench.sms(&path, &[("FriendlyName", "Tea")]).await.ok()["sms_url"], url);
    assert_eq!(bench.sms(&path, &[("SmsUrl", "")]).await.ok()["sms_url"], "");
    let foreign = path.replace("0001.json", "0003.json");
    assert_eq!(code(&bench.sms(&foreign, &[]).await), (404, 20404));
}

#[tokio::test]
async fn a_message_comes_through_its_states() {
    let bench = Bench::new();
    let path = format!("{SMS_ACCOUNT}/Messages.json");
    let sent = bench.sms(&path, &[("From", SMS_NUMBER), ("To", TO), ("Body", "Hello")]).await;
    assert_eq!(sent.status, 201);
    let sent = sent.json();
    assert_like("sms message", &sent);
    assert_eq!((&sent["status"], &sent["num_segments"]), (&json!("queued"), &json!("1")));
    assert_eq!(sent["date_created"], "Wed, 25 Nov 2026 09:46:40 +0000");
    let path = format!("{SMS_ACCOUNT}/Messages/{}.json", sent["sid"].as_str().expect("a SID"));
    for (wait, status) in [(0, "queued"), (300, "sent"), (900, "delivered")] {
        bench.clock.advance(Duration::from_millis(wait));
        assert_eq!(bench.sms(&path, &[]).await.ok()["status"], status);
    }
    let foreign = path.replace(SMS_ACCOUNT, TRIAL.0);
    assert_eq!(code(&bench.sms_as(TRIAL.0, TRIAL.1, &foreign, &[]).await), (404, 20404));
}

#[tokio::test]
async fn messages_are_checked_as_twilio_does() {
    let bench = Bench::new();
    let long = "a".repeat(1601);
    let send = async |from: &str, to: &str, body: &str| {
        let path = format!("{SMS_ACCOUNT}/Messages.json");
        bench.sms(&path, &[("From", from), ("To", to), ("Body", body)]).await
    };
    for (from, to, body, expected) in [
        (SMS_NUMBER, "", "a", 21604),
        (SMS_NUMBER, "Ana", "a", 21211),
        ("", TO, "a", 21603),
        (SMS_NUMBER, TO, "", 21602),
        (SMS_NUMBER, TO, long.as_str(), 21617),
        ("+15550100001", TO, "a", 21606),
        ("+15550100002", TO, "a", 21606),
        ("Hoshino Tea Wholesale", TO, "a", 21606),
    ] {
        assert_eq!(code(&send(from, to, body).await), (400, expected), "{from} {to} {body}");
    }
    assert_eq!(send("Hoshino Tea", TO, "a").await.status, 201);
    let segments = send(SMS_NUMBER, TO, &"茶".repeat(71)).await.json()["num_segments"].clone();
    assert_eq!(segments, "2");

    let write = |text: &str| {
        bench.simulator.customer_writes(SMS_NUMBER, TO, &[text.to_owned()]).expect("a number");
    };
    write("STOP");
    assert_eq!(code(&send(SMS_NUMBER, TO, "a").await), (400, 21610));
    write("START");
    assert_eq!(send(SMS_NUMBER, TO, "a").await.status, 201);
}

#[tokio::test]
async fn a_trial_account_sends_to_verified_numbers_and_a_suspended_one_fails() {
    let bench = Bench::new();
    let send = async |(sid, token): (&str, &str), from: &str, to: &str| {
        let path = format!("{sid}/Messages.json");
        bench.sms_as(sid, token, &path, &[("From", from), ("To", to), ("Body", "a")]).await
    };
    assert_eq!(code(&send(TRIAL, "+15550100002", TO).await), (400, 21608));
    assert_eq!(send(TRIAL, "+15550100002", "+15550101234").await.status, 201);
    let sent = send(SUSPENDED, "+15550100003", TO).await;
    assert_eq!(sent.status, 201);
    bench.clock.advance(Duration::from_secs(1));
    let sid = sent.json()["sid"].as_str().expect("a SID").to_owned();
    let path = format!("{}/Messages/{sid}.json", SUSPENDED.0);
    let message = bench.sms_as(SUSPENDED.0, SUSPENDED.1, &path, &[]).await.ok();
    assert_eq!((&message["status"], &message["error_code"]), (&json!("failed"), &json!(30002)));
}
