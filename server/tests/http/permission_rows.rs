//! Every address, and what it takes.

use domain::permissions::Role;

/// What it takes to be let through.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Least {
    Nothing,
    Session,
    /// A session, and a proof of the last ten minutes.
    FreshSession,
    Member(Role),
    /// A role, and a proof of the last ten minutes.
    Fresh(Role),
    /// A role in a service provider.
    Provider(Role),
    /// The same, and a proof of the last ten minutes.
    FreshProvider(Role),
    AccountManager,
    /// The same, and a proof of the last ten minutes.
    FreshAccountManager,
}

/// An address, what is sent there, and the answer to whoever is let through.
pub(crate) struct Row(
    pub(crate) &'static str,
    pub(crate) &'static str,
    pub(crate) Least,
    pub(crate) &'static str,
    pub(crate) u16,
);

const VIEWER: Least = Least::Member(Role::Viewer);
const OPERATOR: Least = Least::Member(Role::Operator);
const ADMIN_ROLE: Least = Least::Member(Role::Admin);
const FRESH_ADMIN: Least = Least::Fresh(Role::Admin);
const FRESH_MANAGER: Least = Least::FreshAccountManager;

const PROVIDER_ADMIN: Least = Least::FreshProvider(Role::Admin);
const PROVIDER_VIEWER: Least = Least::Provider(Role::Viewer);

