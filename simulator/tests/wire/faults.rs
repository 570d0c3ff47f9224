//! Every fault, as each platform shows it. Those of webhooks stand in `webhooks`.

use std::time::Duration;

use axum::http::StatusCode;
use serde_json::{Value, json};
use simulator::Fault;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::time::Instant;

use crate::bench::{
    APP_TOKEN, Answer, BOT, BOT_TOKEN, Bench, IGSID, INSTAGRAM, NUMBER, PAGE, PSID, SMS_ACCOUNT,
    SMS_NUMBER, SYSTEM_USER, WABA,
};
use crate::login::page_tokens;
use crate::receiver::{Receiver, VERIFY_TOKEN};
use crate::{pages, viber, whatsapp};

/// An account of each platform, with what a channel does with it.
struct Story {
    bench: Bench,
    page: String,
    _receiver: Receiver,
}

impl Story {
    async fn begin() -> Self {
        let (bench, receiver) = (Bench::new(), Receiver::start().await);
        let (_, page) = page_tokens(&bench).await;
        bench.bot("set_webhook", json!({ "url": receiver.url })).await.ok();
        Self { bench, page, _receiver: receiver }
    }

    fn switch(&self, fault: Fault) {
        for account in [NUMBER, PAGE, INSTAGRAM, BOT, SMS_ACCOUNT] {
            self.bench.simulator.set_faults(account, [fault]).expect("a known account");
        }
    }

    async fn read_number(&self) -> Answer {
        self.bench.get(&format!("/{NUMBER}?fields=status,health_status"), SYSTEM_USER).await
    }

    async fn send_whatsapp(&self) -> Answer {
        let path = format!("/{NUMBER}/messages");
        self.bench.graph("POST", &path, SYSTEM_USER, whatsapp::text("Hello")).await
    }

    async fn read_page(&self) -> Answer {
        self.bench.get("/me", &self.page).await
    }

    async fn send_page(&self, to: &str) -> Answer {
        let mut body = pages::text("Hello");
        body["recipient"] = json!({ "id": to });
        self.bench.graph("POST", "/me/messages", &self.page, body).await
    }

    async fn read_bot(&self) -> Answer {
        self.bench.bot("get_account_info", json!({})).await
    }

    async fn send_viber(&self) -> Answer {
        self.bench.bot("send_message", viber::text("Hello")).await
    }

    async fn read_sms(&self) -> Answer {
        self.bench.sms(&format!("{SMS_ACCOUNT}.json"), &[]).await
    }

    async fn send_sms(&self) -> Answer {
        let fields = [("From", SMS_NUMBER), ("To", "+15550101234"), ("Body", "Hello")];
        self.bench.sms(&format!("{SMS_ACCOUNT}/Messages.json"), &fields).await
    }

    /// What `debug_token` says of the token of this account.
    async fn debug(&self, token: &str) -> Value {
        let address = format!("/debug_token?input_token={token}");
        self.bench.get(&address, APP_TOKEN).await.ok()["data"].clone()
    }
}

fn viber_status(answer: &Answer) -> (u16, i64) {
    (answer.status.as_u16(), answer.json()["status"].as_i64().expect("a status"))
}

fn sms_code(answer: &Answer) -> (u16, i64) {
    (answer.status.as_u16(), answer.json()["code"].as_i64().expect("a code"))
}

#[tokio::test]
async fn without_faults_everything_works() {
    let story = Story::begin().await;
    for answer in [
        story.read_number().await,
        story.send_whatsapp().await,
        story.read_page().await,
        story.send_page(PSID).await,
        story.send_page(IGSID).await,
        story.read_sms().await,
        story.send_sms().await,
    ] {
        assert!(answer.status.is_success() && answer.json()["error"].is_null(), "{answer:?}");
    }
    assert_eq!(viber_status(&story.read_bot().await), (200, 0));
    assert_eq!(viber_status(&story.send_viber().await), (200, 0));
    assert_eq!(story.debug(SYSTEM_USER).await["is_valid"], true);
}

