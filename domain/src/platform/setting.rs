use serde::{Deserialize, Serialize};

/// Something that a channel tells its customers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Setting {
    /// What customers see as the sender.
    DisplayName,
    /// The language it speaks.
    DefaultLanguage,
    /// A line about the business.
    About,
    /// What the business does.
    Description,
    /// What somebody sees before they write for the first time.
    Greeting,
    /// When somebody answers.
    BusinessHours,
    /// An e-mail address.
    Email,
    /// A telephone number.
    Phone,
    /// Up to two web pages.
    Websites,
    /// Where the business is.
    Address,
}

impl Setting {
    /// All of them, in the order of the form.
    pub const ALL: [Self; 10] = [
        Self::DisplayName,
        Self::DefaultLanguage,
        Self::About,
        Self::Description,
        Self::Greeting,
        Self::BusinessHours,
        Self::Email,
        Self::Phone,
        Self::Websites,
        Self::Address,
    ];

    /// Whether it is worth keeping for the people of the tenant, though no platform is told.
    pub const fn is_kept_here(self) -> bool {
        !matches!(self, Self::DisplayName | Self::About | Self::Description | Self::Greeting)
    }
}

/// What shows a setting to customers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum SettingCarrier {
    /// The account has it, and shows it by itself.
    Account,
    /// It goes along with each message.
    Messages,
}

/// A setting that a platform has a place for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct PlatformSetting {
    /// Which.
    pub setting: Setting,
    /// What shows it.
    pub carried_by: SettingCarrier,
    /// The longest text in characters, where the platform takes less than anybody else.
    pub max_length: Option<usize>,
    /// How many the platform takes, where it takes fewer.
    pub max_count: Option<usize>,
}

impl PlatformSetting {
    /// A setting that the account has.
    pub const fn of_account(setting: Setting) -> Self {
        Self { setting, carried_by: SettingCarrier::Account, max_length: None, max_count: None }
    }

    /// A setting that goes along with messages.
    pub const fn of_messages(setting: Setting) -> Self {
        Self { setting, carried_by: SettingCarrier::Messages, max_length: None, max_count: None }
    }

    /// The same, but no longer than this.
    #[must_use]
    pub const fn at_most(mut self, characters: usize) -> Self {
        self.max_length = Some(characters);
        self
    }

    /// The same, but no more than this many.
    #[must_use]
    pub const fn up_to(mut self, count: usize) -> Self {
        self.max_count = Some(count);
        self
    }
}
