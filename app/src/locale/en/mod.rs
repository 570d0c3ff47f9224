//! English.

mod back_office;
mod binding;
mod channel_requests;
mod channels;
mod customers;
mod errors;
mod health;
mod help;
mod mail;
mod message;
mod open_id;
mod passkey;
mod people;
mod platform;
mod registration;
mod second_factor;

use domain::audit::AuditAction;
use domain::channel::{BoundResource, Lifecycle, Prerequisite};
use domain::field_errors::Field;
use domain::permissions::Role;
use domain::tenant::TenantState;

use super::countries;
use super::texts::{ErrorPageTexts, ShellTexts, Texts};

pub(super) const TEXTS: Texts = Texts {
    shell: ShellTexts {
        skip_to_content: "Skip to content",
        navigation: "Main navigation",
        channel_management: "Channel Management",
        customer_management: "Customer Management",
        customers: "Customers",
        provider: "Service provider",
        members: "Members",
        organisation: "Organisation",
        back_office: "Back office",
        audit_log: "Audit log",
        account: "Account",
        switch_tenant: "Switch organisation",
        sign_out: "Sign out",
        help: "Help",
        language: "Language",
        theme: "Appearance",
        theme_system: "System",
        theme_light: "Light",
        theme_dark: "Dark",
        copy_id: "Copy ID",
        copied: "Copied",
        demo: "Demo data",
        demo_explanation: "All of it is made up, and gone when the demo ends.",
        simulated: "Simulated platform",
        simulated_explanation: "Its accounts and messages are made up; nothing reaches the real service.",
        simulator: "Simulated platforms and their faults",
    },
    sign_in: people::SIGN_IN,
    confirm: people::CONFIRM,
    set_up: people::SET_UP,
    password_reset: people::PASSWORD_RESET,
    forgot_password: mail::FORGOT_PASSWORD,
    email_change: mail::EMAIL_CHANGE,
    mail: mail::MAIL,
    invitation: people::INVITATION,
    open_id: open_id::OPEN_ID,
    members: people::MEMBERS,
    account: people::ACCOUNT,
    second_factor: second_factor::SECOND_FACTOR,
    passkey: passkey::PASSKEY,
    platform: platform::PLATFORM,
    binding: binding::BINDING,
    message: message::MESSAGE,
    health: health::HEALTH,
    notifications: health::NOTIFICATIONS,
    list: channels::LIST,
    form: channels::FORM,
    detail: channels::DETAIL,
    delete: channels::DELETE,
    registration: registration::REGISTRATION,
    organisation: registration::ORGANISATION,
    quota_request: registration::QUOTA_REQUEST,
    channel_request: channel_requests::CHANNEL_REQUEST,
    channel_desk: channel_requests::CHANNEL_DESK,
    standing: back_office::STANDING,
    customers: customers::CUSTOMERS,
    provider: customers::PROVIDER,
    back_office: back_office::BACK_OFFICE,
    audit_log: back_office::AUDIT_LOG,
    help: help::HELP,
    error_page: ErrorPageTexts {
        not_found_heading: "Not found",
        refused_heading: "This did not work",
        unavailable_heading: "Back in a moment",
        internal_heading: "Something went wrong on our side",
        code: "Code",
        trace_id: "Trace ID",
        trace_hint: "Name this ID when you ask for help; the log finds the request by it.",
        back: "Go to Channel Management",
        try_again: "Try again",
    },
    bound_resource: |resource| match resource {
        BoundResource::WhatsAppBusinessNumber => "WhatsApp business number",
        BoundResource::ViberBusinessAccount => "Viber business account",
        BoundResource::FacebookPage => "Facebook Page",
        BoundResource::InstagramProfessionalAccount => "Instagram professional account",
        BoundResource::ServiceConfiguration => "None: the service is activated and configured",
    },
    prerequisite: |prerequisite| match prerequisite {
        Prerequisite::VerifiedWaba => {
            "A registered WhatsApp Business Account (WABA) with completed business verification"
        }
        Prerequisite::FacebookBusinessManager => "A Facebook Business Manager account",
        Prerequisite::InstagramLinkedToPage => "The Instagram account is linked to a Facebook Page",
        Prerequisite::RegisteredSenderId => "A registered sender ID for international SMS",
        Prerequisite::AuthenticatedDomain => {
            "Sending preparations complete (the domain is authenticated)"
        }
    },
    lifecycle: |state| match state {
        Lifecycle::Unbound => "Unbound",
        Lifecycle::Binding => "Binding",
        Lifecycle::Bound => "Bound",
        Lifecycle::Unbinding => "Unbinding",
    },
    tenant_state: |state| match state {
        TenantState::Pending => "Waiting for verification",
        TenantState::Rejected => "Rejected",
        TenantState::Inactive => "Waiting for activation",
        TenantState::Active => "Active",
        TenantState::Suspended => "Suspended",
    },
    countries: countries::english,
    role: |role| match role {
        Role::Viewer => "Viewer",
        Role::Operator => "Operator",
        Role::Admin => "Admin",
    },
    role_explanation: |role| match role {
        Role::Viewer => "Sees channels and their history.",
        Role::Operator => "Sees, creates, edits and binds channels.",
        Role::Admin => {
            "Sees, creates, edits, binds and deletes channels, looks after members, and sees the \
             audit log."
        }
    },
    audit_action: |action| match action {
        AuditAction::ChannelCreate => "Created",
        AuditAction::ChannelEdit => "Edited",
        AuditAction::ChannelBindStart => "Binding begun",
        AuditAction::ChannelAuthorise => "Authorised",
        AuditAction::ChannelBind => "Bound",
        AuditAction::ChannelReauthorise => "Reauthorised",
        AuditAction::ChannelRebind => "Bound to another account",
        AuditAction::ChannelRollBack => "Account of before restored",
        AuditAction::ChannelBindCancel => "Binding cancelled",
        AuditAction::ChannelUnbind => "Unbinding begun",
        AuditAction::ChannelRelease => "Account released",
        AuditAction::ChannelHealth => "Health changed",
        AuditAction::WebhookSet => "Webhook set",
        AuditAction::WebhookRemove => "Webhook removed",
        AuditAction::ChannelRepair => "Callback repaired",
        AuditAction::UnbindingAsk => "Unbinding requested",
        AuditAction::ClaimAsk => "Account claimed",
        AuditAction::ChannelRequestWithdraw => "Request withdrawn",
        AuditAction::ChannelRequestApprove => "Request approved",
        AuditAction::ChannelRequestReject => "Request rejected",
        AuditAction::ChannelDossier => "Dossier made",
        AuditAction::ChannelDelete => "Deleted",
        AuditAction::MessageTest => "Test message sent",
        AuditAction::InstallationSetUp => "Console set up",
        AuditAction::SetUpLink => "Set-up link made",
        AuditAction::SessionStart => "Signed in",
        AuditAction::SessionEnd => "Session ended",
        AuditAction::PasswordChange => "Password changed",
        AuditAction::PasswordResetLink => "Password reset link made",
        AuditAction::PasswordReset => "Password reset",
        AuditAction::EmailChangeLink => "E-mail change link made",
        AuditAction::EmailChange => "E-mail address changed",
        AuditAction::UserCreate => "User created",
        AuditAction::UserDisable => "User disabled",
        AuditAction::UserEnable => "User enabled",
        AuditAction::SecondFactorSetUp => "Second factor set up",
        AuditAction::SecondFactorRemove => "Second factor turned off",
        AuditAction::RecoveryCodesRenew => "Recovery codes renewed",
        AuditAction::RecoveryCodeUse => "Recovery code used",
        AuditAction::PasskeyAdd => "Passkey added",
        AuditAction::PasskeyRemove => "Passkey removed",
        AuditAction::IdentityLink => "Account linked",
        AuditAction::IdentityUnlink => "Account unlinked",
        AuditAction::MemberInvite => "Member invited",
        AuditAction::InvitationRevoke => "Invitation taken back",
        AuditAction::MemberJoin => "Joined",
        AuditAction::MemberRole => "Role changed",
        AuditAction::MemberRemove => "Member removed",
        AuditAction::TenantRegister => "Registered",
        AuditAction::TenantAskAgain => "Asked again",
        AuditAction::TenantVerify => "Verified",
        AuditAction::TenantReject => "Rejected",
        AuditAction::TenantActivate => "Service activated",
        AuditAction::TenantQuota => "Quota changed",
        AuditAction::QuotaAsk => "Larger quota asked for",
        AuditAction::QuotaWithdraw => "Quota request withdrawn",
        AuditAction::QuotaApprove => "Quota request approved",
        AuditAction::QuotaReject => "Quota request rejected",
        AuditAction::TenantSuspend => "Suspended",
        AuditAction::TenantResume => "Resumed",
        AuditAction::ProviderGrant => "Service-provider right granted",
        AuditAction::ProviderRevoke => "Service-provider right taken back",
        AuditAction::CustomerCreate => "Customer created",
        AuditAction::CustomerInvite => "Admin of a customer invited",
        AuditAction::CustomerAsk => "Consent asked for",
        AuditAction::CustomerWithdraw => "Request for consent withdrawn",
        AuditAction::CustomerAccept => "Consent given",
        AuditAction::CustomerDecline => "Consent declined",
        AuditAction::CustomerEnd => "Relation with a customer ended",
    },
    field: |field| match field {
        Field::ChannelType => "Channel Type",
        Field::Name | Field::ConfirmName => "Channel Name",
        Field::Remarks => "Remarks",
        Field::NoRunningBusiness => "No running business",
        Field::DataBackedUp => "Data backed up",
        Field::Email => "E-mail address",
        Field::PersonName => "Your name",
        Field::Organisation => "Organisation",
        Field::Password => "Password",
        Field::NewPassword => "New password",
        Field::Code => "Code",
        Field::PasskeyName => "Name of the passkey",
        Field::Role => "Role",
        Field::Quota => "Number of channels",
        Field::Reason => "Reason",
        Field::Country => "Country or region",
        Field::RegistrationNumber => "Registration number",
        Field::Contact => "Contact",
        Field::Note => "Note",
        Field::Identity => "Linked account",
        Field::Recipient => "Recipient",
        Field::Text => "Text",
        Field::Customer => "Customer",
        Field::Way => "Way",
        Field::Account => "Account",
        Field::Health => "Health",
        Field::HealthReason => "Reason for the health",
        Field::WebhookUrl => "Address for webhooks",
        Field::Checksum => "Checksum of the dossier (SHA-256)",
        Field::Problem => "Problem",
        Field::Provider => "Service provider",
    },
    error: errors::ERROR,
};