#[tokio::test]
async fn an_expired_token() {
    let story = Story::begin().await;
    story.switch(Fault::ExpiredToken);
    assert_eq!(story.read_number().await.graph_error(), (401, 190, Some(463)));
    assert_eq!(story.send_whatsapp().await.graph_error().1, 190);
    assert_eq!(story.read_page().await.graph_error(), (401, 190, Some(463)));
    for token in [SYSTEM_USER, &story.page] {
        let data = story.debug(token).await;
        assert_eq!((&data["is_valid"], &data["error"]["subcode"]), (&json!(false), &json!(463)));
    }
    assert_eq!(viber_status(&story.read_bot().await), (200, 2));
    assert_eq!(sms_code(&story.read_sms().await), (401, 20003));
}

#[tokio::test]
async fn a_revoked_scope_takes_messages_and_nothing_else() {
    let story = Story::begin().await;
    story.switch(Fault::RevokedScope);
    story.read_number().await.ok();
    story.read_page().await.ok();
    assert_eq!(story.send_whatsapp().await.graph_error(), (403, 10, None));
    assert_eq!(story.send_page(PSID).await.graph_error(), (403, 230, None));
    assert_eq!(story.send_page(IGSID).await.graph_error(), (403, 230, None));
    let data = story.debug(SYSTEM_USER).await;
    assert_eq!(data["is_valid"], true);
    let scopes = data["scopes"].as_array().expect("scopes").clone();
    assert!(scopes.contains(&json!("whatsapp_business_management")));
    assert!(!scopes.contains(&json!("whatsapp_business_messaging")));
    assert_eq!(viber_status(&story.read_bot().await), (200, 0));
    assert_eq!(viber_status(&story.send_viber().await), (200, 15));
    story.read_sms().await.ok();
    assert_eq!(sms_code(&story.send_sms().await), (400, 21408));
}

#[tokio::test]
async fn a_rate_limit() {
    let story = Story::begin().await;
    story.switch(Fault::RateLimit);
    assert_eq!(story.read_number().await.graph_error().1, 80_007);
    let answer = story.send_whatsapp().await;
    assert_eq!(answer.graph_error().1, 130_429);
    let usage: Value =
        serde_json::from_str(answer.header("x-business-use-case-usage")).expect("JSON");
    assert_eq!(usage[NUMBER][0]["call_count"], 100);
    assert_eq!(story.read_page().await.graph_error().1, 80_006);
    assert_eq!(story.send_page(PSID).await.graph_error().1, 613);
    assert_eq!(viber_status(&story.send_viber().await), (200, 12));
    assert_eq!(sms_code(&story.send_sms().await), (429, 20429));
}

#[tokio::test]
async fn a_disabled_account() {
    let story = Story::begin().await;
    story.switch(Fault::DisabledAccount);
    let number = story.read_number().await.ok();
    assert_eq!(number["status"], "BANNED");
    assert_eq!(number["health_status"]["can_send_message"], "BLOCKED");
    assert_eq!(story.send_whatsapp().await.graph_error(), (403, 131_031, None));
    story.read_page().await.ok();
    assert_eq!(story.send_page(PSID).await.graph_error(), (400, 368, None));
    assert_eq!(story.send_page(IGSID).await.graph_error(), (400, 368, None));
    assert_eq!(viber_status(&story.read_bot().await), (200, 7));
    assert_eq!(story.read_sms().await.ok()["status"], "suspended");
    let sent = story.send_sms().await.json();
    story.bench.clock.advance(Duration::from_secs(1));
    let path = format!("{SMS_ACCOUNT}/Messages/{}.json", sent["sid"].as_str().expect("a SID"));
    assert_eq!(story.bench.sms(&path, &[]).await.ok()["error_code"], 30002);
}

#[tokio::test]
async fn an_error_inside_of_a_success() {
    let story = Story::begin().await;
    story.switch(Fault::ErrorInSuccess);
    assert_eq!(story.read_number().await.graph_error(), (200, 2, None));
    assert_eq!(story.send_page(PSID).await.graph_error(), (200, 2, None));
    assert_eq!(viber_status(&story.send_viber().await), (200, 999));
    assert_eq!(sms_code(&story.send_sms().await), (200, 20500));
}

