use domain::audit::AuditAction;
use domain::channel::{BoundResource, ChannelType, Lifecycle, Prerequisite};
use domain::error_code::ErrorCode;
use domain::field_errors::Field;
use domain::permissions::Role;
use domain::tenant::TenantState;

use super::Countries;
use super::back_office_texts::{AuditLogTexts, BackOfficeTexts, StandingTexts};
use super::binding_texts::BindingTexts;
use super::channel_request_texts::{ChannelDeskTexts, ChannelRequestTexts};
use super::channel_settings_texts::ChannelSettingsTexts;
use super::customer_texts::{CustomerTexts, ProviderTexts};
use super::health_texts::{HealthTexts, NotificationTexts};
use super::mail_texts::{EmailChangeTexts, ForgotPasswordTexts, MailTexts};
use super::message_texts::MessageTexts;
use super::open_id_texts::OpenIdTexts;
use super::passkey_texts::PasskeyTexts;
use super::platform_texts::PlatformTexts;
use super::registration_texts::{OrganisationTexts, QuotaRequestTexts, RegistrationTexts};
use super::second_factor_texts::SecondFactorTexts;

/// Everything the console says in one language.
#[derive(Debug)]
pub struct Texts {
    pub shell: ShellTexts,
    pub sign_in: SignInTexts,
    pub confirm: ConfirmTexts,
    pub set_up: SetUpTexts,
    pub password_reset: PasswordResetTexts,
    pub forgot_password: ForgotPasswordTexts,
    pub email_change: EmailChangeTexts,
    pub mail: MailTexts,
    pub invitation: InvitationTexts,
    pub open_id: OpenIdTexts,
    pub members: MemberTexts,
    pub account: AccountTexts,
    pub second_factor: SecondFactorTexts,
    pub passkey: PasskeyTexts,
    pub platform: PlatformTexts,
    pub binding: BindingTexts,
    pub message: MessageTexts,
    pub health: HealthTexts,
    pub notifications: NotificationTexts,
    pub list: ListTexts,
    pub form: FormTexts,
    pub detail: DetailTexts,
    pub delete: DeleteTexts,
    pub registration: RegistrationTexts,
    pub organisation: OrganisationTexts,
    pub quota_request: QuotaRequestTexts,
    pub channel_request: ChannelRequestTexts,
    pub channel_desk: ChannelDeskTexts,
    pub channel_settings: ChannelSettingsTexts,
    pub standing: StandingTexts,
    pub customers: CustomerTexts,
    pub provider: ProviderTexts,
    pub back_office: BackOfficeTexts,
    pub audit_log: AuditLogTexts,
    pub help: HelpTexts,
    pub error_page: ErrorPageTexts,
    pub bound_resource: fn(BoundResource) -> &'static str,
    pub prerequisite: fn(Prerequisite) -> &'static str,
    pub lifecycle: fn(Lifecycle) -> &'static str,
    pub tenant_state: fn(TenantState) -> &'static str,
    /// Every country by its name, in the order of the language.
    pub countries: fn() -> &'static Countries,
    pub role: fn(Role) -> &'static str,
    /// What somebody with this role may do.
    pub role_explanation: fn(Role) -> &'static str,
    /// What was done, as a heading in a history.
    pub audit_action: fn(AuditAction) -> &'static str,
    pub field: fn(Field) -> &'static str,
    /// One sentence for the person who met the error, with the way out where there is one.
    pub error: fn(ErrorCode) -> &'static str,
}

/// Around every page.
#[derive(Debug)]
pub struct ShellTexts {
    pub skip_to_content: &'static str,
    pub navigation: &'static str,
    pub channel_management: &'static str,
    /// The same for a service provider.
    pub customer_management: &'static str,
    pub customers: &'static str,
    pub provider: &'static str,
    pub members: &'static str,
    pub organisation: &'static str,
    pub back_office: &'static str,
    pub audit_log: &'static str,
    pub account: &'static str,
    pub switch_tenant: &'static str,
    pub sign_out: &'static str,
    pub help: &'static str,
    pub language: &'static str,
    pub theme: &'static str,
    pub theme_system: &'static str,
    pub theme_light: &'static str,
    pub theme_dark: &'static str,
    pub copy_id: &'static str,
    pub copied: &'static str,
    pub demo: &'static str,
    pub demo_explanation: &'static str,
    pub simulated: &'static str,
    pub simulated_explanation: &'static str,
    pub simulator: &'static str,
}

