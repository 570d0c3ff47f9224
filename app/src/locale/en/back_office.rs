use crate::locale::back_office_texts::{AuditLogTexts, BackOfficeTexts, StandingTexts};

pub(super) const STANDING: StandingTexts = StandingTexts {
    rejected: |reason| {
        format!(
            "Your organisation was not accepted: {reason}\nAn admin of your organisation can \
             correct its data and ask again."
        )
    },
    activate: "Activate the service",
    activated_notice: "The service is activated. Create your first channel.",
};

pub(super) const BACK_OFFICE: BackOfficeTexts = BackOfficeTexts {
    introduction: "All organisations of this console, the last registered first.",
    search_hint: "Name or ID",
    state: "State",
    all_states: "All states",
    table_caption: "Organisations",
    organisation: "Organisation",
    channels: "Channels",
    usage: |used, quota| format!("{used} of {quota}"),
    registered: "Registered",
    waiting_heading: "Waiting for you",
    waiting_verifications: |count| match count {
        0 => "No organisation is waiting for verification".to_owned(),
        1 => "1 organisation is waiting for verification".to_owned(),
        count => format!("{count} organisations are waiting for verification"),
    },
    waiting_requests: |count| match count {
        0 => "No quota request is waiting for a decision".to_owned(),
        1 => "1 quota request is waiting for a decision".to_owned(),
        count => format!("{count} quota requests are waiting for a decision"),
    },
    nobody_heading: "Nobody has registered yet",
    nobody_explanation: "Organisations appear here as soon as they register.",
    no_match_heading: "No organisation matches",
    no_match_explanation: "No organisation fits this search and this state.",
    back: "All organisations",
    facts_heading: "Organisation",
    rejected_for: "Rejected because",
    activated: "Service activated",
    suspended: "Suspended",
    verification_heading: "Verification",
    verify_explanation: "Check that the company is who it says. After that, one of its admins \
                         activates the service.",
    verify: "Verify",
    reject_hint: "The organisation's members read it. At most 500 characters.",
    reject: "Reject",
    confirm_first: "To change the quota or to suspend the organisation, confirm your password \
                    first.",
    quota_heading: "Channel quota",
    quota_hint: "From 0 to 100,000. Channels above a lower quota stay; none can be added.",
    note_hint: "For the audit log. At most 500 characters.",
    change_quota: "Change the quota",
    suspension_heading: "Suspension",
    suspend_hint: "For the audit log. Members still see everything, but can change nothing.",
    suspend: "Suspend",
    resume_explanation: "The organisation's members can make changes again.",
    resume: "Resume",
    verified_notice: "The organisation is verified.",
    rejected_notice: "The organisation is rejected.",
    quota_notice: "The quota was changed.",
    suspended_notice: "The organisation is suspended.",
    resumed_notice: "The organisation goes on.",
    log_heading: "Audit log",
    provider: "Service provider",
    provider_heading: "Service provider",
    grant_provider_explanation: "With this right, the organisation's members manage the channels of \
                                 its customers. A customer has to consent.",
    grant_provider: "Grant the right",
    revoke_provider_explanation: "The organisation's members manage the channels of its customers. \
                                  Without the right they act for none of them, from the next page \
                                  on; the customers can end the relation.",
    revoke_provider: "Take the right back",
    provider_granted_notice: "The organisation is a service provider.",
    provider_revoked_notice: "The organisation is a service provider no longer.",
};

pub(super) const AUDIT_LOG: AuditLogTexts = AuditLogTexts {
    installation_heading: "Audit log of the installation",
    introduction: "What was done and what was refused, newest first. Nothing here can be changed or \
                   removed.",
    time: "Time",
    person: "Person",
    person_hint: "Whole e-mail address",
    action: "Action",
    all_actions: "All actions",
    outcome: "Outcome",
    all_outcomes: "Done and refused",
    refused_only: "Refused only",
    no_match_heading: "Nothing matches",
    no_match_explanation: "No entry of the log fits these filters.",
    refused_for: "Refused because",
    channel_id: "Channel ID",
    user_id: "User ID",
    changes: "Changes",
};
