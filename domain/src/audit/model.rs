use serde::{Deserialize, Serialize};

use crate::error_code::ErrorCode;
use crate::field_errors::Field;
use crate::ids::{AuditEntryId, ChannelId, TenantId, UserId};
use crate::tenant::Organisation;
use crate::time::Timestamp;

/// One line of the audit log. Written once, never changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AuditEntry {
    /// Its identity, in the order of writing.
    pub id: AuditEntryId,
    /// Whose log it stands in; [`TenantId::INSTALLATION`] for what concerns no tenant.
    pub tenant: TenantId,
    /// When it happened.
    pub at: Timestamp,
    /// Who asked, at most 200 characters: the beginning of [`crate::caller::Caller::actor`].
    pub actor: String,
    /// Their organisation, if they acted for the tenant as its service provider.
    pub provider: Option<Organisation>,
    /// What was asked.
    pub action: AuditAction,
    /// The channel it was about. Absent when there was none yet: a refused creation.
    pub channel: Option<ChannelId>,
    /// The person it was about, if it was about one who can sign in.
    pub user: Option<UserId>,
    /// What came of it.
    pub outcome: AuditOutcome,
    /// What changed; for a refusal, what would have changed. Never holds a secret.
    pub changes: Vec<FieldChange>,
}

/// What somebody asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AuditAction {
    /// A new channel.
    ChannelCreate,
    /// Another name or other remarks.
    ChannelEdit,
    /// Another configuration.
    ChannelConfigure,
    /// Somebody begins to bind a channel, to authorise it again or to give it another account.
    ChannelBindStart,
    /// An authorisation leads to accounts, or to none.
    ChannelAuthorise,
    /// A channel gets its account.
    ChannelBind,
    /// The same account with other credentials.
    ChannelReauthorise,
    /// Another account.
    ChannelRebind,
    /// The account of before.
    ChannelRollBack,
    /// No binding after all.
    ChannelBindCancel,
    /// The end of a binding, by an account manager.
    ChannelUnbind,
    /// An account is free again.
    ChannelRelease,
    /// The callback is set again.
    ChannelRepair,
    /// A tenant wants a channel to be unbound.
    UnbindingAsk,
    /// A tenant wants an account that another channel holds.
    ClaimAsk,
    /// Neither is wanted any more.
    ChannelRequestWithdraw,
    /// It is agreed to.
    ChannelRequestApprove,
    /// It is not.
    ChannelRequestReject,
    /// Everything that is known of a channel, as a file.
    ChannelDossier,
    /// The end of a channel.
    ChannelDelete,
    /// It is doing better or worse. Nobody's doing.
    ChannelHealth,
    /// A test message from a channel.
    MessageTest,
    /// The first start.
    InstallationSetUp,
    /// A link with which somebody can make it.
    SetUpLink,
    /// A new session.
    SessionStart,
    /// The end of a session, by its owner.
    SessionEnd,
    /// Another password, by its owner.
    PasswordChange,
    /// A link that resets a password.
    PasswordResetLink,
    /// Another password, through such a link.
    PasswordReset,
    /// A link that gives a user another e-mail address.
    EmailChangeLink,
    /// Another e-mail address, through such a link or by an operator of the machine.
    EmailChange,
    /// A new user, by an operator of the machine.
    UserCreate,
    /// A user is kept out from now on.
    UserDisable,
    /// A user is let in again.
    UserEnable,
    /// From now on a code is asked for.
    SecondFactorSetUp,
    /// From now on none is.
    SecondFactorRemove,
    /// Other recovery codes.
    RecoveryCodesRenew,
    /// A recovery code in the place of one from the app.
    RecoveryCodeUse,
    /// One more passkey.
    PasskeyAdd,
    /// One less.
    PasskeyRemove,
    /// An account at an OpenID provider that opens a user's sessions from now on.
    IdentityLink,
    /// Such an account no longer does.
    IdentityUnlink,
    /// An invitation into the tenant.
    MemberInvite,
    /// An invitation taken back.
    InvitationRevoke,
    /// An invitation followed.
    MemberJoin,
    /// Another role.
    MemberRole,
    /// The end of a membership.
    MemberRemove,
    /// A new tenant, which waits for an account manager.
    TenantRegister,
    /// A rejected tenant waits again, with other data.
    TenantAskAgain,
    /// A tenant is who it says.
    TenantVerify,
    /// A tenant is not accepted.
    TenantReject,
    /// A tenant's admin wants the service.
    TenantActivate,
    /// Another number of channels.
    TenantQuota,
    /// A larger quota is asked for.
    QuotaAsk,
    /// It is not wanted any more.
    QuotaWithdraw,
    /// It is given, or another one.
    QuotaApprove,
    /// It is not given.
    QuotaReject,
    /// Nothing can be changed in a tenant any more.
    TenantSuspend,
    /// A tenant goes on.
    TenantResume,
    /// A tenant may act for customers.
    ProviderGrant,
    /// A tenant may act for customers no longer.
    ProviderRevoke,
    /// A new tenant, as a customer.
    CustomerCreate,
    /// An invitation for the first admin of a customer.
    CustomerInvite,
    /// A service provider asks a tenant for consent.
    CustomerAsk,
    /// It asks no longer.
    CustomerWithdraw,
    /// The tenant consents.
    CustomerAccept,
    /// The tenant does not.
    CustomerDecline,
    /// The end of the relation, by either side.
    CustomerEnd,
    /// Another address that notifications are sent to.
    WebhookSet,
    /// They are sent to none any more.
    WebhookRemove,
}

