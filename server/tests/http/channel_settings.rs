//! The configuration of a channel, as people change it and see what its account has.

use domain::channel_settings::{ChannelSettings, ChannelSettingsForm};
use domain::error_code::ErrorCode;
use domain::ids::ChannelId;
use domain::permissions::Role;
use domain::platform::{PlatformSetting, Reason, Setting};
use domain::ports::Ports;

use crate::bench::TestServer;
use crate::fake_platform::{FakePlatform, bound};
use crate::people;
use crate::support::answer::Answer;
use crate::support::client::Client;

fn sentence(code: ErrorCode) -> &'static str {
    (app::locale::Locale::English.texts().error)(code)
}

/// Somebody in front of a console with these platforms.
async fn admin(server: &TestServer, ports: &Ports) -> Client {
    let client = server.served(ports).await;
    client.with_session(&people::sign_in(ports, people::ADMIN).await)
}

fn address(id: ChannelId) -> String {
    format!("/channels/{id}/configuration")
}

async fn page(client: Client, address: &str) -> String {
    let answer = client.get(address).send().await;
    assert_eq!(answer.status, 200, "{answer}");
    answer.unescaped()
}

async fn save(client: Client, id: ChannelId, version: &str, typed: &[(&str, &str)]) -> Answer {
    let fields = [&[("version", version)], typed].concat();
    client.post(&address(id), &fields).send().await
}

fn about(settings: &ChannelSettings) -> Option<String> {
    settings.about.as_ref().map(ToString::to_string)
}

pub(crate) async fn a_channel_is_configured_and_its_account_told(server: &TestServer) {
    let (platform, ports) = FakePlatform::in_front_of(server);
    let client = admin(server, &ports).await;
    let id = bound(&ports, "acme", 1).await.id;
    let form = page(client, &address(id)).await;
    for shown in ["At most 28 characters", "name=\"hours_sun_until_2\"", "Asia/Tokyo"] {
        assert!(form.contains(shown), "{shown}: {form}");
    }
    assert!(!form.contains("name=\"greeting\""), "the platform has none: {form}");
    let typed = [
        ("display_name", "Hoshino & Tea"),
        ("default_language", "ja"),
        ("about", "Tea since 1923"),
        ("time_zone", "Asia/Tokyo"),
        ("hours_mon_from_1", "09:00"),
        ("hours_mon_until_1", "00:00"),
        ("contact_email", "Info@Example.com"),
        ("phone", ""),
    ];
    let saved = save(client, id, "0", &typed).await;
    assert_eq!(saved.header("location"), format!("/channels/{id}?notice=configured"), "{saved}");
    assert_eq!(about(&platform.settings_of("acme")).as_deref(), Some("Tea since 1923"));
    let channel = page(client, &format!("/channels/{id}")).await;
    for shown in [
        "Hoshino & Tea",
        "日本語",
        "Monday 09:00–24:00",
        "info@example.com",
        "Sent along with each message",
        "The account has it since",
        "Pass on now",
        "Configured",
    ] {
        assert!(channel.contains(shown), "{shown}: {channel}");
    }
    let form = page(client, &address(id)).await;
    for shown in ["value=\"Hoshino & Tea\"", "name=\"version\" value=\"1\"", "value=\"00:00\""] {
        assert!(form.contains(shown), "{shown}: {form}");
    }
    let viewer = server.as_role(Role::Viewer).await;
    let seen = page(viewer, &format!("/channels/{id}")).await;
    assert!(seen.contains("Tea since 1923"), "{seen}");
    assert!(!seen.contains("/configuration"), "a viewer changes nothing: {seen}");
    let dossier = client.get(&format!("/channels/{id}/dossier")).send().await;
    assert!(dossier.text().contains("\"about\": \"Tea since 1923\""), "{dossier}");
}

pub(crate) async fn mistakes_of_a_configuration_lose_nothing(server: &TestServer) {
    let (platform, ports) = FakePlatform::in_front_of(server);
    let client = admin(server, &ports).await;
    let id = bound(&ports, "acme", 1).await.id;
    let long = "x".repeat(29);
    let typed = [
        ("display_name", long.as_str()),
        ("default_language", "tlh"),
        ("about", "Tea"),
        ("time_zone", "Mars/Olympus"),
        ("hours_mon_from_1", "17:00"),
        ("hours_mon_until_1", "09:00"),
        ("hours_tue_from_2", "09:30"),
        ("phone", "03-1234"),
        ("website", "javascript:alert(1)"),
        ("address", "1-2-3\r\nTokyo"),
    ];
    let refused = save(client, id, "0", &typed).await;
    assert_eq!(refused.status, 422, "{refused}");
    let page = refused.unescaped();
    for code in [
        ErrorCode::ChannelSettingTooLong,
        ErrorCode::ChannelLanguageUnknown,
        ErrorCode::ChannelTimeZoneUnknown,
        ErrorCode::ChannelHoursBackwards,
        ErrorCode::ChannelHoursIncomplete,
        ErrorCode::ChannelPhoneInvalid,
        ErrorCode::ChannelWebsiteInvalid,
    ] {
        // At the field, and in the summary.
        assert_eq!(page.matches(sentence(code)).count(), 2, "{}: {page}", code.code());
    }
    for (name, value) in typed {
        if !["default_language", "address"].contains(&name) {
            assert!(page.contains(&format!("value=\"{value}\"")), "{name}: {page}");
        }
    }
    assert!(page.contains("1-2-3"), "{page}");
    for link in ["#hours_mon", "#hours_tue", "#phone"] {
        assert!(page.contains(&format!("href=\"{link}\"")), "{link}: {page}");
        assert!(page.contains(&format!("id=\"{}\"", &link[1..])), "{link}: {page}");
    }
    assert_eq!(platform.settings_of("acme"), ChannelSettings::default());
    for odd in [&[("colour", "red")][..], &[("about", "a"), ("about", "b")]] {
        assert_eq!(save(client, id, "0", odd).await.status, 400, "{odd:?}");
    }
    assert_eq!(save(client, id, "one", &[]).await.status, 400);
}

