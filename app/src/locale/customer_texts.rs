//! What is said between service providers and their customers.

/// A service provider's customers.
#[derive(Debug)]
pub struct CustomerTexts {
    pub introduction: &'static str,
    pub search_hint: &'static str,
    pub customer: &'static str,
    pub state: &'static str,
    pub all_states: &'static str,
    pub channels: &'static str,
    /// Used, quota.
    pub usage: fn(u32, u32) -> String,
    pub since: &'static str,
    pub show_channels: &'static str,
    /// Name of a customer.
    pub show_channels_of: fn(&str) -> String,
    pub none_heading: &'static str,
    pub none_explanation: &'static str,
    pub no_match: &'static str,
    pub new_customer: &'static str,
    pub back: &'static str,
    pub create_heading: &'static str,
    pub create_explanation: &'static str,
    pub admin_email: &'static str,
    pub create: &'static str,
    /// Name of the customer, e-mail address of its admin.
    pub created_notice: fn(&str, &str) -> String,
    pub created_next: &'static str,
    pub ask_heading: &'static str,
    pub ask_explanation: &'static str,
    pub customer_id: &'static str,
    pub ask: &'static str,
    pub asked_notice: &'static str,
    pub requests_heading: &'static str,
    pub requests_explanation: &'static str,
    pub asked_at: &'static str,
    pub withdraw: &'static str,
    /// Id of an organisation.
    pub withdraw_named: fn(&str) -> String,
    pub withdrawn_notice: &'static str,
    pub invite_heading: &'static str,
    pub invite_explanation: &'static str,
    pub invite: &'static str,
    pub end_heading: &'static str,
    /// Name of the customer.
    pub end_explanation: fn(&str) -> String,
    pub end: &'static str,
    pub ended_notice: &'static str,
    pub confirm_first: &'static str,
    pub only_admins: &'static str,
    /// In the channel table of a service provider.
    pub channels_introduction: &'static str,
    pub all_customers: &'static str,
    pub incomplete: &'static str,
    pub all_link: &'static str,
    /// Before the channels of one customer.
    pub choose: &'static str,
    pub choose_hint: &'static str,
    /// Name of the customer.
    pub acting: fn(&str) -> String,
    /// Name of the customer whose quota is used up, quota.
    pub quota_used_up: fn(&str, u32) -> String,
}

/// The service provider of an organisation, as its own people see it.
#[derive(Debug)]
pub struct ProviderTexts {
    pub introduction: &'static str,
    pub own_id: &'static str,
    pub none: &'static str,
    pub current_heading: &'static str,
    /// Name of the service provider.
    pub current: fn(&str) -> String,
    pub without_right: &'static str,
    pub end: &'static str,
    /// Name of the service provider.
    pub end_explanation: fn(&str) -> String,
    /// Names of service providers, before the link to their page.
    pub asking: fn(&str) -> String,
    pub requests_heading: &'static str,
    pub accept_explanation: &'static str,
    pub end_first: &'static str,
    pub asked_at: &'static str,
    pub accept: &'static str,
    /// Name of the service provider.
    pub accept_named: fn(&str) -> String,
    pub decline: &'static str,
    /// Name of the service provider.
    pub decline_named: fn(&str) -> String,
    pub accepted_notice: &'static str,
    pub declined_notice: &'static str,
    pub ended_notice: &'static str,
    pub confirm_first: &'static str,
    pub only_admins: &'static str,
}
