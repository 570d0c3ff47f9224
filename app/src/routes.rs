//! Every address of the console. Patterns for the router stand beside the links that lead there;
//! who may go where is in `api::ROUTES`.

mod binding;
mod channel_request;
mod channel_settings;
mod customers;
mod form_page;
mod health;
mod open_id;
mod passkey;

use domain::ids::{ChannelId, LinkId, QuotaRequestId, SessionId, TenantId, UserId};
use domain::secrets::SecretToken;

pub use self::binding::*;
pub use self::channel_request::*;
pub use self::channel_settings::*;
pub use self::customers::*;
pub use self::form_page::page_of_form;
pub use self::health::*;
pub use self::open_id::*;
pub use self::passkey::*;

/// The address people type.
pub const HOME: &str = "/";

/// The channel table.
pub const CHANNELS: &str = "/channels";

/// The Create Channel form as a page of its own; the form is also sent here.
pub const NEW_CHANNEL: &str = "/channels/new";

/// The filtered channel table as a file.
pub const CHANNELS_CSV: &str = "/channels.csv";

/// Whether a name is in use, for the warning in the Create Channel form.
pub const CHANNEL_NAME_CHECK: &str = "/channels/name-check";

/// Pattern of [`channel`].
pub const CHANNEL_PATTERN: &str = "/channels/{id}";

/// What leads from the address of a channel to the form that edits it.
pub const EDIT: &str = "#edit";

/// What leads from the address of a channel to the page that asks before it is deleted.
pub const DELETE: &str = "/delete";

/// Pattern of [`delete_channel`].
pub const DELETE_CHANNEL_PATTERN: &str = "/channels/{id}/delete";

/// The sign-in form.
pub const SIGN_IN: &str = "/sign-in";

/// Asks somebody whose password was right for a code.
pub const SIGN_IN_CODE: &str = "/sign-in/code";

/// Ends the session of this browser.
pub const SIGN_OUT: &str = "/sign-out";

/// Asks somebody who is signed in for the password once more.
pub const CONFIRM: &str = "/confirm";

/// Takes a code in the place of the password.
pub const CONFIRM_BY_CODE: &str = "/confirm/code";

/// Where a company registers. The form is sent here, too.
pub const REGISTER: &str = "/register";

/// Pattern of [`set_up`].
pub const SET_UP_PATTERN: &str = "/set-up/{token}";

/// Pattern of [`invitation`].
pub const INVITATION_PATTERN: &str = "/invitations/{token}";

/// Has a link sent to somebody who has forgotten their password.
pub const FORGOT_PASSWORD: &str = "/forgot-password";

/// Pattern of [`password_reset`].
pub const PASSWORD_RESET_PATTERN: &str = "/password-reset/{token}";

/// Who belongs to the organisation.
pub const MEMBERS: &str = "/members";

/// Takes the form that invites somebody.
pub const INVITE: &str = "/members/invite";

/// Pattern of [`member_role`].
pub const MEMBER_ROLE_PATTERN: &str = "/members/{user}/role";

/// Pattern of [`remove_member`].
pub const REMOVE_MEMBER_PATTERN: &str = "/members/{user}/remove";

/// Pattern of [`revoke_invitation`].
pub const REVOKE_INVITATION_PATTERN: &str = "/members/invitations/{id}/revoke";

/// A person's own password, sessions and organisations.
pub const ACCOUNT: &str = "/account";

/// Takes the form that changes the password.
pub const CHANGE_PASSWORD: &str = "/account/password";

/// Sets a second factor up. The form with the first code is sent here, too.
pub const SECOND_FACTOR: &str = "/account/second-factor";
/// Makes the key of a second factor.
pub const START_SECOND_FACTOR: &str = "/account/second-factor/start";
/// Makes other recovery codes.
pub const RENEW_RECOVERY_CODES: &str = "/account/second-factor/recovery-codes";
/// Takes a second factor away.
pub const TURN_OFF_SECOND_FACTOR: &str = "/account/second-factor/turn-off";
/// Takes the form that asks for another e-mail address.
pub const CHANGE_EMAIL: &str = "/account/email";

/// Pattern of [`email_change`].
pub const EMAIL_CHANGE_PATTERN: &str = "/email-change/{token}";

