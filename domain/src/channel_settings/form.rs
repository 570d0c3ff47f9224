use super::{
    BusinessHours, ChannelSettings, ContactEmail, DayHours, Language, Opening, Phone, SettingText,
    TimeZone, Website, Weekday,
};
use crate::error_code::ErrorCode;
use crate::field_errors::{Field, FieldErrors};
use crate::platform::{PlatformSetting, Setting};

/// The form with the settings of a channel, as it was typed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ChannelSettingsForm {
    /// What customers see as the sender.
    pub display_name: String,
    /// The tag of the language.
    pub default_language: String,
    /// A line about the business.
    pub about: String,
    /// What it does.
    pub description: String,
    /// What somebody sees before they write.
    pub greeting: String,
    /// The name of the time zone.
    pub time_zone: String,
    /// The hours from Monday to Sunday.
    pub days: [DayForm; 7],
    /// The e-mail address.
    pub email: String,
    /// The telephone number.
    pub phone: String,
    /// Two web pages.
    pub websites: [String; 2],
    /// Where it is.
    pub address: String,
    /// The version of the settings that the form was filled from.
    pub version: i64,
}

/// Two openings of a day, each from and until, as they were typed: `09:00`.
pub type DayForm = [[String; 2]; 2];

/// A form without a mistake.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SettingsEdit {
    /// The new settings.
    pub settings: ChannelSettings,
    /// The version that is to be replaced.
    pub version: i64,
}

/// What came of reading a part: `None` after a mistake, which was noted.
type Read<T> = Option<Option<T>>;

impl ChannelSettingsForm {
    /// The form filled with these settings.
    pub fn of(settings: &ChannelSettings, version: i64) -> Self {
        let text = |field: Field| -> String {
            let mut texts = Setting::ALL.into_iter().flat_map(|setting| settings.texts(setting));
            texts.find(|(one, _)| *one == field).map(|(_, text)| text).unwrap_or_default()
        };
        let hours = settings.business_hours.as_ref();
        let day = |day: Weekday| -> DayForm {
            let openings = hours.map_or(&[][..], |hours| hours.of(day).openings());
            [0, 1].map(|place| match openings.get(place) {
                // As a browser's time field holds it.
                Some(one) => {
                    [one.from(), one.until()].map(|time| time.to_string().replace("24:", "00:"))
                }
                None => <[String; 2]>::default(),
            })
        };
        Self {
            display_name: text(Field::DisplayName),
            default_language: text(Field::DefaultLanguage),
            about: text(Field::About),
            description: text(Field::Description),
            greeting: text(Field::Greeting),
            time_zone: text(Field::TimeZone),
            days: Weekday::ALL.map(day),
            email: text(Field::ContactEmail),
            phone: text(Field::Phone),
            websites: [text(Field::Website), text(Field::SecondWebsite)],
            address: text(Field::Address),
            version,
        }
    }

    /// Reads the form for a channel whose platform has these settings, or says everything that is
    /// wrong with it. What is neither the platform's nor kept here is left out.
    pub fn parse(
        &self,
        places: &[PlatformSetting],
        is_zone: impl FnOnce(&str) -> bool,
    ) -> Result<SettingsEdit, FieldErrors> {
        let mut errors = FieldErrors::default();
        let place = |setting| places.iter().find(|one| one.setting == setting);
        let has = |setting: Setting| setting.is_kept_here() || place(setting).is_some();
        let typed = |setting: Setting, text| if has(setting) { text } else { "" };
        let longest = |setting| place(setting).and_then(|one| one.max_length);

        let display_name = errors.take(
            Field::DisplayName,
            text(typed(Setting::DisplayName, &self.display_name), longest(Setting::DisplayName)),
        );
        let language = Language::parse(&self.default_language);
        let default_language = errors.take(Field::DefaultLanguage, language);
        let about = errors
            .take(Field::About, text(typed(Setting::About, &self.about), longest(Setting::About)));
        let description = errors.take(
            Field::Description,
            text(typed(Setting::Description, &self.description), longest(Setting::Description)),
        );
        let greeting = errors.take(
            Field::Greeting,
            text(typed(Setting::Greeting, &self.greeting), longest(Setting::Greeting)),
        );
        let business_hours = self.hours(is_zone, &mut errors);
        let email = errors.take(Field::ContactEmail, ContactEmail::parse(&self.email));
        let phone = errors.take(Field::Phone, Phone::parse(&self.phone));
        let first = errors.take(Field::Website, Website::parse(&self.websites[0]));
        let has_one = place(Setting::Websites).is_some_and(|one| one.max_count == Some(1));
        let second = if has_one { "" } else { &self.websites[1] };
        let second = errors.take(Field::SecondWebsite, Website::parse(second));
        let address = errors.take(Field::Address, text(&self.address, longest(Setting::Address)));
        if !errors.is_empty() {
            return Err(errors);
        }
        let settings = ChannelSettings {
            display_name: display_name.flatten(),
            default_language: default_language.flatten(),
            business_hours: business_hours.flatten(),
            email: email.flatten(),
            phone: phone.flatten(),
            websites: first.into_iter().chain(second).flatten().collect(),
            address: address.flatten(),
            about: about.flatten(),
            description: description.flatten(),
            greeting: greeting.flatten(),
        };
        Ok(SettingsEdit { settings, version: self.version })
    }

    /// Hours need a zone. A zone alone says that it is always closed.
    fn hours(
        &self,
        is_zone: impl FnOnce(&str) -> bool,
        errors: &mut FieldErrors,
    ) -> Read<BusinessHours> {
        let is_blank = |day: &DayForm| day.as_flattened().iter().all(|time| time.trim().is_empty());
        let are_blank = self.days.iter().all(is_blank);
        let zone = match TimeZone::parse(&self.time_zone, is_zone) {
            Ok(None) if !are_blank => Err(ErrorCode::ChannelTimeZoneMissing),
            zone => zone,
        };
        let zone = errors.take(Field::TimeZone, zone);
        let mut days = <[DayHours; 7]>::default();
        let mut is_whole = true;
        for (day, (hours, typed)) in Weekday::ALL.into_iter().zip(days.iter_mut().zip(&self.days)) {
            match errors.take(Field::Hours(day), hours_of(typed)) {
                Some(read) => *hours = read,
                None => is_whole = false,
            }
        }
        match zone? {
            Some(zone) if is_whole => Some(Some(BusinessHours { zone: Some(zone), days })),
            None if is_whole => Some(None),
            _ => None,
        }
    }
}

fn hours_of(typed: &DayForm) -> Result<DayHours, ErrorCode> {
    let openings = typed.iter().map(|[from, until]| Opening::parse(from, until));
    let openings: Vec<_> = openings.collect::<Result<_, _>>()?;
    DayHours::new(openings.into_iter().flatten().collect())
}

fn text<const MAX: usize, const LINES: bool>(
    typed: &str,
    longest: Option<usize>,
) -> Result<Option<SettingText<MAX, LINES>>, ErrorCode> {
    let text = SettingText::parse(typed)?;
    match (&text, longest) {
        (Some(one), Some(longest)) if one.as_str().chars().count() > longest => {
            Err(ErrorCode::ChannelSettingTooLong)
        }
        _ => Ok(text),
    }
}
