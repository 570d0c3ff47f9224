use crate::error_code::ErrorCode;

/// What a provider calls a person, for ever and for nobody else: 1 to 255 visible ASCII
/// characters, upper and lower case being different. Source: OpenID Connect Core 1.0, section 2,
/// `sub`.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Subject(String);

impl Subject {
    /// The longest subject, in characters.
    pub const MAX_LENGTH: usize = 255;

    /// Reads what a provider sent.
    pub fn parse(text: &str) -> Result<Self, ErrorCode> {
        let fits = (1..=Self::MAX_LENGTH).contains(&text.len())
            && text.chars().all(|one| one.is_ascii_graphic() || one == ' ');
        if fits { Ok(Self(text.to_owned())) } else { Err(ErrorCode::OpenIdTokenInvalid) }
    }

    /// The text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn is_taken_as_it_is() {
        for text in ["a", "A", " 1|x@example.com/ü".trim_end_matches('ü'), &"s".repeat(255)] {
            assert_eq!(Subject::parse(text).expect("a subject").as_str(), text);
        }
    }

    #[test]
    fn is_neither_empty_nor_endless_nor_invisible() {
        for text in ["", &"s".repeat(256), "a\nb", "a\0", "水"] {
            assert_eq!(Subject::parse(text), Err(ErrorCode::OpenIdTokenInvalid), "{text:?}");
        }
    }

    proptest! {
        #[test]
        fn a_subject_keeps_its_promises(text in any::<String>()) {
            if let Ok(subject) = Subject::parse(&text) {
                prop_assert_eq!(subject.as_str(), text.as_str());
                prop_assert!((1..=Subject::MAX_LENGTH).contains(&text.chars().count()));
            }
        }
    }
}
