use domain::channel::ChannelType;
use domain::channel_settings::{ChannelSettings, ChannelSettingsForm};
use domain::platform::{Reason, Setting, SettingCarrier};
use simulator::Fault;

use crate::stage::{Stage, TYPES};

/// A form full of what every platform takes.
fn form() -> ChannelSettingsForm {
    let mut form = ChannelSettingsForm {
        display_name: "星野茶".into(),
        default_language: "ja".into(),
        about: "Tea since 1923".into(),
        description: "Tea from Uji\nand Shizuoka".into(),
        greeting: "ようこそ {{user_first_name}}".into(),
        time_zone: "Asia/Tokyo".into(),
        email: "info@example.com".into(),
        phone: "+81 3 1234 5678".into(),
        websites: ["https://example.com/tea".into(), "http://example.org".into()],
        address: "1-2-3 Kamiyacho\nTokyo".into(),
        ..ChannelSettingsForm::default()
    };
    form.days[0] = [["09:00".into(), "12:00".into()], ["13:00".into(), "17:30".into()]];
    form.days[5] = [["00:00".into(), "00:00".into()], [String::new(), String::new()]];
    form
}

/// The settings, what of them is the account's own, and what the account should have then.
fn full(stage: &Stage) -> (ChannelSettings, Vec<Setting>, ChannelSettings) {
    let places = stage.adapter.settings();
    let own: Vec<_> = places
        .iter()
        .filter(|place| place.carried_by == SettingCarrier::Account)
        .map(|place| place.setting)
        .collect();
    let settings = form().parse(places, |_| true).expect("no mistake").settings;
    let mut expected = settings.clone();
    for setting in Setting::ALL.into_iter().filter(|setting| !own.contains(setting)) {
        match setting {
            Setting::DisplayName => expected.display_name = None,
            Setting::DefaultLanguage => expected.default_language = None,
            Setting::About => expected.about = None,
            Setting::Description => expected.description = None,
            Setting::Greeting => expected.greeting = None,
            Setting::BusinessHours => expected.business_hours = None,
            Setting::Email => expected.email = None,
            Setting::Phone => expected.phone = None,
            Setting::Websites => expected.websites.clear(),
            Setting::Address => expected.address = None,
        }
    }
    if let Some(hours) = &mut expected.business_hours {
        // No platform tells where its hours are.
        hours.zone = None;
    }
    (settings, own, expected)
}

async fn found(stage: &Stage) -> ChannelSettings {
    stage.adapter.read_settings(&stage.credentials).await.expect("an answer")
}

#[tokio::test]
async fn an_account_has_what_it_is_given_and_loses_what_is_taken_away() {
    for channel_type in TYPES {
        let stage = Stage::bound(channel_type).await;
        let (settings, own, expected) = full(&stage);
        let apply = |settings: ChannelSettings, named: Vec<Setting>| {
            let stage = &stage;
            async move {
                let done = stage.adapter.apply_settings(&stage.credentials, &settings, &named);
                done.await.unwrap_or_else(|problem| panic!("{channel_type:?}: {problem:?}"));
            }
        };
        let before = found(&stage).await;
        apply(settings.clone(), Vec::new()).await;
        assert_eq!(found(&stage).await, before, "{channel_type:?}: nothing was named");
        for _ in 0..2 {
            apply(settings.clone(), own.clone()).await;
            assert_eq!(found(&stage).await, expected, "{channel_type:?}");
        }
        let phone_only = ChannelSettings { phone: settings.phone.clone(), ..Default::default() };
        apply(phone_only.clone(), vec![Setting::Phone]).await;
        assert_eq!(found(&stage).await, expected, "{channel_type:?}: nothing else was named");

        apply(ChannelSettings::default(), own.clone()).await;
        let about = expected.about.filter(|_| channel_type == ChannelType::WhatsApp);
        let left = ChannelSettings { about, ..ChannelSettings::default() };
        assert_eq!(found(&stage).await, left, "{channel_type:?}: WhatsApp keeps its line");
    }
}

#[tokio::test]
async fn trouble_with_settings_has_its_reason() {
    for channel_type in [ChannelType::WhatsApp, ChannelType::Messenger] {
        for (fault, reason) in
            [(Fault::ExpiredToken, Reason::TokenExpired), (Fault::RateLimit, Reason::RateLimited)]
        {
            let stage = Stage::bound(channel_type).await;
            let (settings, own, _) = full(&stage);
            stage.switch([fault]);
            let done = stage.adapter.apply_settings(&stage.credentials, &settings, &own).await;
            assert_eq!(done.expect_err("a problem").reason, reason, "{channel_type:?}");
            let read = stage.adapter.read_settings(&stage.credentials).await;
            assert_eq!(read.expect_err("a problem").reason, reason, "{channel_type:?}");
        }
    }
}
