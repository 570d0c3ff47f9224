//! What is said to a company that registers, and about an organisation to its own people.

/// The form in which somebody registers an organisation.
#[derive(Debug)]
pub struct RegistrationTexts {
    pub heading: &'static str,
    pub introduction: &'static str,
    /// E-mail address of whoever is signed in.
    pub another_introduction: fn(&str) -> String,
    pub company_heading: &'static str,
    pub person_heading: &'static str,
    pub choose_country: &'static str,
    pub number_hint: &'static str,
    pub contact_hint: &'static str,
    pub register: &'static str,
    pub has_account: &'static str,
    /// On the sign-in form.
    pub no_account: &'static str,
    /// On the account page.
    pub another: &'static str,
    /// Seconds until the next attempt.
    pub wait: fn(i64) -> String,
}

/// The page of one's own organisation.
#[derive(Debug)]
pub struct OrganisationTexts {
    pub introduction: &'static str,
    pub registered_notice: &'static str,
    pub asked_again_notice: &'static str,
    /// The way to the first channel.
    pub steps: &'static str,
    pub step_register: &'static str,
    pub step_verify: &'static str,
    pub step_activate: &'static str,
    pub step_create: &'static str,
    pub correct_heading: &'static str,
    pub correct_explanation: &'static str,
    pub ask_again: &'static str,
}

/// A larger quota: asked for, decided, and what both sides see of it.
#[derive(Debug)]
pub struct QuotaRequestTexts {
    pub number_hint: &'static str,
    pub reason_hint: &'static str,
    pub ask: &'static str,
    pub withdraw: &'static str,
    pub only_admins: &'static str,
    pub asked_notice: &'static str,
    pub withdrawn_notice: &'static str,
    pub timeline_heading: &'static str,
    /// The quota that was asked for.
    pub asked: fn(u32) -> String,
    pub open: &'static str,
    pub withdrawn: &'static str,
    /// The quota that was given.
    pub approved: fn(u32) -> String,
    pub rejected: &'static str,
    pub queue_heading: &'static str,
    pub queue_introduction: &'static str,
    pub queue_empty: &'static str,
    pub wanted: &'static str,
    pub reason: &'static str,
    pub asked_at: &'static str,
    pub note_hint: &'static str,
    pub approve: &'static str,
    pub reject: &'static str,
    pub approved_notice: &'static str,
    pub rejected_notice: &'static str,
}
