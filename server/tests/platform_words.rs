//! Everything that a person reads about a platform has words, in every language.

#![expect(clippy::expect_used, reason = "a test stops at the first surprise")]

use std::collections::BTreeSet;
use std::sync::Arc;

use app::locale::Locale;
use domain::platform::{CheckItem, CredentialFault, FieldShape, Platform, Reason};
use domain::sources::FixedClock;
use domain::time::Timestamp;
use platforms::settings::{
    EmailSettings, InstagramSettings, MetaSettings, SmsSettings, ViberSettings,
};
use platforms::{Email, Instagram, Messenger, NetworkPolicy, Sms, Viber, WhatsApp};

fn adapters() -> Vec<Arc<dyn Platform>> {
    let meta = MetaSettings::default();
    let policy = NetworkPolicy::default();
    let clock = Arc::new(FixedClock(Timestamp::from_micros(0)));
    vec![
        Arc::new(WhatsApp::new(&meta).expect("WhatsApp")),
        Arc::new(Viber::new(&ViberSettings::default()).expect("Viber")),
        Arc::new(Messenger::new(&meta).expect("Messenger")),
        Arc::new(Instagram::new(&InstagramSettings::default(), &meta, clock).expect("Instagram")),
        Arc::new(Sms::new(&SmsSettings::default(), &policy).expect("SMS")),
        Arc::new(Email::new(&EmailSettings::default(), &policy).expect("Email")),
    ]
}

#[test]
fn every_way_and_field_of_every_adapter_has_words() {
    let mut fields = 0;
    for adapter in adapters() {
        let channel_type = adapter.channel_type();
        for (locale, way) in
            Locale::ALL.iter().flat_map(|one| adapter.ways().iter().map(move |way| (one, way)))
        {
            let texts = &locale.texts().platform;
            let place = format!("{} {} {}", locale.tag(), channel_type.slug(), way.name);
            let words = (texts.way)(channel_type, way.name).expect(&place);
            assert!(!words.title.is_empty() && !words.when.is_empty(), "{place}");
            for field in way.fields {
                let place = format!("{place} {}", field.name);
                let words = (texts.credential)(way.name, field.name).expect(&place);
                assert!(!words.label.is_empty() && !words.hint.is_empty(), "{place}");
                if let FieldShape::Choice(choices) = field.shape {
                    for word in choices {
                        assert!((texts.choice)(field.name, word).is_some(), "{place} {word}");
                    }
                }
                fields += 1;
            }
        }
    }
    assert!(fields > 80, "{fields}");
}

#[test]
fn no_two_reasons_or_checks_read_alike() {
    for locale in Locale::ALL {
        let texts = &locale.texts().platform;
        let causes: BTreeSet<_> = Reason::ALL.iter().map(|one| (texts.cause)(*one)).collect();
        assert_eq!(causes.len(), Reason::ALL.len(), "{}", locale.tag());
        assert!(Reason::ALL.iter().all(|one| !(texts.next_step)(*one).is_empty()));
        let checks: BTreeSet<_> =
            CheckItem::ALL.iter().map(|one| (texts.check_item)(*one)).collect();
        assert_eq!(checks.len(), CheckItem::ALL.len(), "{}", locale.tag());
        let fault = texts.credential_fault;
        let faults = [CredentialFault::Missing, CredentialFault::Invalid, CredentialFault::NoDate];
        assert_eq!(BTreeSet::from(faults.map(fault)).len(), faults.len(), "{}", locale.tag());
    }
}

#[test]
fn a_wait_is_told_in_seconds_and_then_in_minutes() {
    for locale in Locale::ALL {
        for (seconds, told) in [(1, "1 "), (119, "119 "), (120, "2 "), (841, "15 ")] {
            let sentence = (locale.texts().platform.wait)(seconds);
            assert!(sentence.contains(told), "{sentence}");
        }
    }
}

#[test]
fn what_an_adapter_reports_has_a_name_and_its_known_values_a_meaning() {
    let values = [
        ("quality_rating", "GREEN"),
        ("messaging_limit", "TIER_250"),
        ("name_status", "AVAILABLE_WITHOUT_REVIEW"),
        ("status", "CONNECTED"),
        ("status", "active"),
        ("account_review_status", "APPROVED"),
        ("business_verification_status", "not_verified"),
        ("account_type", "PERSONAL"),
        ("is_published", "false"),
    ];
    for locale in Locale::ALL {
        let texts = &locale.texts().platform;
        for (name, value) in values {
            assert!((texts.fact)(name).is_some(), "{} {name}", locale.tag());
            assert!((texts.fact_value)(name, value).is_some(), "{} {name} {value}", locale.tag());
        }
        assert_eq!((texts.fact)("new_thing"), None);
        assert_eq!((texts.fact_value)("quality_rating", "VIOLET"), None);
    }
}
