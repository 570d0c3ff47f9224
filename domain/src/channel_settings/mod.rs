//! What a channel tells its customers about the business: its name, hours and contact.
//!
//! They belong to the channel and not to its account, so that they survive a rebind: whatever
//! account it is bound to is told of them. What the account itself has is left as it is where
//! nothing was ever set here.

mod contact;
mod error;
mod form;
mod hours;
mod language;
mod model;
mod passing_on;
mod service;
mod setting_text;
mod store;

pub use contact::{ContactEmail, Phone, Website};
pub use error::ChannelSettingsError;
pub use form::{ChannelSettingsForm, DayForm, SettingsEdit};
pub use hours::{BusinessHours, DayHours, Opening, TimeOfDay, TimeZone, Weekday};
pub use language::Language;
pub use model::{
    About, Address, ChannelSettings, Description, DisplayName, Greeting, KnownSettings,
    PassingState,
};
pub use passing_on::{
    LONGEST_PASSING, PassedOn, claim_due_settings, give_up_passing, pass_on, pass_on_now,
};
pub use service::{SettingsOfChannel, save_settings, settings_of, settings_to_send_with};
pub use setting_text::SettingText;
pub use store::{
    ChannelSettingsStore, ClaimSettingsOutcome, ClaimedSettings, PassedSettings, SaveOutcome,
};

#[cfg(test)]
mod tests;