/// The sign-in form.
#[derive(Debug)]
pub struct SignInTexts {
    pub heading: &'static str,
    pub sign_in: &'static str,
    pub forgotten: &'static str,
    pub signed_out_notice: &'static str,
    pub password_set_notice: &'static str,
    /// Seconds until the next attempt.
    pub wait: fn(i64) -> String,
}

/// The page that asks for the password once more.
#[derive(Debug)]
pub struct ConfirmTexts {
    pub heading: &'static str,
    pub explanation: &'static str,
    /// A change was sent without it.
    pub again: &'static str,
    pub confirm: &'static str,
}

/// The first start.
#[derive(Debug)]
pub struct SetUpTexts {
    pub heading: &'static str,
    pub introduction: &'static str,
    pub email_hint: &'static str,
    pub organisation_hint: &'static str,
    pub set_up: &'static str,
}

/// The page behind a link that resets a password.
#[derive(Debug)]
pub struct PasswordResetTexts {
    pub heading: &'static str,
    pub introduction: &'static str,
    pub set_password: &'static str,
}

/// The page behind an invitation.
#[derive(Debug)]
pub struct InvitationTexts {
    /// Name of the organisation.
    pub heading: fn(&str) -> String,
    /// E-mail address of the invitee, role.
    pub invited: fn(&str, &str) -> String,
    pub join: &'static str,
    pub has_account: &'static str,
    /// E-mail address of whoever is signed in.
    pub other_person: fn(&str) -> String,
}

/// Who belongs to the organisation.
#[derive(Debug)]
pub struct MemberTexts {
    pub introduction: &'static str,
    pub only_admins: &'static str,
    pub confirm_first: &'static str,
    pub invite_heading: &'static str,
    pub invite: &'static str,
    /// E-mail address.
    pub invited_notice: fn(&str) -> String,
    pub link_explanation: &'static str,
    pub copy_link: &'static str,
    pub role_changed_notice: &'static str,
    pub removed_notice: &'static str,
    pub revoked_notice: &'static str,
    pub name: &'static str,
    pub joined: &'static str,
    pub yourself: &'static str,
    pub disabled: &'static str,
    /// Name of a person.
    pub role_of: fn(&str) -> String,
    pub change_role: &'static str,
    /// Name of a person.
    pub change_role_of: fn(&str) -> String,
    pub remove: &'static str,
    /// Name of a person.
    pub remove_named: fn(&str) -> String,
    /// Name of a person.
    pub remove_explanation: fn(&str) -> String,
    pub remove_for_good: &'static str,
    pub invitations_heading: &'static str,
    pub expires: &'static str,
    pub revoke: &'static str,
    /// E-mail address.
    pub revoke_named: fn(&str) -> String,
    pub roles_heading: &'static str,
}

/// A person's own password, sessions and organisations.
#[derive(Debug)]
pub struct AccountTexts {
    pub password_heading: &'static str,
    pub current_password: &'static str,
    pub new_password_hint: &'static str,
    pub password_explanation: &'static str,
    pub change_password: &'static str,
    pub password_changed_notice: &'static str,
    pub sessions_heading: &'static str,
    pub sessions_explanation: &'static str,
    pub unknown_browser: &'static str,
    pub this_session: &'static str,
    pub signed_in_at: &'static str,
    pub last_seen: &'static str,
    pub end: &'static str,
    /// Browser, network address.
    pub end_named: fn(&str, &str) -> String,
    pub end_others: &'static str,
    pub session_ended_notice: &'static str,
    pub others_ended_notice: &'static str,
    pub tenants_heading: &'static str,
    pub no_tenants: &'static str,
    pub this_tenant: &'static str,
    pub switch: &'static str,
    /// Name of the organisation.
    pub switch_to: fn(&str) -> String,
}

/// The channel table.
#[derive(Debug)]
pub struct ListTexts {
    pub introduction: &'static str,
    /// Used, quota.
    pub usage: fn(u32, u32) -> String,
    /// Quota.
    pub quota_used_up: fn(u32) -> String,
    pub create_channel: &'static str,
    pub search: &'static str,
    pub search_hint: &'static str,
    pub all_types: &'static str,
    pub all_statuses: &'static str,
    pub apply: &'static str,
    pub clear_filters: &'static str,
    pub export_csv: &'static str,
    pub table_caption: &'static str,
    pub channel_name: &'static str,
    pub channel_type: &'static str,
    pub status: &'static str,
    pub bound_resource: &'static str,
    pub nothing_bound: &'static str,
    pub remarks: &'static str,
    pub created: &'static str,
    pub actions: &'static str,
    pub id: &'static str,
    pub sort_ascending: &'static str,
    pub sort_descending: &'static str,
    pub edit: &'static str,
    /// Channel name.
    pub edit_named: fn(&str) -> String,
    pub delete: &'static str,
    /// Channel name.
    pub delete_named: fn(&str) -> String,
    pub rows_per_page: &'static str,
    pub paging: &'static str,
    pub first_page: &'static str,
    pub previous_page: &'static str,
    pub next_page: &'static str,
    /// Rows on this page.
    pub rows_shown: fn(usize) -> String,
    pub empty_heading: &'static str,
    pub empty_explanation: &'static str,
    pub empty_first_step: &'static str,
    pub no_match_heading: &'static str,
    pub no_match_explanation: &'static str,
    /// Channel name.
    pub created_notice: fn(&str) -> String,
    /// What it is to be bound to, by type.
    pub next_step: fn(ChannelType) -> &'static str,
    pub open_channel: &'static str,
    pub deleted_notice: &'static str,
}

