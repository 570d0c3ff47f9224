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
    /// Change a channel's name and remarks.
    EditChannel,
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
    /// See all tenants, verify and reject them.
    RunBackOffice,
    /// Change a tenant's quota, decide about its requests, suspend it and let it go on.
    LimitTenants,
}

/// Who may do something, by where they stand to the tenant it is done in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rule {
    /// The least role in the tenant itself.
    pub own: Option<Role>,
    /// Whether an account manager may do it, in every tenant.
    pub account_manager: bool,
    /// What the tenant has to be for its own people to do it.
    pub needs: Needs,
    /// Whether it needs a sign-in of the last ten minutes.
    pub fresh: bool,
}

impl Action {
    /// Every action, in the order of `docs/permissions.md`.
    pub const ALL: [Self; 11] = [
        Self::SeeChannels,
        Self::CreateChannel,
        Self::EditChannel,
        Self::DeleteChannel,
        Self::SeeMembers,
        Self::ManageMembers,
        Self::SeeAuditLog,
        Self::SeeTenant,
        Self::ChangeTenant,
        Self::RunBackOffice,
        Self::LimitTenants,
    ];

    /// What it is, for operators.
    pub const fn description(self) -> &'static str {
        match self {
            Self::SeeChannels => "See channels, their history, and the list as a file",
            Self::CreateChannel => "Create a channel",
            Self::EditChannel => "Change a channel's name and remarks",
            Self::DeleteChannel => "Delete a channel for good",
            Self::SeeMembers => "See who belongs to the tenant",
            Self::ManageMembers => "Invite people, change their roles and remove them",
            Self::SeeAuditLog => "See the audit log, and have it as a file",
            Self::SeeTenant => "See the tenant's own data, standing and quota",
            Self::ChangeTenant => {
                "Correct the data of a rejected tenant, activate the service, ask for a larger quota"
            }
            Self::RunBackOffice => "See all tenants, verify and reject them",
            Self::LimitTenants => {
                "Change a tenant's quota, decide its requests, suspend it and let it go on"
            }
        }
    }

    /// Who may do it.
    pub const fn rule(self) -> Rule {
        let (own, needs, fresh) = match self {
            Self::SeeChannels | Self::SeeMembers | Self::SeeTenant => {
                (Some(Role::Viewer), Needs::Nothing, false)
            }
            Self::CreateChannel => (Some(Role::Operator), Needs::Service, false),
            Self::EditChannel => (Some(Role::Operator), Needs::NotSuspended, false),
            Self::DeleteChannel | Self::ManageMembers => {
                (Some(Role::Admin), Needs::NotSuspended, true)
            }
            Self::SeeAuditLog => (Some(Role::Admin), Needs::Nothing, false),
            Self::ChangeTenant => (Some(Role::Admin), Needs::NotSuspended, false),
            Self::RunBackOffice => (None, Needs::Nothing, false),
            Self::LimitTenants => (None, Needs::Nothing, true),
        };
        Rule { own, account_manager: own.is_none(), needs, fresh }
    }
}

