use proptest::prelude::*;

use super::*;
use crate::error_code::ErrorCode;
use crate::field_errors::Field;
use crate::platform::{PlatformSetting, Setting};

/// What the strictest platforms have, together.
const PLACES: [PlatformSetting; 5] = [
    PlatformSetting::of_messages(Setting::DisplayName).at_most(28),
    PlatformSetting::of_account(Setting::About),
    PlatformSetting::of_account(Setting::Description),
    PlatformSetting::of_account(Setting::Greeting),
    PlatformSetting::of_account(Setting::Websites),
];

fn is_zone(name: &str) -> bool {
    name == "Asia/Tokyo"
}

fn day(times: [&str; 4]) -> DayForm {
    let [from, until, from_again, until_again] = times.map(str::to_owned);
    [[from, until], [from_again, until_again]]
}

fn full() -> ChannelSettingsForm {
    let mut form = ChannelSettingsForm {
        display_name: " Hoshino Tea ".into(),
        default_language: "ja".into(),
        about: "お茶の星野".into(),
        description: "Tea\r\nsince 1923".into(),
        greeting: "Welcome!".into(),
        time_zone: "Asia/Tokyo".into(),
        email: "Info@Example.com".into(),
        phone: "+81 (3) 1234-5678".into(),
        websites: ["https://example.com/tea".into(), "http://example.org".into()],
        address: "1-2-3 Kamiyacho\nTokyo".into(),
        version: 7,
        ..ChannelSettingsForm::default()
    };
    form.days[0] = day(["13:00", "17:30", "09:00", "12:00"]);
    form.days[5] = day(["00:00", "00:00", "", ""]);
    form
}

fn errors_of(form: &ChannelSettingsForm) -> Vec<(Field, ErrorCode)> {
    form.parse(&PLACES, is_zone).expect_err("mistakes").iter().collect()
}

#[test]
fn a_full_form_is_read_and_fills_the_form_again() {
    let edit = full().parse(&PLACES, is_zone).expect("no mistake");
    let settings = &edit.settings;
    assert_eq!(edit.version, 7);
    assert_eq!(settings.display_name.as_ref().map(SettingText::as_str), Some("Hoshino Tea"));
    let hours = settings.business_hours.as_ref().expect("hours");
    assert_eq!(hours.of(Weekday::Monday).to_string(), "09:00-12:00, 13:00-17:30");
    assert_eq!(hours.of(Weekday::Saturday).to_string(), "00:00-24:00");
    assert!(hours.of(Weekday::Sunday).is_closed());
    assert_eq!(ChannelSettingsForm::of(settings, 7).parse(&PLACES, is_zone), Ok(edit.clone()));

    let stored = serde_json::to_string(settings).expect("JSON");
    assert_eq!(serde_json::from_str::<ChannelSettings>(&stored).expect("settings"), *settings);
}

#[test]
fn an_empty_form_sets_nothing() {
    let edit = ChannelSettingsForm::default().parse(&PLACES, is_zone).expect("no mistake");
    assert_eq!(edit.settings, ChannelSettings::default());
    assert_eq!(serde_json::to_string(&edit.settings).expect("JSON"), "{}");
}

#[test]
fn a_wrong_form_tells_everything_at_once() {
    let mut form = full();
    form.display_name = "x".repeat(29);
    form.default_language = "tlh".into();
    form.about = "two\nlines".into();
    form.time_zone = "Mars/Olympus".into();
    form.days[0] = day(["17:00", "09:00", "", ""]);
    form.days[1] = day(["09:00", "", "", ""]);
    form.days[2] = day(["9 o'clock", "17:00", "", ""]);
    form.days[3] = day(["09:00", "13:00", "12:00", "17:00"]);
    form.email = "nobody".into();
    form.phone = "03-1234-5678".into();
    form.websites = ["ftp://example.com".into(), format!("https://a.example/{}", "x".repeat(250))];
    form.address = "x".repeat(257);
    assert_eq!(
        errors_of(&form),
        [
            (Field::DisplayName, ErrorCode::ChannelSettingTooLong),
            (Field::DefaultLanguage, ErrorCode::ChannelLanguageUnknown),
            (Field::About, ErrorCode::ChannelSettingInvalid),
            (Field::TimeZone, ErrorCode::ChannelTimeZoneUnknown),
            (Field::Hours(Weekday::Monday), ErrorCode::ChannelHoursBackwards),
            (Field::Hours(Weekday::Tuesday), ErrorCode::ChannelHoursIncomplete),
            (Field::Hours(Weekday::Wednesday), ErrorCode::ChannelHoursInvalid),
            (Field::Hours(Weekday::Thursday), ErrorCode::ChannelHoursOverlap),
            (Field::ContactEmail, ErrorCode::EmailInvalid),
            (Field::Phone, ErrorCode::ChannelPhoneInvalid),
            (Field::Website, ErrorCode::ChannelWebsiteInvalid),
            (Field::SecondWebsite, ErrorCode::ChannelSettingTooLong),
            (Field::Address, ErrorCode::ChannelSettingTooLong),
        ]
    );
}

