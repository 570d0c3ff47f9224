//! The languages of the console.
//!
//! Every word a person reads is a field of [`Texts`]; each language fills in all of them, so a
//! missing word does not compile. Only the server has the texts: an island gets its few words
//! as props, so that no dictionary goes into the browser.

mod back_office_texts;
mod binding_texts;
mod channel_request_texts;
mod channel_settings_texts;
mod countries;
mod customer_texts;
mod en;
mod health_texts;
mod ja;
mod mail_texts;
mod message_texts;
mod open_id_texts;
mod passkey_texts;
mod platform_texts;
mod registration_texts;
mod second_factor_texts;
mod texts;
mod zh;

pub use back_office_texts::*;
pub use binding_texts::*;
pub use channel_request_texts::*;
pub use channel_settings_texts::*;
pub use countries::Countries;
pub use customer_texts::*;
pub use health_texts::*;
pub use mail_texts::*;
pub use message_texts::*;
pub use open_id_texts::*;
pub use passkey_texts::*;
pub use platform_texts::*;
pub use registration_texts::*;
pub use second_factor_texts::*;
pub use texts::*;

/// A language that the console speaks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Locale {
    /// English, for everybody who asks for no other.
    #[default]
    English,
    /// Japanese.
    Japanese,
    /// Simplified Chinese.
    Chinese,
}

impl Locale {
    /// All languages, in the order of the language menu.
    pub const ALL: [Self; 3] = [Self::English, Self::Japanese, Self::Chinese];

    /// The language tag (BCP 47), as in `<html lang>`.
    pub const fn tag(self) -> &'static str {
        match self {
            Self::English => "en",
            Self::Japanese => "ja",
            Self::Chinese => "zh-Hans",
        }
    }

    /// What the language calls itself.
    pub const fn own_name(self) -> &'static str {
        match self {
            Self::English => "English",
            Self::Japanese => "日本語",
            Self::Chinese => "简体中文",
        }
    }

    /// The language with exactly this tag.
    pub fn from_tag(tag: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|locale| locale.tag() == tag)
    }

    /// Everything the console says in this language.
    pub const fn texts(self) -> &'static Texts {
        match self {
            Self::English => &en::TEXTS,
            Self::Japanese => &ja::TEXTS,
            Self::Chinese => &zh::TEXTS,
        }
    }

    /// The best language for an `Accept-Language` header (RFC 9110, 12.5.4): the one with the
    /// highest weight that the console speaks, English when it speaks none of them.
    pub fn from_accept_language(header: &str) -> Self {
        let mut best = (0.0, Self::default());
        for range in header.split(',') {
            let (tag, parameters) = range.split_once(';').unwrap_or((range, ""));
            let weight = match parameters.trim().strip_prefix("q=") {
                Some(quality) => quality.trim().parse().unwrap_or(0.0),
                None => 1.0_f32,
            };
            if let Some(locale) = Self::from_language_range(tag.trim())
                && weight > best.0
            {
                best = (weight, locale);
            }
        }
        best.1
    }

    /// Every kind of Chinese leads to the one that there is: closer to a reader of traditional
    /// characters than English.
    fn from_language_range(range: &str) -> Option<Self> {
        let language = range.split('-').next().unwrap_or_default();
        [("en", Self::English), ("ja", Self::Japanese), ("zh", Self::Chinese)]
            .into_iter()
            .find(|(known, _)| language.eq_ignore_ascii_case(known))
            .map(|(_, locale)| locale)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_browser_chooses_by_weight() {
        for (header, locale) in [
            ("", Locale::English),
            ("ja", Locale::Japanese),
            ("ja-JP,ja;q=0.9,en;q=0.8", Locale::Japanese),
            ("fr, zh-TW;q=0.7, en;q=0.3", Locale::Chinese),
            ("en;q=0.1, zh;q=0.2", Locale::Chinese),
            ("fr;q=1, de", Locale::English),
            ("ja;q=0, en", Locale::English),
            ("ja;q=nonsense,zh;q=0.1", Locale::Chinese),
            ("*", Locale::English),
        ] {
            assert_eq!(Locale::from_accept_language(header), locale, "{header}");
        }
    }

    #[test]
    fn tags_lead_back_to_their_language() {
        for locale in Locale::ALL {
            assert_eq!(Locale::from_tag(locale.tag()), Some(locale));
        }
    }

    #[test]
    fn the_limits_in_the_sentences_are_the_limits_of_the_rules() {
        use domain::channel::{ChannelName, Remarks};
        use domain::error_code::ErrorCode;
        use domain::tenant::{Contact, MAX_CHANNEL_QUOTA, Reason, RegistrationNumber, TenantName};
        use domain::user::{Password, PersonName};

        for locale in Locale::ALL {
            let texts = locale.texts();
            let hint = texts.account.new_password_hint;
            assert!(hint.contains(&Password::MIN_LENGTH.to_string()), "{hint}");
            for sentence in [texts.back_office.quota_hint, (texts.error)(ErrorCode::QuotaInvalid)] {
                let digits = sentence.replace(',', "");
                assert!(digits.contains(&MAX_CHANNEL_QUOTA.to_string()), "{sentence}");
            }
            for (code, limit) in [
                (ErrorCode::ChannelNameTooLong, ChannelName::MAX_LENGTH),
                (ErrorCode::ChannelRemarksTooLong, Remarks::MAX_LENGTH),
                (ErrorCode::ContactTooLong, Contact::MAX_LENGTH),
                (ErrorCode::RegistrationNumberTooLong, RegistrationNumber::MAX_LENGTH),
                (ErrorCode::PasswordTooShort, Password::MIN_LENGTH),
                (ErrorCode::PasswordTooLong, Password::MAX_LENGTH),
                (ErrorCode::PersonNameTooLong, PersonName::MAX_LENGTH),
                (ErrorCode::ReasonTooLong, Reason::MAX_LENGTH),
                (ErrorCode::TenantNameTooLong, TenantName::MAX_LENGTH),
            ] {
                let sentence = (texts.error)(code);
                assert!(sentence.contains(&limit.to_string()), "{sentence}");
            }
        }
    }

    #[test]
    fn a_wait_is_told_in_seconds_and_then_in_minutes() {
        for locale in Locale::ALL {
            for wait in [locale.texts().sign_in.wait, locale.texts().registration.wait] {
                for (seconds, told) in [(1, "1"), (16, "16"), (119, "119"), (120, "2"), (841, "15")]
                {
                    assert!(wait(seconds).contains(&format!("{told} ")), "{}", wait(seconds));
                }
            }
        }
    }
}