pub(crate) const ROWS: &[Row] = &[
    Row("GET", "/", Least::Nothing, "", 303),
    Row("GET", "/help", Least::Nothing, "", 200),
    Row("POST", "/preferences", Least::Nothing, "theme=dark&return_to=/", 303),
    Row("GET", "/sign-in", Least::Nothing, "", 200),
    Row("POST", "/sign-in", Least::Nothing, "email={admin}&password={password}", 303),
    // Nothing waits for a code.
    Row("GET", "/sign-in/code", Least::Nothing, "", 303),
    Row("POST", "/sign-in/code", Least::Nothing, "code=000000&return_to=/", 303),
    // Under this address there are no passkeys.
    Row("POST", "/sign-in/passkey/start", Least::Nothing, "", 404),
    Row("POST", "/sign-in/passkey", Least::Nothing, "token=a&answer=a&return_to=/", 404),
    Row("POST", "/sign-in/openid", Least::Nothing, "return_to=/help", 200),
    // Nobody was sent to the provider.
    Row("GET", "/sign-in/openid/callback", Least::Nothing, "", 303),
    Row("POST", "/sign-out", Least::Nothing, "return_to=/help", 303),
    Row("GET", "/register", Least::Nothing, "", 200),
    // Nobody sets up what is set up.
    Row("GET", "/set-up/{token}", Least::Nothing, "", 410),
    Row("POST", "/set-up/{token}", Least::Nothing, SET_UP_FORM, 410),
    Row("GET", "/invitations/{token}", Least::Nothing, "", 200),
    Row("POST", "/invitations/{token}", Least::Nothing, JOIN_FORM, 303),
    Row("POST", "/invitations/{token}/openid", Least::Nothing, "", 200),
    Row("GET", "/password-reset/{token}", Least::Nothing, "", 200),
    Row("POST", "/password-reset/{token}", Least::Nothing, "new_password={password}", 303),
    Row("GET", "/forgot-password", Least::Nothing, "", 200),
    Row("POST", "/forgot-password", Least::Nothing, "email={key}@example.com", 303),
    Row("GET", "/email-change/{token}", Least::Nothing, "", 200),
    Row("POST", "/email-change/{token}", Least::Nothing, "", 303),
    Row("GET", "/confirm", Least::Session, "", 200),
    Row("POST", "/confirm", Least::Session, "password={password}&return_to=/help", 303),
    // Nobody here has a second factor.
    Row("POST", "/confirm/code", Least::Session, "code=000000&return_to=/help", 422),
    Row("GET", "/account/second-factor", Least::Session, "", 200),
    Row("POST", "/account/second-factor", Least::Session, "code=000000", 409),
    Row("POST", "/account/second-factor/start", Least::Session, "", 303),
    Row("POST", "/account/second-factor/recovery-codes", Least::Session, "", 409),
    Row("POST", "/account/second-factor/turn-off", Least::Session, "", 409),
    Row("GET", "/account/passkeys", Least::Session, "", 404),
    Row("POST", "/account/passkeys", Least::Session, PASSKEY_FORM, 404),
    Row("POST", "/account/passkeys/start", Least::Session, "", 404),
    Row("POST", "/account/passkeys/{id}/remove", Least::Session, "", 404),
    Row("POST", "/confirm/openid", Least::Session, "return_to=/help", 200),
    Row("GET", "/account", Least::Session, "", 200),
    Row("POST", "/account/password", Least::Session, PASSWORD_FORM, 303),
    Row("POST", "/account/email", Least::Session, "email={key}@example.com", 303),
    Row("POST", "/account/sessions/{id}/end", Least::Session, "", 303),
    Row("POST", "/account/sessions/end-others", Least::Session, "", 303),
    Row("POST", "/account/openid", Least::FreshSession, "", 200),
    Row("POST", "/account/openid/{id}/unlink", Least::FreshSession, "", 303),
    Row("POST", "/account/tenant", Least::Session, "tenant={tenant}", 303),
    Row("GET", "/members", VIEWER, "", 200),
    Row("POST", "/members/invite", FRESH_ADMIN, "email=new@example.com&role=viewer", 200),
    Row("POST", "/members/{user}/role", FRESH_ADMIN, "role=operator", 303),
    Row("POST", "/members/{user}/remove", FRESH_ADMIN, "", 303),
    Row("POST", "/members/invitations/{id}/revoke", FRESH_ADMIN, "", 303),
    Row("GET", "/customers", PROVIDER_VIEWER, "", 200),
    Row("GET", "/customers/new", PROVIDER_ADMIN, "", 200),
    Row("POST", "/customers/new", PROVIDER_ADMIN, CUSTOMER_FORM, 200),
    Row("POST", "/customers/ask", PROVIDER_ADMIN, "customer={new_tenant}", 303),
    Row("POST", "/customers/requests/{id}/withdraw", PROVIDER_ADMIN, "", 303),
    Row("GET", "/customers/{id}", PROVIDER_VIEWER, "", 200),
    Row("POST", "/customers/{id}/invite", PROVIDER_ADMIN, "email=new@example.com", 200),
    Row("POST", "/customers/{id}/end", PROVIDER_ADMIN, "", 303),
    Row("GET", "/provider", VIEWER, "", 200),
    // It has one already.
    Row("POST", "/provider/{id}/accept", FRESH_ADMIN, "", 409),
    Row("POST", "/provider/{id}/decline", FRESH_ADMIN, "", 303),
    Row("POST", "/provider/{id}/end", FRESH_ADMIN, "", 303),
    Row("GET", "/audit-log", ADMIN_ROLE, "", 200),
    Row("GET", "/audit-log.csv", ADMIN_ROLE, "", 200),
    Row("GET", "/back-office/audit-log", Least::AccountManager, "", 200),
    Row("GET", "/back-office/audit-log.csv", Least::AccountManager, "", 200),
    Row("GET", "/organisation", VIEWER, "", 200),
    Row("POST", "/organisation/quota-requests", ADMIN_ROLE, "quota=6000&reason=a", 303),
    Row("POST", "/organisation/quota-requests/{id}/withdraw", ADMIN_ROLE, "", 303),
    // It was not rejected.
    Row("POST", "/organisation/ask-again", ADMIN_ROLE, COMPANY_FORM, 409),
    // It is active already.
    Row("POST", "/service/activate", ADMIN_ROLE, "", 409),
    Row("GET", "/back-office", Least::AccountManager, "", 200),
    Row("GET", "/back-office/tenants/{id}", Least::AccountManager, "", 200),
    Row("POST", "/back-office/tenants/{id}/verify", Least::AccountManager, VERIFIED, 303),
    Row("POST", "/back-office/tenants/{id}/reject", Least::AccountManager, REJECTED, 303),
    Row("POST", "/back-office/tenants/{id}/quota", FRESH_MANAGER, "quota=7&note=a", 303),
    Row("GET", "/back-office/quota-requests", Least::AccountManager, "", 200),
    Row("POST", APPROVE, FRESH_MANAGER, DECISION, 303),
    Row("POST", REJECT, FRESH_MANAGER, DECISION, 303),
    Row("POST", "/back-office/tenants/{id}/suspend", FRESH_MANAGER, "reason=a", 303),
    Row("POST", "/back-office/tenants/{id}/resume", FRESH_MANAGER, "", 303),
    Row("POST", "/back-office/tenants/{id}/grant-provider", FRESH_MANAGER, "", 303),
    Row("POST", "/back-office/tenants/{id}/revoke-provider", FRESH_MANAGER, "", 303),
    Row("GET", "/notifications", VIEWER, "", 200),
    Row("POST", "/notifications/read", VIEWER, READ_FORM, 303),
    Row("GET", "/organisation/notifications", FRESH_ADMIN, "", 200),
    Row("POST", "/organisation/notifications", FRESH_ADMIN, "webhook_url=https://a.example", 200),
    Row("POST", "/organisation/notifications/remove", FRESH_ADMIN, "", 303),
    Row("GET", "/back-office/channel-requests", Least::AccountManager, "", 200),
    Row("GET", "/back-office/tenants/{id}/channels", Least::AccountManager, "", 200),
    Row("GET", TENANT_CHANNEL, Least::AccountManager, "", 200),
    Row("POST", UNBIND, FRESH_MANAGER, "note=a", 303),
    // Nothing is being released.
    Row("POST", GIVE_UP, FRESH_MANAGER, "note=a", 409),
    Row("POST", APPROVE_UNBINDING, FRESH_MANAGER, "note=a", 303),
    Row("POST", REJECT_UNBINDING, FRESH_MANAGER, "note=a", 303),
    Row("GET", "/channels", VIEWER, "", 200),
    Row("GET", "/channels.csv", VIEWER, "", 200),
    Row("GET", "/channels/name-check", VIEWER, "", 200),
    Row("GET", "/channels/new", OPERATOR, "", 200),
    Row("POST", "/channels/new", OPERATOR, CREATE_FORM, 303),
    Row("GET", "/channels/{id}", VIEWER, "", 200),
    Row("POST", "/channels/{id}", OPERATOR, "name=Sales&remarks=&version=1", 303),
    // It has no account.
    Row("GET", "/channels/{id}/pictures/{binding}", VIEWER, "", 404),
    // It is not bound.
    Row("POST", "/channels/{id}/check", OPERATOR, "", 409),
    Row("GET", "/channels/{id}/configuration", OPERATOR, "", 200),
    Row("POST", "/channels/{id}/configuration", OPERATOR, "version=0&phone=", 303),
    // Not bound: there is no account to be told.
    Row("POST", "/channels/{id}/configuration/pass-on", OPERATOR, "", 409),
    Row("GET", "/channels/{id}/delete", FRESH_ADMIN, "", 200),
    Row("POST", "/channels/{id}/delete", FRESH_ADMIN, DELETE_FORM, 303),
    Row("GET", "/channels/{id}/dossier", FRESH_ADMIN, "", 200),
    // Nobody was sent to a platform.
    Row("GET", "/channels/authorised", OPERATOR, "", 400),
    Row("GET", "/channels/{id}/bind", OPERATOR, "", 200),
    // The server has no platforms, so that nothing can be begun.
    Row("POST", "/channels/{id}/bind", OPERATOR, "purpose=bind", 409),
    Row("POST", "/channels/{id}/bind/authorise", OPERATOR, "version=1&way=token", 409),
    Row("POST", "/channels/{id}/bind/account", OPERATOR, "version=1&account=1", 409),
    Row("POST", "/channels/{id}/bind/check", OPERATOR, "version=1", 409),
    Row("POST", "/channels/{id}/bind/confirm", OPERATOR, "version=1", 409),
    Row("POST", "/channels/{id}/bind/cancel", OPERATOR, "", 409),
    Row("POST", "/channels/{id}/roll-back", OPERATOR, "", 409),
    Row("POST", "/channels/{id}/repair", OPERATOR, "", 409),
    Row("POST", "/channels/{id}/test", OPERATOR, "recipient=1&text=a", 409),
    Row("POST", "/channels/{id}/delete/unbinding", ADMIN_ROLE, "reason=a", 303),
    Row("GET", "/channels/{id}/claim", ADMIN_ROLE, "", 200),
    // There is nothing to claim.
    Row("POST", "/channels/{id}/claim", ADMIN_ROLE, "reason=a", 409),
    Row("POST", "/channels/{id}/requests/{request}/withdraw", ADMIN_ROLE, "", 303),
    // Last: whoever registers belongs to one tenant more.
    Row("POST", "/register", Least::Nothing, REGISTER_FORM, 303),
];

