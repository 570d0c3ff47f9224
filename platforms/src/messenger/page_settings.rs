//! What a Page tells about its business, and how it greets.
//!
//! Sources: the Pages API ("Manage a Page") for the Page's own fields, which need the permission
//! `pages_manage_metadata`, and the Messenger Profile API for the greeting, which takes ten calls in
//! ten minutes.

use std::collections::BTreeMap;

use domain::channel_settings::{
    About, BusinessHours, ChannelSettings, ContactEmail, DayHours, Description, Greeting, Opening,
    Phone, Website, Weekday,
};
use domain::platform::{PlatformSetting, Problem, Setting};
use serde::Deserialize;
use serde_json::{Map, Value, json};

use crate::graph::page::Binding;
use crate::graph::{Graph, List, as_setting};
use crate::json::or_default;

const FIELDS: &str = "about,description,phone,website,emails,hours";

pub(super) const SETTINGS: [PlatformSetting; 7] = [
    PlatformSetting::of_account(Setting::About),
    PlatformSetting::of_account(Setting::Description),
    PlatformSetting::of_account(Setting::Greeting),
    PlatformSetting::of_account(Setting::BusinessHours),
    PlatformSetting::of_account(Setting::Email),
    PlatformSetting::of_account(Setting::Phone),
    PlatformSetting::of_account(Setting::Websites).up_to(1),
];

#[derive(Debug, Default, Deserialize)]
struct PageFields {
    #[serde(default, deserialize_with = "or_default")]
    about: String,
    #[serde(default, deserialize_with = "or_default")]
    description: String,
    #[serde(default, deserialize_with = "or_default")]
    phone: String,
    /// One address, or several with spaces between them.
    #[serde(default, deserialize_with = "or_default")]
    website: String,
    #[serde(default, deserialize_with = "or_default")]
    emails: Vec<String>,
    /// `mon_1_open`, `mon_1_close`, `mon_2_open` and so on, each `09:00`. In the time zone of the
    /// Page, which it does not tell.
    #[serde(default, deserialize_with = "or_default")]
    hours: BTreeMap<String, String>,
}

#[derive(Debug, Deserialize)]
struct MessengerProfile {
    #[serde(default, deserialize_with = "or_default")]
    greeting: Vec<LocalGreeting>,
}

#[derive(Debug, Deserialize)]
struct LocalGreeting {
    locale: String,
    text: String,
}

/// The greeting for whoever has a language without one of its own.
const DEFAULT_LOCALE: &str = "default";

pub(super) async fn read(graph: &Graph, binding: Binding<'_>) -> Result<ChannelSettings, Problem> {
    let page: PageFields = graph.get(binding.id, &[("fields", FIELDS)], binding.token).await?;
    let path = format!("{}/messenger_profile", binding.id);
    let profiles: List<MessengerProfile> =
        graph.get(&path, &[("fields", "greeting")], binding.token).await?;
    let mut greetings = profiles.data.into_iter().flat_map(|profile| profile.greeting);
    let greeting = greetings.find(|one| one.locale == DEFAULT_LOCALE);
    Ok(settings(&page, greeting.map(|one| one.text).as_deref()))
}

/// What does not fit our rules is left out.
fn settings(page: &PageFields, greeting: Option<&str>) -> ChannelSettings {
    let website = page.website.split_whitespace().next().unwrap_or_default();
    let email = page.emails.first().map_or("", String::as_str);
    ChannelSettings {
        about: About::parse(&page.about).ok().flatten(),
        description: Description::parse(&page.description).ok().flatten(),
        greeting: greeting.and_then(|text| Greeting::parse(text).ok().flatten()),
        business_hours: hours_of(&page.hours),
        email: ContactEmail::parse(email).ok().flatten(),
        phone: Phone::parse(&page.phone).ok().flatten(),
        websites: Website::parse(website).ok().flatten().into_iter().collect(),
        ..ChannelSettings::default()
    }
}

fn hours_of(hours: &BTreeMap<String, String>) -> Option<BusinessHours> {
    let time = |day: Weekday, place: usize, end: &str| {
        hours.get(&format!("{}_{place}_{end}", day.slug())).map_or("", String::as_str)
    };
    let day = |day: Weekday| {
        let openings = [1, 2].map(|place| {
            Opening::parse(time(day, place, "open"), time(day, place, "close")).ok().flatten()
        });
        DayHours::new(openings.into_iter().flatten().collect()).unwrap_or_default()
    };
    let hours = BusinessHours { zone: None, days: Weekday::ALL.map(day) };
    (!hours.is_closed()).then_some(hours)
}

