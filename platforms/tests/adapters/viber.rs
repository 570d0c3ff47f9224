use domain::channel_settings::{ChannelSettings, ChannelSettingsForm};
use domain::platform::{
    CheckItem, Credentials, Endpoint, Outcome, Platform, Probe, Reason, ReleaseScope, TextMessage,
};
use platforms::Viber;
use platforms::settings::ViberSettings;
use serde_json::json;

use crate::fake::{Answer, Fake, Request, quick};

const TOKEN: &str = "445da6az1s345z78-dazcczb2542zv51a-e0vc5fva17480im9";
const SCOPE: ReleaseScope = ReleaseScope { shares_subscription: false };

fn adapter(fake: &Fake) -> Viber {
    Viber::new(&ViberSettings { base_url: fake.url.clone(), http: quick() }).expect("an adapter")
}

fn credentials(adapter: &Viber) -> Credentials {
    let typed = [("token".to_owned(), TOKEN.to_owned())];
    Credentials::parse(&adapter.ways()[0], &typed).expect("credentials")
}

fn endpoint() -> Endpoint {
    Endpoint { url: "https://console.example/viber/17".to_owned() }
}

fn message(text: &str) -> TextMessage {
    TextMessage {
        recipient: "01234567890A=".to_owned(),
        text: text.to_owned(),
        reference: "msg-42".to_owned(),
        settings: ChannelSettings::default(),
    }
}

