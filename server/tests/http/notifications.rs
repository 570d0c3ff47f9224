//! What people are told about their channels, in the console and by webhook.

use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use async_trait::async_trait;
use domain::error_code::ErrorCode;
use domain::ids::NotificationId;
use domain::notification::{
    Delivering, DeliveryState, NotificationStore, WebhookError, WebhookMessage, WebhookSecret,
    WebhookSender, WebhookUrl, deliver_next,
};
use domain::permissions::Role;
use domain::platform::Reason;
use server::start::BUILT_IN_TENANT;

use crate::bad_forms::assert_refused;
use crate::bench::TestServer;
use crate::fake_platform::{FakePlatform, Mood, bound, working};
use crate::health_checks::{PERIOD, check_in_two_servers};
use crate::people;

/// Takes webhooks, or not.
#[derive(Default)]
struct FakeEndpoint {
    is_away: Mutex<bool>,
    taken: Mutex<Vec<(String, Vec<u8>, WebhookMessage)>>,
}

impl FakeEndpoint {
    fn set_away(&self, is_away: bool) {
        *self.is_away.lock().unwrap_or_else(PoisonError::into_inner) = is_away;
    }

    /// What was taken since the last call: where, signed with what, and what.
    fn taken(&self) -> Vec<(String, Vec<u8>, WebhookMessage)> {
        std::mem::take(&mut self.taken.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

#[async_trait]
impl WebhookSender for FakeEndpoint {
    async fn send(
        &self,
        url: &WebhookUrl,
        secret: &WebhookSecret,
        message: &WebhookMessage,
    ) -> Result<(), WebhookError> {
        if *self.is_away.lock().unwrap_or_else(PoisonError::into_inner) {
            return Err(WebhookError::Status(503));
        }
        let mut taken = self.taken.lock().unwrap_or_else(PoisonError::into_inner);
        taken.push((url.to_string(), secret.0.clone(), message.clone()));
        Ok(())
    }
}

async fn newest(server: &TestServer) -> NotificationId {
    let told = server.store.notifications(BUILT_IN_TENANT, None, 1).await.expect("an answer");
    told[0].id
}

pub(crate) async fn what_has_happened_is_shown_until_it_is_read(server: &TestServer) {
    let (platform, ports) = FakePlatform::in_front_of(server);
    let empty = server.client.get("/notifications").send().await;
    assert!(empty.text().contains("Nothing has happened"), "{empty}");
    let channel = bound(&ports, "acme", 1).await;
    check_in_two_servers(&ports).await;
    platform.fails("acme", Reason::AccountBlocked);
    server.clock.advance(PERIOD);
    check_in_two_servers(&ports).await;

    let page = server.client.get("/notifications").send().await;
    let text = page.unescaped();
    for part in ["1 new", "Cannot send", "acme", "has blocked"] {
        assert!(text.contains(part), "{part} in {page}");
    }
    assert!(text.contains(&format!("/channels/{}", channel.id)), "{page}");
    let viewer = server.as_role(Role::Viewer).await;
    let stranger = server.as_stranger().await;
    let seen = server.client.post("/notifications/read", &[("until", &page.hidden_field("until"))]);
    assert_eq!(seen.send().await.header("location"), "/notifications");
    let page = server.client.get("/notifications").send().await;
    assert!(!page.text().contains("1 new"), "{page}");
    // Everybody reads for themselves, and nobody what is not theirs.
    let theirs = viewer.get("/notifications").send().await;
    assert!(theirs.text().contains("1 new"), "{theirs}");
    assert!(!theirs.text().contains("/organisation/notifications"), "{theirs}");
    let foreign = stranger.get("/notifications").send().await;
    assert!(!foreign.text().contains("acme"), "{foreign}");

    let bad = server.client.post("/notifications/read", &[("until", "nt_1")]).send().await;
    assert_refused(&bad, ErrorCode::RequestMalformed, "until");
    let bad = server.client.get("/notifications?after=x").send().await;
    assert_refused(&bad, ErrorCode::ListCursorInvalid, "after");
}

pub(crate) async fn a_secret_is_shown_when_its_address_is_set(server: &TestServer) {
    const PAGE: &str = "/organisation/notifications";
    let set = async |url: &str| server.client.post(PAGE, &[("webhook_url", url)]).send().await;
    for (url, code) in [
        ("", ErrorCode::WebhookUrlEmpty),
        ("http://example.com", ErrorCode::WebhookUrlInvalid),
        ("https://ada@example.com", ErrorCode::WebhookUrlInvalid),
    ] {
        let answer = set(url).await;
        assert_eq!(answer.status, 422, "{answer}");
        let sentence = (app::locale::Locale::English.texts().error)(code);
        assert!(answer.unescaped().contains(sentence), "{answer}");
        assert!(answer.unescaped().contains(&format!("value=\"{url}\"")), "{answer}");
    }
    let secret = |answer: &crate::support::answer::Answer| {
        let (_, rest) = answer.text().split_once("whsec_")?;
        Some(rest.chars().take_while(|one| *one != '<').collect::<String>())
    };
    let first = secret(&set("https://example.com/a").await).expect("a secret");
    assert_eq!(first.len(), 44, "256 bits in base64");
    let again = server.client.get(PAGE).send().await;
    assert!(again.text().contains("https://example.com/a"), "{again}");
    assert_eq!(secret(&again), None, "it is shown once");
    let second = secret(&set("https://example.com/a").await).expect("a secret");
    assert_ne!(first, second);

    let removed = server.client.post("/organisation/notifications/remove", &[]).send().await;
    assert_eq!(removed.header("location"), "/organisation/notifications?notice=removed");
    let page = server.client.get(PAGE).send().await;
    assert!(page.text().contains("No address is set."), "{page}");

    server.clock.advance(Duration::from_mins(11));
    let stale = set("https://example.com/b").await;
    assert!(stale.header("location").starts_with("/confirm"), "{stale}");
    let found = server.store.webhook_endpoint(BUILT_IN_TENANT).await.expect("an answer");
    assert_eq!(found, None);
}

pub(crate) async fn a_webhook_is_sent_once_by_two_servers(server: &TestServer) {
    let (platform, ports) = FakePlatform::in_front_of(server);
    let endpoint = FakeEndpoint::default();
    let host = people::host(BUILT_IN_TENANT);
    let url = "https://example.com/a";
    let secret = domain::notification::set_endpoint(&ports, &host, url).await.expect("a secret");
    bound(&ports, "acme", 1).await;
    check_in_two_servers(&ports).await;
    platform.fails("acme", Reason::AccountClosed);
    server.clock.advance(PERIOD);
    check_in_two_servers(&ports).await;

    let deliver = async || deliver_next(&ports, &endpoint).await.expect("an answer");
    endpoint.set_away(true);
    let id = newest(server).await;
    assert!(matches!(deliver().await, Delivering::PutOff(one, _) if one == id));
    assert!(matches!(deliver().await, Delivering::Nothing), "not yet");
    endpoint.set_away(false);
    server.clock.advance(Duration::from_secs(6));
    let (one, other) = tokio::join!(deliver(), deliver());
    let sent = [&one, &other].into_iter().filter(|one| matches!(one, Delivering::Sent(_)));
    assert_eq!(sent.count(), 1, "{one:?} {other:?}");
    let taken = endpoint.taken();
    assert_eq!(taken.len(), 1);
    assert_eq!((taken[0].0.as_str(), &taken[0].1), (url, &secret.0));
    assert_eq!(taken[0].2.notification.id, id);
    assert_eq!(taken[0].2.notification.reason, Some(Reason::AccountClosed));

    // One that is never taken is given up within a day.
    platform.set("acme", Mood::is(working()));
    server.clock.advance(PERIOD);
    check_in_two_servers(&ports).await;
    endpoint.set_away(true);
    let mut turns = 0;
    loop {
        match deliver().await {
            Delivering::Nothing => server.clock.advance(Duration::from_hours(10)),
            Delivering::PutOff(..) => turns += 1,
            Delivering::GivenUp(..) => break,
            Delivering::Sent(id) => panic!("{id} was sent"),
        }
        assert!(turns < 20, "it goes on for ever");
    }
    assert_eq!(turns, 6);
    let newest = server.store.deliveries(BUILT_IN_TENANT, 9).await.expect("an answer");
    let states: Vec<_> = newest.into_iter().map(|(_, state)| state).collect();
    assert_eq!(states, [DeliveryState::GivenUp, DeliveryState::Sent]);
}

pub(crate) async fn a_channel_with_trouble_says_so_wherever_it_stands(server: &TestServer) {
    let (platform, ports) = FakePlatform::in_front_of(server);
    let client = server.served(&ports).await;
    let client = client.with_session(&people::sign_in(&ports, people::ADMIN).await);
    let channel = bound(&ports, "acme", 1).await;
    let address = format!("/channels/{}", channel.id);
    let check = format!("{address}/check");
    let waiting = client.get(&address).send().await;
    assert!(waiting.text().contains("The first check is on its way."), "{waiting}");

    platform.fails("acme", Reason::AccountSuspended);
    let checked = client.post(&check, &[]).send().await;
    assert_eq!(checked.header("location"), format!("{address}?notice=checked"));
    let again = client.post(&check, &[]).send().await;
    assert_eq!(again.header("location"), format!("{address}?notice=checked-before"));
    let page = client.get(&format!("{address}?notice=checked")).send().await;
    let text = page.unescaped();
    for part in ["Down", "The channel cannot send messages.", "Account.Suspended", "Check now"] {
        assert!(text.contains(part), "{part} in {page}");
    }
    assert!(text.contains("Checked less than a minute ago."), "{page}");
    let list = client.get("/channels").send().await;
    assert!(list.text().contains("badge-down"), "{list}");
    let file = client.get("/channels.csv").send().await;
    assert!(file.text().contains("Down"), "{file}");

    server.clock.advance(Duration::from_mins(3));
    let later = client.get(&address).send().await;
    assert!(later.text().contains("Checked 3 min ago."), "{later}");
    for (language, word) in [("ja", "送信不可"), ("zh-Hans", "无法发送")] {
        let page = client.get(&address).header("accept-language", language).send().await;
        assert!(page.text().contains(word), "{page}");
    }
    let viewer = server.as_role(Role::Viewer).await;
    let page = viewer.get(&address).send().await;
    assert!(!page.text().contains("/check"), "{page}");
    let stranger = server.as_stranger().await;
    let foreign = stranger.post(&check, &[]).send().await;
    assert_refused(&foreign, ErrorCode::ChannelNotFound, "a stranger");
}
