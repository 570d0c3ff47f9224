//! Who may do what: the only place where it is decided.
//!
//! [`Action::rule`] is the matrix as data. It is printed into `docs/permissions.md`, the use
//! cases ask it through [`Caller::may`] and [`AccountManager::may`], and the tests of every address are made from it.

use crate::caller::{AccountManager, Caller};
use crate::error_code::ErrorCode;
use crate::ids::TenantId;
use crate::tenant::Needs;

/// What a person is in a tenant. Each role may do all that the one before it may do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Role {
    /// Sees channels, reports and history.
    Viewer,
    /// Also creates, edits and binds channels, and sends tests.
    Operator,
    /// Also deletes channels and looks after members and the tenant itself.
    Admin,
}

impl Role {
    /// Every role, the least powerful first.
    pub const ALL: [Self; 3] = [Self::Viewer, Self::Operator, Self::Admin];

    /// The word in forms and addresses.
    pub const fn slug(self) -> &'static str {
        match self {
            Self::Viewer => "viewer",
            Self::Operator => "operator",
            Self::Admin => "admin",
        }
    }

    /// The role that [`Self::slug`] names.
    pub fn from_slug(slug: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|role| role.slug() == slug)
    }

    /// The stored number.
    pub const fn number(self) -> i16 {
        match self {
            Self::Viewer => 1,
            Self::Operator => 2,
            Self::Admin => 3,
        }
    }

    /// The role that [`Self::number`] stands for.
    pub fn from_number(number: i16) -> Option<Self> {
        Self::ALL.into_iter().find(|role| role.number() == number)
    }
}

/// Something that is allowed to some and not to others.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Action {
    /// See channels, their history, and the list as a file.
    SeeChannels,
    /// Create a channel.
    CreateChannel,
    /// Change a channel's name, remarks and configuration.
    EditChannel,
    /// Bind a channel to an account, prove it by a message, authorise it again, give it another
    /// account, look at its health at once.
    BindChannel,
    /// Ask an account manager to unbind a channel, or to settle whose account it is.
    AskForUnbinding,
    /// Delete a channel for good.
    DeleteChannel,
    /// See who belongs to the tenant.
    SeeMembers,
    /// Invite people, change their roles and remove them.
    ManageMembers,
    /// See what was done and refused in the tenant, and by whom.
    SeeAuditLog,
    /// See what the tenant has said about itself, its standing and its quota.
    SeeTenant,
    /// Correct what a rejected tenant has said about itself, activate the service, ask for a
    /// larger quota and take that back.
    ChangeTenant,
    /// Set where notifications of the tenant's channels are sent to.
    SetNotifications,
    /// See who the tenant's service provider is, and who asks to be.
    SeeProvider,
    /// Accept and decline service providers, and end the relation with one.
    ChooseProvider,
    /// See the tenant's customers.
    SeeCustomers,
    /// Create customers, ask tenants for consent, and end the relation with a customer.
    ManageCustomers,
    /// See all tenants, verify and reject them.
    RunBackOffice,
    /// Change a tenant's quota and its right to be a service provider, decide about its requests,
    /// suspend it and let it go on.
    LimitTenants,
    /// Unbind channels of all tenants, and decide about what tenants ask for them.
    UnbindChannels,
}

/// Who may do something, by where they stand to the tenant it is done in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rule {
    /// The least role in the tenant itself.
    pub own: Option<Role>,
    /// The least role in a service provider to do it in each of its customer tenants.
    pub customer: Option<Role>,
    /// Whether the tenant has to be a service provider.
    pub provider: bool,
    /// Whether an account manager may do it, in every tenant.
    pub account_manager: bool,
    /// What the tenant has to be for its own people to do it.
    pub needs: Needs,
    /// Whether it needs a sign-in of the last ten minutes.
    pub fresh: bool,
}

impl Action {
    /// Every action, in the order of `docs/permissions.md`.
    pub const ALL: [Self; 19] = [
        Self::SeeChannels,
        Self::CreateChannel,
        Self::EditChannel,
        Self::BindChannel,
        Self::AskForUnbinding,
        Self::DeleteChannel,
        Self::SeeMembers,
        Self::ManageMembers,
        Self::SeeAuditLog,
        Self::SeeTenant,
        Self::ChangeTenant,
        Self::SetNotifications,
        Self::SeeProvider,
        Self::ChooseProvider,
        Self::SeeCustomers,
        Self::ManageCustomers,
        Self::RunBackOffice,
        Self::LimitTenants,
        Self::UnbindChannels,
    ];

