use crate::locale::OpenIdTexts;

pub(super) const OPEN_ID: OpenIdTexts = OpenIdTexts {
    sign_in_with: |provider| format!("Sign in with {provider}"),
    join_with: |provider| format!("Join with {provider}"),
    confirm_with: |provider| format!("Confirm with {provider}"),
    confirm_heading: "Confirm that it is you",
    confirm_explanation: "What you are about to do needs a new proof of who you are, because the \
                          last one is more than 10 minutes old.",
    confirm_again: "Nothing was changed yet. Confirm that it is you, then make the change again.",
    leaving_heading: |provider| format!("On to {provider}"),
    leaving_explanation: "You are being taken there. If nothing happens, use the link.",
    leaving_link: |provider| format!("Go to {provider}"),
    heading: "Linked account",
    link_explanation: |provider| {
        format!("Link your account at {provider}, and you can sign in with it.")
    },
    link: |provider| format!("Link with {provider}"),
    linked_at: "linked",
    linked_notice: "Your account is linked. You can sign in with it from now on.",
    unlink: "Unlink",
    unlink_named: |account| format!("Unlink {account}"),
    unlinked_notice: "The account is no longer linked. Nobody can sign in with it any more.",
    only_way_in: "You have no password, so this account is your only way in and cannot be \
                  unlinked.",
    no_password: "You have no password and sign in with your linked account. If you want one, ask \
                  whoever runs this console for a link with which you can choose it.",
};
