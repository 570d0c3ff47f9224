//! Who may do what: the only place where it is decided.
//!
//! [`Action::rule`] is the matrix as data. It is printed into `docs/permissions.md`, the use
//! cases ask it through [`Caller::may`], and the tests of every address are made from it.

use crate::caller::Caller;
use crate::error_code::ErrorCode;
use crate::ids::TenantId;

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
}

/// Who may do something, by where they stand to the tenant it is done in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rule {
    /// The least role in the tenant itself.
    pub own: Option<Role>,
    /// Whether it needs a sign-in of the last ten minutes.
    pub fresh: bool,
}

impl Action {
    /// Every action, in the order of `docs/permissions.md`.
    pub const ALL: [Self; 6] = [
        Self::SeeChannels,
        Self::CreateChannel,
        Self::EditChannel,
        Self::DeleteChannel,
        Self::SeeMembers,
        Self::ManageMembers,
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
        }
    }

    /// Who may do it.
    pub const fn rule(self) -> Rule {
        let (own, fresh) = match self {
            Self::SeeChannels | Self::SeeMembers => (Role::Viewer, false),
            Self::CreateChannel | Self::EditChannel => (Role::Operator, false),
            Self::DeleteChannel | Self::ManageMembers => (Role::Admin, true),
        };
        Rule { own: Some(own), fresh }
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
        if rule.fresh && !self.fresh {
            return Err(ErrorCode::SessionNotFresh);
        }
        Ok(())
    }
}

/// The matrix as the table of `docs/permissions.md`.
pub fn markdown() -> String {
    let roles = Role::ALL.map(Role::slug).join(" | ");
    let mut rows = vec![format!("| Action | {roles} | Password again |")];
    rows.push("|---|---|---|---|---|".to_owned());
    for action in Action::ALL {
        let rule = action.rule();
        let may = |role| rule.own.is_some_and(|least| role >= least);
        let allowed = Role::ALL.map(|role| if may(role) { "yes" } else { "no" }).join(" | ");
        let again = if rule.fresh { "after 10 minutes" } else { "no" };
        rows.push(format!("| {} | {allowed} | {again} |", action.description()));
    }
    rows.join("\n") + "\n"
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;
    use crate::ids::UserId;

    const HERE: TenantId = TenantId::from_uuid(Uuid::from_u128(1));
    const ELSEWHERE: TenantId = TenantId::from_uuid(Uuid::from_u128(2));

    fn caller(role: Role, fresh: bool) -> Caller {
        let user = UserId::from_uuid(Uuid::from_u128(3));
        Caller { user, tenant: HERE, role, fresh, actor: "ada@example.com".to_owned() }
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
}
