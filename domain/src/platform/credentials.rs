use std::collections::BTreeMap;
use std::fmt;

use crate::date::Date;
use crate::time::Timestamp;

/// How a person gives this installation the right to use an account.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Authorisation {
    /// They fill in a form.
    Form,
    /// They agree at the platform, which sends their browser back with a code.
    CodeExchange,
}

/// What a field of a form takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum FieldShape {
    /// One line of text.
    Line,
    /// One of these words.
    Choice(&'static [&'static str]),
    /// A day, as [`Date::parse`] reads it.
    Date,
}

/// One thing a person fills in to authorise a channel.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct CredentialField {
    /// Its name in forms and in [`Credentials`].
    pub name: &'static str,
    /// Whether it is written once and never shown again.
    pub is_secret: bool,
    /// Whether it may be left empty.
    pub is_optional: bool,
    /// What it takes.
    pub shape: FieldShape,
}

impl CredentialField {
    /// A line that can be read again.
    pub const fn line(name: &'static str) -> Self {
        Self { name, is_secret: false, is_optional: false, shape: FieldShape::Line }
    }

    /// A line that is never shown again.
    pub const fn secret(name: &'static str) -> Self {
        Self { name, is_secret: true, is_optional: false, shape: FieldShape::Line }
    }

    /// One of several words.
    pub const fn choice(name: &'static str, words: &'static [&'static str]) -> Self {
        Self { name, is_secret: false, is_optional: false, shape: FieldShape::Choice(words) }
    }

    /// A day.
    pub const fn date(name: &'static str) -> Self {
        Self { name, is_secret: false, is_optional: false, shape: FieldShape::Date }
    }

    /// The same, but it may be left empty.
    #[must_use]
    pub const fn optional(mut self) -> Self {
        self.is_optional = true;
        self
    }
}

/// One way to authorise a channel of a type.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Way {
    /// Its name, which is also the value of [`Credentials::WAY`].
    pub name: &'static str,
    /// Who is asked: the person here, or the platform.
    pub authorisation: Authorisation,
    /// What the person fills in here.
    pub fields: &'static [CredentialField],
}

/// What is wrong with a field.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum CredentialFault {
    /// It is empty.
    Missing,
    /// It is not what the platform can take.
    Invalid,
    /// It is no day of the calendar.
    NoDate,
}

/// Every fault of a form, at most one a field, in the order of the form's fields.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct CredentialErrors(pub Vec<(&'static str, CredentialFault)>);

/// What a platform needs to know to let this installation use an account: names and values.
///
/// Holds secrets. It has no serialisation and its debug output has names only, so that it can be
/// stored or shown on purpose and not by accident.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Credentials(BTreeMap<String, String>);

impl Credentials {
    /// The name under which the [`Way`] stands.
    pub const WAY: &'static str = "way";

    /// The name under which the end of the authorisation stands, in microseconds since the epoch.
    pub const EXPIRES_AT: &'static str = "expires_at";

    /// Credentials of this way without any value.
    pub fn of_way(way: &Way) -> Self {
        let mut credentials = Self::default();
        credentials.set(Self::WAY, way.name);
        credentials
    }

    /// Credentials of what was stored.
    pub fn from_values(values: impl IntoIterator<Item = (String, String)>) -> Self {
        Self(values.into_iter().collect())
    }

    /// Reads a filled-in form: white space around a value is dropped, but not in a secret; what is
    /// empty, has a control character, is longer than [`Self::MAX_VALUE`] or is not among the
    /// words is a fault. Fields that do not belong to the way are left out.
    pub fn parse(way: &Way, typed: &[(String, String)]) -> Result<Self, CredentialErrors> {
        let mut credentials = Self::of_way(way);
        let mut errors = Vec::new();
        for field in way.fields {
            let value = typed.iter().find(|(name, _)| name == field.name);
            let value = value.map_or("", |(_, value)| value.as_str());
            let value = if field.is_secret { value } else { value.trim() };
            if value.trim().is_empty() {
                if !field.is_optional {
                    errors.push((field.name, CredentialFault::Missing));
                }
            } else if is_valid(field.shape, value) {
                credentials.set(field.name, value);
            } else {
                errors.push((field.name, fault_of(field.shape)));
            }
        }
        if errors.is_empty() { Ok(credentials) } else { Err(CredentialErrors(errors)) }
    }

