use domain::mail::MailState;

use super::people::waiting_time;
use crate::locale::mail_texts::{EmailChangeTexts, ForgotPasswordTexts, MailTexts};

pub(super) const MAIL: MailTexts = MailTexts {
    invitation_subject: |organisation| format!("Join {organisation} on Suiro"),
    invitation: |organisation, role, link| {
        format!(
            "You are invited to join {organisation} on Suiro. Your role: {role}.\n\n\
             Follow this link to join. It works once, and for 7 days:\n\n{link}\n\n\
             If you did not expect this, you need not do anything."
        )
    },
    password_reset_subject: "Choose a new password",
    password_reset: |name, link| {
        format!(
            "Hello {name},\n\n\
             somebody has asked for a new password for your account on Suiro. If it was you, \
             choose one here. The link works once, and for an hour:\n\n{link}\n\n\
             If it was not you, you need not do anything: your password stays as it is."
        )
    },
    email_change_subject: "Confirm your e-mail address",
    email_change: |name, link| {
        format!(
            "Hello {name},\n\n\
             to sign in to Suiro with this e-mail address from now on, confirm it here. The link \
             works once, and for an hour:\n\n{link}\n\n\
             If you did not ask for this, you need not do anything."
        )
    },
    password_changed_subject: "Your password was changed",
    password_changed: |moment, address| {
        format!(
            "The password of your account on Suiro was changed at {moment}. All other sessions \
             have ended.\n\n\
             If it was not you, choose another password at once, and tell whoever runs this \
             console:\n\n{address}"
        )
    },
    email_changed_subject: "Your e-mail address was changed",
    email_changed: |moment| {
        format!(
            "The e-mail address of your account on Suiro was changed at {moment}. You sign in \
             with the new one from now on; this one no longer works.\n\n\
             If it was not you, tell whoever runs this console at once."
        )
    },
    footer: |url| {
        format!("-- \nSuiro, {url}\nThis mail was sent by a program; answers are not read.")
    },
    state: |state| match state {
        MailState::Waiting => "The mail waits to be sent.",
        MailState::Sent => "The mail was sent.",
        MailState::GivenUp => {
            "The mail could not be sent. Invite again to get another link to copy."
        }
    },
    on_its_way: |email| {
        format!(
            "A mail with a link is on its way to {email}. If it does not arrive, copy this link and \
             send it to them. It is shown only now, works once, and for 7 days."
        )
    },
    wait: |seconds| {
        format!("Too many mails were asked for. Try again in {}.", waiting_time(seconds))
    },
};

pub(super) const FORGOT_PASSWORD: ForgotPasswordTexts = ForgotPasswordTexts {
    heading: "Forgotten your password?",
    introduction: "Enter the e-mail address that you sign in with. You get a link with which you \
                   choose a new password.",
    send: "Send the link",
    sent_notice: "If somebody signs in with this address, a mail with a link is on its way. The \
                  link works once, and for an hour.",
};

pub(super) const EMAIL_CHANGE: EmailChangeTexts = EmailChangeTexts {
    heading: "Change your address",
    explanation: "You sign in with it. The new address gets a link; the change counts once you \
                  have followed it.",
    new_email: "New e-mail address",
    send: "Send the link",
    confirm_first: "To change your e-mail address, confirm your password first.",
    without_mail: "To change it, ask whoever runs this console.",
    asked_notice: "A mail with a link is on its way to the new address, unless somebody signs in \
                   with it already. The link works once, and for an hour.",
    changed_notice: "The e-mail address was changed. All your other sessions have ended.",
    sign_in_notice: "The e-mail address was changed. Sign in with the new one.",
    confirm_heading: "Confirm your new e-mail address",
    confirm_introduction: |before, after| {
        format!(
            "From now on you sign in with {after} instead of {before}. Everywhere else you are \
             signed in, you are signed out."
        )
    },
    confirm: "Use this address",
};
