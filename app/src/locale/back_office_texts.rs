//! What is said about organisations as a whole, and in their logs.

/// What an organisation lacks to use the service; the rest is said by the sentences of errors.
#[derive(Debug)]
pub struct StandingTexts {
    /// Why it was rejected.
    pub rejected: fn(&str) -> String,
    pub activate: &'static str,
    pub activated_notice: &'static str,
}

/// A log with filters, and the same as a file.
#[derive(Debug)]
pub struct AuditLogTexts {
    pub installation_heading: &'static str,
    pub introduction: &'static str,
    pub time: &'static str,
    pub person: &'static str,
    pub person_hint: &'static str,
    pub action: &'static str,
    pub all_actions: &'static str,
    pub outcome: &'static str,
    pub all_outcomes: &'static str,
    pub refused_only: &'static str,
    pub no_match_heading: &'static str,
    pub no_match_explanation: &'static str,
    pub refused_for: &'static str,
    pub channel_id: &'static str,
    pub user_id: &'static str,
    pub changes: &'static str,
}

/// The pages of account managers.
#[derive(Debug)]
pub struct BackOfficeTexts {
    pub introduction: &'static str,
    pub search_hint: &'static str,
    pub state: &'static str,
    pub all_states: &'static str,
    pub table_caption: &'static str,
    pub organisation: &'static str,
    pub channels: &'static str,
    /// Used, quota.
    pub usage: fn(u32, u32) -> String,
    pub registered: &'static str,
    pub waiting_heading: &'static str,
    /// How many organisations.
    pub waiting_verifications: fn(u64) -> String,
    /// How many requests.
    pub waiting_requests: fn(u64) -> String,
    pub nobody_heading: &'static str,
    pub nobody_explanation: &'static str,
    pub no_match_heading: &'static str,
    pub no_match_explanation: &'static str,
    pub back: &'static str,
    pub facts_heading: &'static str,
    pub rejected_for: &'static str,
    pub activated: &'static str,
    pub suspended: &'static str,
    pub verification_heading: &'static str,
    pub verify_explanation: &'static str,
    pub verify: &'static str,
    pub reject_hint: &'static str,
    pub reject: &'static str,
    pub confirm_first: &'static str,
    pub quota_heading: &'static str,
    pub quota_hint: &'static str,
    pub note_hint: &'static str,
    pub change_quota: &'static str,
    pub suspension_heading: &'static str,
    pub suspend_hint: &'static str,
    pub suspend: &'static str,
    pub resume_explanation: &'static str,
    pub resume: &'static str,
    pub verified_notice: &'static str,
    pub rejected_notice: &'static str,
    pub quota_notice: &'static str,
    pub suspended_notice: &'static str,
    pub resumed_notice: &'static str,
    pub log_heading: &'static str,
    /// The service provider of an organisation.
    pub provider: &'static str,
    pub provider_heading: &'static str,
    pub grant_provider_explanation: &'static str,
    pub grant_provider: &'static str,
    pub revoke_provider_explanation: &'static str,
    pub revoke_provider: &'static str,
    pub provider_granted_notice: &'static str,
    pub provider_revoked_notice: &'static str,
}