    /// The longest value, in bytes: the longest tokens of today's platforms have some 300.
    pub const MAX_VALUE: usize = 4_096;

    /// The value with this name, if there is one.
    pub fn get(&self, name: &str) -> Option<&str> {
        self.0.get(name).map(String::as_str)
    }

    /// Sets a value.
    pub fn set(&mut self, name: &str, value: impl Into<String>) {
        self.0.insert(name.to_owned(), value.into());
    }

    /// The same with another value.
    #[must_use]
    pub fn with(mut self, name: &str, value: impl Into<String>) -> Self {
        self.set(name, value);
        self
    }

    /// All names and values, to be sealed and stored.
    pub fn values(&self) -> impl Iterator<Item = (&str, &str)> {
        self.0.iter().map(|(name, value)| (name.as_str(), value.as_str()))
    }

    /// When the authorisation ends, if it does and the platform has said so.
    pub fn expires_at(&self) -> Option<Timestamp> {
        self.get(Self::EXPIRES_AT)?.parse().ok().map(Timestamp::from_micros)
    }
}

fn is_valid(shape: FieldShape, value: &str) -> bool {
    value.len() <= Credentials::MAX_VALUE
        && !value.chars().any(char::is_control)
        && match shape {
            FieldShape::Line => true,
            FieldShape::Choice(words) => words.contains(&value),
            FieldShape::Date => Date::parse(value).is_some(),
        }
}

const fn fault_of(shape: FieldShape) -> CredentialFault {
    match shape {
        FieldShape::Line | FieldShape::Choice(_) => CredentialFault::Invalid,
        FieldShape::Date => CredentialFault::NoDate,
    }
}

impl fmt::Debug for Credentials {
    fn fmt(&self, text: &mut fmt::Formatter<'_>) -> fmt::Result {
        text.write_str("Credentials")?;
        text.debug_set().entries(self.0.keys()).finish()
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const WAY: Way = Way {
        name: "smtp",
        authorisation: Authorisation::Form,
        fields: &[
            CredentialField::line("host"),
            CredentialField::choice("encryption", &["tls", "starttls"]),
            CredentialField::secret("password"),
            CredentialField::line("selector").optional(),
            CredentialField::date("until").optional(),
        ],
    };

    fn typed(values: &[(&str, &str)]) -> Vec<(String, String)> {
        values.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect()
    }

    #[test]
    fn reads_what_the_way_asks_for() {
        let form = typed(&[
            ("host", " mail.example "),
            ("encryption", "tls"),
            ("password", " s3cret "),
            ("other", "x"),
            ("until", " 2027-02-28 "),
        ]);
        let credentials = Credentials::parse(&WAY, &form).expect("credentials");
        assert_eq!(credentials.get(Credentials::WAY), Some("smtp"));
        assert_eq!(credentials.get("host"), Some("mail.example"));
        assert_eq!(credentials.get("password"), Some(" s3cret "));
        assert_eq!(credentials.get("until"), Some("2027-02-28"));
        assert_eq!(credentials.get("selector"), None);
        assert_eq!(credentials.get("other"), None);
    }

    #[test]
    fn names_every_fault_at_once() {
        let form = typed(&[("encryption", "none"), ("password", "a\nb"), ("until", "2027-02-30")]);
        assert_eq!(
            Credentials::parse(&WAY, &form),
            Err(CredentialErrors(vec![
                ("host", CredentialFault::Missing),
                ("encryption", CredentialFault::Invalid),
                ("password", CredentialFault::Invalid),
                ("until", CredentialFault::NoDate),
            ]))
        );
    }

    #[test]
    fn no_value_is_printed() {
        let credentials = Credentials::of_way(&WAY).with("password", "s3cret");
        assert_eq!(format!("{credentials:?}"), r#"Credentials{"password", "way"}"#);
    }

    proptest! {
        #[test]
        fn what_is_stored_is_read_back(values: BTreeMap<String, String>) {
            let credentials = Credentials::from_values(values.clone());
            let again = credentials.values().map(|(name, value)| (name.to_owned(), value.to_owned()));
            prop_assert_eq!(again.collect::<BTreeMap<_, _>>(), values);
        }
    }
}
