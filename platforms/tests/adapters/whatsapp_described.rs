//! What the adapter for WhatsApp sends, held against the description of the API that Meta
//! publishes, by Prism.
//!
//! The description is too large to be kept here: `SUIRO_META_OPENAPI` names the file, and without
//! it the case is skipped.

use domain::channel_settings::{ChannelSettings, ChannelSettingsForm};
use domain::platform::{Platform, ReleaseScope, TextMessage};
use platforms::WhatsApp;
use serde_json::{Value, json};

use crate::fake::{Fake, Request};
use crate::peer::Peer;
use crate::whatsapp::{adapter, credentials, endpoint, graph};

#[tokio::test]
async fn requests_fit_the_description_that_meta_publishes() {
    let Ok(description) = std::env::var("SUIRO_META_OPENAPI") else {
        eprintln!("Skipped: SUIRO_META_OPENAPI does not name Meta's description of its API.");
        return;
    };
    let prism = Peer::start("../prism/prism.mjs", &json!({ "description": description })).await;
    let Some(prism) = prism else { return };
    // The client that asks is none of the product's; it takes what the process has.
    let _ = rustls::crypto::ring::default_provider().install_default();

    let mut requests = everything_that_is_sent().await;
    let mut wrong = requests.iter().find(|one| one.path.ends_with("/messages")).cloned();
    let wrong = wrong.as_mut().expect("a message");
    wrong.body = json!({ "messaging_product": "whatsapp", "type": "colour" }).to_string();
    requests.push(wrong.clone());

    let mut refusals = Vec::new();
    for request in &requests {
        let (status, answer) = ask(&prism, request).await;
        if status >= 400 {
            refusals.push(format!("{}: {status} {answer:#}\n{}", request.line(), request.body));
        }
    }
    let found_out = refusals.pop().expect("the message of a type that there is not");
    assert!(found_out.contains("colour"), "{found_out}");
    assert!(refusals.is_empty(), "{}", refusals.join("\n"));
}

/// The requests about the account and the number. The description leaves tokens and apps out.
async fn everything_that_is_sent() -> Vec<Request> {
    let fake = Fake::start(|request| graph(request, "PENDING")).await;
    let adapter = adapter(&fake);
    let credentials = credentials(&adapter);
    adapter.find_account(&credentials).await.expect("found");
    adapter.check_prerequisites(&credentials, &endpoint()).await;
    adapter.bind(&credentials, &endpoint()).await.expect("bound");
    let message = TextMessage {
        recipient: "+15550101234".to_owned(),
        text: "Hello".to_owned(),
        reference: "msg-42".to_owned(),
        settings: ChannelSettings::default(),
    };
    adapter.send_text(&credentials, &message).await.expect("sent");
    adapter.check_health(&credentials, &endpoint()).await;
    let profile = profile(&adapter);
    let named: Vec<_> = adapter.settings().iter().map(|place| place.setting).collect();
    adapter.apply_settings(&credentials, &profile, &named).await.expect("set");
    adapter.read_settings(&credentials).await.expect("settings");
    let scope = ReleaseScope { shares_subscription: false };
    adapter.release(&credentials, &endpoint(), scope).await.expect("released");
    let mut requests = fake.requests();
    requests
        .retain(|one| ["/v25.0/106", "/v25.0/501"].iter().any(|node| one.path.starts_with(node)));
    assert!(requests.len() > 5, "{requests:?}");
    requests
}

fn profile(adapter: &WhatsApp) -> ChannelSettings {
    let form = ChannelSettingsForm {
        about: "Tea since 1923".to_owned(),
        description: "Tea from Uji".to_owned(),
        email: "info@example.com".to_owned(),
        websites: ["https://example.com".to_owned(), "https://example.org/tea".to_owned()],
        address: "1-2-3 Kamiyacho".to_owned(),
        ..ChannelSettingsForm::default()
    };
    form.parse(adapter.settings(), |_| true).expect("no mistake").settings
}

async fn ask(prism: &Peer, request: &Request) -> (u16, Value) {
    let method = request.method.parse().expect("a method");
    let mut asked = reqwest::Client::new()
        .request(method, format!("http://127.0.0.1:{}{}", prism.port, request.path))
        // The description wants a name with a version of three parts.
        .header("User-Agent", request.header("user-agent"))
        .header("Authorization", request.header("authorization"))
        // Of the profile the description wants it although there is no body.
        .header("Content-Type", "application/json");
    if let Ok(mut body) = serde_json::from_str::<Value>(&request.body) {
        // The description does not know it; Meta's page about messages does.
        body.as_object_mut().map(|fields| fields.remove("biz_opaque_callback_data"));
        asked = asked.body(body.to_string());
    }
    let answer = asked.send().await.expect("an answer");
    let status = answer.status().as_u16();
    let text = answer.text().await.expect("a body");
    (status, serde_json::from_str(&text).unwrap_or_default())
}