/// The Create Channel form and the edit form.
#[derive(Debug)]
pub struct FormTexts {
    pub create_heading: &'static str,
    pub edit_heading: &'static str,
    pub channel_type: &'static str,
    pub channel_type_hint: &'static str,
    pub bound_resource: &'static str,
    pub prerequisite: &'static str,
    pub no_prerequisite: &'static str,
    pub channel_name: &'static str,
    pub channel_name_hint: &'static str,
    pub remarks: &'static str,
    pub remarks_hint: &'static str,
    pub required: &'static str,
    pub optional: &'static str,
    pub ok: &'static str,
    pub cancel: &'static str,
    pub save: &'static str,
    pub close: &'static str,
    pub summary_heading: &'static str,
    pub name_already_used: &'static str,
    pub conflict_heading: &'static str,
    pub conflict_explanation: &'static str,
    pub conflict_theirs: &'static str,
    pub conflict_yours: &'static str,
    /// The channel that the form has created before.
    pub creation_key_used: fn(&str) -> String,
}

/// One channel.
#[derive(Debug)]
pub struct DetailTexts {
    pub saved_notice: &'static str,
    pub life_cycle: &'static str,
    pub step_create: &'static str,
    pub step_bind: &'static str,
    pub step_maintain: &'static str,
    pub step_delete: &'static str,
    pub step_done: &'static str,
    pub step_current: &'static str,
    /// The next action while the channel is in this state.
    pub next_action: fn(Lifecycle) -> &'static str,
    pub properties: &'static str,
    pub prerequisites: &'static str,
    pub prerequisites_explanation: &'static str,
    pub no_prerequisites: &'static str,
    pub no_remarks: &'static str,
    pub last_changed: &'static str,
    pub history: &'static str,
    /// What was refused: the action is named before it.
    pub history_refused: &'static str,
    pub history_before: &'static str,
    pub history_after: &'static str,
    pub history_nothing: &'static str,
    pub danger: &'static str,
    pub delete_explanation: &'static str,
    pub only_admins_delete: &'static str,
    pub values_heading: &'static str,
    pub only_operators_edit: &'static str,
    pub back_to_list: &'static str,
}

/// The page that asks before a channel is deleted.
#[derive(Debug)]
pub struct DeleteTexts {
    /// Channel name.
    pub heading: fn(&str) -> String,
    pub consequences: &'static str,
    pub irreversible: &'static str,
    pub history_stays: &'static str,
    pub quota_freed: &'static str,
    pub dossier: &'static str,
    pub dossier_explanation: &'static str,
    pub no_running_business: &'static str,
    pub data_backed_up: &'static str,
    /// Channel name.
    pub confirm_name: fn(&str) -> String,
    pub delete_for_good: &'static str,
    pub bound_heading: &'static str,
    pub bound_explanation: &'static str,
}

/// The help page.
#[derive(Debug)]
pub struct HelpTexts {
    pub heading: &'static str,
    pub introduction: &'static str,
    pub types_heading: &'static str,
    pub types_explanation: &'static str,
    pub life_cycle_heading: &'static str,
    /// Create, Bind, Maintain, Delete: a sentence or two each.
    pub life_cycle: [(&'static str, &'static str); 4],
    pub questions_heading: &'static str,
    /// A question and the paragraphs of its answer.
    pub questions: &'static [(&'static str, &'static [&'static str])],
}

/// Pages that say what went wrong.
#[derive(Debug)]
pub struct ErrorPageTexts {
    pub not_found_heading: &'static str,
    pub refused_heading: &'static str,
    pub unavailable_heading: &'static str,
    pub internal_heading: &'static str,
    pub code: &'static str,
    pub trace_id: &'static str,
    pub trace_hint: &'static str,
    pub back: &'static str,
    pub try_again: &'static str,
}