impl Caller {
    /// Whether the caller may do this in this tenant. A tenant that is not theirs is answered by
    /// the store, which finds nothing there; asked here, it is refused all the same.
    pub fn may(&self, action: Action, tenant: TenantId) -> Result<(), ErrorCode> {
        let rule = action.rule();
        let enough = tenant == self.tenant && rule.own.is_some_and(|least| self.role >= least);
        if !enough {
            return Err(ErrorCode::PermissionDenied);
        }
        self.standing.meets(rule.needs)?;
        if rule.fresh && !self.fresh {
            return Err(ErrorCode::SessionNotFresh);
        }
        Ok(())
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
    let heading =
        format!("| Action | {roles} | account manager | Password again | Needs an organisation |");
    let mut rows = vec![heading, "|---|---|---|---|---|---|---|".to_owned()];
    let yes = |allowed| if allowed { "yes" } else { "no" };
    for action in Action::ALL {
        let rule = action.rule();
        let may = |role| rule.own.is_some_and(|least| role >= least);
        let allowed = Role::ALL.map(|role| yes(may(role))).join(" | ");
        let manager = yes(rule.account_manager);
        let again = if rule.fresh { "after 10 minutes" } else { "no" };
        let needs = match rule.needs {
            Needs::Nothing => "in any state",
            Needs::NotSuspended => "not suspended",
            Needs::Service => "verified, activated, not suspended",
        };
        let action = action.description();
        rows.push(format!("| {action} | {allowed} | {manager} | {again} | {needs} |"));
    }
    rows.join("\n") + "\n"
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;
    use crate::ids::UserId;
    use crate::tenant::Standing;
    use crate::time::Timestamp;

    const HERE: TenantId = TenantId::from_uuid(Uuid::from_u128(1));
    const NOW: Timestamp = Timestamp::from_micros(0);
    const ELSEWHERE: TenantId = TenantId::from_uuid(Uuid::from_u128(2));

    fn caller(role: Role, fresh: bool) -> Caller {
        let user = UserId::from_uuid(Uuid::from_u128(3));
        let standing = Standing::active(NOW);
        Caller { user, tenant: HERE, role, standing, fresh, actor: "ada@example.com".to_owned() }
    }

    #[test]
    fn slugs_and_numbers_lead_back_to_their_role() {
        for role in Role::ALL {
            assert_eq!(Role::from_slug(role.slug()), Some(role));
            assert_eq!(Role::from_number(role.number()), Some(role));
        }
        assert_eq!(Role::from_slug("Admin"), None);
        assert_eq!(Role::from_slug(""), None);
        assert_eq!(Role::from_number(0), None);
        assert_eq!(Role::from_number(4), None);
    }

    #[test]
    fn a_role_may_do_what_the_matrix_says() {
        use ErrorCode::{PermissionDenied as Denied, SessionNotFresh as NotFresh};
        // For a viewer, an operator and an admin, without a fresh proof.
        let expected = [
            (Action::SeeChannels, [Ok(()), Ok(()), Ok(())]),
            (Action::CreateChannel, [Err(Denied), Ok(()), Ok(())]),
            (Action::EditChannel, [Err(Denied), Ok(()), Ok(())]),
            (Action::DeleteChannel, [Err(Denied), Err(Denied), Err(NotFresh)]),
            (Action::SeeMembers, [Ok(()), Ok(()), Ok(())]),
            (Action::ManageMembers, [Err(Denied), Err(Denied), Err(NotFresh)]),
            (Action::SeeAuditLog, [Err(Denied), Err(Denied), Ok(())]),
            (Action::SeeTenant, [Ok(()), Ok(()), Ok(())]),
            (Action::ChangeTenant, [Err(Denied), Err(Denied), Ok(())]),
            (Action::RunBackOffice, [Err(Denied), Err(Denied), Err(Denied)]),
            (Action::LimitTenants, [Err(Denied), Err(Denied), Err(Denied)]),
        ];
        assert_eq!(expected.map(|(action, _)| action), Action::ALL);
        for (action, answers) in expected {
            for (role, answer) in Role::ALL.into_iter().zip(answers) {
                assert_eq!(caller(role, false).may(action, HERE), answer, "{role:?} {action:?}");
                let when_fresh = if answer == Err(NotFresh) { Ok(()) } else { answer };
                assert_eq!(caller(role, true).may(action, HERE), when_fresh, "{role:?} {action:?}");
            }
        }
    }

    #[test]
    fn nobody_may_do_anything_in_a_tenant_that_is_not_theirs() {
        for action in Action::ALL {
            let answer = caller(Role::Admin, true).may(action, ELSEWHERE);
            assert_eq!(answer, Err(ErrorCode::PermissionDenied), "{action:?}");
        }
    }

    #[test]
    fn a_suspended_tenant_is_only_looked_at() {
        let mut caller = caller(Role::Admin, false);
        caller.standing.suspended_at = Some(NOW);
        for action in Action::ALL {
            let expected = match action {
                Action::SeeChannels
                | Action::SeeMembers
                | Action::SeeTenant
                | Action::SeeAuditLog => Ok(()),
                Action::RunBackOffice | Action::LimitTenants => Err(ErrorCode::PermissionDenied),
                _ => Err(ErrorCode::TenantSuspended),
            };
            assert_eq!(caller.may(action, HERE), expected, "{action:?}");
        }
    }

    #[test]
    fn a_tenant_without_the_service_creates_nothing() {
        let mut caller = caller(Role::Admin, true);
        caller.standing.activated_at = None;
        for action in Action::ALL.into_iter().filter(|action| action.rule().own.is_some()) {
            let expected = match action {
                Action::CreateChannel => Err(ErrorCode::ServiceNotActivated),
                _ => Ok(()),
            };
            assert_eq!(caller.may(action, HERE), expected, "{action:?}");
        }
    }

    #[test]
    fn an_account_manager_runs_the_back_office_and_nothing_else() {
        for fresh in [false, true] {
            let manager = AccountManager { fresh, actor: String::new() };
            for action in Action::ALL {
                let expected = match action {
                    Action::RunBackOffice => Ok(()),
                    Action::LimitTenants if fresh => Ok(()),
                    Action::LimitTenants => Err(ErrorCode::SessionNotFresh),
                    _ => Err(ErrorCode::PermissionDenied),
                };
                assert_eq!(manager.may(action), expected, "{action:?}");
            }
        }
    }
}