const SET_UP_FORM: &str =
    "person_name=a&email=a@example.com&new_password={password}&organisation=a";
const READ_FORM: &str = "until=nt_00000000000000000000000001";
const COMPANY_FORM: &str = "organisation=z&country=JP&registration_number=1&contact=a";
const REGISTER_FORM: &str = "organisation=z&country=JP&registration_number=1&contact=a\
     &person_name=a&email={key}@example.com&new_password={password}&creation_key={key}";
const APPROVE: &str = "/back-office/tenants/{id}/quota-requests/{request}/approve";
/// What the tenant says about itself: nothing but its name.
const VERIFIED: &str = "seen=%5B%22Another+company%22%2Cnull%2Cnull%2Cnull%5D";
const REJECTED: &str = "seen=%5B%22Another+company%22%2Cnull%2Cnull%2Cnull%5D&reason=a";
const REJECT: &str = "/back-office/tenants/{id}/quota-requests/{request}/reject";
const TENANT_CHANNEL: &str = "/back-office/tenants/{id}/channels/{channel}";
const UNBIND: &str = "/back-office/tenants/{id}/channels/{channel}/unbind";
const GIVE_UP: &str = "/back-office/tenants/{id}/channels/{channel}/give-up";
const APPROVE_UNBINDING: &str =
    "/back-office/tenants/{id}/channels/{channel}/requests/{request}/approve";
const REJECT_UNBINDING: &str =
    "/back-office/tenants/{id}/channels/{channel}/requests/{request}/reject";
const DECISION: &str = "quota=150&note=a";
const PASSKEY_FORM: &str = "token=a&answer=a&passkey_name=a";
const JOIN_FORM: &str = "person_name=a&new_password={password}";
const PASSWORD_FORM: &str = "password={password}&new_password={password}";
const CREATE_FORM: &str = "type=sms&name={key}&remarks=&creation_key={key}";
const CUSTOMER_FORM: &str = "organisation=a&email=new@example.com&creation_key={new_key}";
const DELETE_FORM: &str = "confirm_name=Support&no_business=on&backed_up=on";
