use std::fmt;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::setting_text::read;
use crate::error_code::ErrorCode;

/// A language that a channel speaks, by its tag (BCP 47), with its name in itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Language {
    /// The tag, for example `zh-Hant`.
    pub tag: &'static str,
    /// What its speakers call it.
    pub name: &'static str,
}

impl Language {
    /// The languages to choose from, in the order of their tags.
    pub const ALL: [Self; 35] = [
        Self::new("ar", "العربية"),
        Self::new("bg", "Български"),
        Self::new("bn", "বাংলা"),
        Self::new("cs", "Čeština"),
        Self::new("da", "Dansk"),
        Self::new("de", "Deutsch"),
        Self::new("el", "Ελληνικά"),
        Self::new("en", "English"),
        Self::new("es", "Español"),
        Self::new("fi", "Suomi"),
        Self::new("fil", "Filipino"),
        Self::new("fr", "Français"),
        Self::new("he", "עברית"),
        Self::new("hi", "हिन्दी"),
        Self::new("hu", "Magyar"),
        Self::new("id", "Bahasa Indonesia"),
        Self::new("it", "Italiano"),
        Self::new("ja", "日本語"),
        Self::new("ko", "한국어"),
        Self::new("ms", "Bahasa Melayu"),
        Self::new("nb", "Norsk bokmål"),
        Self::new("nl", "Nederlands"),
        Self::new("pl", "Polski"),
        Self::new("pt", "Português"),
        Self::new("pt-BR", "Português (Brasil)"),
        Self::new("ro", "Română"),
        Self::new("ru", "Русский"),
        Self::new("sk", "Slovenčina"),
        Self::new("sv", "Svenska"),
        Self::new("th", "ไทย"),
        Self::new("tr", "Türkçe"),
        Self::new("uk", "Українська"),
        Self::new("vi", "Tiếng Việt"),
        Self::new("zh-Hans", "简体中文"),
        Self::new("zh-Hant", "繁體中文"),
    ];

    const fn new(tag: &'static str, name: &'static str) -> Self {
        Self { tag, name }
    }

    /// Reads what somebody chose; nothing for nothing.
    pub fn parse(tag: &str) -> Result<Option<Self>, ErrorCode> {
        if tag.is_empty() {
            return Ok(None);
        }
        let known = Self::ALL.into_iter().find(|language| language.tag == tag);
        known.map(Some).ok_or(ErrorCode::ChannelLanguageUnknown)
    }
}

impl fmt::Display for Language {
    fn fmt(&self, text: &mut fmt::Formatter<'_>) -> fmt::Result {
        text.write_str(self.tag)
    }
}

impl Serialize for Language {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.tag)
    }
}

impl<'de> Deserialize<'de> for Language {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        read(deserializer, Self::parse)
    }
}
