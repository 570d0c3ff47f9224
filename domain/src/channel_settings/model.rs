use serde::{Deserialize, Serialize};

use super::{BusinessHours, ContactEmail, Language, Phone, SettingText, Website, Weekday};
use crate::audit::FieldChange;
use crate::field_errors::Field;
use crate::ids::{BindingId, ChannelId, TenantId};
use crate::platform::{Problem, Setting};
use crate::time::Timestamp;

/// What customers see as the sender, on one line. E-mail has no limit; this one keeps it readable.
pub type DisplayName = SettingText<100, false>;

/// A line about the business. Source: WhatsApp's business profile.
pub type About = SettingText<139, false>;

/// Where the business is. Source: WhatsApp's business profile.
pub type Address = SettingText<256, true>;

/// What the business does. Source: WhatsApp's business profile in Meta's `OpenAPI` description; its
/// documentation has 512.
pub type Description = SettingText<256, true>;

/// What somebody sees before they write for the first time. Source: Messenger Profile,
/// "Greeting".
pub type Greeting = SettingText<160, true>;

/// What a channel tells its customers. Every part may be missing: it was not set, and what the
/// account itself has stays.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct ChannelSettings {
    /// What customers see as the sender.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub display_name: Option<DisplayName>,
    /// The language that it speaks if nothing else is known.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub default_language: Option<Language>,
    /// When somebody answers.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub business_hours: Option<BusinessHours>,
    /// Where else customers may write to.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub email: Option<ContactEmail>,
    /// Where they may call.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub phone: Option<Phone>,
    /// Where they may look, at most two.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub websites: Vec<Website>,
    /// Where the business is.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub address: Option<Address>,
    /// A line about it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub about: Option<About>,
    /// What it does.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub description: Option<Description>,
    /// What somebody sees before they write for the first time.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub greeting: Option<Greeting>,
}

impl ChannelSettings {
    /// Whether this one is set.
    pub fn has(&self, setting: Setting) -> bool {
        match setting {
            Setting::DisplayName => self.display_name.is_some(),
            Setting::DefaultLanguage => self.default_language.is_some(),
            Setting::BusinessHours => self.business_hours.is_some(),
            Setting::Email => self.email.is_some(),
            Setting::Phone => self.phone.is_some(),
            Setting::Websites => !self.websites.is_empty(),
            Setting::Address => self.address.is_some(),
            Setting::About => self.about.is_some(),
            Setting::Description => self.description.is_some(),
            Setting::Greeting => self.greeting.is_some(),
        }
    }

    /// The fields of a setting as texts, empty where nothing is set.
    pub fn texts(&self, setting: Setting) -> Vec<(Field, String)> {
        fn text<T: ToString>(value: Option<&T>) -> String {
            value.map(T::to_string).unwrap_or_default()
        }
        match setting {
            Setting::DisplayName => vec![(Field::DisplayName, text(self.display_name.as_ref()))],
            Setting::DefaultLanguage => {
                vec![(Field::DefaultLanguage, text(self.default_language.as_ref()))]
            }
            Setting::BusinessHours => {
                let hours = self.business_hours.as_ref();
                let zone = hours.and_then(|hours| hours.zone.as_ref());
                let zone = zone.map_or("", |zone| zone.as_str()).to_owned();
                let days = Weekday::ALL
                    .map(|day| (Field::Hours(day), text(hours.map(|hours| hours.of(day)))));
                [(Field::TimeZone, zone)].into_iter().chain(days).collect()
            }
            Setting::Email => vec![(Field::ContactEmail, text(self.email.as_ref()))],
            Setting::Phone => vec![(Field::Phone, text(self.phone.as_ref()))],
            Setting::Websites => vec![
                (Field::Website, text(self.websites.first())),
                (Field::SecondWebsite, text(self.websites.get(1))),
            ],
            Setting::Address => vec![(Field::Address, text(self.address.as_ref()))],
            Setting::About => vec![(Field::About, text(self.about.as_ref()))],
            Setting::Description => vec![(Field::Description, text(self.description.as_ref()))],
            Setting::Greeting => vec![(Field::Greeting, text(self.greeting.as_ref()))],
        }
    }

    /// What differs from these, field by field.
    pub(super) fn changes_to(&self, after: &Self) -> Vec<FieldChange> {
        let some = |text: String| (!text.is_empty()).then_some(text);
        let of = |settings: &Self| -> Vec<_> {
            Setting::ALL.into_iter().flat_map(|setting| settings.texts(setting)).collect()
        };
        of(self)
            .into_iter()
            .zip(of(after))
            .filter(|(before, after)| before != after)
            .map(|((field, before), (_, after))| FieldChange {
                field,
                before: some(before),
                after: some(after),
            })
            .collect()
    }
}

/// The settings of a channel, and what its account knows of them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KnownSettings {
    /// Whose channel it is.
    pub tenant: TenantId,
    /// Which channel.
    pub channel: ChannelId,
    /// What was set here.
    pub settings: ChannelSettings,
    /// Counts the edits, from 1; 0 before the first.
    pub version: i64,
    /// Who made the last edit.
    pub saved_by: Option<String>,
    /// When.
    pub saved_at: Option<Timestamp>,
    /// What binds the channel, as far as it is known.
    pub binding: Option<BindingId>,
    /// What this installation may have written at the account. Only that is taken away when it is
    /// set no more.
    pub touched: Vec<Setting>,
    /// The version that the account has.
    pub applied: Option<i64>,
    /// What the account was found to have after that.
    pub found: Option<ChannelSettings>,
    /// When.
    pub found_at: Option<Timestamp>,
    /// Why the account could not be told.
    pub problem: Option<Problem>,
    /// How often it was tried in vain.
    pub turns: u32,
    /// When it is tried next. Nothing: there is nothing to tell.
    pub next_at: Option<Timestamp>,
}

impl KnownSettings {
    /// The longest settings as they are stored, in bytes: every field full of the longest
    /// characters.
    pub const MAX_STORED: usize = 10_000;

    /// A channel about which nothing is known.
    pub fn none(tenant: TenantId, channel: ChannelId) -> Self {
        Self {
            tenant,
            channel,
            settings: ChannelSettings::default(),
            version: 0,
            saved_by: None,
            saved_at: None,
            binding: None,
            touched: Vec::new(),
            applied: None,
            found: None,
            found_at: None,
            problem: None,
            turns: 0,
            next_at: None,
        }
    }

    /// How far the account is.
    pub const fn state(&self) -> PassingState {
        match (self.binding, &self.problem, self.applied) {
            (None, ..) => PassingState::NotBound,
            (_, Some(_), _) => PassingState::PutOff,
            (_, None, Some(version)) if version == self.version => PassingState::Applied,
            _ => PassingState::Waiting,
        }
    }
}

/// How far the account of a channel is in knowing its settings.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PassingState {
    /// There is no account.
    NotBound,
    /// It is about to be told.
    Waiting,
    /// It could not be told, and is tried again.
    PutOff,
    /// It has them.
    Applied,
}
