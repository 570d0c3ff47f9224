use super::Reason;
use crate::error_code::ErrorCode;
use crate::time::Timestamp;

/// Whether a tenant may use the service: it has to be verified by an account manager, activated
/// by an admin of its own, and not suspended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Standing {
    /// Whether an account manager knows the company.
    pub verification: Verification,
    /// Since when an admin of the tenant wants the service.
    pub activated_at: Option<Timestamp>,
    /// Since when an account manager lets nothing be changed.
    pub suspended_at: Option<Timestamp>,
}

/// Whether an account manager has checked who the company is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Verification {
    /// Nobody has looked yet.
    Pending,
    /// It is who it says.
    Verified,
    /// It was not accepted, for this reason. May still be verified.
    Rejected(Reason),
}

/// A standing in one word.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum TenantState {
    /// Waits for an account manager.
    Pending,
    /// Was not accepted.
    Rejected,
    /// Verified, and waits for an admin of its own to activate the service.
    Inactive,
    /// Uses the service.
    Active,
    /// Whatever else it is, nothing can be changed.
    Suspended,
}

/// What a tenant has to be for an action.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Needs {
    /// Anything.
    Nothing,
    /// Not suspended.
    NotSuspended,
    /// Verified, activated and not suspended.
    Service,
}

impl Standing {
    /// Verified, and activated at this time.
    pub const fn active(since: Timestamp) -> Self {
        Self { verification: Verification::Verified, activated_at: Some(since), suspended_at: None }
    }

    /// The standing in one word.
    pub const fn state(&self) -> TenantState {
        match (&self.suspended_at, &self.verification, &self.activated_at) {
            (Some(_), _, _) => TenantState::Suspended,
            (None, Verification::Pending, _) => TenantState::Pending,
            (None, Verification::Rejected(_), _) => TenantState::Rejected,
            (None, Verification::Verified, None) => TenantState::Inactive,
            (None, Verification::Verified, Some(_)) => TenantState::Active,
        }
    }

    /// Whether the tenant is what an action needs, or what it lacks first.
    pub const fn meets(&self, needs: Needs) -> Result<(), ErrorCode> {
        match (needs, self.state()) {
            (Needs::NotSuspended | Needs::Service, TenantState::Suspended) => {
                Err(ErrorCode::TenantSuspended)
            }
            (Needs::Service, TenantState::Pending | TenantState::Rejected) => {
                Err(ErrorCode::TenantNotVerified)
            }
            (Needs::Service, TenantState::Inactive) => Err(ErrorCode::ServiceNotActivated),
            _ => Ok(()),
        }
    }
}

impl TenantState {
    /// Every state, in the order of a tenant's life.
    pub const ALL: [Self; 5] =
        [Self::Pending, Self::Rejected, Self::Inactive, Self::Active, Self::Suspended];

    /// The word in addresses.
    pub const fn slug(self) -> &'static str {
        match self {
            Self::Pending => "pending",
            Self::Rejected => "rejected",
            Self::Inactive => "inactive",
            Self::Active => "active",
            Self::Suspended => "suspended",
        }
    }

    /// The state that [`Self::slug`] names.
    pub fn from_slug(slug: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.slug() == slug)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const AT: Timestamp = Timestamp::from_micros(1);

    fn standing(verification: Verification, activated: bool, suspended: bool) -> Standing {
        Standing {
            verification,
            activated_at: activated.then_some(AT),
            suspended_at: suspended.then_some(AT),
        }
    }

    #[test]
    fn the_service_takes_all_three_and_everything_else_only_no_suspension() {
        use ErrorCode::{ServiceNotActivated, TenantNotVerified, TenantSuspended};
        let rejected = || Verification::Rejected(Reason::parse("unknown").expect("a reason"));
        for (standing, state, service) in [
            (standing(Verification::Pending, false, false), "pending", Err(TenantNotVerified)),
            (standing(Verification::Pending, true, false), "pending", Err(TenantNotVerified)),
            (standing(rejected(), true, false), "rejected", Err(TenantNotVerified)),
            (standing(Verification::Verified, false, false), "inactive", Err(ServiceNotActivated)),
            (standing(Verification::Verified, true, false), "active", Ok(())),
            (Standing::active(AT), "active", Ok(())),
            (standing(Verification::Verified, true, true), "suspended", Err(TenantSuspended)),
            (standing(Verification::Pending, false, true), "suspended", Err(TenantSuspended)),
        ] {
            assert_eq!(TenantState::from_slug(state), Some(standing.state()));
            assert_eq!(standing.meets(Needs::Service), service, "{standing:?}");
            let suspended = standing.suspended_at.is_some();
            let change = if suspended { Err(TenantSuspended) } else { Ok(()) };
            assert_eq!(standing.meets(Needs::NotSuspended), change, "{standing:?}");
            assert_eq!(standing.meets(Needs::Nothing), Ok(()), "{standing:?}");
        }
    }
}
