use super::{Company, Contact, Country, RegistrationNumber, Standing};
use crate::ids::TenantId;
use crate::time::Timestamp;

/// Channels a tenant may have over all types until an account manager raises it.
///
/// Source: the model product's quota, which deleted channels do not count towards.
pub const DEFAULT_CHANNEL_QUOTA: u32 = 100;

/// The highest quota that an account manager can give.
pub const MAX_CHANNEL_QUOTA: u32 = 100_000;

/// A company with its own channels, which nobody else sees.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tenant {
    /// Its identity.
    pub id: TenantId,
    /// The company's name, 1 to 200 characters.
    pub name: String,
    /// How many channels it has and may have.
    pub usage: ChannelUsage,
    /// Whether it may use the service.
    pub standing: Standing,
    /// What an account manager verifies.
    pub company: Company,
    /// Whether its people may act for its customers. An account manager grants it.
    pub service_provider: bool,
    /// The service provider whose customer it is. One that has customers has none itself.
    pub provider: Option<TenantId>,
    /// When it was registered.
    pub created_at: Timestamp,
}

impl Tenant {
    /// What it says about itself.
    pub fn statement(&self) -> Statement {
        Statement { name: self.name.clone(), company: self.company.clone() }
    }

    /// Its id and its name.
    pub fn organisation(&self) -> Organisation {
        Organisation { id: self.id, name: self.name.clone() }
    }
}

/// What a tenant says about itself, which an account manager verifies.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Statement {
    /// Its name.
    pub name: String,
    /// The rest.
    pub company: Company,
}

impl Statement {
    /// The same text for the same statement, and another one for every other.
    pub fn text(&self) -> String {
        let Company { country, registration_number, contact } = &self.company;
        serde_json::json!([
            self.name,
            country.map(Country::code),
            registration_number.as_ref().map(RegistrationNumber::as_str),
            contact.as_ref().map(Contact::as_str),
        ])
        .to_string()
    }
}

/// A tenant by its id and its name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Organisation {
    /// Its identity.
    pub id: TenantId,
    /// Its name, 1 to 200 characters.
    pub name: String,
}

/// How many channels a tenant has, of how many it may have.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ChannelUsage {
    /// Channels that exist now, of all types and in every state.
    pub used: u32,
    /// The limit. May be below `used` after an account manager lowered it.
    pub quota: u32,
}

impl ChannelUsage {
    /// Whether one more channel would be refused.
    pub const fn is_full(self) -> bool {
        self.used >= self.quota
    }
}