/// A bot whose callback is at `webhook`.
fn bot(request: &Request, webhook: &str) -> Answer {
    let ok = |mut body: serde_json::Value| {
        body["status"] = json!(0);
        body["status_message"] = json!("ok");
        Answer::Json(200, body.to_string())
    };
    if request.header("x-viber-auth-token") != TOKEN {
        return Answer::Json(200, r#"{"status":2,"status_message":"invalidAuthToken"}"#.to_owned());
    }
    match request.path.as_str() {
        "/get_account_info" => ok(json!({
            "id": "pa:75346594275468546724", "name": "Acme Corporation of Everything", "uri": "acme",
            "icon": "https://media.example/acme.png", "webhook": webhook,
            "event_types": ["delivered", "seen", "failed"], "subscribers_count": 35,
        })),
        "/set_webhook" => ok(json!({ "chat_hostname": "SN-CHAT-01_" })),
        "/send_message" => ok(json!({ "message_token": 5_741_311_803_571_721_087_u64 })),
        _ => Answer::Json(200, r#"{"status":3,"status_message":"badData"}"#.to_owned()),
    }
}

#[tokio::test]
async fn a_bot_is_bound_sends_and_is_let_go() {
    let fake = Fake::start(|request| bot(request, &endpoint().url)).await;
    let adapter = adapter(&fake);
    let bound = adapter.bind(&credentials(&adapter), &endpoint()).await.expect("bound");
    assert_eq!(bound.account.id, "pa:75346594275468546724");
    assert_eq!(bound.account.picture.as_deref(), Some("https://media.example/acme.png"));
    assert_eq!(fake.lines(), ["POST /set_webhook", "POST /get_account_info"]);
    assert_eq!(fake.requests()[0].json()["url"], endpoint().url);

    let sent = adapter.send_text(&bound.credentials, &message("Hello")).await.expect("sent");
    assert_eq!(sent.ids, ["5741311803571721087"]);
    let body = fake.last().json();
    assert_eq!(body["sender"]["name"], "Acme Corporation of Everythi");
    assert_eq!(body["tracking_data"], "msg-42");
    let form =
        ChannelSettingsForm { display_name: "Acme".to_owned(), ..ChannelSettingsForm::default() };
    let settings = form.parse(adapter.settings(), |_| true).expect("no mistake").settings;
    let message = TextMessage { settings, ..message("Hello") };
    adapter.send_text(&bound.credentials, &message).await.expect("sent");
    assert_eq!(fake.last().json()["sender"]["name"], "Acme", "what was set for the channel");

    let health = adapter.check_health(&bound.credentials, &endpoint()).await;
    assert_eq!(health.callback, Probe::Works);

    adapter.release(&bound.credentials, &endpoint(), SCOPE).await.expect("released");
    assert_eq!(fake.last().json(), json!({ "url": "" }));
}

#[tokio::test]
async fn a_bot_of_another_system_is_reported_and_left_alone() {
    let fake = Fake::start(|request| bot(request, "https://other.example/")).await;
    let adapter = adapter(&fake);
    let credentials = credentials(&adapter);
    let checks = adapter.check_prerequisites(&credentials, &endpoint()).await;
    let callback = checks.iter().find(|check| check.item == CheckItem::CallbackFree);
    assert_eq!(
        callback.expect("the check").outcome,
        Outcome::Fail(Reason::CallbackElsewhere.into())
    );
    let health = adapter.check_health(&credentials, &endpoint()).await;
    assert_eq!(health.authorisation, Probe::Works);
    assert_eq!(health.inbound, Probe::Fails(Reason::CallbackElsewhere.into()));

    adapter.release(&credentials, &endpoint(), SCOPE).await.expect("released");
    assert!(!fake.lines().contains(&"POST /set_webhook".to_owned()));
}

#[tokio::test]
async fn a_wrong_token_is_refused_without_being_shown() {
    let fake = Fake::start(|request| {
        let token = request.header("x-viber-auth-token");
        Answer::Json(200, json!({ "status": 2, "status_message": token }).to_string())
    })
    .await;
    let adapter = adapter(&fake);
    let problem = adapter.find_account(&credentials(&adapter)).await.expect_err("refused");
    assert_eq!(problem.reason, Reason::CredentialsRefused);
    assert_eq!(problem.platform_code.as_deref(), Some("2"));
    assert_eq!(problem.answer.as_deref(), Some(r#"{"status":2,"status_message":"***"}"#));
}

#[tokio::test]
async fn trouble_of_the_connection_is_never_one_of_the_authorisation() {
    for (answer, reason) in [
        (Answer::HangUp, Reason::Unreachable),
        (Answer::Silence, Reason::TimedOut),
        (Answer::Raw(502, "", "<html>".to_owned()), Reason::PlatformTrouble),
        (Answer::Raw(301, "Location: /elsewhere\r\n", String::new()), Reason::AnswerUnreadable),
        (Answer::Raw(200, "", "x".repeat(10_001)), Reason::AnswerUnreadable),
        (Answer::Raw(200, "", "{}".to_owned()), Reason::AnswerUnreadable),
    ] {
        let fake = Fake::start(move |_| answer.clone()).await;
        let adapter = adapter(&fake);
        let health = adapter.check_health(&credentials(&adapter), &endpoint()).await;
        let Probe::Unknown(problem) = health.authorisation else {
            panic!("{:?}", health.authorisation)
        };
        assert_eq!(problem.reason, reason);
        assert!(fake.lines().iter().all(|line| line == "POST /get_account_info"));
    }
}

#[tokio::test]
async fn a_message_whose_answer_is_lost_is_not_sent_again() {
    for answer in [Answer::HangUp, Answer::Silence, Answer::Raw(502, "", "<html>".to_owned())] {
        let fake = Fake::start(move |_| answer.clone()).await;
        let adapter = adapter(&fake);
        let problem = adapter.send_text(&credentials(&adapter), &message("Hello")).await;
        assert_eq!(problem.expect_err("lost").reason, Reason::OutcomeUnknown);
        assert_eq!(fake.lines(), ["POST /send_message"]);
    }
}

#[tokio::test]
async fn a_text_that_is_too_long_is_not_sent() {
    let fake = Fake::start(|_| Answer::HangUp).await;
    let adapter = adapter(&fake);
    let long = message(&"語".repeat(7_001));
    let problem = adapter.send_text(&credentials(&adapter), &long).await;
    assert_eq!(problem.expect_err("too long").reason, Reason::TextTooLong);
    assert_eq!(fake.lines(), [""; 0]);
}

#[tokio::test]
async fn a_host_that_is_not_there_is_unreachable() {
    let settings = ViberSettings { base_url: "http://127.0.0.1:1".to_owned(), http: quick() };
    let adapter = Viber::new(&settings).expect("an adapter");
    let problem = adapter.send_text(&credentials(&adapter), &message("Hello")).await;
    assert_eq!(problem.expect_err("nobody").reason, Reason::Unreachable);
}
