//! The business profile of a number: what customers see of it.
//!
//! The name above it is another thing: a request that Meta reviews. It is made in WhatsApp Manager; its state is among the facts of the channel's health.

use domain::channel_settings::{
    About, Address, ChannelSettings, ContactEmail, Description, Website,
};
use domain::platform::{PlatformSetting, Problem, Setting};
use serde::Deserialize;
use serde_json::{Map, Value, json};

use super::Binding;
use crate::graph::{Graph, List, as_setting};
use crate::json::or_default;

const FIELDS: &str = "about,address,description,email,websites";

pub(super) const SETTINGS: [PlatformSetting; 5] = [
    PlatformSetting::of_account(Setting::About),
    PlatformSetting::of_account(Setting::Description),
    PlatformSetting::of_account(Setting::Email),
    PlatformSetting::of_account(Setting::Websites),
    PlatformSetting::of_account(Setting::Address),
];

#[derive(Debug, Default, Deserialize)]
struct Profile {
    #[serde(default, deserialize_with = "or_default")]
    about: String,
    #[serde(default, deserialize_with = "or_default")]
    address: String,
    #[serde(default, deserialize_with = "or_default")]
    description: String,
    #[serde(default, deserialize_with = "or_default")]
    email: String,
    #[serde(default, deserialize_with = "or_default")]
    websites: Vec<String>,
}

/// The documentation has the profile itself in the list, and Meta's `OpenAPI` description a node
/// around it.
#[derive(Debug, Deserialize)]
#[serde(untagged)]
enum Entry {
    Inside { business_profile: Profile },
    Itself(Profile),
}

pub(super) async fn read(graph: &Graph, binding: &Binding<'_>) -> Result<ChannelSettings, Problem> {
    let path = format!("{}/whatsapp_business_profile", binding.phone_number_id);
    let list: List<Entry> = graph.get(&path, &[("fields", FIELDS)], binding.token).await?;
    Ok(match list.data.into_iter().next() {
        Some(Entry::Inside { business_profile: profile } | Entry::Itself(profile)) => {
            settings(&profile)
        }
        None => ChannelSettings::default(),
    })
}

/// What does not fit our rules is left out, such as a description that is longer than ours.
fn settings(profile: &Profile) -> ChannelSettings {
    let websites = profile.websites.iter().filter_map(|site| Website::parse(site).ok().flatten());
    ChannelSettings {
        about: About::parse(&profile.about).ok().flatten(),
        address: Address::parse(&profile.address).ok().flatten(),
        description: Description::parse(&profile.description).ok().flatten(),
        email: ContactEmail::parse(&profile.email).ok().flatten(),
        websites: websites.take(2).collect(),
        ..ChannelSettings::default()
    }
}

pub(super) async fn apply(
    graph: &Graph,
    binding: &Binding<'_>,
    settings: &ChannelSettings,
    named: &[Setting],
) -> Result<(), Problem> {
    let mut body: Map<String, Value> =
        named.iter().filter_map(|one| field(settings, *one)).collect();
    if body.is_empty() {
        return Ok(());
    }
    body.insert("messaging_product".to_owned(), json!("whatsapp"));
    let path = format!("{}/whatsapp_business_profile", binding.phone_number_id);
    let done = graph.set(&path, &[], &Value::Object(body), binding.token).await;
    done.map_err(as_setting)
}

/// A line about the business has to have a character at least: once set, it can only be replaced.
fn field(settings: &ChannelSettings, setting: Setting) -> Option<(String, Value)> {
    fn text<T: ToString>(value: Option<&T>) -> Value {
        Value::String(value.map(T::to_string).unwrap_or_default())
    }
    let (name, value) = match setting {
        Setting::About => ("about", json!(settings.about.as_ref()?.as_str())),
        Setting::Address => ("address", text(settings.address.as_ref())),
        Setting::Description => ("description", text(settings.description.as_ref())),
        Setting::Email => ("email", text(settings.email.as_ref())),
        Setting::Websites => ("websites", json!(settings.websites)),
        _ => return None,
    };
    Some((name.to_owned(), value))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_profile_is_read_in_either_form_and_what_does_not_fit_is_left_out() {
        let profile = r#"{"about":"Tea","email":null,"vertical":"RETAIL","new":{},
            "websites":["https://a.example","not a page"],"messaging_product":"whatsapp"}"#;
        for entry in [profile.to_owned(), format!(r#"{{"business_profile":{profile}}}"#)] {
            let entry: Entry = serde_json::from_str(&entry).expect("a profile");
            let (Entry::Inside { business_profile: profile } | Entry::Itself(profile)) = entry;
            let settings = settings(&profile);
            assert_eq!(settings.about.map(|about| about.to_string()).as_deref(), Some("Tea"));
            assert_eq!(settings.websites.len(), 1);
            assert_eq!(settings.email, None);
        }
        let long = Profile { description: "x".repeat(512), ..Profile::default() };
        assert_eq!(settings(&long), ChannelSettings::default());
    }

    #[test]
    fn only_what_is_named_is_written_and_a_line_is_never_emptied() {
        let empty = ChannelSettings::default();
        assert_eq!(field(&empty, Setting::About), None);
        assert_eq!(field(&empty, Setting::Email), Some(("email".to_owned(), json!(""))));
        assert_eq!(field(&empty, Setting::Websites), Some(("websites".to_owned(), json!([]))));
        assert_eq!(field(&empty, Setting::Greeting), None);
    }
}
