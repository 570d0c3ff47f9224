//! What the console answers to platforms, real and pretended.

use std::collections::BTreeMap;
use std::iter::repeat_with;

use data_encoding::HEXLOWER;
use domain::callback::{Processing, process_callbacks};
use domain::channel::ChannelType;
use fastrand::Rng;
use futures::future::join_all;
use hmac::{Hmac, KeyInit, Mac};
use serde_json::{Value, json};
use sha2::Sha256;

use crate::bench::TestServer;
use crate::staged_platforms::{APP_SECRET, Stage, VERIFY_TOKEN};
use crate::support::client::{Call, Client, FORM};

const JSON: &str = "application/json";
const VIBER_TOKEN: &str = "4f5d3a01b2c41d3c-8a7b6c5d4e3f2a1b-9c8d7e6f5a4b3c2d";

fn hmac(secret: &str, body: &[u8]) -> String {
    let mac = Hmac::<Sha256>::new_from_slice(secret.as_bytes()).expect("a key");
    HEXLOWER.encode(&mac.chain_update(body).finalize().into_bytes())
}

/// A request of Meta.
fn meta(client: Client, slug: &str, body: &[u8]) -> Call {
    let signature = format!("sha256={}", hmac(APP_SECRET, body));
    let call = client.call("POST", &format!("/webhooks/{slug}"));
    call.body(JSON, body.to_vec()).header("x-hub-signature-256", &signature)
}

/// What each of Meta's types tells of a customer.
fn told(slug: &str) -> Value {
    match slug {
        "whatsapp" => json!({
            "object": "whatsapp_business_account",
            "entry": [{ "id": "102290129340398", "changes": [{ "field": "messages", "value": {
                "messaging_product": "whatsapp",
                "metadata": { "phone_number_id": "106540352242922" },
                "messages": [{ "id": "wamid.1", "from": "15550101234", "type": "text" }],
            } }] }],
        }),
        "messenger" => json!({
            "object": "page",
            "entry": [{ "id": "104000000000001", "time": 1, "messaging": [{
                "sender": { "id": "6512345678900001" },
                "recipient": { "id": "104000000000001" },
                "timestamp": 1,
                "message": { "mid": "m_1", "text": "Hello" },
            }] }],
        }),
        _ => json!({
            "object": "instagram",
            "entry": [{ "id": "17841400000000001", "time": 1, "messaging": [{
                "sender": { "id": "7712345678900001" },
                "recipient": { "id": "17841400000000001" },
                "timestamp": 1,
                "message": { "mid": "aWdf1", "text": "Hello" },
            }] }],
        }),
    }
}

pub(crate) async fn metas_types_are_believed_by_the_signature_of_the_app(server: &TestServer) {
    let stage = Stage::around(server).await;
    for slug in ["whatsapp", "messenger", "instagram"] {
        let body = told(slug).to_string();
        let answer = meta(stage.client, slug, body.as_bytes()).send().await;
        assert_eq!((answer.status, answer.text()), (200, ""), "{slug}: {answer}");
        assert_eq!(answer.header("x-content-type-options"), "nosniff");
        assert_eq!(answer.header("set-cookie"), "");
        assert_eq!(stage.read().await.taken, 1, "{slug}");
        for wrong in [
            format!("sha256={}", hmac("another secret", body.as_bytes())),
            format!("sha256={}", hmac(APP_SECRET, b"another body")),
            hmac(APP_SECRET, body.as_bytes()),
            String::new(),
        ] {
            let answer = meta(stage.client, slug, body.as_bytes());
            let answer = answer.header("x-hub-signature-256", &wrong).send().await;
            assert_eq!(answer.status, 401, "{slug}: {answer}");
        }
        let unsigned = stage.client.call("POST", &format!("/webhooks/{slug}")).body(JSON, body);
        assert_eq!(unsigned.send().await.status, 401);
        assert_eq!(stage.read().await.taken, 0, "nothing is kept of {slug}");
    }
}

pub(crate) async fn the_handshake_repeats_the_challenge(server: &TestServer) {
    let stage = Stage::around(server).await;
    for slug in ["whatsapp", "messenger", "instagram"] {
        let ask = |token: &str| {
            let query =
                format!("hub.mode=subscribe&hub.verify_token={token}&hub.challenge=%3Ca%3E");
            stage.client.get(&format!("/webhooks/{slug}?{query}"))
        };
        let answer = ask(VERIFY_TOKEN).send().await;
        assert_eq!(answer.status, 200, "{slug}: {answer}");
        assert!(answer.header("content-type").starts_with("text/plain"), "{answer}");
        assert_eq!(answer.text(), "<a>");
        assert_eq!(ask("wrong").send().await.status, 401, "{slug}");
    }
    assert_eq!(stage.read().await.taken, 0);
}

