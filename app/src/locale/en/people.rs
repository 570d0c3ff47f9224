use crate::locale::texts::{
    AccountTexts, ConfirmTexts, InvitationTexts, MemberTexts, PasswordResetTexts, SetUpTexts,
    SignInTexts,
};

pub(super) const SIGN_IN: SignInTexts = SignInTexts {
    heading: "Sign in",
    sign_in: "Sign in",
    forgotten: "Forgotten your password? Ask whoever runs this console for a link with which you \
                can choose another one.",
    signed_out_notice: "You are signed out.",
    password_set_notice: "The new password is set. Sign in with it.",
    wait: |seconds| format!("Too many wrong attempts. Try again in {}.", waiting_time(seconds)),
};

pub(super) fn waiting_time(seconds: i64) -> String {
    match seconds {
        1 => "1 second".to_owned(),
        2..120 => format!("{seconds} seconds"),
        _ => format!("{} minutes", (seconds + 59) / 60),
    }
}

pub(super) const CONFIRM: ConfirmTexts = ConfirmTexts {
    heading: "Confirm your password",
    explanation: "What you are about to do needs your password again, because you last entered \
                  it more than 10 minutes ago.",
    again: "Nothing was changed yet. Enter your password, then make the change again.",
    confirm: "Continue",
};

pub(super) const SET_UP: SetUpTexts = SetUpTexts {
    heading: "Set up Suiro",
    introduction: "You are the first person here. This makes your account and your organisation; \
                   afterwards you can invite others.",
    email_hint: "You sign in with it.",
    organisation_hint: "The company whose channels are kept here.",
    set_up: "Set up",
};

pub(super) const PASSWORD_RESET: PasswordResetTexts = PasswordResetTexts {
    heading: "Choose a new password",
    introduction: "Everywhere you are signed in now, you are signed out.",
    set_password: "Set the password",
};

pub(super) const INVITATION: InvitationTexts = InvitationTexts {
    heading: |organisation| format!("Join {organisation}"),
    invited: |email, role| format!("{email} is invited. Role: {role}."),
    join: "Join",
    has_account: "You have an account already. Sign in, and you come back to this invitation.",
    other_person: |viewer| {
        format!(
            "You are signed in as {viewer}, and this invitation is for somebody else. Sign out \
             to follow it."
        )
    },
};

pub(super) const MEMBERS: MemberTexts = MemberTexts {
    introduction: "Who belongs to this organisation, and what they may do.",
    only_admins: "Admins invite people, change their roles and remove them.",
    confirm_first: "To invite people, change roles or remove members, confirm your password first.",
    invite_heading: "Invite somebody",
    invite: "Invite",
    invited_notice: |email| format!("The invitation for {email} is ready."),
    link_explanation: "Copy this link and send it to them. It is shown only now, works once, and \
                       for 7 days.",
    copy_link: "Copy link",
    role_changed_notice: "The role was changed.",
    removed_notice: "The member was removed.",
    revoked_notice: "The invitation was taken back. Its link no longer works.",
    name: "Name",
    joined: "Joined",
    yourself: "(you)",
    disabled: "disabled",
    role_of: |name| format!("Role of {name}"),
    change_role: "Change",
    change_role_of: |name| format!("Change the role of {name}"),
    remove: "Remove",
    remove_named: |name| format!("Remove {name}"),
    remove_explanation: |name| {
        format!("{name} loses access to this organisation at once. The history stays.")
    },
    remove_for_good: "Remove from organisation",
    invitations_heading: "Open invitations",
    expires: "Expires",
    revoke: "Take back",
    revoke_named: |email| format!("Take back the invitation for {email}"),
    roles_heading: "Roles",
};

pub(super) const ACCOUNT: AccountTexts = AccountTexts {
    password_heading: "Password",
    current_password: "Current password",
    new_password_hint: "At least 12 characters. Several words are easy to remember.",
    password_explanation: "Everywhere else you are signed in, you are signed out.",
    change_password: "Change password",
    password_changed_notice: "The password was changed. All your other sessions have ended.",
    sessions_heading: "Sessions",
    sessions_explanation: "Where you are signed in. End what you do not recognise, and change \
                           your password.",
    unknown_browser: "Unknown browser",
    this_session: "This session",
    signed_in_at: "signed in",
    last_seen: "last used",
    end: "End",
    end_named: |browser, address| format!("End the session of {browser} at {address}"),
    end_others: "End all other sessions",
    session_ended_notice: "The session was ended.",
    others_ended_notice: "All your other sessions were ended.",
    tenants_heading: "Organisations",
    no_tenants: "You belong to no organisation.",
    this_tenant: "Current",
    switch: "Switch",
    switch_to: |organisation| format!("Switch to {organisation}"),
};
