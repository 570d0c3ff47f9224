//! The addresses of service providers and their customers.

use domain::ids::TenantId;

use super::{CHANNELS, NEW_CHANNEL};

/// The customers of a service provider.
pub const CUSTOMERS: &str = "/customers";

/// The forms that create a customer and ask for consent; the first is also sent here.
pub const NEW_CUSTOMER: &str = "/customers/new";

/// Takes the form that asks an organisation for consent.
pub const ASK_CONSENT: &str = "/customers/ask";

/// Pattern of [`withdraw_request`].
pub const WITHDRAW_REQUEST_PATTERN: &str = "/customers/requests/{id}/withdraw";

/// Pattern of [`customer`].
pub const CUSTOMER_PATTERN: &str = "/customers/{id}";

/// Pattern of [`invite_first_admin`].
pub const INVITE_FIRST_ADMIN_PATTERN: &str = "/customers/{id}/invite";

/// Pattern of [`end_customer`].
pub const END_CUSTOMER_PATTERN: &str = "/customers/{id}/end";

/// The service provider of the organisation, and those who ask to be.
pub const PROVIDER: &str = "/provider";

/// Pattern of [`provider_action`] `accept`.
pub const ACCEPT_PROVIDER_PATTERN: &str = "/provider/{id}/accept";

/// Pattern of [`provider_action`] `decline`.
pub const DECLINE_PROVIDER_PATTERN: &str = "/provider/{id}/decline";

/// Pattern of [`provider_action`] `end`.
pub const END_PROVIDER_PATTERN: &str = "/provider/{id}/end";

/// The Create Channel form with this customer chosen.
pub fn new_channel_for(customer: TenantId) -> String {
    format!("{NEW_CHANNEL}?customer={customer}")
}

/// The channels of one customer.
pub fn channels_of(customer: TenantId) -> String {
    format!("{CHANNELS}?customer={customer}")
}

/// One customer.
pub fn customer(id: TenantId) -> String {
    format!("{CUSTOMERS}/{id}")
}

/// Takes the form that invites the first admin of a customer once more.
pub fn invite_first_admin(id: TenantId) -> String {
    customer(id) + "/invite"
}

/// Ends the relation with a customer.
pub fn end_customer(id: TenantId) -> String {
    customer(id) + "/end"
}

/// Takes a request for consent back.
pub fn withdraw_request(id: TenantId) -> String {
    format!("{CUSTOMERS}/requests/{id}/withdraw")
}

/// The customers page, saying what was done: one of the words that it knows.
pub fn customers_changed(notice: &str) -> String {
    format!("{CUSTOMERS}?notice={notice}")
}

/// Takes a form of the service provider's page.
pub fn provider_action(id: TenantId, action: &str) -> String {
    format!("{PROVIDER}/{id}/{action}")
}

/// The service provider's page, saying what was done: one of the words that it knows.
pub fn provider_changed(notice: &str) -> String {
    format!("{PROVIDER}?notice={notice}")
}