#[tokio::test]
async fn a_page_of_a_load_balancer() {
    let story = Story::begin().await;
    story.switch(Fault::BadGateway);
    for answer in [
        story.read_number().await,
        story.read_page().await,
        story.read_bot().await,
        story.read_sms().await,
    ] {
        assert_eq!(answer.status, StatusCode::BAD_GATEWAY);
        assert!(answer.header("content-type").starts_with("text/html"));
    }
}

#[tokio::test(start_paused = true)]
async fn a_slow_answer_is_right_in_the_end() {
    let bench = Bench::new();
    bench.simulator.set_faults(NUMBER, [Fault::Slow]).expect("a known account");
    let before = Instant::now();
    bench.get(&format!("/{NUMBER}"), SYSTEM_USER).await.ok();
    assert_eq!(before.elapsed(), Duration::from_mins(1));
    let before = Instant::now();
    bench.get("/me", SYSTEM_USER).await.ok();
    assert_eq!(before.elapsed(), Duration::ZERO, "no other account is slow");
}

/// What comes back over a real connection.
async fn over_tcp(address: std::net::SocketAddr, request: String) -> std::io::Result<String> {
    let mut stream = TcpStream::connect(address).await?;
    stream.write_all(request.as_bytes()).await?;
    let mut answer = String::new();
    stream.read_to_string(&mut answer).await?;
    Ok(answer)
}

#[tokio::test]
async fn a_reset_connection_after_the_request_was_carried_out() {
    let bench = Bench::new();
    let receiver = Receiver::start().await;
    bench.bot("set_webhook", json!({ "url": receiver.url })).await.ok();
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
    let address = listener.local_addr().expect("an address");
    tokio::spawn(bench.simulator.clone().serve(listener));
    let request = |method: &str, body: &str| {
        format!(
            "POST /chatapi.viber.com/pa/{method} HTTP/1.1\r\nhost: {address}\r\nconnection: close\r\n\
             x-viber-auth-token: {BOT_TOKEN}\r\ncontent-length: {}\r\n\r\n{body}",
            body.len()
        )
    };
    let answer = over_tcp(address, request("get_account_info", "{}")).await.expect("an answer");
    assert!(answer.starts_with("HTTP/1.1 200"), "{answer}");

    bench.simulator.set_faults(BOT, [Fault::ConnectionReset]).expect("a known account");
    let removal = request("set_webhook", r#"{"url":""}"#);
    let error = over_tcp(address, removal).await.expect_err("a reset");
    assert_eq!(error.kind(), std::io::ErrorKind::ConnectionReset);
    bench.simulator.set_faults(BOT, []).expect("a known account");
    assert_eq!(bench.bot("get_account_info", json!({})).await.ok()["webhook"], "");
}

#[tokio::test]
async fn a_refused_address_for_webhooks() {
    let bench = Bench::new();
    let receiver = Receiver::start().await;
    for account in [NUMBER, BOT] {
        bench.simulator.set_faults(account, [Fault::WebhookRefused]).expect("a known account");
    }
    let own = json!({ "override_callback_uri": receiver.url, "verify_token": VERIFY_TOKEN });
    let path = format!("/{WABA}/subscribed_apps");
    let answer = bench.graph("POST", &path, SYSTEM_USER, own).await;
    assert_eq!(answer.graph_error().1, 2200);
    let app = json!({ "object": "page", "callback_url": receiver.url,
        "verify_token": VERIFY_TOKEN, "fields": "messages" });
    let path = format!("/{}/subscriptions", crate::bench::APP);
    let answer = bench.graph("POST", &path, APP_TOKEN, app).await;
    assert_eq!(answer.graph_error().1, 2200);
    let answer = bench.bot("set_webhook", json!({ "url": receiver.url })).await;
    assert_eq!(viber_status(&answer), (200, 1));
}
