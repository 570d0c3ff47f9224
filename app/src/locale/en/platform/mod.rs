mod cause;
mod fact;
mod form;
mod next_step;

use domain::platform::{Actor, CheckItem, ReasonKind};

use crate::locale::PlatformTexts;

pub(super) const PLATFORM: PlatformTexts = PlatformTexts {
    cause: cause::CAUSE,
    next_step: next_step::NEXT_STEP,
    reason_kind: |kind| match kind {
        ReasonKind::Prerequisites => "Something is missing before binding",
        ReasonKind::AccountStatus => "State of the account",
        ReasonKind::Authorisation => "Authorisation",
        ReasonKind::Connection => "Connection to the platform",
        ReasonKind::Message => "This message only",
    },
    actor: |actor| match actor {
        Actor::Tenant => "You or your colleagues",
        Actor::AccountManager => "Your account manager",
        Actor::Platform => "The platform, or time",
    },
    wait: |seconds| match seconds {
        0..120 => format!("The platform asks to wait {seconds} seconds."),
        _ => format!("The platform asks to wait {} minutes.", seconds.div_ceil(60)),
    },
    check_item: |item| match item {
        CheckItem::AppConfigured => "This console has its app at the platform",
        CheckItem::HostReachable => "The server can be reached, encrypted as chosen",
        CheckItem::CredentialsAccepted => "The platform accepts the credentials",
        CheckItem::PermissionsGranted => "Every permission is granted",
        CheckItem::AccountFound => "The account is found",
        CheckItem::AccountActive => "The account is active",
        CheckItem::BusinessVerified => "The platform has verified the business",
        CheckItem::NumberVerified => "The phone number is confirmed as yours",
        CheckItem::NumberRegistered => "The phone number is registered for the interface",
        CheckItem::DisplayNameApproved => "The display name is approved",
        CheckItem::SendingAllowed => "The account may send",
        CheckItem::AccountLinked => "The Instagram account is linked to the Page",
        CheckItem::ProfessionalAccount => "The Instagram account is a professional one",
        CheckItem::PagePublished => "The Page is published",
        CheckItem::SenderUsable => "The sender exists and can send messages",
        CheckItem::SenderRegistered => "The sender is registered where it has to be",
        CheckItem::MailboxReadable => "The sender's mailbox can be read",
        CheckItem::Spf => "SPF: the domain names the servers that send its mail",
        CheckItem::Dkim => "DKIM: the domain publishes the key that signs its mail",
        CheckItem::Dmarc => "DMARC: the domain says what happens to mail that is not genuine",
        CheckItem::CallbackFree => "No other system receives the account's messages",
    },
    who_acts: "Who acts",
    next_step_label: "Next step",
    waiting: "Does waiting help?",
    waiting_helps: "Yes: the same may work later without any change.",
    waiting_is_useless: "No: somebody has to act first.",
    platform_code: "The platform's code",
    for_experts: "For experts: the platform's answer",
    passed: "In order",
    failed: "Not in order",
    cannot_know: "Cannot be known",
    nothing_checked: "Nothing has been checked yet.",
    record_heading: "DNS record to publish",
    record_name: "Name",
    record_kind: "Type",
    record_value: "Value",
    copy_record_name: "Copy the name of the record",
    copy_record_value: "Copy the value of the record",
    record_unknown_part: "A part in angle brackets is known to your mail provider: ask there.",
    secret_hint: "Stored encrypted, and never shown again.",
    for_example: "For example",
    not_given: "Not stated",
    way: form::WAY,
    credential: form::CREDENTIAL,
    choice: form::CHOICE,
    credential_fault: form::CREDENTIAL_FAULT,
    fact: fact::FACT,
    fact_value: fact::FACT_VALUE,
};
