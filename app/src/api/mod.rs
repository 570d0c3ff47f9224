//! What happens at an address. Each handler is about ten lines: who asks, read the input, call
//! the use case, answer with a page or a redirect.
//!
//! Handlers return `Result<Response, Failure>`. What went wrong becomes a page in [`frame`],
//! which also puts language, nonce and security headers around every answer.

mod account;
mod account_picture;
mod audit_log;
mod back_office;
mod binding;
mod channel;
mod channel_deletion;
mod channel_export;
mod channel_list_query;
mod channel_requests;
mod channel_settings;
mod confirm;
mod context;
mod cookies;
mod csv;
mod cursor;
mod customers;
mod dossier;
mod email_change;
mod failure;
mod fields;
mod forgot_password;
mod frame;
mod health;
mod help;
mod invitation;
mod links;
mod managed_channels;
mod members;
mod message;
mod notifications;
mod open_id;
mod open_id_visit;
mod organisation;
mod passkey;
mod password_reset;
mod preferences;
mod provider;
mod quota_requests;
mod refused;
mod registration;
mod return_to;
mod second_factor;
mod session;
mod set_up;
mod sign_in;
mod sign_in_code;
mod time_zones;
mod visitor;

use axum::Router;
use axum::http::Method;
use axum::response::Redirect;
use axum::routing::{MethodFilter, on};
use domain::error_code::ErrorCode;
use domain::permissions::Action;

pub(crate) use channel_list_query::ChannelListQuery;
pub use context::{AssetPaths, Console, RequestContext, Theme};
pub use cursor::CursorKey;
pub use failure::Failure;
pub use frame::{TraceId, frame};
pub(crate) use return_to::remembering;
pub use session::{CurrentAccountManager, CurrentCaller, CurrentSession, OptionalSession};
pub use visitor::{ClientAddress, CurrentVisitor};

use crate::routes;
use Action::{
    AskForUnbinding, BindChannel, ChangeTenant, ChooseProvider, CreateChannel, DeleteChannel,
    EditChannel, LimitTenants, ManageCustomers, ManageMembers, RunBackOffice, SeeAuditLog,
    SeeChannels, SeeCustomers, SeeMembers, SeeProvider, SeeTenant, SetNotifications,
    UnbindChannels,
};
use Who::{Anyone, May, SignedIn, SignedInFresh};

/// Who may use an address.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Who {
    /// Everybody who can reach the console; for some, everybody who has a link.
    Anyone,
    /// Everybody who is signed in.
    SignedIn,
    /// Everybody who is signed in, after a proof of the last ten minutes.
    SignedInFresh,
    /// Members whose role allows this, or account managers.
    May(Action),
}

/// An address of the console, and who may use it.
#[derive(Debug)]
pub struct Route {
    /// GET also answers HEAD.
    pub method: Method,
    /// The address, with names in the place of what changes.
    pub pattern: &'static str,
    /// Who may use it. The handler asks the use case for the same; tests walk over all routes.
    pub who: Who,
}

/// Makes the table and the router of the same rows, so that there is no address without one.
macro_rules! routes {
    ($($method:ident $pattern:ident, $who:expr => $handler:expr;)+) => {
        /// Every page and form of the console.
        pub const ROUTES: &[Route] = &[
            $(Route { method: Method::$method, pattern: routes::$pattern, who: $who },)+
        ];

        fn every_route() -> Router<Console> {
            Router::new()$(.route(routes::$pattern, on(MethodFilter::$method, $handler)))+
        }
    };
}