impl AuditAction {
    /// Every action.
    pub const ALL: [Self; 70] = [
        Self::ChannelCreate,
        Self::ChannelEdit,
        Self::ChannelConfigure,
        Self::ChannelBindStart,
        Self::ChannelAuthorise,
        Self::ChannelBind,
        Self::ChannelReauthorise,
        Self::ChannelRebind,
        Self::ChannelRollBack,
        Self::ChannelBindCancel,
        Self::ChannelUnbind,
        Self::ChannelRelease,
        Self::ChannelRepair,
        Self::UnbindingAsk,
        Self::ClaimAsk,
        Self::ChannelRequestWithdraw,
        Self::ChannelRequestApprove,
        Self::ChannelRequestReject,
        Self::ChannelDossier,
        Self::ChannelDelete,
        Self::ChannelHealth,
        Self::MessageTest,
        Self::InstallationSetUp,
        Self::SetUpLink,
        Self::SessionStart,
        Self::SessionEnd,
        Self::PasswordChange,
        Self::PasswordResetLink,
        Self::PasswordReset,
        Self::EmailChangeLink,
        Self::EmailChange,
        Self::UserCreate,
        Self::UserDisable,
        Self::UserEnable,
        Self::SecondFactorSetUp,
        Self::SecondFactorRemove,
        Self::RecoveryCodesRenew,
        Self::RecoveryCodeUse,
        Self::PasskeyAdd,
        Self::PasskeyRemove,
        Self::IdentityLink,
        Self::IdentityUnlink,
        Self::MemberInvite,
        Self::InvitationRevoke,
        Self::MemberJoin,
        Self::MemberRole,
        Self::MemberRemove,
        Self::TenantRegister,
        Self::TenantAskAgain,
        Self::TenantVerify,
        Self::TenantReject,
        Self::TenantActivate,
        Self::TenantQuota,
        Self::QuotaAsk,
        Self::QuotaWithdraw,
        Self::QuotaApprove,
        Self::QuotaReject,
        Self::TenantSuspend,
        Self::TenantResume,
        Self::ProviderGrant,
        Self::ProviderRevoke,
        Self::CustomerCreate,
        Self::CustomerInvite,
        Self::CustomerAsk,
        Self::CustomerWithdraw,
        Self::CustomerAccept,
        Self::CustomerDecline,
        Self::CustomerEnd,
        Self::WebhookSet,
        Self::WebhookRemove,
    ];