pub(super) async fn apply(
    graph: &Graph,
    binding: Binding<'_>,
    settings: &ChannelSettings,
    named: &[Setting],
) -> Result<(), Problem> {
    let body: Map<String, Value> = named.iter().filter_map(|one| field(settings, *one)).collect();
    if !body.is_empty() {
        let done = graph.set(binding.id, &[], &Value::Object(body), binding.token).await;
        done.map_err(as_setting)?;
    }
    if named.contains(&Setting::Greeting) {
        set_greeting(graph, binding, settings.greeting.as_ref()).await.map_err(as_setting)?;
    }
    Ok(())
}

async fn set_greeting(
    graph: &Graph,
    binding: Binding<'_>,
    greeting: Option<&Greeting>,
) -> Result<(), Problem> {
    let path = format!("{}/messenger_profile", binding.id);
    match greeting {
        Some(text) => {
            let greeting = json!([{ "locale": DEFAULT_LOCALE, "text": text.as_str() }]);
            graph.set(&path, &[], &json!({ "greeting": greeting }), binding.token).await
        }
        None => {
            let named = json!({ "fields": ["greeting"] });
            graph.delete_part(&path, &named, binding.token).await
        }
    }
}

fn field(settings: &ChannelSettings, setting: Setting) -> Option<(String, Value)> {
    fn text<T: ToString>(value: Option<&T>) -> Value {
        Value::String(value.map(T::to_string).unwrap_or_default())
    }
    let (name, value) = match setting {
        Setting::About => ("about", text(settings.about.as_ref())),
        Setting::Description => ("description", text(settings.description.as_ref())),
        Setting::Phone => ("phone", text(settings.phone.as_ref())),
        Setting::Websites => ("website", text(settings.websites.first())),
        Setting::Email => ("emails", json!(settings.email.as_slice())),
        Setting::BusinessHours => ("hours", written(settings.business_hours.as_ref())),
        _ => return None,
    };
    Some((name.to_owned(), value))
}

fn written(hours: Option<&BusinessHours>) -> Value {
    let mut written = Map::new();
    for day in Weekday::ALL {
        let openings = hours.map_or(&[][..], |hours| hours.of(day).openings());
        for (place, opening) in (1..).zip(openings) {
            let name = |end: &str| format!("{}_{place}_{end}", day.slug());
            written.insert(name("open"), json!(opening.from().to_string()));
            written.insert(name("close"), json!(opening.until().to_string()));
        }
    }
    Value::Object(written)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hours_are_written_and_read_as_pages_have_them() {
        let opening = |from, until| Opening::parse(from, until).expect("valid").expect("some");
        let mut days = <[DayHours; 7]>::default();
        let two = vec![opening("13:00", "17:00"), opening("09:00", "12:00")];
        days[0] = DayHours::new(two).expect("a day");
        days[6] = DayHours::new(vec![opening("00:00", "00:00")]).expect("a day");
        let hours = BusinessHours { zone: None, days };
        let json = written(Some(&hours));
        assert_eq!(
            json,
            json!({
                "mon_1_open": "09:00", "mon_1_close": "12:00",
                "mon_2_open": "13:00", "mon_2_close": "17:00",
                "sun_1_open": "00:00", "sun_1_close": "24:00",
            })
        );
        let read: BTreeMap<String, String> = serde_json::from_value(json).expect("a map");
        assert_eq!(hours_of(&read), Some(hours));
        assert_eq!(written(None), json!({}));
    }

    #[test]
    fn what_is_strange_at_a_page_is_left_out() {
        let page = r#"{"id":"1","about":"Tea","phone":"03-1234","website":"https://a.example b",
            "emails":null,"hours":{"mon_1_open":"late","mon_1_close":"17:00","x":"y"}}"#;
        let page: PageFields = serde_json::from_str(page).expect("a page");
        let settings = settings(&page, Some("Hello {{user_first_name}}"));
        assert_eq!(settings.phone, None);
        assert_eq!(settings.business_hours, None);
        assert_eq!(settings.websites.len(), 1);
        assert!(settings.about.is_some() && settings.greeting.is_some());
    }
}