routes! {
    GET HOME, Anyone => async || Redirect::to(routes::CHANNELS);
    GET HELP, Anyone => help::show;
    POST PREFERENCES, Anyone => preferences::save;

    GET SIGN_IN, Anyone => sign_in::form;
    POST SIGN_IN, Anyone => sign_in::sign_in;
    GET SIGN_IN_CODE, Anyone => sign_in_code::form;
    POST SIGN_IN_CODE, Anyone => sign_in_code::sign_in;
    POST START_SIGN_IN_WITH_PASSKEY, Anyone => passkey::start_sign_in;
    POST SIGN_IN_WITH_PASSKEY, Anyone => passkey::sign_in;
    POST OPEN_ID_SIGN_IN, Anyone => open_id::sign_in;
    GET OPEN_ID_CALLBACK, Anyone => open_id::callback;
    POST SIGN_OUT, Anyone => sign_in::sign_out;
    GET CONFIRM, SignedIn => confirm::form;
    POST CONFIRM, SignedIn => confirm::confirm;
    POST CONFIRM_BY_CODE, SignedIn => confirm::confirm_by_code;
    POST OPEN_ID_CONFIRM, SignedIn => open_id::confirm;

    GET REGISTER, Anyone => registration::form;
    POST REGISTER, Anyone => registration::register;
    GET SET_UP_PATTERN, Anyone => set_up::form;
    POST SET_UP_PATTERN, Anyone => set_up::set_up;
    GET INVITATION_PATTERN, Anyone => invitation::form;
    POST INVITATION_PATTERN, Anyone => invitation::join;
    POST OPEN_ID_JOIN_PATTERN, Anyone => open_id::join;
    GET FORGOT_PASSWORD, Anyone => forgot_password::form;
    POST FORGOT_PASSWORD, Anyone => forgot_password::ask;
    GET PASSWORD_RESET_PATTERN, Anyone => password_reset::form;
    POST PASSWORD_RESET_PATTERN, Anyone => password_reset::reset;
    GET EMAIL_CHANGE_PATTERN, Anyone => email_change::form;
    POST EMAIL_CHANGE_PATTERN, Anyone => email_change::confirm;

    GET ACCOUNT, SignedIn => account::show;
    POST CHANGE_PASSWORD, SignedIn => account::change_password;
    GET SECOND_FACTOR, SignedIn => second_factor::show;
    POST SECOND_FACTOR, SignedIn => second_factor::set_up;
    POST START_SECOND_FACTOR, SignedIn => second_factor::start;
    POST RENEW_RECOVERY_CODES, SignedIn => second_factor::renew_codes;
    POST TURN_OFF_SECOND_FACTOR, SignedIn => second_factor::turn_off;
    GET PASSKEYS, SignedIn => passkey::list;
    POST PASSKEYS, SignedIn => passkey::add;
    POST START_PASSKEY, SignedIn => passkey::start;
    POST REMOVE_PASSKEY_PATTERN, SignedIn => passkey::remove;
    POST CHANGE_EMAIL, SignedIn => email_change::ask;
    POST END_SESSION_PATTERN, SignedIn => account::end_session;
    POST END_OTHER_SESSIONS, SignedIn => account::end_other_sessions;
    POST OPEN_ID_LINK, SignedInFresh => open_id::link;
    POST OPEN_ID_UNLINK_PATTERN, SignedInFresh => open_id::unlink;
    POST SWITCH_TENANT, SignedIn => account::switch_tenant;

    GET MEMBERS, May(SeeMembers) => members::list;
    POST INVITE, May(ManageMembers) => members::invite;
    POST MEMBER_ROLE_PATTERN, May(ManageMembers) => members::set_role;
    POST REMOVE_MEMBER_PATTERN, May(ManageMembers) => members::remove;
    POST REVOKE_INVITATION_PATTERN, May(ManageMembers) => members::revoke_invitation;

    GET CUSTOMERS, May(SeeCustomers) => customers::list;
    GET NEW_CUSTOMER, May(ManageCustomers) => customers::new;
    POST NEW_CUSTOMER, May(ManageCustomers) => customers::create;
    POST ASK_CONSENT, May(ManageCustomers) => customers::ask;
    POST WITHDRAW_REQUEST_PATTERN, May(ManageCustomers) => customers::withdraw;
    GET CUSTOMER_PATTERN, May(SeeCustomers) => customers::show;
    POST INVITE_FIRST_ADMIN_PATTERN, May(ManageCustomers) => customers::invite;
    POST END_CUSTOMER_PATTERN, May(ManageCustomers) => customers::end;

    GET PROVIDER, May(SeeProvider) => provider::show;
    POST ACCEPT_PROVIDER_PATTERN, May(ChooseProvider) => provider::accept;
    POST DECLINE_PROVIDER_PATTERN, May(ChooseProvider) => provider::decline;
    POST END_PROVIDER_PATTERN, May(ChooseProvider) => provider::end;

    GET AUDIT_LOG, May(SeeAuditLog) => audit_log::list;
    GET AUDIT_LOG_CSV, May(SeeAuditLog) => audit_log::export;

    GET ORGANISATION, May(SeeTenant) => organisation::show;
    POST ASK_AGAIN, May(ChangeTenant) => organisation::ask_again;
    POST ASK_FOR_QUOTA, May(ChangeTenant) => quota_requests::ask;
    POST WITHDRAW_QUOTA_REQUEST_PATTERN, May(ChangeTenant) => quota_requests::withdraw;
    POST ACTIVATE, May(ChangeTenant) => back_office::activate;
    GET BACK_OFFICE, May(RunBackOffice) => back_office::list;
    GET INSTALLATION_LOG, May(RunBackOffice) => audit_log::installation;
    GET INSTALLATION_LOG_CSV, May(RunBackOffice) => audit_log::export_installation;
    GET QUOTA_REQUESTS, May(RunBackOffice) => quota_requests::queue;
    GET CHANNEL_REQUESTS, May(RunBackOffice) => managed_channels::queue;
    GET TENANT_PATTERN, May(RunBackOffice) => back_office::tenant;
    POST VERIFY_TENANT_PATTERN, May(RunBackOffice) => back_office::verify;
    POST REJECT_TENANT_PATTERN, May(RunBackOffice) => back_office::reject;
    POST TENANT_QUOTA_PATTERN, May(LimitTenants) => back_office::set_quota;
    POST APPROVE_QUOTA_REQUEST_PATTERN, May(LimitTenants) => quota_requests::approve;
    POST REJECT_QUOTA_REQUEST_PATTERN, May(LimitTenants) => quota_requests::reject;
    POST SUSPEND_TENANT_PATTERN, May(LimitTenants) => back_office::suspend;
    POST RESUME_TENANT_PATTERN, May(LimitTenants) => back_office::resume;
    POST GRANT_PROVIDER_PATTERN, May(LimitTenants) => back_office::grant_provider;
    POST REVOKE_PROVIDER_PATTERN, May(LimitTenants) => back_office::revoke_provider;
    GET TENANT_CHANNELS_PATTERN, May(RunBackOffice) => managed_channels::list;
    GET TENANT_CHANNEL_PATTERN, May(RunBackOffice) => managed_channels::show;
    POST UNBIND_CHANNEL_PATTERN, May(UnbindChannels) => managed_channels::unbind;
    POST GIVE_UP_RELEASE_PATTERN, May(UnbindChannels) => managed_channels::give_up_release;
    POST APPROVE_CHANNEL_REQUEST_PATTERN, May(UnbindChannels) => managed_channels::approve;
    POST REJECT_CHANNEL_REQUEST_PATTERN, May(UnbindChannels) => managed_channels::reject;

    GET NOTIFICATIONS, May(SeeChannels) => notifications::list;
    POST READ_NOTIFICATIONS, May(SeeChannels) => notifications::mark_all_read;
    GET NOTIFICATION_SETTINGS, May(SetNotifications) => notifications::settings;
    POST NOTIFICATION_SETTINGS, May(SetNotifications) => notifications::set;
    POST REMOVE_WEBHOOK, May(SetNotifications) => notifications::remove;

    GET CHANNELS, May(SeeChannels) => channel::list;
    GET CHANNELS_CSV, May(SeeChannels) => channel_export::export;
    GET CHANNEL_NAME_CHECK, May(SeeChannels) => channel::name_check;
    GET NEW_CHANNEL, May(CreateChannel) => channel::new;
    POST NEW_CHANNEL, May(CreateChannel) => channel::create;
    GET AUTHORISED, May(BindChannel) => binding::authorised;
    GET CHANNEL_PATTERN, May(SeeChannels) => channel::detail;
    POST CHANNEL_PATTERN, May(EditChannel) => channel::edit;
    GET ACCOUNT_PICTURE_PATTERN, May(SeeChannels) => account_picture::show;
    POST CHECK_CHANNEL_PATTERN, May(BindChannel) => health::check;
    GET DELETE_CHANNEL_PATTERN, May(DeleteChannel) => channel_deletion::confirm_deletion;
    POST DELETE_CHANNEL_PATTERN, May(DeleteChannel) => channel_deletion::delete;
    GET CHANNEL_SETTINGS_PATTERN, May(EditChannel) => channel_settings::show;
    POST CHANNEL_SETTINGS_PATTERN, May(EditChannel) => channel_settings::save;
    POST PASS_ON_SETTINGS_PATTERN, May(EditChannel) => channel_settings::pass_on;
    GET DOSSIER_PATTERN, May(DeleteChannel) => dossier::download;

    GET BIND_CHANNEL_PATTERN, May(BindChannel) => binding::show;
    POST BIND_CHANNEL_PATTERN, May(BindChannel) => binding::begin;
    POST AUTHORISE_CHANNEL_PATTERN, May(BindChannel) => binding::authorise;
    POST CHOOSE_ACCOUNT_PATTERN, May(BindChannel) => binding::choose;
    POST CHECK_ACCOUNT_PATTERN, May(BindChannel) => binding::check;
    POST CONFIRM_BINDING_PATTERN, May(BindChannel) => binding::confirm;
    POST CANCEL_BINDING_PATTERN, May(BindChannel) => binding::cancel;
    POST ROLL_BACK_PATTERN, May(BindChannel) => binding::roll_back;
    POST REPAIR_CALLBACK_PATTERN, May(BindChannel) => binding::repair;
    POST SEND_TEST_PATTERN, May(BindChannel) => message::send;
    POST ASK_FOR_UNBINDING_PATTERN, May(AskForUnbinding) => channel_requests::ask_for_unbinding;
    GET CLAIM_ACCOUNT_PATTERN, May(AskForUnbinding) => channel_requests::claim_form;
    POST CLAIM_ACCOUNT_PATTERN, May(AskForUnbinding) => channel_requests::claim;
    POST WITHDRAW_CHANNEL_REQUEST_PATTERN, May(AskForUnbinding) => channel_requests::withdraw;
}

/// Finds out who looks, so that an error page has their navigation. Without the database they get
/// the page without it.
type Viewer = Result<OptionalSession, Failure>;

/// The console's pages and forms, and error pages for all other addresses.
pub fn router() -> Router<Console> {
    every_route()
        .fallback(async |_: Viewer| Failure::from(ErrorCode::PageNotFound))
        .method_not_allowed_fallback(async |_: Viewer| {
            Failure::from(ErrorCode::RequestMethodNotAllowed)
        })
}