    /// The stored word.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::ChannelCreate => "channel.create",
            Self::ChannelEdit => "channel.edit",
            Self::ChannelConfigure => "channel.configure",
            Self::ChannelBindStart => "channel.bind_start",
            Self::ChannelAuthorise => "channel.authorise",
            Self::ChannelBind => "channel.bind",
            Self::ChannelReauthorise => "channel.reauthorise",
            Self::ChannelRebind => "channel.rebind",
            Self::ChannelRollBack => "channel.roll_back",
            Self::ChannelBindCancel => "channel.bind_cancel",
            Self::ChannelUnbind => "channel.unbind",
            Self::ChannelRelease => "channel.release",
            Self::ChannelRepair => "channel.repair_callback",
            Self::UnbindingAsk => "channel.ask_unbinding",
            Self::ClaimAsk => "channel.claim_account",
            Self::ChannelRequestWithdraw => "channel.withdraw_request",
            Self::ChannelRequestApprove => "channel.approve_request",
            Self::ChannelRequestReject => "channel.reject_request",
            Self::ChannelDossier => "channel.dossier",
            Self::ChannelDelete => "channel.delete",
            Self::ChannelHealth => "channel.health",
            Self::MessageTest => "message.test",
            Self::InstallationSetUp => "installation.set_up",
            Self::SetUpLink => "installation.set_up_link",
            Self::SessionStart => "session.start",
            Self::SessionEnd => "session.end",
            Self::PasswordChange => "password.change",
            Self::PasswordResetLink => "password.reset_link",
            Self::PasswordReset => "password.reset",
            Self::EmailChangeLink => "email.change_link",
            Self::EmailChange => "email.change",
            Self::UserCreate => "user.create",
            Self::UserDisable => "user.disable",
            Self::UserEnable => "user.enable",
            Self::SecondFactorSetUp => "second_factor.set_up",
            Self::SecondFactorRemove => "second_factor.remove",
            Self::RecoveryCodesRenew => "second_factor.renew_recovery_codes",
            Self::RecoveryCodeUse => "second_factor.use_recovery_code",
            Self::PasskeyAdd => "passkey.add",
            Self::PasskeyRemove => "passkey.remove",
            Self::IdentityLink => "identity.link",
            Self::IdentityUnlink => "identity.unlink",
            Self::MemberInvite => "member.invite",
            Self::InvitationRevoke => "member.invitation_revoke",
            Self::MemberJoin => "member.join",
            Self::MemberRole => "member.role",
            Self::MemberRemove => "member.remove",
            Self::TenantRegister => "tenant.register",
            Self::TenantAskAgain => "tenant.ask_again",
            Self::TenantVerify => "tenant.verify",
            Self::TenantReject => "tenant.reject",
            Self::TenantActivate => "tenant.activate",
            Self::TenantQuota => "tenant.quota",
            Self::QuotaAsk => "quota.ask",
            Self::QuotaWithdraw => "quota.withdraw",
            Self::QuotaApprove => "quota.approve",
            Self::QuotaReject => "quota.reject",
            Self::TenantSuspend => "tenant.suspend",
            Self::TenantResume => "tenant.resume",
            Self::ProviderGrant => "provider.grant",
            Self::ProviderRevoke => "provider.revoke",
            Self::CustomerCreate => "customer.create",
            Self::CustomerInvite => "customer.invite",
            Self::CustomerAsk => "customer.ask",
            Self::CustomerWithdraw => "customer.withdraw",
            Self::CustomerAccept => "customer.accept",
            Self::CustomerDecline => "customer.decline",
            Self::CustomerEnd => "customer.end",
            Self::WebhookSet => "webhook.set",
            Self::WebhookRemove => "webhook.remove",
        }
    }
}

/// What came of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AuditOutcome {
    /// It was done.
    Done,
    /// It was refused for this reason, and nothing changed.
    Refused(ErrorCode),
}

/// A field before and after.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FieldChange {
    /// Which field.
    pub field: Field,
    /// Its value before; absent when the channel did not exist.
    pub before: Option<String>,
    /// Its value after; absent when the channel no longer exists.
    pub after: Option<String>,
}

/// Which entries of a log are wanted.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct AuditFilter {
    /// Only those about this.
    pub action: Option<AuditAction>,
    /// Only those of whoever has exactly this name in the log.
    pub actor: Option<String>,
    /// Only refusals.
    pub refused: bool,
}