pub(crate) async fn an_address_of_a_binding_is_believed_by_its_credentials(server: &TestServer) {
    let stage = Stage::around(server).await;
    let viber = stage.bound(ChannelType::Viber).await;
    let sms = stage.bound(ChannelType::Sms).await;
    let body = json!({
        "event": "message", "timestamp": 1, "message_token": 1,
        "sender": { "id": "01234567890A=" }, "message": { "type": "text", "text": "Hello" },
    });
    let body = body.to_string();
    let send = |address: String, token: &str| {
        let call = stage.client.call("POST", &address).body(JSON, body.clone());
        call.header("x-viber-content-signature", &hmac(token, body.as_bytes())).send()
    };
    let address = format!("/webhooks/viber/{}", viber.binding);
    assert_eq!(send(address.clone(), VIBER_TOKEN).await.status, 200);
    assert_eq!(stage.read().await.taken, 1);
    for (address, token, status) in [
        (address.clone(), "another token", 401),
        (format!("/webhooks/viber/{}", sms.binding), VIBER_TOKEN, 404),
        ("/webhooks/viber/bd_01h455vb4pex5vsknk084sn02q".to_owned(), VIBER_TOKEN, 404),
        ("/webhooks/viber/1".to_owned(), VIBER_TOKEN, 404),
        ("/webhooks/viber".to_owned(), VIBER_TOKEN, 404),
        (format!("/webhooks/whatsapp/{}", viber.binding), VIBER_TOKEN, 404),
        (format!("/webhooks/sms/{}", sms.binding), VIBER_TOKEN, 401),
        (format!("/webhooks/email/{}", viber.binding), VIBER_TOKEN, 404),
        ("/webhooks/fax".to_owned(), VIBER_TOKEN, 404),
    ] {
        let answer = send(address.clone(), token).await;
        assert_eq!(answer.status, status, "{address}: {answer}");
        assert!(!answer.text().contains("<html"), "{address}");
    }
    for method in ["PUT", "DELETE", "PATCH"] {
        assert_eq!(stage.client.call(method, &address).send().await.status, 405, "{method}");
    }
    assert_eq!(stage.read().await.taken, 0);
    // A person's session changes nothing.
    let answer = server.client.at(stage.client.address).get(&address).send().await;
    assert_eq!(answer.status, 401, "{answer}");
}

pub(crate) async fn what_is_signed_and_unreadable_is_kept_for_an_expert(server: &TestServer) {
    let stage = Stage::around(server).await;
    let answer = meta(stage.client, "whatsapp", b"{\"entry\": 1").send().await;
    assert_eq!(answer.status, 200, "{answer}");
    let read = stage.read().await;
    assert_eq!((read.taken, read.unreadable.len()), (1, 1));
    // A largest one is taken, a larger one is not.
    let long = |length: usize| meta(stage.client, "whatsapp", &vec![b' '; length]).send();
    assert_eq!(long(1024 * 1024).await.status, 200);
    assert_eq!(long(1024 * 1024 + 1).await.status, 413);
    assert_eq!(stage.read().await.unreadable.len(), 1);
}

pub(crate) async fn servers_that_read_at_once_read_each_callback_once(server: &TestServer) {
    let stage = Stage::around(server).await;
    let calls = (0..120)
        .map(|_| meta(stage.client, "messenger", told("messenger").to_string().as_bytes()).send());
    for answer in join_all(calls).await {
        assert_eq!(answer.status, 200, "{answer}");
    }
    let servers = (0..4).map(|_| async {
        let mut taken = 0;
        loop {
            let some = process_callbacks(&stage.ports).await.expect("an answer");
            assert!(some.failed.is_empty(), "{some:?}");
            match some {
                Processing { taken: 0, .. } => return taken,
                some => taken += some.taken,
            }
        }
    });
    assert_eq!(join_all(servers).await.iter().sum::<usize>(), 120);
}

/// So many in CI; `SUIRO_TEST_WEBHOOKS` says how many in a long run.
const REQUESTS: usize = 20_000;
const AT_ONCE: usize = 64;
const SEED: u64 = 20_261_125;