pub(crate) async fn two_people_who_configure_at_once_overwrite_nothing(server: &TestServer) {
    let (platform, ports) = FakePlatform::in_front_of(server);
    let client = admin(server, &ports).await;
    let id = bound(&ports, "acme", 1).await.id;
    assert_eq!(save(client, id, "0", &[("about", "Tea")]).await.status, 303);
    let late = save(client, id, "0", &[("about", "Coffee")]).await;
    assert_eq!(late.status, 409, "{late}");
    let page = late.unescaped();
    for shown in ["Tea", "value=\"Coffee\"", "name=\"version\" value=\"1\""] {
        assert!(page.contains(shown), "{shown}: {page}");
    }
    assert_eq!(about(&platform.settings_of("acme")).as_deref(), Some("Tea"));
    let same = save(client, id, "0", &[("about", "Tea")]).await;
    assert_eq!(same.status, 303, "what is there already is no conflict: {same}");
    assert_eq!(save(client, id, "1", &[("about", "Coffee")]).await.status, 303);
    assert_eq!(about(&platform.settings_of("acme")).as_deref(), Some("Coffee"));
}

pub(crate) async fn an_account_that_takes_no_configuration_says_why(server: &TestServer) {
    let (platform, ports) = FakePlatform::in_front_of(server);
    let client = admin(server, &ports).await;
    let id = bound(&ports, "acme", 1).await.id;
    platform.refuses_settings("acme", Some(Reason::PermissionMissing));
    let saved = save(client, id, "0", &[("about", "Tea")]).await;
    assert_eq!(saved.status, 303, "it is saved all the same: {saved}");
    let channel = format!("/channels/{id}");
    let shown = page(client, &channel).await;
    for part in
        ["The account does not have it yet", "Authorisation.PermissionMissing", "Next try", "Tea"]
    {
        assert!(shown.contains(part), "{part}: {shown}");
    }
    let pass_on = format!("{}/pass-on", address(id));
    let again = client.post(&pass_on, &[]).send().await;
    assert_eq!(again.header("location"), format!("{channel}?notice=put-off"), "{again}");
    platform.refuses_settings("acme", None);
    let again = client.post(&pass_on, &[]).send().await;
    assert_eq!(again.header("location"), format!("{channel}?notice=passed-on"), "{again}");
    assert_eq!(about(&platform.settings_of("acme")).as_deref(), Some("Tea"));
    let shown = page(client, &channel).await;
    assert!(!shown.contains("does not have it yet"), "{shown}");
}

pub(crate) async fn what_an_account_has_fills_the_first_form(server: &TestServer) {
    let (platform, ports) = FakePlatform::in_front_of(server);
    let client = admin(server, &ports).await;
    let places = [PlatformSetting::of_account(Setting::About)];
    let form = ChannelSettingsForm { about: "Set there".into(), ..ChannelSettingsForm::default() };
    let there = form.parse(&places, |_| true).expect("no mistake").settings;
    platform.has_settings("acme", there.clone());
    let id = bound(&ports, "acme", 1).await.id;
    let pass_on = format!("{}/pass-on", address(id));
    assert_eq!(client.post(&pass_on, &[]).send().await.status, 303);
    let shown = page(client, &format!("/channels/{id}")).await;
    assert!(shown.contains("the account keeps what it has"), "{shown}");
    let form = page(client, &address(id)).await;
    assert!(form.contains("value=\"Set there\"") && form.contains("Filled in with"), "{form}");
    assert_eq!(platform.settings_of("acme"), there, "looking changes nothing");

    assert_eq!(save(client, id, "0", &[("about", "Set here")]).await.status, 303);
    platform.has_settings("acme", there);
    // Nobody looks by themselves; whoever passes on wins.
    assert_eq!(client.post(&pass_on, &[]).send().await.status, 303);
    assert_eq!(about(&platform.settings_of("acme")).as_deref(), Some("Set here"));
}
