use crate::locale::registration_texts::{OrganisationTexts, QuotaRequestTexts, RegistrationTexts};

pub(super) const REGISTRATION: RegistrationTexts = RegistrationTexts {
    heading: "Register your organisation",
    introduction: "An account manager checks your company. Then you activate the service and \
                   create your channels.",
    another_introduction: |email| {
        format!(
            "You register it as {email} and become its first admin. An account manager checks the \
             company; then you activate the service."
        )
    },
    company_heading: "Organisation",
    person_heading: "Its first admin",
    choose_country: "Choose a country or region",
    number_hint: "As it stands in that country’s company register.",
    contact_hint: "How your account manager reaches you, for example a telephone number.",
    register: "Register",
    has_account: "You have an account already? Sign in first; you come back here.",
    no_account: "New here? Register your organisation",
    another: "Register another organisation",
    wait: |seconds| match seconds {
        1 => "Too many registrations from your network. Try again in 1 second.".to_owned(),
        2..120 => {
            format!("Too many registrations from your network. Try again in {seconds} seconds.")
        }
        _ => format!(
            "Too many registrations from your network. Try again in {} minutes.",
            (seconds + 59) / 60
        ),
    },
};

pub(super) const ORGANISATION: OrganisationTexts = OrganisationTexts {
    introduction: "What your account manager knows about your organisation, and how far it has come.",
    registered_notice: "Your organisation is registered. You can look around while an account \
                        manager checks it.",
    asked_again_notice: "The corrected data is with your account manager.",
    steps: "From registration to the first channel",
    step_register: "Register",
    step_verify: "Verification",
    step_activate: "Activation",
    step_create: "First channel",
    correct_heading: "Correct the data and ask again",
    correct_explanation: "Your account manager sees the corrected data and decides anew.",
    ask_again: "Ask again",
};

pub(super) const QUOTA_REQUEST: QuotaRequestTexts = QuotaRequestTexts {
    number_hint: "How many channels you need in all, over all types.",
    reason_hint: "Your account manager reads it. At most 500 characters.",
    ask: "Ask for a larger quota",
    withdraw: "Withdraw the request",
    only_admins: "An admin of your organisation can ask for a larger quota.",
    asked_notice: "The request is with your account manager.",
    withdrawn_notice: "The request was withdrawn.",
    timeline_heading: "Quota requests",
    asked: |quota| format!("Asked for {quota} channels"),
    open: "Waits for an account manager.",
    withdrawn: "Withdrawn",
    approved: |quota| format!("Approved: {quota} channels"),
    rejected: "Rejected",
    queue_heading: "Quota requests",
    queue_introduction: "What organisations have asked for, the oldest first. You decide on the \
                         organisation’s page.",
    queue_empty: "Nobody is waiting for a larger quota",
    wanted: "Asked for",
    reason: "Reason",
    asked_at: "Asked",
    note_hint: "The organisation reads it. Needed to give another number or to reject. At most 500 \
                characters.",
    approve: "Approve",
    reject: "Reject",
    approved_notice: "The request is approved, and the quota was changed.",
    rejected_notice: "The request is rejected.",
};
