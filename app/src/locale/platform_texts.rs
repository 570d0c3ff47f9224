use domain::channel::ChannelType;
use domain::platform::{Actor, CheckItem, CredentialFault, Reason, ReasonKind};

/// What is said about the platforms that channels are bound to: what stands in the way, what to
/// fill in, and what the platform's own words mean.
#[derive(Debug)]
pub struct PlatformTexts {
    /// Why something does not work.
    pub cause: fn(Reason) -> &'static str,
    /// What to do about it.
    pub next_step: fn(Reason) -> &'static str,
    pub reason_kind: fn(ReasonKind) -> &'static str,
    pub actor: fn(Actor) -> &'static str,
    /// Seconds that the platform asks to wait.
    pub wait: fn(u32) -> String,
    /// A line of the checklist, as it should be.
    pub check_item: fn(CheckItem) -> &'static str,
    pub who_acts: &'static str,
    pub next_step_label: &'static str,
    pub waiting: &'static str,
    pub waiting_helps: &'static str,
    pub waiting_is_useless: &'static str,
    pub platform_code: &'static str,
    pub for_experts: &'static str,
    pub passed: &'static str,
    pub failed: &'static str,
    pub cannot_know: &'static str,
    pub nothing_checked: &'static str,
    pub record_heading: &'static str,
    pub record_name: &'static str,
    pub record_kind: &'static str,
    pub record_value: &'static str,
    pub copy_record_name: &'static str,
    pub copy_record_value: &'static str,
    pub record_unknown_part: &'static str,
    pub secret_hint: &'static str,
    pub for_example: &'static str,
    pub not_given: &'static str,
    /// A way to authorise a channel of this type, by its name.
    pub way: fn(ChannelType, &str) -> Option<WayTexts>,
    /// A field, by the names of its way and itself.
    pub credential: fn(&str, &str) -> Option<CredentialTexts>,
    /// A word to choose from, by the name of its field and itself.
    pub choice: fn(&str, &str) -> Option<&'static str>,
    pub credential_fault: fn(CredentialFault) -> &'static str,
    /// What a platform tells, by its name for it. `None` for what is new there.
    pub fact: fn(&str) -> Option<&'static str>,
    /// What a value means, by the name of the fact and itself. `None` where it says so itself.
    pub fact_value: fn(&str, &str) -> Option<&'static str>,
}

/// A way to authorise a channel.
#[derive(Debug, Clone, Copy)]
pub struct WayTexts {
    pub title: &'static str,
    /// When to choose it.
    pub when: &'static str,
}

/// A field that is filled in to authorise a channel.
#[derive(Debug, Clone, Copy)]
pub struct CredentialTexts {
    pub label: &'static str,
    pub hint: &'static str,
}
