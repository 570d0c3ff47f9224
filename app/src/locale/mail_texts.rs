//! What is written to people, and what pages say about mail.

use domain::mail::MailState;

/// The mails themselves. A subject is one line; a text ends without a line break, and the footer
/// comes below it.
#[derive(Debug)]
pub struct MailTexts {
    /// Name of the organisation.
    pub invitation_subject: fn(&str) -> String,
    /// Name of the organisation, role, link.
    pub invitation: fn(&str, &str, &str) -> String,
    pub password_reset_subject: &'static str,
    /// Name of the person, link.
    pub password_reset: fn(&str, &str) -> String,
    pub email_change_subject: &'static str,
    /// Name of the person, link.
    pub email_change: fn(&str, &str) -> String,
    pub password_changed_subject: &'static str,
    /// Moment, where to ask for another password.
    pub password_changed: fn(&str, &str) -> String,
    pub email_changed_subject: &'static str,
    /// Moment.
    pub email_changed: fn(&str) -> String,
    /// Where the console is.
    pub footer: fn(&str) -> String,
    /// What has become of the mail with an invitation.
    pub state: fn(MailState) -> &'static str,
    /// E-mail address. Said beside the link to copy when somebody has just been invited.
    pub on_its_way: fn(&str) -> String,
    /// Seconds until the next mail may be asked for.
    pub wait: fn(i64) -> String,
}

/// The page for somebody who has forgotten their password.
#[derive(Debug)]
pub struct ForgotPasswordTexts {
    pub heading: &'static str,
    pub introduction: &'static str,
    pub send: &'static str,
    pub sent_notice: &'static str,
}

/// Another e-mail address: on the account page, and behind the link.
#[derive(Debug)]
pub struct EmailChangeTexts {
    pub heading: &'static str,
    pub explanation: &'static str,
    pub new_email: &'static str,
    pub send: &'static str,
    pub confirm_first: &'static str,
    pub without_mail: &'static str,
    pub asked_notice: &'static str,
    pub changed_notice: &'static str,
    /// For somebody who has to sign in.
    pub sign_in_notice: &'static str,
    pub confirm_heading: &'static str,
    /// Address until now, address from now on.
    pub confirm_introduction: fn(&str, &str) -> String,
    pub confirm: &'static str,
}