/// Pattern of [`end_session`].
pub const END_SESSION_PATTERN: &str = "/account/sessions/{id}/end";

/// Ends all sessions of a person but the one that asks.
pub const END_OTHER_SESSIONS: &str = "/account/sessions/end-others";

/// Lets a session act for another organisation of its owner.
pub const SWITCH_TENANT: &str = "/account/tenant";

/// What was done and refused in the organisation.
pub const AUDIT_LOG: &str = "/audit-log";

/// The same as a file.
pub const AUDIT_LOG_CSV: &str = "/audit-log.csv";

/// One's own organisation.
pub const ORGANISATION: &str = "/organisation";

/// The form on that page with which a rejected organisation corrects its data.
pub const CORRECT: &str = "/organisation#correct";

/// Takes the corrected data of a rejected organisation.
pub const ASK_AGAIN: &str = "/organisation/ask-again";

/// Takes an admin's wish for a larger quota.
pub const ASK_FOR_QUOTA: &str = "/organisation/quota-requests";

/// The form on the page of one's own organisation that asks for a larger quota.
pub const QUOTA_REQUEST: &str = "/organisation#quota-request";

/// Pattern of [`withdraw_quota_request`].
pub const WITHDRAW_QUOTA_REQUEST_PATTERN: &str = "/organisation/quota-requests/{id}/withdraw";

/// Activates the service for an organisation.
pub const ACTIVATE: &str = "/service/activate";

/// All organisations, for account managers.
pub const BACK_OFFICE: &str = "/back-office";

/// What was done and refused without an organisation, for account managers.
pub const INSTALLATION_LOG: &str = "/back-office/audit-log";

/// The same as a file.
pub const INSTALLATION_LOG_CSV: &str = "/back-office/audit-log.csv";

/// The open quota requests of all organisations, for account managers.
pub const QUOTA_REQUESTS: &str = "/back-office/quota-requests";

/// What leads from the address of an organisation to its quota.
pub const QUOTA: &str = "#quota-heading";

/// Pattern of [`tenant`].
pub const TENANT_PATTERN: &str = "/back-office/tenants/{id}";

/// Pattern of [`tenant_action`] `verify`.
pub const VERIFY_TENANT_PATTERN: &str = "/back-office/tenants/{id}/verify";

/// Pattern of [`tenant_action`] `reject`.
pub const REJECT_TENANT_PATTERN: &str = "/back-office/tenants/{id}/reject";

/// Pattern of [`tenant_action`] `quota`.
pub const TENANT_QUOTA_PATTERN: &str = "/back-office/tenants/{id}/quota";

/// Pattern of [`quota_request_action`] `approve`.
pub const APPROVE_QUOTA_REQUEST_PATTERN: &str =
    "/back-office/tenants/{id}/quota-requests/{request}/approve";

/// Pattern of [`quota_request_action`] `reject`.
pub const REJECT_QUOTA_REQUEST_PATTERN: &str =
    "/back-office/tenants/{id}/quota-requests/{request}/reject";

/// Pattern of [`tenant_action`] `suspend`.
pub const SUSPEND_TENANT_PATTERN: &str = "/back-office/tenants/{id}/suspend";

/// Pattern of [`tenant_action`] `resume`.
pub const RESUME_TENANT_PATTERN: &str = "/back-office/tenants/{id}/resume";

/// Pattern of [`tenant_action`] `grant-provider`.
pub const GRANT_PROVIDER_PATTERN: &str = "/back-office/tenants/{id}/grant-provider";

/// Pattern of [`tenant_action`] `revoke-provider`.
pub const REVOKE_PROVIDER_PATTERN: &str = "/back-office/tenants/{id}/revoke-provider";

/// What channels are and how they work.
pub const HELP: &str = "/help";

/// Takes the language and the theme a person chose.
pub const PREFERENCES: &str = "/preferences";

/// The favourite icon.
pub const ICON: &str = "/favicon.svg";

/// One channel. The edit form is sent here, too.
pub fn channel(id: ChannelId) -> String {
    format!("{CHANNELS}/{id}")
}

/// The edit form on a channel's page.
pub fn edit_channel(id: ChannelId) -> String {
    channel(id) + EDIT
}