#[test]
fn hours_need_a_zone_and_a_zone_needs_no_hours() {
    let form = ChannelSettingsForm { time_zone: String::new(), ..full() };
    assert_eq!(errors_of(&form), [(Field::TimeZone, ErrorCode::ChannelTimeZoneMissing)]);
    let form = ChannelSettingsForm { days: Default::default(), ..full() };
    let hours = form.parse(&PLACES, is_zone).expect("no mistake").settings.business_hours;
    assert!(hours.expect("hours").is_closed());
}

#[test]
fn what_the_platform_has_no_place_for_is_left_out_or_kept_here() {
    let edit = full().parse(&[], is_zone).expect("no mistake");
    let kept: Vec<_> =
        Setting::ALL.into_iter().filter(|setting| edit.settings.has(*setting)).collect();
    let expected: Vec<_> = Setting::ALL.into_iter().filter(|one| one.is_kept_here()).collect();
    assert_eq!(kept, expected);
    let one = [PlatformSetting::of_account(Setting::Websites).up_to(1)];
    assert_eq!(full().parse(&one, is_zone).expect("no mistake").settings.websites.len(), 1);
}

#[test]
fn changes_name_what_differs() {
    let before = full().parse(&PLACES, is_zone).expect("no mistake").settings;
    let mut form = full();
    form.phone = String::new();
    form.days[0] = day(["", "", "", ""]);
    let after = form.parse(&PLACES, is_zone).expect("no mistake").settings;
    let changes = before.changes_to(&after);
    let fields: Vec<_> = changes.iter().map(|change| change.field).collect();
    assert_eq!(fields, [Field::Hours(Weekday::Monday), Field::Phone]);
    assert_eq!(changes[1].before.as_deref(), Some("+81 (3) 1234-5678"));
    assert_eq!(changes[1].after, None);
    assert!(before.changes_to(&before).is_empty());
}

#[test]
fn the_state_follows_from_what_is_known() {
    let tenant = crate::ids::TenantId::from_uuid(uuid::Uuid::from_u128(1));
    let channel = crate::ids::ChannelId::from_uuid(uuid::Uuid::from_u128(2));
    let mut known = KnownSettings::none(tenant, channel);
    assert_eq!(known.state(), PassingState::NotBound);
    known.binding = Some(crate::ids::BindingId::from_uuid(uuid::Uuid::from_u128(3)));
    assert_eq!(known.state(), PassingState::Waiting);
    known.applied = Some(0);
    assert_eq!(known.state(), PassingState::Applied);
    known.version = 1;
    assert_eq!(known.state(), PassingState::Waiting);
    known.problem = Some(crate::platform::Reason::TimedOut.into());
    assert_eq!(known.state(), PassingState::PutOff);
}

#[test]
fn stored_settings_fit_into_their_column() {
    let long = |length| "語".repeat(length);
    let mut form = full();
    form.display_name = long(28);
    form.about = long(139);
    form.description = long(256);
    form.greeting = long(160);
    form.address = "\n".repeat(0) + &long(256);
    form.websites = [0, 1].map(|_| format!("https://a.example/{}", "x".repeat(238)));
    form.days = std::array::from_fn(|_| day(["09:00", "12:00", "13:00", "17:00"]));
    let edit = form.parse(&PLACES, is_zone).expect("no mistake");
    let stored = serde_json::to_string(&edit.settings).expect("JSON");
    assert!(stored.len() <= KnownSettings::MAX_STORED, "{}", stored.len());
}

proptest! {
    #[test]
    fn any_text_is_read_without_a_panic(texts in proptest::array::uniform10(any::<String>())) {
        let [a, b, c, d, e, f, g, h, i, j] = texts;
        let form = ChannelSettingsForm {
            display_name: a,
            default_language: b,
            about: c,
            description: d,
            greeting: e,
            time_zone: f.clone(),
            days: std::array::from_fn(|_| [[f.clone(), g.clone()], [g.clone(), f.clone()]]),
            email: g,
            phone: h,
            websites: [i.clone(), i],
            address: j,
            version: 1,
        };
        if let Ok(edit) = form.parse(&PLACES, |_| true) {
            let again = ChannelSettingsForm::of(&edit.settings, 1).parse(&PLACES, |_| true);
            prop_assert_eq!(again, Ok(edit));
        }
    }

    #[test]
    fn every_pair_of_times_is_an_opening_or_says_why(from in 0_u16..1440, until in 0_u16..1440) {
        let text = |minutes: u16| format!("{:02}:{:02}", minutes / 60, minutes % 60);
        let opening = Opening::parse(&text(from), &text(until));
        if from < until || until == 0 {
            let opening = opening.expect("an opening").expect("not nothing");
            prop_assert!(opening.from() < opening.until());
            prop_assert_eq!(opening.from().minutes(), from);
        } else {
            prop_assert_eq!(opening, Err(ErrorCode::ChannelHoursBackwards));
        }
    }

    #[test]
    fn two_openings_share_no_minute(times in proptest::array::uniform4(0_u16..1440)) {
        let [a, b, c, d] = times.map(|one| format!("{:02}:{:02}", one / 60, one % 60));
        let openings = [Opening::parse(&a, &b), Opening::parse(&c, &d)];
        if let [Ok(Some(one)), Ok(Some(two))] = openings {
            let shares = (0..1440).any(|minute| [one, two].iter().all(|opening| {
                (opening.from().minutes()..opening.until().minutes()).contains(&minute)
            }));
            prop_assert_eq!(DayHours::new(vec![one, two]).is_err(), shares);
        }
    }
}