pub(crate) async fn malformed_webhooks_never_break_the_server(server: &TestServer) {
    let count = std::env::var("SUIRO_TEST_WEBHOOKS").ok();
    let count = count.map_or(REQUESTS, |count| count.parse().expect("a number of requests"));
    let stage = Stage::around(server).await;
    let viber = stage.bound(ChannelType::Viber).await.binding.to_string();
    let sms = stage.bound(ChannelType::Sms).await.binding.to_string();
    let mut random = Rng::with_seed(SEED);
    let mut statuses = BTreeMap::new();
    for round in 0..count.div_ceil(AT_ONCE) {
        let calls = repeat_with(|| malformed(stage.client, &viber, &sms, &mut random));
        let calls: Vec<_> = calls.take(AT_ONCE).collect();
        let answers = calls.into_iter().map(|call| async {
            let what = format!("{call:?}");
            (what, call.send().await)
        });
        for (what, answer) in join_all(answers).await {
            assert!(answer.status < 500, "{what}: {answer}");
            *statuses.entry(answer.status).or_insert(0) += 1;
        }
        if round % 16 == 0 {
            stage.read().await;
        }
    }
    stage.read().await;
    // Signed ones are read, and not only turned away.
    for status in [200, 401, 404] {
        let seen = statuses.get(&status).copied().unwrap_or(0);
        assert!(seen > count / 50, "{status} is rare among {statuses:?}");
    }
}

/// A request that is nearly right, often rightly signed.
fn malformed(client: Client, viber: &str, sms: &str, random: &mut Rng) -> Call {
    let slug = ["whatsapp", "messenger", "instagram"][random.usize(..3)];
    let mut body = match random.u8(..8) {
        0 => {
            let length = random.usize(..2_000);
            repeat_with(|| random.u8(..)).take(length).collect()
        }
        1 => nonsense(random, 3).to_string().into_bytes(),
        _ => {
            let mut body = told(slug);
            disturb(&mut body, random);
            body.to_string().into_bytes()
        }
    };
    if random.u8(..4) == 0 && !body.is_empty() {
        for _ in 0..random.usize(1..4) {
            let place = random.usize(..body.len());
            body[place] = random.u8(..);
        }
        body.truncate(random.usize(..=body.len()));
    }
    let call = match random.u8(..8) {
        0 => {
            let call = client.call("POST", &format!("/webhooks/viber/{viber}"));
            let signature = hmac(VIBER_TOKEN, &body);
            call.body(JSON, body).header("x-viber-content-signature", &signature)
        }
        1 => {
            let call = client.call("POST", &format!("/webhooks/sms/{sms}?a=%ff"));
            call.body(FORM, body).header("x-twilio-signature", "AAAAAAAAAAAAAAAAAAAAAAAAAAA=")
        }
        2 => {
            let part = ["fax", "%00", "viber", "..", "whatsapp/x", "%e6%b0%b4"][random.usize(..6)];
            client.call("POST", &format!("/webhooks/{part}")).body(JSON, body)
        }
        3 => {
            let query = "hub.mode=subscribe&hub.challenge=%ff&hub.verify_token=%00";
            client.get(&format!("/webhooks/{slug}?{query}"))
        }
        _ => meta(client, slug, &body),
    };
    match random.u8(..16) {
        0 => call.header_bytes("x-hub-signature-256", &[0xe9, b'=']),
        1 => call.header("content-encoding", "gzip"),
        2 => call.header("expect", "200-ok"),
        _ => call,
    }
}

/// Puts nonsense into the place of something inside.
fn disturb(value: &mut Value, random: &mut Rng) {
    let is_here = random.u8(..4) == 0;
    match value {
        Value::Object(fields) if !is_here && !fields.is_empty() => {
            let place = random.usize(..fields.len());
            if let Some((_, inner)) = fields.iter_mut().nth(place) {
                disturb(inner, random);
            }
        }
        Value::Array(items) if !is_here && !items.is_empty() => {
            let place = random.usize(..items.len());
            if random.u8(..4) == 0 {
                let again = items[place].clone();
                items.push(again);
            }
            disturb(&mut items[place], random);
        }
        other => *other = nonsense(random, 2),
    }
}

fn nonsense(random: &mut Rng, depth: usize) -> Value {
    match random.u8(..if depth == 0 { 6 } else { 8 }) {
        0 => Value::Null,
        1 => json!(random.bool()),
        2 => json!(random.i64(..)),
        3 => json!(random.f64() * 1e300),
        4 => json!("水\u{0}\u{202e}".repeat(random.usize(..300))),
        5 => json!(random.u32(..).to_string()),
        6 => repeat_with(|| nonsense(random, depth - 1)).take(3).collect::<Vec<_>>().into(),
        _ => json!({ "id": nonsense(random, depth - 1), "entry": nonsense(random, depth - 1) }),
    }
}
