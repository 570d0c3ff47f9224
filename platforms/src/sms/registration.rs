//! The registration of a sender ID: decided by people at carriers and authorities, so it is
//! recorded and not asked.

use domain::date::Date;
use domain::platform::{
    Check, CheckItem, CredentialField, Credentials, End, Expiring, Outcome, Problem, Reason,
};

pub(super) const STATE: CredentialField = CredentialField::choice(
    "registration_state",
    &["not_required", "required", "submitted", "approved", "rejected"],
)
.optional();

pub(super) const COUNTRY: CredentialField =
    CredentialField::line("registration_country").optional();

pub(super) const REFERENCE: CredentialField =
    CredentialField::line("registration_reference").optional();

/// The last day of the registration, where it has one.
pub(super) const UNTIL: CredentialField = CredentialField::date("registration_until").optional();

/// What is recorded about the sender ID.
pub(super) fn check(credentials: &Credentials) -> Check {
    let state = credentials.get(STATE.name).unwrap_or_default();
    let outcome = match state {
        "not_required" | "approved" => Outcome::Pass,
        "required" | "rejected" => {
            Outcome::Fail(Problem::new(Reason::SenderNotRegistered).with_code(state))
        }
        _ => Outcome::CannotKnow(None),
    };
    let mut check = Check::new(CheckItem::SenderRegistered, outcome);
    for field in [STATE, COUNTRY, REFERENCE, UNTIL] {
        if let Some(value) = credentials.get(field.name) {
            check = check.with_fact(field.name, value);
        }
    }
    check
}

/// When the registration ends, by what is recorded. The authority decides about the time zone;
/// here it ends with the day in UTC.
pub(super) fn end(credentials: &Credentials) -> Option<End> {
    let last_day = Date::parse(credentials.get(UNTIL.name)?)?;
    Some(End { what: Expiring::SenderId, at: last_day.last_second() })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_recorded_decision_passes_or_fails() {
        let outcome = |state: &str| check(&Credentials::default().with(STATE.name, state)).outcome;
        assert_eq!(outcome("approved"), Outcome::Pass);
        assert_eq!(outcome("not_required"), Outcome::Pass);
        assert_eq!(outcome("submitted"), Outcome::CannotKnow(None));
        assert_eq!(check(&Credentials::default()).outcome, Outcome::CannotKnow(None));
        for state in ["required", "rejected"] {
            let problem = Problem::new(Reason::SenderNotRegistered).with_code(state);
            assert_eq!(outcome(state), Outcome::Fail(problem));
        }
    }
}
