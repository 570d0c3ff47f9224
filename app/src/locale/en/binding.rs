use domain::binding::Purpose;
use domain::channel::ChannelType;

use crate::locale::binding_texts::BindingTexts;

const fn action(channel_type: ChannelType) -> &'static str {
    match channel_type {
        ChannelType::Sms | ChannelType::Email => "Configure",
        _ => "Bind",
    }
}

pub(super) const BINDING: BindingTexts = BindingTexts {
    action,
    action_named: |channel_type, name| format!("{} “{name}”", action(channel_type)),
    heading: |purpose, channel_type, name| match purpose {
        Purpose::Bind => format!("{} “{name}”", action(channel_type)),
        Purpose::Reauthorise => format!("Authorise “{name}” again"),
        Purpose::Rebind => format!("Give “{name}” another account"),
    },
    introduction: |purpose| match purpose {
        Purpose::Bind => {
            "You can leave at every step and go on later. Nothing is sent or received before the \
             last one."
        }
        Purpose::Reauthorise => {
            "The channel keeps its account, history and settings; only the authorisation becomes \
             a new one."
        }
        Purpose::Rebind => {
            "The present account stays in use until you confirm. For 24 hours after that you can \
             go back to it."
        }
    },
    go_on: "Continue",
    step_prepare: "Prepare",
    step_authorise: "Authorise",
    step_confirm: "Confirm",
    step_test: "Test",
    start: "Start",
    no_platform: "This installation cannot speak to this platform. Ask whoever runs it.",
    in_progress: |name| format!("{name} is binding this channel"),
    since: "since",
    cancel: "Cancel binding",
    cancel_explanation: "What was entered is forgotten. Nothing has been bound yet.",
    cancel_told_explanation: "The platform may know of the account already: it is told that the \
                              account is released.",
    ways_heading: "How do you want to authorise the channel?",
    find_account: "Find the account",
    leave: "Continue at the platform",
    leave_explanation: "You are sent to the platform, agree there, and come back here.",
    leaving_heading: "On to the platform",
    not_configured: "This installation has no app at the platform yet. Its operator has to set one \
                     up before this way can be used.",
    choose_heading: "Which account?",
    choose: "Choose",
    account_heading: "The account that was found",
    account: "Account",
    account_id: "ID at the platform",
    checks_heading: "Is everything ready?",
    check_again: "Check again",
    some_fail: "Not everything is ready. You can confirm all the same; the platform may refuse, \
                or messages may not arrive.",
    confirm_heading: "Bind this account?",
    confirm_explanation: |purpose| match purpose {
        Purpose::Bind | Purpose::Rebind => {
            "From then on the account belongs to this channel alone. Only an account manager can \
             unbind it."
        }
        Purpose::Reauthorise => "The new authorisation takes the place of the old one.",
    },
    confirm: "Confirm",
    confirming: "The binding is being confirmed at this moment. That takes up to two minutes.",
    look_again: "Look again",
    interrupted: "The last confirmation was cut off, so the platform may know of this account \
                  already. Confirm again, or cancel: then it is released.",
    other_account: "Use another account",
    bound_notice: "The channel is bound. Send a test message to see that it works.",
    cancelled_notice: "The binding was cancelled.",
    rolled_back_notice: "The channel has its previous account again.",
    repaired_notice: "The callback was set again.",
    repair_failed_notice: "The callback could not be set; the history says why.",
    bound_since: "Bound since",
    callback_address: "Our callback address",
    copy_callback_address: "Copy callback address",
    reauthorise: "Authorise again",
    rebind: "Use another account",
    repair: "Set the callback again",
    repair_explanation: "If the platform reports to another address, incoming messages do not \
                         arrive here.",
    kept: |account| format!("The previous account, {account}, is kept"),
    kept_until: "until",
    roll_back: "Go back to it",
    releasing: "An account is being released at the platform.",
    release_tried_again: "The last attempt did not succeed. It is tried again",
    only_operators_bind: "Operators and admins can bind the channel.",
};
