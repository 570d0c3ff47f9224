use crate::locale::registration_texts::{OrganisationTexts, RegistrationTexts};

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
