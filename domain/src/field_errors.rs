//! What is wrong with a form.

use serde::{Deserialize, Serialize};

use crate::channel_settings::Weekday;
use crate::error_code::ErrorCode;

/// A field of a form, by the name it has in the HTML.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Field {
    /// `type`: the channel type.
    ChannelType,
    /// `name`: the channel name.
    Name,
    /// `remarks`: the remarks.
    Remarks,
    /// `confirm_name`: the channel's name, typed again before its deletion.
    ConfirmName,
    /// `no_business`: nothing runs on the channel any more.
    NoRunningBusiness,
    /// `backed_up`: important data has been saved elsewhere.
    DataBackedUp,
    /// `email`: an e-mail address.
    Email,
    /// `person_name`: the name of a person.
    PersonName,
    /// `organisation`: the name of a tenant.
    Organisation,
    /// `password`: the password to sign in or to confirm with.
    Password,
    /// `new_password`: a password that is being chosen.
    NewPassword,
    /// `code`: a code of a second factor.
    Code,
    /// `passkey_name`: what somebody calls a passkey.
    PasskeyName,
    /// `role`: what somebody is in a tenant.
    Role,
    /// `quota`: how many channels a tenant may have.
    Quota,
    /// `reason`: why somebody does something to a tenant.
    Reason,
    /// `country`: where a company is registered.
    Country,
    /// `registration_number`: its number in the register there.
    RegistrationNumber,
    /// `contact`: how an account manager reaches it.
    Contact,
    /// `note`: why a tenant gets another quota.
    Note,
    /// A person's account at an OpenID provider. Only in the audit log.
    Identity,
    /// `recipient`: whom a message goes to, in the platform's own form.
    Recipient,
    /// `text`: what a message says.
    Text,
    /// `customer`: a tenant of which somebody is the service provider, or is to be.
    Customer,
    /// Of no form: the service provider of a tenant.
    Provider,
    /// `way`: how a channel is authorised.
    Way,
    /// `account`: the third-party account of a channel.
    Account,
    /// Of no form: the code of what is wrong at a platform.
    Problem,
    /// Of no form: the SHA-256 of a file.
    Checksum,
    /// Of no form: how a channel is doing, by [`crate::health::HealthLevel::slug`].
    Health,
    /// Of no form: why, by [`crate::platform::Reason::code`].
    HealthReason,
    /// `webhook_url`: where notifications are sent to.
    WebhookUrl,
    /// `display_name`: what a channel's customers see as the sender.
    DisplayName,
    /// `default_language`: the language that a channel speaks.
    DefaultLanguage,
    /// `about`: a line about the business.
    About,
    /// `description`: what the business does.
    Description,
    /// `greeting`: what somebody sees before they write for the first time.
    Greeting,
    /// `time_zone`: where the business hours are.
    TimeZone,
    /// `hours_mon` and so on: when the business is open on that day.
    Hours(Weekday),
    /// `contact_email`: the e-mail address for customers.
    ContactEmail,
    /// `phone`: the telephone number for customers.
    Phone,
    /// `website`: a web page.
    Website,
    /// `second_website`: another one.
    SecondWebsite,
    /// `address`: where the business is.
    Address,
}

impl Field {
    /// The `name` attribute, which is also the `id`.
    pub const fn name(self) -> &'static str {
        match self {
            Self::ChannelType => "type",
            Self::Name => "name",
            Self::Remarks => "remarks",
            Self::ConfirmName => "confirm_name",
            Self::NoRunningBusiness => "no_business",
            Self::DataBackedUp => "backed_up",
            Self::Email => "email",
            Self::PersonName => "person_name",
            Self::Organisation => "organisation",
            Self::Password => "password",
            Self::NewPassword => "new_password",
            Self::Code => "code",
            Self::PasskeyName => "passkey_name",
            Self::Role => "role",
            Self::Quota => "quota",
            Self::Reason => "reason",
            Self::Country => "country",
            Self::RegistrationNumber => "registration_number",
            Self::Contact => "contact",
            Self::Note => "note",
            Self::Identity => "identity",
            Self::Recipient => "recipient",
            Self::Text => "text",
            Self::Customer => "customer",
            Self::Provider => "provider",
            Self::Way => "way",
            Self::Account => "account",
            Self::Problem => "problem",
            Self::Checksum => "checksum",
            Self::Health => "health",
            Self::HealthReason => "health_reason",
            Self::WebhookUrl => "webhook_url",
            Self::DisplayName => "display_name",
            Self::DefaultLanguage => "default_language",
            Self::About => "about",
            Self::Description => "description",
            Self::Greeting => "greeting",
            Self::TimeZone => "time_zone",
            Self::Hours(Weekday::Monday) => "hours_mon",
            Self::Hours(Weekday::Tuesday) => "hours_tue",
            Self::Hours(Weekday::Wednesday) => "hours_wed",
            Self::Hours(Weekday::Thursday) => "hours_thu",
            Self::Hours(Weekday::Friday) => "hours_fri",
            Self::Hours(Weekday::Saturday) => "hours_sat",
            Self::Hours(Weekday::Sunday) => "hours_sun",
            Self::ContactEmail => "contact_email",
            Self::Phone => "phone",
            Self::Website => "website",
            Self::SecondWebsite => "second_website",
            Self::Address => "address",
        }
    }
}

/// Every problem of a form, at most one a field, in the order of the form's fields.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct FieldErrors(Vec<(Field, ErrorCode)>);

impl FieldErrors {
    /// Notes that `field` breaks a rule.
    pub fn add(&mut self, field: Field, code: ErrorCode) {
        self.0.push((field, code));
    }

    /// One field breaks a rule, and no other.
    pub fn only(field: Field, code: ErrorCode) -> Self {
        Self(vec![(field, code)])
    }

    /// Takes the value, or notes why there is none.
    pub fn take<T>(&mut self, field: Field, parsed: Result<T, ErrorCode>) -> Option<T> {
        parsed.map_err(|code| self.add(field, code)).ok()
    }

    /// The problem of one field.
    pub fn of(&self, field: Field) -> Option<ErrorCode> {
        self.0.iter().find(|(wrong, _)| *wrong == field).map(|(_, code)| *code)
    }

    /// Whether nothing is wrong.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// All problems, in the order of the form's fields.
    pub fn iter(&self) -> impl Iterator<Item = (Field, ErrorCode)> + '_ {
        self.0.iter().copied()
    }
}