/// The page that asks before a channel is deleted. The form is sent here, too.
pub fn delete_channel(id: ChannelId) -> String {
    channel(id) + DELETE
}

/// The channel table, pointing out a channel that was just created.
pub fn channel_created(id: ChannelId) -> String {
    format!("{CHANNELS}?created={id}")
}

/// The channel table, saying that a channel was deleted.
pub fn channel_deleted() -> String {
    format!("{CHANNELS}?notice=deleted")
}

/// The channel table, saying that the service was activated.
pub fn service_activated() -> String {
    format!("{CHANNELS}?notice=activated")
}

/// The page of one's own organisation, saying what was done: one of the words that it knows.
pub fn organisation_changed(notice: &str) -> String {
    format!("{ORGANISATION}?notice={notice}")
}

/// One organisation, for account managers.
pub fn tenant(id: TenantId) -> String {
    format!("{BACK_OFFICE}/tenants/{id}")
}

/// Takes a form of an organisation's page.
pub fn tenant_action(id: TenantId, action: &str) -> String {
    format!("{}/{action}", tenant(id))
}

/// Takes a decision about a quota request.
pub fn quota_request_action(tenant: TenantId, id: QuotaRequestId, action: &str) -> String {
    format!("{}/quota-requests/{id}/{action}", self::tenant(tenant))
}

/// Takes a quota request back.
pub fn withdraw_quota_request(id: QuotaRequestId) -> String {
    format!("{ASK_FOR_QUOTA}/{id}/withdraw")
}

/// An organisation's page, saying what was done: one of the words that it knows.
pub fn tenant_changed(id: TenantId, notice: &str) -> String {
    format!("{}?notice={notice}", tenant(id))
}

/// The sign-in form, saying that the session has been ended.
pub fn signed_out() -> String {
    format!("{SIGN_IN}?notice=signed-out")
}

/// The sign-in form, saying that there is a new password to sign in with.
pub fn password_set() -> String {
    format!("{SIGN_IN}?notice=password-set")
}

/// The sign-in form, saying that there is a new e-mail address to sign in with.
pub fn email_changed() -> String {
    format!("{SIGN_IN}?notice=email-changed")
}

/// The page for a forgotten password, saying that a link is on its way if there is an account.
pub fn password_reset_asked() -> String {
    format!("{FORGOT_PASSWORD}?notice=sent")
}

/// The members page, saying what was done: one of the words that it knows.
pub fn members_changed(notice: &str) -> String {
    format!("{MEMBERS}?notice={notice}")
}

/// The account page, saying what was done: one of the words that it knows.
pub fn account_changed(notice: &str) -> String {
    format!("{ACCOUNT}?notice={notice}")
}

/// Makes the first account manager.
pub fn set_up(token: &SecretToken) -> String {
    format!("/set-up/{}", token.reveal())
}

/// Where somebody joins an organisation.
pub fn invitation(token: &SecretToken) -> String {
    format!("/invitations/{}", token.reveal())
}

/// Where somebody chooses a password without the old one.
pub fn password_reset(token: &SecretToken) -> String {
    format!("/password-reset/{}", token.reveal())
}

/// Where somebody confirms their new e-mail address.
pub fn email_change(token: &SecretToken) -> String {
    format!("/email-change/{}", token.reveal())
}

/// Gives a member another role.
pub fn member_role(user: UserId) -> String {
    format!("{MEMBERS}/{user}/role")
}

/// Takes a member out of the organisation.
pub fn remove_member(user: UserId) -> String {
    format!("{MEMBERS}/{user}/remove")
}

/// Takes an invitation back.
pub fn revoke_invitation(id: LinkId) -> String {
    format!("{MEMBERS}/invitations/{id}/revoke")
}

/// Ends one session of a person.
pub fn end_session(id: SessionId) -> String {
    format!("{ACCOUNT}/sessions/{id}/end")
}

/// The organisations on the account page.
pub fn own_tenants() -> String {
    format!("{ACCOUNT}#organisations")
}

/// Whether an address leads back into this console: a path, not another site. `//host` and
/// `/\host` are other sites to a browser.
pub fn is_local(address: &str) -> bool {
    address.starts_with('/')
        && !address[1..].starts_with(['/', '\\'])
        && !address.contains(|one: char| one.is_control())
}

#[cfg(test)]
mod tests;