    /// What it is, for operators.
    pub const fn description(self) -> &'static str {
        match self {
            Self::SeeChannels => "See channels, their history, and the list as a file",
            Self::CreateChannel => "Create a channel",
            Self::EditChannel => "Change a channel's name, remarks and configuration",
            Self::BindChannel => {
                "Bind a channel, test it, authorise it again, give it another account"
            }
            Self::AskForUnbinding => "Ask for a channel to be unbound",
            Self::DeleteChannel => "Delete a channel for good",
            Self::SeeMembers => "See who belongs to the tenant",
            Self::ManageMembers => "Invite people, change their roles and remove them",
            Self::SeeAuditLog => "See the audit log, and have it as a file",
            Self::SeeTenant => "See the tenant's own data, standing and quota",
            Self::ChangeTenant => {
                "Correct the data of a rejected tenant, activate the service, ask for a larger quota"
            }
            Self::SetNotifications => "Set where notifications are sent to by webhook",
            Self::SeeProvider => "See the tenant's service provider, and who asks to be",
            Self::ChooseProvider => "Accept and decline service providers, and end with one",
            Self::SeeCustomers => "See the tenant's customers",
            Self::ManageCustomers => "Create customers, ask for consent, and end with a customer",
            Self::RunBackOffice => "See all tenants, verify and reject them",
            Self::LimitTenants => {
                "Change a tenant's quota and provider right, decide its requests, suspend and resume it"
            }
            Self::UnbindChannels => "Unbind channels, and decide what tenants ask for them",
        }
    }

    /// Who may do it.
    pub const fn rule(self) -> Rule {
        let (own, needs, fresh) = match self {
            Self::SeeChannels
            | Self::SeeMembers
            | Self::SeeTenant
            | Self::SeeProvider
            | Self::SeeCustomers => (Some(Role::Viewer), Needs::Nothing, false),
            Self::CreateChannel | Self::BindChannel => {
                (Some(Role::Operator), Needs::Service, false)
            }
            Self::EditChannel => (Some(Role::Operator), Needs::NotSuspended, false),
            Self::DeleteChannel
            | Self::ManageMembers
            | Self::SetNotifications
            | Self::ChooseProvider
            | Self::ManageCustomers => (Some(Role::Admin), Needs::NotSuspended, true),
            Self::SeeAuditLog => (Some(Role::Admin), Needs::Nothing, false),
            Self::ChangeTenant | Self::AskForUnbinding => {
                (Some(Role::Admin), Needs::NotSuspended, false)
            }
            Self::RunBackOffice => (None, Needs::Nothing, false),
            Self::LimitTenants | Self::UnbindChannels => (None, Needs::Nothing, true),
        };
        // A provider looks after channels. People, the log and the service stay the customer's.
        let customer = match self {
            Self::SeeChannels
            | Self::CreateChannel
            | Self::EditChannel
            | Self::BindChannel
            | Self::AskForUnbinding
            | Self::DeleteChannel => own,
            _ => None,
        };
        let provider = matches!(self, Self::SeeCustomers | Self::ManageCustomers);
        Rule { own, customer, provider, account_manager: own.is_none(), needs, fresh }
    }
}

impl Caller {
    /// Whether the caller may do this in this tenant. A tenant that is neither theirs nor a
    /// customer's is answered by the store, which finds nothing there; asked here, it is refused
    /// all the same.
    pub fn may(&self, action: Action, tenant: TenantId) -> Result<(), ErrorCode> {
        let rule = action.rule();
        let acting = self.acts_as_provider();
        let least = if acting.is_some() { rule.customer } else { rule.own };
        let enough = tenant == self.tenant && least.is_some_and(|least| self.role >= least);
        if !enough {
            return Err(ErrorCode::PermissionDenied);
        }
        if rule.provider && self.provider.is_none() {
            return Err(ErrorCode::ProviderRightMissing);
        }
        if acting.is_some_and(|provider| provider.suspended) && rule.needs != Needs::Nothing {
            return Err(ErrorCode::TenantSuspended);
        }
        self.standing.meets(rule.needs).map_err(|code| self.about_tenant(code))?;
        if rule.fresh && !self.fresh {
            return Err(ErrorCode::SessionNotFresh);
        }
        Ok(())
    }

    /// What a tenant lacks, said to its own people or to those of its service provider.
    pub(crate) fn about_tenant(&self, code: ErrorCode) -> ErrorCode {
        match code {
            code if self.acts_as_provider().is_none() => code,
            ErrorCode::TenantNotVerified => ErrorCode::CustomerNotVerified,
            ErrorCode::ServiceNotActivated => ErrorCode::CustomerNotActivated,
            ErrorCode::TenantSuspended => ErrorCode::CustomerSuspended,
            code => code,
        }
    }
}

impl AccountManager {
    /// Whether the account manager may do this, in whatever tenant.
    pub fn may(&self, action: Action) -> Result<(), ErrorCode> {
        let rule = action.rule();
        if !rule.account_manager {
            return Err(ErrorCode::PermissionDenied);
        }
        if rule.fresh && !self.fresh {
            return Err(ErrorCode::SessionNotFresh);
        }
        Ok(())
    }
}

/// The matrix as the table of `docs/permissions.md`.
pub fn markdown() -> String {
    let roles = Role::ALL.map(Role::slug).join(" | ");
    let heading = format!(
        "| Action | {roles} | For a customer, from | account manager | Password again | \
         Needs an organisation |"
    );
    let mut rows = vec![heading, "|---|---|---|---|---|---|---|---|".to_owned()];
    let yes = |allowed| if allowed { "yes" } else { "no" };
    for action in Action::ALL {
        let rule = action.rule();
        let may = |role| rule.own.is_some_and(|least| role >= least);
        let allowed = Role::ALL.map(|role| yes(may(role))).join(" | ");
        let customer = rule.customer.map_or("no", Role::slug);
        let manager = yes(rule.account_manager);
        let again = if rule.fresh { "after 10 minutes" } else { "no" };
        let provider = if rule.provider { "service provider, " } else { "" };
        let needs = match rule.needs {
            Needs::Nothing => "in any state",
            Needs::NotSuspended => "not suspended",
            Needs::Service => "verified, activated, not suspended",
        };
        let action = action.description();
        rows.push(format!(
            "| {action} | {allowed} | {customer} | {manager} | {again} | {provider}{needs} |"
        ));
    }
    rows.join("\n") + "\n"
}

#[cfg(test)]
mod tests;
